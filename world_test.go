package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/night/world"
)

// These tests run the program itself, as a process beside a web of its own and a
// real Neo4j. make world plays the world at full size.

// binary builds the program.
func binary(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backchannel")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// process is a run of the program.
type process struct {
	*exec.Cmd
	out, errs bytes.Buffer
	ended     chan struct{}
}

func begin(t *testing.T, binary string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(binary, args...), ended: make(chan struct{})}
	p.Stdout, p.Stderr = &p.out, &p.errs
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// until waits for something that the process brings about while it runs.
func (p *process) until(t *testing.T, ready func() bool) {
	t.Helper()
	for !ready() {
		select {
		case <-p.ended:
			if !ready() {
				t.Fatalf("it ended before: exit code %d\n%s", p.end(), &p.errs)
			}
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// end waits and returns the exit code.
func (p *process) end() int {
	<-p.ended
	return p.ProcessState.ExitCode()
}

// memory is the most that the process had in memory, in MB.
func (p *process) memory() int64 {
	return p.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10
}

// outcomes reads the lines of load --json; the last is the summary.
func (p *process) outcomes(t *testing.T) ([]loader.Outcome, loader.Summary) {
	t.Helper()
	var outcomes []loader.Outcome
	var sum loader.Summary
	lines := strings.Split(strings.TrimSpace(p.out.String()), "\n")
	for i, line := range lines {
		var to any = &sum
		if i < len(lines)-1 {
			outcomes = append(outcomes, loader.Outcome{})
			to = &outcomes[i]
		}
		if err := json.Unmarshal([]byte(line), to); err != nil {
			t.Fatalf("line %q: %v\n%s", line, err, &p.errs)
		}
	}
	return outcomes, sum
}

// feedsFile writes a feeds file.
func feedsFile(t *testing.T, sources ...feed.Source) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("feeds:\n")
	for _, s := range sources {
		fmt.Fprintf(&b, "  - url: %q\n    name: %q\n", s.URL, s.Name)
	}
	return write(t, t.TempDir(), "feeds.yaml", b.String())
}

func openStore(t *testing.T) *neo4jstore.Store {
	t.Helper()
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: os.Getenv("NEO4J_URI")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(context.Background()) })
	return store
}

func articlesIn(t *testing.T, store *neo4jstore.Store) int {
	t.Helper()
	n, err := store.CountArticles(t.Context(), graph.ArticleFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// reports gives the articles of a world bodies of some 600 tokens out of the samples.
func reports(t *testing.T) func(source, number int) []string {
	t.Helper()
	files, _ := filepath.Glob("deploy/samples/*.txt")
	var paragraphs []string
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(raw), "\n\n")
		for p := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
			paragraphs = append(paragraphs, strings.Join(strings.Fields(p), " "))
		}
	}
	return func(source, number int) []string {
		chosen := []string{fmt.Sprintf("Report %d of source %d on the talks of the week.", number, source)}
		for i, words := source*7+number*3, 0; words < 500; i++ {
			p := paragraphs[i%len(paragraphs)]
			chosen, words = append(chosen, p), words+len(strings.Fields(p))
		}
		return chosen
	}
}

func TestWorldThroughTheProgram(t *testing.T) {
	newProgram(t)
	program, store := binary(t), openStore(t)
	sources, each, pace := 21, 6, "1ms"
	full := os.Getenv("BACKCHANNEL_TEST_FULL") != ""
	if full {
		sources, each, pace = 200, 25, "1s"
	}
	w := world.New(t, sources, each)
	w.Body = reports(t)
	if full {
		w.Spread(t)
	}
	args := []string{"load", "--json", "--feeds", feedsFile(t, w.Feeds()...), "--allow-private", "--pace", pace}

	first := begin(t, program, args...)
	first.until(t, func() bool { return articlesIn(t, store) >= w.Loadable()/3 })
	second := begin(t, program, args...)
	if code := second.end(); code != exitLocked {
		t.Errorf("a second load beside the first: exit code %d, want %d\n%s", code, exitLocked, &second.errs)
	}
	_ = first.Process.Kill()
	first.end()
	before := articlesIn(t, store)

	start := time.Now()
	again := begin(t, program, args...)
	if code := again.end(); code != exitPartial {
		t.Errorf("after the kill: exit code %d, want %d\n%s", code, exitPartial, &again.errs)
	}
	if n := articlesIn(t, store); n != w.Loadable() || before >= n {
		t.Errorf("%d articles in the graph, %d before the kill; want %d", n, before, w.Loadable())
	}
	pages, _ := w.Asked()
	twice := 0
	for page, n := range pages {
		if n > 1 && !w.Hostile(page) {
			twice++
		}
	}
	if twice > 40 {
		t.Errorf("%d pages were fetched again after the kill: more than were in flight", twice)
	}
	_, sum := again.outcomes(t)
	rate := float64(sum.Loaded) / time.Since(start).Seconds()
	t.Logf("%d articles before the kill, %d after it (%d fetched again), %.1f a second, %d MB", before, sum.Loaded, twice, rate, again.memory())

	w.Forget()
	night := begin(t, program, args...)
	if code := night.end(); code != exitPartial { // the broken feeds
		t.Errorf("second night: exit code %d\n%s", code, &night.errs)
	}
	pages, unconditional := w.Asked()
	delete(unconditional, "")
	for page := range pages {
		if !w.Hostile(page) {
			t.Errorf("second night: %s was fetched again", page)
		}
	}
	for feed, n := range unconditional {
		t.Errorf("second night: %d unconditional requests for %s", n, feed)
	}
	if breaches, err := store.Check(t.Context()); err != nil || len(breaches) > 0 {
		t.Errorf("the graph has faults: %v, %v", breaches, err)
	}
}

