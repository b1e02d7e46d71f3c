// Command bench readies the data of a GraphQL benchmark for this service, so
// that it can be timed beside others on the same questions.
//
//	bench prepare DATA.jsonl DATA.params.json OUT.jsonl OUT.params.json
//	bench load BOLT_URI OUT.jsonl
//
// prepare drops what not all sides can hold (events that we would take for one,
// all sources of an event but the first), and adds our ids to the parameters.
// load writes the rest through the store, one claim an event.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"backchannel/deploy/bench/neutral"
	"backchannel/deploy/bench/timed"
	"backchannel/graph/neo4jstore"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 5 && args[0] == "prepare":
		return prepare(args[1], args[2], args[3], args[4])
	case len(args) == 3 && args[0] == "load":
		return load(ctx, args[1], args[2])
	}
	return fmt.Errorf("usage: bench prepare DATA PARAMS OUT OUTPARAMS | bench load URI DATA")
}

// prepare writes the data and the parameters that all sides can hold.
func prepare(data, params, outData, outParams string) error {
	w, err := neutral.ReadWorld(data)
	if err != nil {
		return err
	}
	before := len(w.Events)
	if err := w.Apart(); err != nil {
		return err
	}
	fmt.Printf("%d of %d events stand alone\n", len(w.Events), before)
	if err := rewrite(data, outData, w.Events); err != nil {
		return err
	}
	return rewriteParams(params, outParams, w.Events)
}

// rewrite copies the data with the events that remain, a source each.
func rewrite(data, out string, kept []neutral.Record) error {
	source := map[string]string{}
	for _, e := range kept {
		source[e.ID] = e.Sources[0]
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := json.NewEncoder(f)
	err = neutral.ReadLines(data, func(line []byte) error {
		var r map[string]any
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r["k"] == "event" {
			first, ok := source[fmt.Sprint(r["id"])]
			if !ok {
				return nil
			}
			r["sources"] = []string{first}
		}
		return lines.Encode(r)
	})
	if err != nil {
		return err
	}
	return f.Close()
}

// load writes the data through the store.
func load(ctx context.Context, uri, data string) error {
	w, err := neutral.ReadWorld(data)
	if err != nil {
		return err
	}
	reports, err := w.Reports()
	if err != nil {
		return err
	}
	store, err := neo4jstore.Open(ctx, neo4jstore.Config{URI: uri})
	if err != nil {
		return err
	}
	defer store.Close(ctx)
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	took, err := timed.Write(ctx, store, reports, batch)
	if err != nil {
		return err
	}
	fmt.Printf("%d articles, %d events in %s: %.0f articles/s\n", len(reports), len(w.Events), took.Round(time.Second), float64(len(reports))/took.Seconds())
	return nil
}

// batch is the number of articles written at once.
const batch = 512
