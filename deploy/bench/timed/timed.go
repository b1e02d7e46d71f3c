// Package timed loads data into a database against the clock, and tells how one
// way to do so compares with another.
package timed

import (
	"context"
	"fmt"
	"slices"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// Write gives the store a number of articles at once, until it has all, and
// returns how long that took.
func Write(ctx context.Context, store *neo4jstore.Store, reports []graph.Report, batch int) (time.Duration, error) {
	begun := time.Now()
	for some := range slices.Chunk(reports, batch) {
		if err := store.Write(ctx, some...); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}

// Result is what a load wrote, and how long that took.
type Result struct {
	Nodes, Edges int64
	Took         time.Duration
}

// Load empties the database, loads into it, which says itself how long it took,
// and prints the result under a name.
func Load(ctx context.Context, name string, database *neo4jstore.Store, load func() (time.Duration, error)) (r Result, err error) {
	if err = database.Clear(ctx); err != nil {
		return r, err
	}
	if r.Took, err = load(); err != nil {
		return r, err
	}
	r.Nodes, r.Edges, err = database.Size(ctx)
	fmt.Printf("  %-11s %7d nodes %7d edges %6.1f s %7.0f/s\n", name, r.Nodes, r.Edges, r.Took.Seconds(), r.speed())
	return r, err
}

// speed is the number of nodes and edges a second.
func (r Result) speed() float64 { return float64(r.Nodes+r.Edges) / r.Took.Seconds() }

// Compare prints how the store compares with another way.
func Compare(store, other Result) {
	fmt.Printf("  store: %.2f x the nodes and edges/s, %.2f x the time for the same data\n", store.speed()/other.speed(), store.Took.Seconds()/other.Took.Seconds())
}
