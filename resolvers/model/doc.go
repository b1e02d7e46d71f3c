// Package model shapes the graph's views as the schema shows them: what is
// unknown is null, and nodes know the group they were read with.
package model

import (
	"time"

	"backchannel/graph"
)

// orNull returns nil for the zero value.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func dateOrNull(d graph.Date) *graph.Date { return orNull(d) }

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Node is anything with an id.
type Node interface{ IsNode() }