// SIGTERM lets the articles at hand finish, and the next load takes the rest.
func TestStoppedLoadGoesOnLater(t *testing.T) {
	newProgram(t)
	program, store := binary(t), openStore(t)
	w := world.New(t, 12, 6)
	args := []string{"load", "--json", "--log", "json", "--feeds", feedsFile(t, w.Feeds()...), "--allow-private", "--pace", "5ms"}
	first := begin(t, program, args...)
	first.until(t, func() bool { return articlesIn(t, store) >= 5 })
	_ = first.Process.Signal(syscall.SIGTERM)
	code := first.end()
	_, sum := first.outcomes(t)
	if n := articlesIn(t, store); code != exitFatal || n != sum.Loaded || n >= w.Loadable() {
		t.Errorf("stopped with code %d: %d articles in the graph, %d reported", code, n, sum.Loaded)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(first.errs.String()), "\n") {
		if !json.Valid([]byte(line)) {
			t.Errorf("log line is no JSON: %s", line)
		}
	}
	begin(t, program, args...).end()
	if n := articlesIn(t, store); n != w.Loadable() {
		t.Errorf("afterwards %d articles, want %d", n, w.Loadable())
	}
	pages, _ := w.Asked()
	for page, n := range pages {
		if n > 1 && !w.Hostile(page) {
			t.Errorf("%s was fetched %d times", page, n)
		}
	}
}

func TestFilesFeedsAndPagesMeetInOneArticle(t *testing.T) {
	p := newProgram(t)
	w := world.New(t, 1, 1)
	page := w.URL + "/0/a/0"
	file := write(t, t.TempDir(), "talks.txt", "title: Talks\nurl: "+page+"?utm_source=mail#top\npublished: 2026-02-03\n\nMarco Rubio met Sergey Lavrov in Riyadh.\n")
	p.run(exitOK, "load", "--allow-private", "--pace", "1ms", page, w.URL+"/0/feed", file)
	if n := articlesIn(t, openStore(t)); n != 1 {
		t.Errorf("%d articles, want one for %s", n, page)
	}
	if article.Canonical(page) != page {
		t.Fatal("the address of the test is not canonical")
	}
}

// hostilePages lists what strangers may answer, and what the load says about it.
var hostilePages = map[string]string{
	"bomb": "larger than the limit", "endless": "larger than the limit", "gigabyte": "larger than the limit", "loop": "too many redirects",
	"file": "not an http", "nested": "nested", "headers": "", "drip": "",
	"picture": "not an HTML page", "empty": "no article text", "elements": "more elements",
}

func TestHostilePagesHarmNoOther(t *testing.T) {
	newProgram(t)
	program, store := binary(t), openStore(t)
	h := world.NewHostile(t)
	names := slices.Sorted(maps.Keys(hostilePages))
	list := h.Feed(append(append([]string{"good/1"}, names...), "latin", "invalid", "good/2")...)
	p := begin(t, program, "load", "--json", "--allow-private", "--pace", "1ms", "--timeout", "3s", list, h.URL+"/feeds/long", h.URL+"/feeds/laughs")
	if code := p.end(); code != exitPartial {
		t.Fatalf("exit code %d\n%s", code, &p.errs)
	}
	outcomes, _ := p.outcomes(t)
	found := map[string]loader.Outcome{}
	for _, o := range outcomes {
		found[strings.TrimPrefix(o.Name, h.URL+"/pages/")] = o
	}
	for name, reason := range hostilePages {
		if o := found[name]; o.State == loader.StateLoaded || o.Reason == "" || !strings.Contains(o.Reason, reason) {
			t.Errorf("%s: %s, %q; want the reason %q", name, o.State, o.Reason, reason)
		}
	}
	for _, name := range []string{"good/1", "latin", "invalid", "good/2"} {
		if o := found[name]; o.State != loader.StateLoaded {
			t.Errorf("%s: %s, %s; want it loaded", name, o.State, o.Reason)
		}
	}
	t.Logf("%d MB", p.memory())
	if p.memory() > 700 {
		t.Errorf("%d MB of memory", p.memory())
	}
	if n := articlesIn(t, store); n < 4 {
		t.Errorf("%d articles in the graph", n)
	}
}

// Without --allow-private no form of a private address is ever connected to.
func TestPrivateAddressesAreNeverAsked(t *testing.T) {
	program := binary(t)
	h := world.NewHostile(t)
	var sources []feed.Source
	for i, address := range h.PrivateForms() {
		sources = append(sources, feed.Source{URL: address, Name: fmt.Sprint("form ", i)})
	}
	p := begin(t, program, "load", "--dry-run", "--json", "--pace", "1ms", "--feeds", feedsFile(t, sources...))
	code := p.end()
	if strings.Contains(p.errs.String(), "deploy/model.sh") {
		t.Skip("no language model: run deploy/model.sh")
	}
	if code != exitPartial || h.Connects() != 0 || len(sources) < 20 {
		t.Errorf("exit code %d, %d connections for %d forms\n%s", code, h.Connects(), len(sources), &p.errs)
	}
	var sum struct {
		Sources []struct{ Source, Status, Error string }
	}
	if err := json.Unmarshal(p.out.Bytes(), &sum); err != nil || len(sum.Sources) != len(sources) {
		t.Fatalf("%d sources in the summary, %v: %s", len(sum.Sources), err, &p.out)
	}
	for _, s := range sum.Sources {
		if s.Status != "failed" || s.Error == "" {
			t.Errorf("%+v", s)
		}
	}
}
