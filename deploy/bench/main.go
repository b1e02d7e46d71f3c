// Command bench loads articles made by template into an empty Neo4j and prints
// how fast that goes, whether it slows down, and how much memory it takes.
//
//	go run ./deploy/neo4j/run -- go run ./deploy/bench -n 2000
//
// With -alone it times the store without the reading, beside a plain MERGE of
// the same graph.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"backchannel/deploy/bench/news"
	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/loader"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

func main() {
	n := flag.Int("n", 2000, "articles")
	pack := flag.String("pack", "loader/gazetteer/data", "folder of the reference pack, for names")
	rounds := flag.Int("alone", 0, "times to load the articles without reading them, beside a plain MERGE")
	flag.Parse()
	if err := run(context.Background(), *n, *rounds, *pack); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, n, rounds int, pack string) error {
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		return errors.New("BACKCHANNEL_TEST_NEO4J is not set: run it by go run ./deploy/neo4j/run")
	}
	store, err := neo4jstore.Open(ctx, neo4jstore.Config{URI: uri})
	if err != nil {
		return err
	}
	defer store.Close(ctx)
	if err := errors.Join(store.Clear(ctx), store.Migrate(ctx)); err != nil {
		return err
	}
	author, err := news.New(pack, 500)
	if err != nil {
		return err
	}
	understand, err := understanding()
	if err != nil {
		return err
	}
	if rounds > 0 {
		return alone(ctx, store, uri, author, understand, n, rounds)
	}
	through := &meter{Store: store}
	load := &loader.Loader{Understand: understand, Writer: through, Done: through.done}
	through.start = time.Now()
	sum, err := load.Run(ctx, author.Articles(n))
	if err != nil {
		return err
	}
	return through.report(ctx, sum)
}

func understanding() (*loader.Understanding, error) {
	pack, err := gazetteer.Default()
	if err != nil {
		return nil, err
	}
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		return nil, err
	}
	resolver := resolve.New(pack)
	extractor, err := extract.New(resolver)
	if err != nil {
		return nil, err
	}
	return &loader.Understanding{Annotator: model, Extractor: extractor, Known: resolver}, nil
}

// meter is the store with a stopwatch.
type meter struct {
	*neo4jstore.Store
	start   time.Time
	writing time.Duration
	batches int
	marks   []time.Duration // when each step was done
	tokens  int
	loaded  int
}

const step = 250 // articles between marks

// Write implements loader.Writer.
func (m *meter) Write(ctx context.Context, reports ...graph.Report) error {
	begun := time.Now()
	err := m.Store.Write(ctx, reports...)
	m.writing += time.Since(begun)
	m.batches++
	for _, r := range reports {
		m.tokens += words(r.Article.Text)
	}
	return err
}

// words counts words and marks, near enough what the engine calls tokens.
func words(text string) int {
	n := len(strings.Fields(text))
	for _, mark := range ".,;“”" {
		n += strings.Count(text, string(mark))
	}
	return n
}

func (m *meter) done(loader.Outcome) {
	if m.loaded++; m.loaded%step == 0 {
		m.marks = append(m.marks, time.Since(m.start))
		fmt.Printf("%6d articles %7.1f s %4d MB\n", m.loaded, time.Since(m.start).Seconds(), rss())
	}
}

// rss is the resident memory of this process in MB, 0 where the system does not tell.
func rss() int {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, resident int
	if _, err := fmt.Sscan(string(raw), &size, &resident); err != nil {
		return 0
	}
	return resident * os.Getpagesize() >> 20
}

func (m *meter) report(ctx context.Context, sum loader.Summary) error {
	took := sum.Took.Seconds()
	fmt.Printf("%d articles, %d set aside, %d tokens an article, %d events and %d claims told\n", sum.Loaded, sum.SetAside, m.tokens/max(sum.Loaded, 1), sum.Events, sum.Claims)
	fmt.Printf("text to graph: %.1f articles/s, %.0f tokens/s\n", float64(sum.Loaded)/took, float64(m.tokens)/took)
	if k := 1000 / step; len(m.marks) >= 2*k {
		last := m.marks[len(m.marks)-1] - m.marks[len(m.marks)-1-k]
		fmt.Printf("last thousand at %.2f times the speed of the first\n", m.marks[k-1].Seconds()/last.Seconds())
	}
	nodes, edges, err := m.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("store: busy %.0f %% of the time in %d transactions; %d nodes and %d edges, %.0f a second of its work\n",
		100*m.writing.Seconds()/took, m.batches, nodes, edges, float64(nodes+edges)/m.writing.Seconds())
	return nil
}
