package neo4jstore_test

import (
	"math/rand/v2"
	"testing"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

func version(t *testing.T, s *neo4jstore.Store) string {
	t.Helper()
	v, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Every change of the graph gives it a version that it never had.
func TestEveryChangeMovesTheVersion(t *testing.T) {
	s, other := open(t), open(t)
	reports := world(rand.New(rand.NewPCG(3, 5)), 3)
	pack := []graph.Actor{{ID: "government:ccc", Kind: graph.KindGovernment, Name: "Cee"}}
	if v := version(t, s); v != "" {
		t.Errorf("a graph that never changed has the version %s", v)
	}
	had := map[string]string{"": "none"}
	for _, step := range []struct {
		name   string
		change func() error
	}{
		{"load", func() error { return s.Write(t.Context(), reports[0], reports[1]) }},
		{"load by another", func() error { return other.Write(t.Context(), reports[2]) }},
		{"forget", func() error { return s.Forget(t.Context(), string(reports[0].Article.ID)) }},
		{"load again", func() error { return s.Write(t.Context(), reports[0]) }},
		{"pack", func() error { return s.WritePack(t.Context(), pack) }},
		{"smaller pack", func() error { return s.WritePack(t.Context(), nil) }},
		{"wipe and load", func() error {
			wipe(t, s)
			if v := version(t, s); v != "" {
				t.Errorf("an empty graph has the version %s", v)
			}
			return s.Write(t.Context(), reports[0])
		}},
	} {
		if err := step.change(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		v := version(t, s)
		if before, ok := had[v]; ok {
			t.Errorf("after %s the graph has the version of %s", step.name, before)
		}
		had[v] = step.name
		if again := version(t, other); again != v {
			t.Errorf("after %s others see version %q, not %q", step.name, again, v)
		}
	}
}

// What an older build wrote, or a change that was cut off at its end, has no
// version until the next start.
func TestMigrationGivesAVersionWhereThereIsNone(t *testing.T) {
	s := open(t)
	load(t, s, world(rand.New(rand.NewPCG(3, 5)), 1))
	before := version(t, s)
	for _, damage := range []string{"REMOVE s.version, s.settled", "SET s.version = 'cut off'"} {
		consume(t, plain(t), "MATCH (s:Sequence) "+damage, nil)
		if v := version(t, s); v != "" {
			t.Errorf("after %q: version %s", damage, v)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if v := version(t, s); v == "" || v == before {
			t.Errorf("after %q and a start: version %q", damage, v)
		}
	}
}
