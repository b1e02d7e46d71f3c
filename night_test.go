package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// site is a news site with one feed of two articles; the second is missing until
// it is told otherwise.
func site(t *testing.T) (feed string, mend func()) {
	t.Helper()
	var whole atomic.Bool
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>x</title><item><title>Talks</title><link>%[1]s/1</link><pubDate>Tue, 03 Feb 2026 09:30:00 GMT</pubDate></item><item><link>%[1]s/2</link><pubDate>Thu, 05 Feb 2026 09:30:00 GMT</pubDate></item></channel></rss>`, s.URL)
		case r.URL.Path == "/1", r.URL.Path == "/2" && whole.Load():
			fmt.Fprintf(w, "<html><head><title>Talks %s</title></head><body><article>%s</article></body></html>", r.URL.Path, strings.Repeat("<p>Marco Rubio met Sergey Lavrov in Riyadh, and both agreed to meet again in Vienna before long.</p>", 5))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/feed", func() { whole.Store(true) }
}

func TestDeadArticlesAreListedAndTriedAgain(t *testing.T) {
	p := newProgram(t)
	feed, mend := site(t)
	missing := strings.TrimSuffix(feed, "/feed") + "/2"
	p.run(exitPartial, "load", "--allow-private", "--pace", "1ms", feed)
	if out, _ := p.run(exitOK, "dead", "list"); !strings.Contains(out, missing) || !strings.Contains(out, "404 Not Found") {
		t.Errorf("dead list:\n%s", out)
	}
	p.run(exitPartial, "dead", "retry", "--allow-private", "--pace", "1ms")
	p.run(exitFatal, "dead", "retry", "https://nowhere.example/")
	mend()
	p.run(exitOK, "dead", "retry", "--allow-private", "--pace", "1ms", missing)
	if out, _ := p.run(exitOK, "dead", "list", "--json"); out != "" {
		t.Errorf("dead list after all is well:\n%s", out)
	}
	if n := articlesIn(t, openStore(t)); n != 2 {
		t.Errorf("%d articles, want 2", n)
	}
}

func TestDeadFilesAreTriedAgain(t *testing.T) {
	p := newProgram(t)
	dir := t.TempDir()
	write(t, dir, "good.txt", "Marco Rubio met Sergey Lavrov in Riyadh.\n")
	file := write(t, dir, "late.txt", "")
	p.run(exitPartial, "load", dir)
	write(t, dir, "late.txt", "Sergey Lavrov phoned Marco Rubio.\n")
	if out, _ := p.run(exitOK, "dead", "retry", file); !strings.Contains(out, "1 loaded, 0 set aside") {
		t.Errorf("retry read more than the file: %s", out)
	}
	if out, _ := p.run(exitOK, "dead", "list", "--json"); out != "" {
		t.Errorf("dead list after all is well:\n%s", out)
	}
}

func TestFilesThatAreNoMoreAreNotDead(t *testing.T) {
	p := newProgram(t)
	dir := t.TempDir()
	write(t, dir, "good.txt", "Marco Rubio met Sergey Lavrov in Riyadh.\n")
	_, errs := p.run(exitPartial, "load", filepath.Join(dir, "mistyped.txt"))
	if out, _ := p.run(exitOK, "dead", "list", "--json"); out != "" || !strings.Contains(errs, "mistyped.txt: set aside: no such file") {
		t.Errorf("dead list after a name that is no file's:\n%s%s", out, errs)
	}
	lines := write(t, dir, "lines.jsonl", "{\n")
	p.run(exitPartial, "load", dir)
	if err := os.Remove(lines); err != nil {
		t.Fatal(err)
	}
	if out, _ := p.run(exitPartial, "dead", "retry"); !strings.Contains(out, "0 loaded, 1 set aside") {
		t.Errorf("retry of what is no more: %s", out)
	}
	if out, _ := p.run(exitOK, "dead", "list", "--json"); out != "" {
		t.Errorf("dead list after the file is no more:\n%s", out)
	}
}

func TestArchivedNightIsReplayedIntoAnotherGraph(t *testing.T) {
	p := newProgram(t)
	feed, mend := site(t)
	mend()
	dir := filepath.Join(t.TempDir(), "archive")
	metrics := filepath.Join(t.TempDir(), "load.prom")
	p.run(exitOK, "load", "--allow-private", "--pace", "1ms", "--archive", dir, "--metrics-file", metrics, feed)
	before := p.digest()
	if raw, err := os.ReadFile(metrics); err != nil || !strings.Contains(string(raw), `outcome="loaded"`) {
		t.Errorf("metrics: %v\n%s", err, raw)
	}
	p = newProgram(t) // an empty graph; private addresses are refused, were one asked
	p.run(exitOK, "load", "--replay", dir, feed)
	if after := p.digest(); after != before {
		t.Errorf("replayed: digest %s, was %s", after, before)
	}
}

func TestWindowLeavesOutAndALaterLoadTakesIt(t *testing.T) {
	p := newProgram(t)
	feed, mend := site(t)
	mend()
	args := []string{"load", "--allow-private", "--pace", "1ms", feed}
	p.run(exitOK, append(args, "--until", "2026-02-03")...)
	if n := articlesIn(t, openStore(t)); n != 1 {
		t.Errorf("%d articles by the third of February, want 1", n)
	}
	p.run(exitOK, args...)
	if n := articlesIn(t, openStore(t)); n != 2 {
		t.Errorf("%d articles without a window, want 2", n)
	}
}

func TestFeedsCheckNamesLines(t *testing.T) {
	p := program{t}
	good := write(t, t.TempDir(), "feeds.yaml", "feeds:\n- url: https://news.example/rss\n")
	if out, _ := p.run(exitOK, "feeds", "check", good); !strings.Contains(out, "1 feeds, 1 of them enabled") {
		t.Error(out)
	}
	bad := write(t, t.TempDir(), "feeds.yaml", "feeds:\n- url: https://news.example/rss\n  language: english\n- name: second\n")
	_, errs := p.run(exitFatal, "feeds", "check", bad)
	for _, want := range []string{"line 3: feed 1: language", "line 4: feed 2: url is missing"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in %s", want, errs)
		}
	}
	p.run(exitUsage, "feeds", "check", "/nonexistent.yaml")
	p.run(exitUsage, "load")
}
