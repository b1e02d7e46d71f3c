package night_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
	"backchannel/loader/night"
	"backchannel/loader/night/world"
	"backchannel/loader/page"
)

// sink is the end of the pipeline: it counts how often each article arrives.
type sink struct {
	mu  sync.Mutex
	got map[string]int
	// fail, where set, decides the fate of an article.
	fail func(d article.Document) error
}

func (s *sink) load(_ context.Context, d article.Document) (loader.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		if err := s.fail(d); err != nil {
			return loader.Outcome{}, err
		}
	}
	if s.got == nil {
		s.got = map[string]int{}
	}
	s.got[d.URL]++
	return loader.Outcome{Name: d.Name, ID: graph.HashID("article", d.URL), State: loader.StateLoaded, Language: d.Language}, nil
}

func client() *fetch.Client {
	return fetch.New(fetch.Config{AllowPrivate: true, Interval: time.Microsecond, Pause: time.Millisecond, Timeout: 5 * time.Second, MaxWire: 2 << 20, MaxBytes: 4 << 20})
}

func runner(l night.Ledger, web night.Getter, s *sink) *night.Runner {
	return &night.Runner{Ledger: l, Web: web, Pages: page.New(), Load: s.load, Log: slog.New(slog.DiscardHandler)}
}

// size is that of the world: a tenth, or with BACKCHANNEL_TEST_FULL all of it.
func size() (sources, articles int) {
	if os.Getenv("BACKCHANNEL_TEST_FULL") != "" {
		return 200, 25
	}
	return 42, 8
}

func TestTwoNights(t *testing.T) {
	sources, articles := size()
	w := world.New(t, sources, articles)
	ledger, s := night.NewMemory(), &sink{}
	web := client()

	load, err := runner(ledger, web, s).Run(t.Context(), w.Feeds())
	if err != nil {
		t.Fatal(err)
	}
	check := func(title string) {
		t.Helper()
		if len(s.got) != w.Loadable() {
			t.Errorf("%s: %d articles loaded, want %d", title, len(s.got), w.Loadable())
		}
		for url, n := range s.got {
			if n != 1 {
				t.Errorf("%s: %s was loaded %d times", title, url, n)
			}
		}
	}
	check("first night")
	total := load.Total()
	if total.Loaded != w.Loadable() || total.SetAside+total.Waiting == 0 || len(load.Outcomes) != sources {
		t.Errorf("first night: %+v", total)
	}
	for _, o := range load.Outcomes {
		want := "read"
		switch w.Temper(o.Feed) {
		case world.Broken:
			want = "failed"
		case world.Gone:
			want = "gone"
		}
		if o.Status != want {
			t.Errorf("%s: %s (%s), want %s", o.Name, o.Status, o.Error, want)
		}
	}

	w.Forget()
	if _, err = runner(ledger, web, s).Run(t.Context(), w.Feeds()); err != nil {
		t.Fatal(err)
	}
	check("second night")
	pages, unconditional := w.Asked()
	for path, n := range unconditional {
		t.Errorf("second night: %d unconditional requests for %s", n, path)
	}
	for path := range pages {
		t.Errorf("second night: %s was fetched again", path)
	}

	w.Forget()
	w.Publish()
	if _, err = runner(ledger, web, s).Run(t.Context(), w.Feeds()); err != nil {
		t.Fatal(err)
	}
	check("third night, one new article a source")
}

func TestMovedFeedIsRememberedAndGoneOneLeftAlone(t *testing.T) {
	w := world.New(t, 5, 1)
	ledger := night.NewMemory()
	for range 2 {
		if _, err := runner(ledger, client(), &sink{}).Run(t.Context(), w.Feeds()); err != nil {
			t.Fatal(err)
		}
	}
	f, _ := ledger.Feed(t.Context(), w.URL+"/1/feed")
	if f.MovedTo != w.URL+"/1/moved" {
		t.Errorf("moved to %q", f.MovedTo)
	}
	if f, _ = ledger.Feed(t.Context(), w.URL+"/4/feed"); !f.Gone || f.Errors != 1 {
		t.Errorf("gone feed: %+v", f)
	}
}

func TestLimitSourceAndWindow(t *testing.T) {
	w := world.New(t, 3, 5)
	for _, c := range []struct {
		name    string
		options night.Options
		want    int
	}{
		{"limit", night.Options{Limit: 4, Sources: []string{"source 001"}}, 4},
		{"source", night.Options{Sources: []string{"source 001"}}, 5},
		{"since", night.Options{Since: time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC)}, 0},
		{"until", night.Options{Until: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)}, 0},
		{"window", night.Options{Since: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC)}, 14},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &sink{}
			r := runner(night.NewMemory(), client(), s)
			r.Options = c.options
			if _, err := r.Run(t.Context(), w.Feeds()); err != nil || len(s.got) != c.want {
				t.Errorf("%d articles, %v; want %d", len(s.got), err, c.want)
			}
		})
	}
	r := runner(night.NewMemory(), client(), &sink{})
	r.Sources = []string{"nobody"}
	if _, err := r.Run(t.Context(), w.Feeds()); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("unknown source: %v", err)
	}
}

func TestWhatAFeedAnnouncesInVainIsTold(t *testing.T) {
	w := world.New(t, 1, 5)
	feeds := w.Feeds()
	feeds[0].Limit = 3
	var log strings.Builder
	s := &sink{}
	r := runner(night.NewMemory(), client(), s)
	r.Log = slog.New(slog.NewTextHandler(&log, nil))
	if _, err := r.Run(t.Context(), feeds); err != nil || len(s.got) > 3 || !strings.Contains(log.String(), "leftOut=2") {
		t.Errorf("%d articles, %v\n%s", len(s.got), err, &log)
	}
}

