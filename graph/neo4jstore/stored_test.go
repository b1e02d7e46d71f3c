package neo4jstore

import (
	"testing"
	"testing/quick"

	"backchannel/graph"
)

func TestAFieldThatIsNotUsedLeavesNoTrace(t *testing.T) {
	type before struct {
		ID   graph.ID
		Days []graph.Day
	}
	type after struct {
		ID    graph.ID
		Seen  graph.Day
		Date  graph.Date
		Terms []graph.Office
		Days  []graph.Day
		Kind  string
		Sure  bool
	}
	old := before{"office:a", []graph.Day{0, 3}}
	if got, want := encode(after{ID: old.ID, Days: old.Days}), encode(old); got != want || want != `{"ID":"office:a","Days":[0,3]}` {
		t.Errorf("%s, and with more fields %s", want, got)
	}
	if hashOf(after{ID: old.ID, Days: old.Days, Seen: 1}) == hashOf(old) {
		t.Error("a field that is used counts for nothing")
	}
}

// Whatever is encoded reads back as it was.
func TestEncodedActorsReadBack(t *testing.T) {
	if err := quick.Check(func(a graph.Actor) bool {
		got, err := readForm(encode(a))
		return err == nil && encode(got) == encode(a) && len(got.Aliases) == len(a.Aliases) && len(got.Offices) == len(a.Offices)
	}, nil); err != nil {
		t.Error(err)
	}
}
