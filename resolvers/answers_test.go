package resolvers_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/resolvers"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/server"
)

// service is the whole service on a store, keeping answers up to a size.
func service(t *testing.T, s *neo4jstore.Store, kept int) http.Handler {
	t.Helper()
	gate := auth.NewGate(0)
	gate.Open = true
	h, err := server.New(server.Config{Listen: "127.0.0.1:0", Schema: resolvers.Schema(s), Gate: gate, Ping: s.Ping, Log: slog.New(slog.DiscardHandler),
		Answers: kept, Version: s.Version})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// text puts a query and returns the answer as it is sent.
func text(t *testing.T, h http.Handler, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/query", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(w, r)
	return w.Body.String()
}

// Kept answers are those that the graph gives, to each query under testdata.
func TestKeptAnswersAreFreshOnes(t *testing.T) {
	reads := 0
	s := open(t, func(r neo4jstore.Read) {
		if r.Name != "version" {
			reads++
		}
	})
	seed(t, s)
	keeping, plain := service(t, s, 1<<20), service(t, s, 0)
	files, err := filepath.Glob("testdata/queries/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no queries: %v", err)
	}
	kept := 0
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := text(t, plain, string(query))
		if strings.Contains(want, `"errors"`) { // in no order
			continue
		}
		for _, when := range []string{"first", "again", "once more"} {
			before := reads
			if got := text(t, keeping, string(query)); got != want {
				t.Errorf("%s, asked %s:\n%s\nwant\n%s", file, when, got, want)
			}
			if reads == before {
				kept++
			}
		}
	}
	if kept < 2*len(files)-4 {
		t.Errorf("%d answers were kept, of %d files", kept, len(files))
	}
}

// While another process loads, forgets and loads again, an answer is never older
// than the last change that had committed when the question was put.
func TestKeptAnswersHideNoLoad(t *testing.T) {
	s := open(t, nil)
	seed(t, s)
	loader, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: os.Getenv("BACKCHANNEL_TEST_NEO4J")})
	if err != nil {
		t.Fatal(err)
	}
	defer loader.Close(t.Context())
	edition := func(n int) graph.Report {
		return story(100, fmt.Sprintf("Edition %d", n), "Wire", time.Date(2025, 9, 1, 0, 0, n, 0, time.UTC),
			telling{graph.Met, graph.StatusActual, graph.StanceReports, "", trump, ushakov, graph.OnDay(graph.NewDay(2025, 8, 30)), "They met.", fmt.Sprintf("edition %d", n)})
	}
	if err := loader.Write(t.Context(), edition(0)); err != nil {
		t.Fatal(err)
	}
	id := edition(0).Article.ID
	questions := []string{
		fmt.Sprintf(`{ article(id: %q) { title claims { edges { node { outcome } } } } }`, id),
		fmt.Sprintf(`{ node(id: %q) { ... on Article { title } } }`, id),
		`{ articles(filter: {}, first: 1) { edges { node { title } } } events(filter: {dateFrom: "2025-08-30"}) { edges { node { outcome } } } }`,
	}
	h := service(t, s, 1<<20)
	var committed atomic.Int64
	loading := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for asked := 0; ; asked++ {
				least := committed.Load()
				answer := text(t, h, questions[(i+asked)%len(questions)])
				for _, n := range editions(answer) {
					if n < least {
						t.Errorf("edition %d was loaded before the question; the answer is %s", least, answer)
					}
				}
				select {
				case <-loading:
					return
				default:
				}
			}
		})
	}
	for n := 1; n <= 40; n++ {
		if err := loader.Write(t.Context(), edition(n)); err != nil {
			t.Error(err)
		}
		committed.Store(int64(n))
		time.Sleep(time.Duration(n%4) * 5 * time.Millisecond) // now and then long enough for answers to be kept
	}
	close(loading)
	readers.Wait()
	if got := editions(text(t, h, questions[0])); len(got) == 0 || got[0] != 40 {
		t.Errorf("at the end edition %v", got)
	}
}

// editions returns the numbers that an answer names.
func editions(answer string) []int64 {
	var out []int64
	for _, part := range strings.Split(strings.ToLower(answer), "edition ")[1:] {
		var n int64
		if _, err := fmt.Sscanf(part, "%d", &n); err == nil {
			out = append(out, n)
		}
	}
	return out
}
