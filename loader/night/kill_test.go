package night_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/night/world"
)

// openLedger returns the ledger in the test server, emptied.
func openLedger(t *testing.T, empty bool) *neo4jstore.Ledger {
	t.Helper()
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set (make test starts one)")
	}
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(context.Background()) })
	if empty {
		if err := store.Clear(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return store.Ledger()
}

const (
	childFeeds = "BACKCHANNEL_TEST_CHILD_FEEDS"
	childOut   = "BACKCHANNEL_TEST_CHILD_OUT"
	lease      = 3 * time.Second
)

// TestKilledChild is the run that TestKillInTheMiddle kills.
func TestKilledChild(t *testing.T) {
	raw := os.Getenv(childFeeds)
	if raw == "" {
		t.Skip("only as a child process")
	}
	var feeds []feed.Source
	if err := json.Unmarshal([]byte(raw), &feeds); err != nil {
		t.Fatal(err)
	}
	out, err := os.OpenFile(os.Getenv(childOut), os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	r := runner(openLedger(t, false), client(), nil)
	r.Load = func(_ context.Context, d article.Document) (loader.Outcome, error) {
		_, err := fmt.Fprintln(out, d.URL)
		time.Sleep(5 * time.Millisecond)
		return loader.Outcome{Name: d.Name, ID: graph.HashID("article", d.URL), State: loader.StateLoaded}, err
	}
	_, _ = r.Run(t.Context(), feeds)
}

// kill -9 costs at most the articles in flight: they are loaded again, no other
// is, and none is lost.
func TestKillInTheMiddle(t *testing.T) {
	l := openLedger(t, true)
	w := world.New(t, 21, 8)
	raw, err := json.Marshal(w.Feeds())
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir() + "/loaded"
	lines := func() []string {
		text, _ := os.ReadFile(out)
		return strings.Fields(string(text))
	}
	child := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
	child.Env = append(os.Environ(), childFeeds+"="+string(raw), childOut+"="+out)
	var said bytes.Buffer
	child.Stdout, child.Stderr = &said, &said
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); len(lines()) < 40; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = child.Process.Kill()
			t.Fatalf("child loads nothing: %s", said.String())
		}
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	before := len(lines())
	if before >= w.Loadable() {
		t.Fatalf("the child was done with %d articles before it was killed", before)
	}

	s := &sink{}
	r := runner(l, client(), s)
	if err := l.Lock(t.Context(), "another machine/1/1", time.Minute); !errors.Is(err, graph.ErrLocked) {
		t.Errorf("another machine, while the lease runs: %v, want ErrLocked", err)
	}
	// On the same machine the lock of a dead process is taken over at once.
	if _, err := r.Run(t.Context(), w.Feeds()); err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, url := range lines() {
		times[url]++
	}
	for url, n := range s.got {
		times[url] += n
	}
	twice := 0
	for url, n := range times {
		if n > 2 {
			t.Errorf("%s was loaded %d times", url, n)
		}
		if n == 2 {
			twice++
		}
	}
	t.Logf("%d before the kill, %d after, %d of them again", before, len(s.got), twice)
	if len(times) != w.Loadable() || twice > 16 {
		t.Errorf("%d articles of %d, %d loaded twice", len(times), w.Loadable(), twice)
	}

	loads, err := l.Loads(t.Context(), time.Time{}, 10)
	if err != nil || len(loads) != 2 || loads[0].FinishedAt.IsZero() || !loads[1].FinishedAt.IsZero() || loads[0].Total().Loaded != len(s.got) {
		t.Errorf("reports of loads: %+v, %v", loads, err)
	}
	dead, err := l.Dead(t.Context())
	if err != nil || len(dead) == 0 || dead[0].Reason == "" {
		t.Fatalf("set aside: %+v, %v", dead, err)
	}
	if n, err := l.Retry(t.Context(), dead[0].URL); err != nil || n != 1 {
		t.Errorf("retry: %d, %v", n, err)
	}
	if waiting, err := l.Pending(t.Context(), dead[0].Feed, time.Now()); err != nil || len(waiting) != 1 || waiting[0].URL != dead[0].URL {
		t.Errorf("waiting after retry: %+v, %v", waiting, err)
	}
}

func TestLedgerKeepsStates(t *testing.T) {
	l := openLedger(t, true)
	at := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	f := graph.FeedState{URL: "https://example.com/f", Name: "f", MovedTo: "https://example.com/g", ETag: `"1"`, LastModified: "x", LastAttempt: at, LastSuccess: at, LastNew: at, Errors: 2, LastError: "boom", NotBefore: at, Gone: true}
	p := graph.PageState{URL: "https://example.com/a", Feed: f.URL, Title: "t", Published: at, Status: graph.PageSeen, SeenAt: at}
	for i, want := range []int{1, 0} {
		if n, err := l.Record(t.Context(), f, []graph.PageState{p, p}); err != nil || n != want {
			t.Errorf("record %d: %d new pages, %v; want %d", i, n, err, want)
		}
	}
	if got, err := l.Feed(t.Context(), f.URL); err != nil || got != f {
		t.Errorf("got %+v, %v; want %+v", got, err, f)
	}
	if got, err := l.Pending(t.Context(), f.URL, at); err != nil || len(got) != 1 || got[0] != p {
		t.Errorf("got %+v, %v; want %+v", got, err, p)
	}
	p.NextTry, p.Tries = at.Add(time.Hour), 1
	if err := l.Settle(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Pending(t.Context(), f.URL, at); err != nil || len(got) != 0 {
		t.Errorf("a page whose time has not come waits: %+v, %v", got, err)
	}
}
