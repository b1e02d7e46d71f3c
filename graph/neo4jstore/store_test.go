package neo4jstore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// open connects to the server of the test run and empties it.
func open(t *testing.T) *neo4jstore.Store {
	t.Helper()
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	s, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	wipe(t, s)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func wipe(t *testing.T, s *neo4jstore.Store) {
	t.Helper()
	if err := s.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func digest(t *testing.T, s *neo4jstore.Store) string {
	t.Helper()
	breaches, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(breaches) > 0 {
		t.Fatalf("the graph is not sound:\n%s", strings.Join(breaches, "\n"))
	}
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func load(t *testing.T, s *neo4jstore.Store, reports []graph.Report) {
	t.Helper()
	for _, r := range reports {
		if err := s.Write(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
}

// world makes articles whose claims overlap, contradict and vary in precision.
func world(r *rand.Rand, n int) []graph.Report {
	ids := []graph.ID{"official:ann-lee", "official:bo-ray", "government:aaa", "government:bbb", "organization:acme", "person:cy-doe"}
	types := []graph.EventType{graph.Phoned, graph.Met, graph.Visited, graph.TalkedWith, graph.Sanctioned, graph.Accused}
	statuses := []graph.Status{graph.StatusActual, graph.StatusActual, graph.StatusPlanned, graph.StatusNegated, graph.StatusDenied}
	var out []graph.Report
	for a := range n {
		published := time.Date(2025, 1, 10+r.IntN(30), 0, 0, 0, 0, time.UTC)
		art := graph.Article{ID: graph.HashID("article", fmt.Sprint(a)), Title: fmt.Sprintf("Article %d", a), Publisher: fmt.Sprintf("Paper %d", a%3), PublishedAt: published, Language: "en", Text: "They met.", Hash: fmt.Sprint(a)}
		rep := graph.Report{Article: art}
		used := map[graph.ID]bool{}
		for h := range 1 + r.IntN(4) {
			parties := r.Perm(len(ids))
			day := graph.NewDay(2025, time.January, 1+r.IntN(6))
			c := graph.Claim{
				Article: art.ID, Happening: h, Type: types[r.IntN(len(types))], Status: statuses[r.IntN(len(statuses))], Stance: graph.StanceReports,
				Source: []graph.ID{ids[parties[0]]}, Target: []graph.ID{ids[parties[1]]}, By: []graph.ID{"", ids[parties[2]]}[r.IntN(2)],
				Date: []graph.Date{graph.OnDay(day), graph.InMonth(2025, time.January), {}}[r.IntN(3)], Place: []string{"", "Here", "There"}[r.IntN(3)],
				Quote: "They met", End: 8, PublishedAt: published, Publisher: art.Publisher, Confidence: 0.9, Extractor: "test",
			}
			c.CallerUnstated = c.Type == graph.Phoned && r.IntN(2) == 0
			c.ID = graph.HashID("claim", string(art.ID), fmt.Sprint(h), string(c.Type))
			rep.Claims = append(rep.Claims, c)
			for _, id := range append(c.Parties(), c.By) {
				used[id] = id != ""
			}
		}
		if used["organization:acme"] || used["official:ann-lee"] {
			used["government:aaa"] = true
		}
		for _, id := range ids {
			if !used[id] {
				continue
			}
			kind, _ := id.Kind()
			actor := graph.Actor{ID: id, Kind: kind, Name: strings.ToUpper(string(id)), Aliases: []string{fmt.Sprint("alias ", r.IntN(3))}}
			switch id {
			case "official:ann-lee":
				actor.Offices = []graph.Office{{ID: "office:x", Title: "Foreign Minister", Body: "government:aaa", From: graph.InYear(2024)}}
			case "organization:acme":
				actor.Government = "government:aaa"
			}
			rep.Actors = append(rep.Actors, actor)
		}
		out = append(out, rep)
	}
	return out
}

// The graph is a function of the set of articles: not of their order, of how
// often or in how many loads they came, or of who loaded them at once.
func TestTheSameArticlesGiveTheSameGraph(t *testing.T) {
	s := open(t)
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 4 {
		reports := world(r, 12)
		wipe(t, s)
		load(t, s, reports)
		want := digest(t, s)

		load(t, s, reports)
		if digest(t, s) != want {
			t.Fatalf("round %d: loading twice changed the graph", round)
		}
		wipe(t, s)
		shuffled := slices.Clone(reports)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		load(t, s, shuffled)
		if digest(t, s) != want {
			t.Fatalf("round %d: another order gave another graph", round)
		}
		for _, rep := range shuffled[:4] {
			if err := s.Forget(t.Context(), string(rep.Article.ID)); err != nil {
				t.Fatal(err)
			}
		}
		part := digest(t, s)
		load(t, s, shuffled[:4])
		if digest(t, s) != want {
			t.Fatalf("round %d: forgetting and loading again gave another graph", round)
		}
		wipe(t, s)
		load(t, s, shuffled[4:])
		if digest(t, s) != part {
			t.Fatalf("round %d: forgetting left a trace", round)
		}

		wipe(t, s)
		var loaders sync.WaitGroup
		for range 2 {
			loaders.Go(func() {
				for _, rep := range slices.Backward(reports) {
					if err := s.Write(t.Context(), rep); err != nil {
						t.Error(err)
					}
				}
			})
		}
		loaders.Go(func() { load(t, s, shuffled) })
		loaders.Wait()
		if digest(t, s) != want {
			t.Fatalf("round %d: loaders at once gave another graph", round)
		}
	}
}

func TestALaterVersionReplacesTheArticleAndAnEarlierDoesNot(t *testing.T) {
	s := open(t)
	reports := world(rand.New(rand.NewPCG(3, 5)), 2)
	first, second := reports[0], reports[1]
	second.Article.ID, second.Article.PublishedAt = first.Article.ID, first.Article.PublishedAt.Add(time.Hour)
	for i := range second.Claims {
		second.Claims[i].Article = first.Article.ID
	}
	load(t, s, []graph.Report{second})
	want := digest(t, s)
	load(t, s, []graph.Report{first})
	if digest(t, s) != want {
		t.Error("an earlier version replaced a later one")
	}
	wipe(t, s)
	load(t, s, []graph.Report{first, second})
	if digest(t, s) != want {
		t.Error("the later version did not replace the earlier one")
	}
}

func TestForgetKnowsWhatIsNotThere(t *testing.T) {
	s := open(t)
	if err := s.Forget(t.Context(), "https://nowhere.example/"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestOpenSaysThatNobodyAnswers(t *testing.T) {
	_, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: "bolt://127.0.0.1:1"})
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}
