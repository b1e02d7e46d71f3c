package resolvers_test

import (
	"testing"

	"backchannel/graph/neo4jstore"
	"backchannel/resolvers"
)

// The questions of the warm-up reach every kind of statement, and on an empty graph
// they do no harm.
func TestWarmingUpAsksWhatAnalystsAsk(t *testing.T) {
	asked := map[string]bool{}
	s := open(t, func(r neo4jstore.Read) {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Name, r.Err)
		}
		asked[r.Name] = true
	})
	resolvers.Warm(t.Context(), resolvers.Schema(s))
	if len(asked) == 0 {
		t.Error("nothing was asked of an empty graph")
	}
	seed(t, s)
	resolvers.Warm(t.Context(), resolvers.Schema(s))
	for _, name := range []string{"events", "contacts", "counterparts", "dyad", "links of actors", "timeline", "search", "nodes", "claims", "claims of events", "known claims", "articles"} {
		if !asked[name] {
			t.Errorf("%s was not asked; what was: %v", name, asked)
		}
	}
}
