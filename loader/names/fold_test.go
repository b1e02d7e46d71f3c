package names_test

import (
	"regexp"
	"testing"

	"backchannel/loader/names"
)

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"O'Brien":           "obrien",
		"Robert O’Brien":    "robert-obrien",
		"Großbritannien":    "grossbritannien",
		"Anders Sæther":     "anders-saether",
		"A. K. Abdul Momen": "a-k-abdul-momen",
		"J.D. Vance":        "jd-vance",
		"Jean-Noël Barrot":  "jean-noel-barrot",
		"İlham Əliyev":      "ilham-aliyev",
		"Łukasz Đorđević":   "lukasz-dordevic",
		" Elina  Valtonen ": "elina-valtonen",
		"24.kg":             "24kg",
		"…":                 "",
	} {
		if got := names.Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLatin(t *testing.T) {
	for name, want := range map[string]string{
		"Сергей Лавров":        "sergey lavrov",
		"Володимир Зеленський": "volodymyr zelenskyy",
		"Аляксандр Лукашэнка":  "alyaksandr lukashenka",
		"Андрій Єрмак":         "andriy yermak",
		"Михайло Федоров":      "mikhaylo fedorov",
		"Κυριάκος Μητσοτάκης":  "kyriakos mitsotakis",
		"محمد بن سلمان":        "mhmd bn slman",
		"بشار الأسد":           "bshar al asd",
		"Emmanuel Macron":      "Emmanuel Macron",
	} {
		if got := names.Latin(name); got != want {
			t.Errorf("Latin(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSound(t *testing.T) {
	for _, same := range [][2]string{{"gaddafi", "qadhafi"}, {"lukashenko", "lukashenka"}, {"yuri", "yury"}, {"mohammed", "muhamad"}, {"hussein", "husayn"}, {"araghchi", "araqchi"}} {
		if a, b := names.Sound(same[0]), names.Sound(same[1]); a != b {
			t.Errorf("%s sounds %q, %s %q", same[0], a, same[1], b)
		}
	}
	for _, other := range [][2]string{{"hassan", "hussein"}, {"putin", "pudin"}, {"powell", "pompeo"}} {
		if a, b := names.Sound(other[0]), names.Sound(other[1]); a == b {
			t.Errorf("%s and %s both sound %q", other[0], other[1], a)
		}
	}
}

func FuzzSlug(f *testing.F) {
	form := regexp.MustCompile(`^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$`)
	for _, seed := range []string{"O'Brien", "ß", "İ", "ﬁ", "\xff", "..'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := names.Slug(name)
		if slug != "" && !form.MatchString(slug) {
			t.Errorf("Slug(%q) = %q", name, slug)
		}
		if again := names.Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, again %q", name, slug, again)
		}
	})
}
