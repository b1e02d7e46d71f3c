package resolve_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/resolve"
)

// TestMentions reads testdata/cases.csv: texts, and whom words of them mean.
// "Powell=official:…" wants that actor for the last mention that reads so, or
// ends so; "Powell=-" wants none; "Powell!=official:…" any but that.
func TestMentions(t *testing.T) {
	f, err := os.Open("testdata/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := resolve.New(defaultPack(t))
	for _, row := range rows[1:] {
		published, err := time.Parse(time.DateOnly, row[1])
		if err != nil {
			t.Fatal(err)
		}
		t.Run(row[0], func(t *testing.T) {
			found := mentions(r, annotate(t, row[2]), published)
			for want := range strings.SplitSeq(row[3], "; ") {
				words, id, _ := strings.Cut(want, "=")
				words, other := strings.CutSuffix(words, "!")
				switch got := meant(found, words); {
				case other && string(got) == id, !other && id == "-" && got != "", !other && id != "-" && string(got) != id:
					t.Errorf("%s\n%s is %q, want %s", row[2], words, got, want)
				}
			}
		})
	}
}

// meant returns the actor of the last mention that the words are or end with.
func meant(found []named, words string) graph.ID {
	var id graph.ID
	for _, m := range found {
		if m.text == words || strings.HasSuffix(words, " "+m.text) {
			id = m.Actor.ID
		}
	}
	return id
}
