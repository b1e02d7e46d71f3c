package neo4jstore_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
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

// rounds returns how often a property is tried: as often as BACKCHANNEL_SOAK says.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("BACKCHANNEL_SOAK")); err == nil {
		return n
	}
	return usual
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

// The graph is a function of the set of articles: not of their order, of how
// often or in how many loads they came, or of who loaded them at once.
func TestTheSameArticlesGiveTheSameGraph(t *testing.T) {
	s := open(t)
	r := rand.New(rand.NewPCG(7, uint64(rounds(11))))
	for round := range rounds(4) {
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
		wipe(t, s)
		for part := range slices.Chunk(append(slices.Clone(shuffled), reports[:3]...), 1+r.IntN(len(reports))) {
			if err := s.Write(t.Context(), part...); err != nil {
				t.Fatal(err)
			}
		}
		if digest(t, s) != want {
			t.Fatalf("round %d: writing many at once gave another graph", round)
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

// A person whom the pack did not know is taken over by the one it knows now,
// and set free again when nothing says so any more.
func TestAKnownOfficialTakesTheProvisionalOver(t *testing.T) {
	s := open(t)
	r := rand.New(rand.NewPCG(5, 6))
	call := func(n int, who graph.ID) graph.Report {
		rep := story(r, n)
		c := rep.Claims[0]
		c.Happening, c.Type, c.Status, c.Date, c.By = 0, graph.Phoned, graph.StatusActual, graph.OnDay(graph.NewDay(2025, 1, 3)), who
		c.Source, c.Target = []graph.ID{who}, []graph.ID{"official:bo-ray"}
		rep.Claims, rep.Actors = []graph.Claim{c}, []graph.Actor{person(r, who), person(r, "official:bo-ray")}
		return rep
	}
	before, after := call(1, provisional), call(2, eve)
	load(t, s, []graph.Report{before})
	alone := digest(t, s)
	load(t, s, []graph.Report{after})
	together := digest(t, s)
	breaches, err := s.Check(t.Context())
	if err != nil || len(breaches) > 0 {
		t.Fatalf("%v, %v", breaches, err)
	}
	for _, id := range []graph.ID{graph.EventOf(before.Claims[0].ID), graph.EventOf(after.Claims[0].ID)} {
		found, err := s.EventID(t.Context(), id)
		if want := graph.EventOf(min(before.Claims[0].ID, after.Claims[0].ID)); err != nil || found != want {
			t.Errorf("%s finds %s, %v; want %s", id, found, err, want)
		}
	}
	if err := s.Forget(t.Context(), string(after.Article.ID)); err != nil {
		t.Fatal(err)
	}
	if digest(t, s) != alone {
		t.Error("forgetting did not undo the take-over")
	}
	wipe(t, s)
	load(t, s, []graph.Report{after, before})
	if digest(t, s) != together {
		t.Error("the take-over depends on the order")
	}
}
