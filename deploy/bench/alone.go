package main

import (
	"context"
	"fmt"

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
		if err := store.Clear(ctx); err != nil {
			return err
		}
		ours, err := timed.Write(ctx, store, read.reports, batch)
		if err != nil {
			return err
		}
		nodes, edges, err := store.Size(ctx)
		if err != nil {
			return err
		}
		whole, err := plain.Read(ctx, uri)
		if err != nil {
			return err
		}
		if err := store.Clear(ctx); err != nil {
			return err
		}
		theirs, err := whole.Merge(ctx, uri)
		if err != nil {
			return err
		}
		size := float64(nodes + edges)
		fmt.Printf("round %d: %d articles give %d nodes and %d edges; store %.1f s, %.0f/s, %.0f articles/s; plain MERGE of the same %.1f s, %.0f/s: %.2f x\n",
			round+1, n, nodes, edges, ours.Seconds(), size/ours.Seconds(), float64(n)/ours.Seconds(), theirs.Seconds(), size/theirs.Seconds(), theirs.Seconds()/ours.Seconds())
	}
	return nil
}