func TestSecondRunIsLockedOut(t *testing.T) {
	w := world.New(t, 1, 1)
	ledger := night.NewMemory()
	if err := ledger.Lock(t.Context(), "another", time.Hour); err != nil {
		t.Fatal(err)
	}
	if _, err := runner(ledger, client(), &sink{}).Run(t.Context(), w.Feeds()); !errors.Is(err, graph.ErrLocked) {
		t.Errorf("got %v", err)
	}
}

func TestStoreAwayEndsTheRunAndNothingIsLost(t *testing.T) {
	w := world.New(t, 3, 5)
	ledger := night.NewMemory()
	s := &sink{}
	n := 0
	s.fail = func(article.Document) error {
		if n++; n > 4 {
			return graph.ErrUnavailable
		}
		return nil
	}
	if _, err := runner(ledger, client(), s).Run(t.Context(), w.Feeds()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	s.fail = nil
	if _, err := runner(ledger, client(), s).Run(t.Context(), w.Feeds()); err != nil || len(s.got) != w.Loadable() {
		t.Errorf("afterwards %d articles, %v; want %d", len(s.got), err, w.Loadable())
	}
}

func TestStopFinishesTheArticleAtHand(t *testing.T) {
	w := world.New(t, 3, 5)
	ledger, s := night.NewMemory(), &sink{}
	ctx, cancel := context.WithCancel(t.Context())
	s.fail = func(article.Document) error { cancel(); return nil }
	load, err := runner(ledger, client(), s).Run(ctx, w.Feeds())
	if !errors.Is(err, context.Canceled) || load.Total().Loaded != len(s.got) || len(s.got) == 0 {
		t.Errorf("stopped: %v, %d loaded of %d", err, load.Total().Loaded, len(s.got))
	}
	s.fail = nil
	if _, err := runner(ledger, client(), s).Run(t.Context(), w.Feeds()); err != nil || len(s.got) != w.Loadable() {
		t.Fatalf("afterwards %d articles, %v; want %d", len(s.got), err, w.Loadable())
	}
	for url, n := range s.got {
		if n != 1 {
			t.Errorf("%s was loaded %d times", url, n)
		}
	}
}

// Two nights are archived. Played back without the network, in a new ledger,
// they give the articles of both, although the second feed no longer lists those
// of the first.
func TestArchiveReplaysWithoutNetwork(t *testing.T) {
	w := world.New(t, 6, 4)
	dir, ledger, first := t.TempDir(), night.NewMemory(), &sink{}
	for i := range 2 {
		archive, err := night.NewArchive(dir, client(), time.Unix(int64(i), 0))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := runner(ledger, archive, first).Run(t.Context(), w.Feeds()); err != nil {
			t.Fatal(err)
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		w.Next(4)
	}
	feeds := w.Feeds()
	w.Close()
	nights, err := night.NewReplays(dir)
	if err != nil || len(nights) != 2 {
		t.Fatalf("%d nights, %v", len(nights), err)
	}
	ledger, again := night.NewMemory(), &sink{}
	for _, replay := range nights {
		r := runner(ledger, replay, again)
		r.Force = true
		if _, err := r.Run(t.Context(), feeds); err != nil {
			t.Fatal(err)
		}
	}
	if len(again.got) != len(first.got) || len(first.got) == 0 {
		t.Errorf("replayed %d articles of %d", len(again.got), len(first.got))
	}
	for url := range first.got {
		if again.got[url] != 1 {
			t.Errorf("%s was replayed %d times", url, again.got[url])
		}
	}
}

func TestSinglePage(t *testing.T) {
	w := world.New(t, 1, 1)
	s := &sink{}
	source := []feed.Source{{URL: w.URL + "/0/a/0", Name: "page", Kind: "page", Publisher: "The Wire", Limit: 1}}
	if _, err := runner(night.NewMemory(), client(), s).Run(t.Context(), source); err != nil || len(s.got) != 1 {
		t.Errorf("%v, %v", s.got, err)
	}
}

func TestNotesAreToldAndBounded(t *testing.T) {
	var out, errs strings.Builder
	report := night.NewReporter(&out, &errs, false, nil)
	for i := range 100 {
		report.Done(loader.Outcome{Name: fmt.Sprint("a", i), State: loader.StateLoaded, Notes: []string{"no publication date"}})
	}
	report.Done(loader.Outcome{Name: "b", State: loader.StateSetAside, Reason: "no text"})
	if err := report.Close(graph.Load{}); err != nil {
		t.Fatal(err)
	}
	told := errs.String()
	if !strings.Contains(told, "a0: note: no publication date\n") || strings.Count(told, "\n") > 25 || !strings.Contains(told, "left out") || !strings.Contains(told, "b: set aside: no text\n") {
		t.Errorf("told:\n%s", told)
	}
}

func TestTableAndMetrics(t *testing.T) {
	l := graph.Load{StartedAt: time.Unix(100, 0), FinishedAt: time.Unix(160, 0), Outcomes: []graph.LoadOutcome{{Name: "a", Status: "read", Loaded: 3}, {Name: "b", Status: "failed", Error: "boom", Loaded: 4}}}
	var out bytes.Buffer
	if err := night.WriteTable(&out, l); err != nil || !strings.Contains(out.String(), "boom") || !strings.Contains(out.String(), "total") {
		t.Errorf("%s %v", out.String(), err)
	}
	path := t.TempDir() + "/load.prom"
	if err := night.WriteMetrics(path, l); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`backchannel_load_articles{outcome="loaded",source="b"} 4`, `backchannel_load_source_failed{source="b"} 1`, "backchannel_load_duration_seconds 60"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
