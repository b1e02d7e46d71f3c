package neo4jstore_test

import (
	"math/rand/v2"
	"testing"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// stale returns what a pass has left, stopping after n.
func stale(t *testing.T, pass *neo4jstore.Reload, n int) []graph.ID {
	t.Helper()
	var out []graph.ID
	for a, err := range pass.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if out = append(out, a.ID); len(out) == n {
			break
		}
	}
	return out
}

func reload(t *testing.T, s *neo4jstore.Store, anew bool) *neo4jstore.Reload {
	t.Helper()
	pass, err := s.Reload(t.Context(), anew)
	if err != nil {
		t.Fatal(err)
	}
	return pass
}

// A pass that was broken off goes on where it was, until it ends.
func TestReloadGoesOn(t *testing.T) {
	s := open(t)
	reports := world(rand.New(rand.NewPCG(8, 9)), 120)
	if err := s.Write(t.Context(), reports...); err != nil {
		t.Fatal(err)
	}
	pass := reload(t, s, false)
	first := stale(t, pass, 70)
	byID := map[graph.ID]graph.Report{}
	for _, r := range reports {
		byID[r.Article.ID] = r
	}
	for _, id := range first {
		load(t, s, []graph.Report{byID[id]})
	}
	if pass = reload(t, s, false); pass.Left != 50 || len(stale(t, pass, 0)) != 50 {
		t.Errorf("taken up with %d articles left, want 50", pass.Left)
	}
	if pass = reload(t, s, true); pass.Left != 120 {
		t.Errorf("begun anew with %d articles left, want 120", pass.Left)
	}
	if err := pass.End(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pass = reload(t, s, false); pass.Left != 120 {
		t.Errorf("after the end a pass has %d articles left, want 120", pass.Left)
	}
}

func TestReloadReadsArticlesAsTheyWereLoaded(t *testing.T) {
	s := open(t)
	r := story(rand.New(rand.NewPCG(1, 1)), 1)
	for _, title := range []string{"", "untitled", "A title"} {
		r.Article.Title = title
		r.Article.Hash = graph.TextHash(title, r.Article.PublishedAt, r.Article.Text)
		wipe(t, s)
		load(t, s, []graph.Report{r})
		for a, err := range reload(t, s, true).Articles(t.Context()) {
			if err != nil || a != r.Article {
				t.Errorf("got %+v, %v; want %+v", a, err, r.Article)
			}
		}
	}
}
