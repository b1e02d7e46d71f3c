package graph_test

import (
	"strings"
	"testing"

	"backchannel/graph"
)

func TestHashIDKeepsPartsApart(t *testing.T) {
	if graph.HashID("claim", "ab", "c") == graph.HashID("claim", "a", "bc") {
		t.Error("parts ran together")
	}
	id := graph.HashID("claim", "a")
	if id != graph.HashID("claim", "a") {
		t.Error("the same parts gave two ids")
	}
	if !strings.HasPrefix(string(id), "claim:") || len(id) != len("claim:")+20 {
		t.Errorf("unexpected form %q", id)
	}
}

func TestIDKind(t *testing.T) {
	for id, want := range map[graph.ID]graph.ActorKind{
		"official:jonathan-powell": graph.KindOfficial, "government:gbr": graph.KindGovernment,
		"organization:rosneft": graph.KindOrganization, "person:x-jane-doe": graph.KindPerson,
		"event:abc": "", "official": "", "": "",
	} {
		got, ok := id.Kind()
		if got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v; want %q", id, got, ok, want)
		}
	}
}
