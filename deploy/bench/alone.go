package main

import (
	"context"
	"fmt"
	"time"

	"backchannel/deploy/bench/news"
	"backchannel/deploy/bench/timed"
	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/graph/neo4jstore/plain"
	"backchannel/loader"
)

// batch is the number of articles that the store alone is given at once.
const batch = 64

// kept takes reports in, and keeps them from the store.
type kept struct{ reports []graph.Report }

// Write implements loader.Writer.
func (k *kept) Write(_ context.Context, reports ...graph.Report) error {
	k.reports = append(k.reports, reports...)
	return nil
}

// alone times the store on articles that were read before, beside a plain MERGE
// of the graph that they give, in turn on one server.
func alone(ctx context.Context, store *neo4jstore.Store, uri string, author *news.Author, understand *loader.Understanding, n, rounds int) error {
	var read kept
	if _, err := (&loader.Loader{Understand: understand, Writer: &read}).Run(ctx, author.Articles(n)); err != nil {
		return err
	}
	for round := range rounds {
		fmt.Printf("round %d of %d articles\n", round+1, n)
		ours, err := timed.Load(ctx, "store", store, func() (time.Duration, error) { return timed.Write(ctx, store, read.reports, batch) })
		if err != nil {
			return err
		}
		whole, err := plain.Read(ctx, uri)
		if err != nil {
			return err
		}
		theirs, err := timed.Load(ctx, "plain MERGE", store, func() (time.Duration, error) { return whole.Merge(ctx, uri) })
		if err != nil {
			return err
		}
		timed.Compare(ours, theirs)
	}
	return nil
}
