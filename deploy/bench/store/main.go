// Command store times the store beside the plain batched MERGE of the rig in
// ../shared/bench, on the same neutral data, in turn, each on a Neo4j of its own.
//
//	store -rig BINARY -in DATA.jsonl [-rounds 3] [-batch 512]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"time"

	"backchannel/deploy/bench/neutral"
	"backchannel/deploy/neo4j/local"
	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

func main() {
	rig := flag.String("rig", "", "the rig, built")
	in := flag.String("in", "", "neutral data, as bench prepare leaves it")
	rounds := flag.Int("rounds", 3, "times to load on each side; the first finds cold servers")
	batch := flag.Int("batch", 512, "articles that the store is given at once; the rig takes 1000 rows")
	flag.Parse()
	if err := run(context.Background(), *rig, *in, *rounds, *batch); err != nil {
		fmt.Fprintln(os.Stderr, "store:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rig, in string, rounds, batch int) error {
	w, err := neutral.ReadWorld(in)
	if err != nil {
		return err
	}
	reports, err := w.Reports()
	if err != nil {
		return err
	}
	var databases [2]*neo4jstore.Store
	var addresses [2]string
	for i := range databases {
		home, err := os.MkdirTemp("", "backchannel-neo4j-")
		if err != nil {
			return fmt.Errorf("create data folder: %w", err)
		}
		defer os.RemoveAll(home)
		server, err := local.Start(ctx, local.Options{Home: home, POM: "deploy/neo4j/pom.xml", Cache: ".cache"})
		if err != nil {
			return err
		}
		defer server.Stop()
		addresses[i] = server.URI()
		if databases[i], err = neo4jstore.Open(ctx, neo4jstore.Config{URI: addresses[i]}); err != nil {
			return err
		}
		defer databases[i].Close(ctx)
	}
	theirs := side{"plain MERGE", databases[0], func() (time.Duration, error) { return merge(ctx, rig, addresses[0], in) }}
	ours := side{"store", databases[1], func() (time.Duration, error) { return write(ctx, databases[1], reports, batch) }}
	if err := databases[1].Migrate(ctx); err != nil {
		return err
	}
	for round := range rounds {
		fmt.Printf("round %d of %d articles with %d events\n", round+1, len(reports), len(w.Events))
		a, err := theirs.measure(ctx)
		if err != nil {
			return err
		}
		b, err := ours.measure(ctx)
		if err != nil {
			return err
		}
		fmt.Printf("  store: %.2f x the nodes and edges/s, %.2f x the time for the same data\n", b.speed()/a.speed(), b.took.Seconds()/a.took.Seconds())
	}
	return nil
}

// side is one way to load the data, and where it goes.
type side struct {
	name     string
	database *neo4jstore.Store
	load     func() (time.Duration, error)
}

// result is what a load wrote, and how long that took.
type result struct {
	nodes, edges int64
	took         time.Duration
}

func (r result) speed() float64 { return float64(r.nodes+r.edges) / r.took.Seconds() }

func (s side) measure(ctx context.Context) (r result, err error) {
	if err = s.database.Clear(ctx); err != nil {
		return r, err
	}
	if r.took, err = s.load(); err != nil {
		return r, err
	}
	r.nodes, r.edges, err = s.database.Size(ctx)
	fmt.Printf("  %-11s %7d nodes %7d edges %6.1f s %7.0f/s\n", s.name, r.nodes, r.edges, r.took.Seconds(), r.speed())
	return r, err
}

// write loads through the store.
func write(ctx context.Context, store *neo4jstore.Store, reports []graph.Report, batch int) (time.Duration, error) {
	begun := time.Now()
	for some := range slices.Chunk(reports, batch) {
		if err := store.Write(ctx, some...); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}

var seconds = regexp.MustCompile(`/s in ([0-9.]+)s`)

// merge loads by the rig, which says itself how long it took.
func merge(ctx context.Context, rig, uri, in string) (time.Duration, error) {
	out, err := exec.CommandContext(ctx, rig, "load", "-uri", uri, "-in", in, "-batch", "1000", "-writers", "1").CombinedOutput()
	found := seconds.FindSubmatch(out)
	if err != nil || found == nil {
		return 0, errors.Join(fmt.Errorf("the rig says: %s", out), err)
	}
	took, err := strconv.ParseFloat(string(found[1]), 64)
	return time.Duration(took * float64(time.Second)), err
}
