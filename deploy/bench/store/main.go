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
	"os/signal"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"backchannel/deploy/bench/neutral"
	"backchannel/deploy/bench/timed"
	"backchannel/deploy/neo4j/local"
	"backchannel/graph/neo4jstore"
)

func main() {
	rig := flag.String("rig", "", "the rig, built")
	in := flag.String("in", "", "neutral data, as bench prepare leaves it")
	rounds := flag.Int("rounds", 3, "times to load on each side; the first finds cold servers")
	batch := flag.Int("batch", 512, "articles that the store is given at once; the rig takes 1000 rows")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *rig, *in, *rounds, *batch); err != nil {
		fmt.Fprintln(os.Stderr, "store:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rig, in string, rounds, batch int) error {
	runtime.LockOSThread() // on which the servers are started
	w, err := neutral.ReadWorld(in)
	if err != nil {
		return err
	}
	reports, err := w.Reports()
	if err != nil {
		return err
	}
	uri, plain, stop, err := start(ctx)
	if err != nil {
		return err
	}
	defer stop()
	_, store, stop, err := start(ctx)
	if err != nil {
		return err
	}
	defer stop()
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	for round := range rounds {
		fmt.Printf("round %d of %d articles with %d events\n", round+1, len(reports), len(w.Events))
		theirs, err := timed.Load(ctx, "plain MERGE", plain, func() (time.Duration, error) { return merge(ctx, rig, uri, in) })
		if err != nil {
			return err
		}
		ours, err := timed.Load(ctx, "store", store, func() (time.Duration, error) { return timed.Write(ctx, store, reports, batch) })
		if err != nil {
			return err
		}
		timed.Compare(ours, theirs)
	}
	return nil
}

// start runs a Neo4j of its own, until stop.
func start(ctx context.Context) (uri string, database *neo4jstore.Store, stop func(), err error) {
	server, end, err := local.Temporary(ctx, "deploy/neo4j/pom.xml", ".cache")
	if err != nil {
		return "", nil, nil, err
	}
	if database, err = neo4jstore.Open(ctx, neo4jstore.Config{URI: server.URI()}); err != nil {
		end()
		return "", nil, nil, err
	}
	return server.URI(), database, func() { database.Close(context.WithoutCancel(ctx)); end() }, nil
}

// seconds finds how long the rig says that its load took.
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
