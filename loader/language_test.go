package loader

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	const russian = "Дональд Трамп встретил Владимира Путина в Москве на этой неделе. "
	for _, c := range []struct{ name, text, want string }{
		{"short", "Rubio met Lavrov.", "en"},
		{"short with a name as written at home", "Сергей Лавров and Marco Rubio spoke.", "en"},
		{"no letters", "2025", "en"},
		{"long", strings.Repeat("The ministers met in Vienna and agreed to meet again. ", 8), "en"},
		{"long German", strings.Repeat("Die Minister trafen sich in Wien und wollen sich wieder treffen. ", 8), "de"},
		{"long Russian", strings.Repeat(russian, 8) + "Он заявил, что переговоры прошли хорошо и будут продолжены в следующем месяце; подробностей стороны не раскрывают.", "ru"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := language(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if got := language(russian[:40]); got == "en" {
		t.Error("a short text in another script passes as English")
	}
}
