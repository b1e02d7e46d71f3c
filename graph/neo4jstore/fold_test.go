package neo4jstore

import "testing"

func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Yury Ushakov", "yury ushakov"}, {"Юрий Ушаков", "yuriy ushakov"}, {"ЗЕЛЕНСЬКИЙ", "zelenskiy"}, {"Recep Tayyip Erdoğan", "recep tayyip erdogan"},
		{"Łukasz  Żółć", "lukasz zolc"}, {"O'Brien’s", "obriens"}, {"Jean-Noël Barrot", "jean noel barrot"}, {"Straße", "strasse"}, {"習近平", "習近平"}, {" \t*?~\"", ""}, {"", ""},
	} {
		if got := fold(c.text); got != c.want {
			t.Errorf("%q folds to %q, want %q", c.text, got, c.want)
		}
		if again := fold(fold(c.text)); again != fold(c.text) {
			t.Errorf("%q folds further, to %q", c.text, again)
		}
	}
}

// Folded words hold no character that means something to the full-text index.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"a AND b", "x:y~2", `\"`, "İI", "\u0345", "\U0001d400"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range words(s) {
			for _, r := range w {
				if r < 128 && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
					t.Fatalf("%q: word %q holds %q", s, w, r)
				}
			}
		}
	})
}
