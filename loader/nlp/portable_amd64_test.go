package nlp

import (
	"reflect"
	"testing"
)

// TestPortable reads texts without the vector instructions, as on a processor
// that lacks them: the annotation is the same.
func TestPortable(t *testing.T) {
	m := testModel(t)
	if !hasFMA {
		t.Skip("this processor lacks the vector instructions: all tests ran without them")
	}
	portable, err := Load(DefaultDir()) // words of its own
	if err != nil {
		t.Fatal(err)
	}
	defer func() { hasFMA = true }()
	for _, path := range []string{"testdata/own.json.gz", "testdata/awkward.json.gz"} {
		for _, g := range readGold(t, path) {
			hasFMA = true
			want := m.Annotate(g.Text, 0)
			hasFMA = false
			if got := portable.Annotate(g.Text, 0); !reflect.DeepEqual(got, want) {
				t.Errorf("%.80q is annotated in two ways", g.Text)
			}
		}
	}
}
