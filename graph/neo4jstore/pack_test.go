package neo4jstore_test

import (
	"math/rand/v2"
	"testing"

	"backchannel/graph"
)

// somePack knows of two persons, of whom articles know one by a former id, and
// of a body that no article mentions.
func somePack() []graph.Actor {
	return []graph.Actor{
		{ID: "government:ccc", Kind: graph.KindGovernment, Name: "Ccc", Country: "CCC", GovKind: "state"},
		{ID: "organization:office", Kind: graph.KindOrganization, Name: "Office", Country: "CCC", Government: "government:ccc"},
		{ID: "official:gil-oz", Kind: graph.KindOfficial, Name: "Gil Oz", Country: "CCC",
			Offices: []graph.Office{{ID: "office:gil-oz", Title: "Director", Body: "organization:office", From: graph.InYear(2020)}}},
		{ID: eve, Kind: graph.KindOfficial, Name: "Eve Xi", Country: "AAA", FormerIDs: []graph.ID{provisional}},
	}
}

func TestPackStaysWithoutArticles(t *testing.T) {
	s := open(t)
	empty := digest(t, s)
	for range 2 { // writing it again changes nothing
		if err := s.WritePack(t.Context(), somePack()); err != nil {
			t.Fatal(err)
		}
	}
	if digest(t, s) == empty {
		t.Error("the pack left no trace")
	}
	if err := s.WritePack(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if digest(t, s) != empty {
		t.Error("an empty pack in its place left something")
	}
}

func TestPackAndArticlesInAnyOrder(t *testing.T) {
	s := open(t)
	reports := world(rand.New(rand.NewPCG(3, 5)), 8)
	load(t, s, reports)
	alone := digest(t, s)
	if err := s.WritePack(t.Context(), somePack()); err != nil {
		t.Fatal(err)
	}
	after := digest(t, s)
	wipe(t, s)
	if err := s.WritePack(t.Context(), somePack()); err != nil {
		t.Fatal(err)
	}
	load(t, s, reports)
	if digest(t, s) != after {
		t.Error("articles after the pack give another graph than before it")
	}
	if err := s.WritePack(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if digest(t, s) != alone {
		t.Error("taking the pack out does not leave what the articles give")
	}
}
