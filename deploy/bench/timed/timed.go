// Package timed loads reports through the store, against the clock.
package timed

import (
	"context"
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
