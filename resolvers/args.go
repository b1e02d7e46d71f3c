package resolvers

import (
	"fmt"

	"backchannel/graph"
)

// defaultPage is the size of a page where the client passes null for it.
const defaultPage = 20

// or returns what a pointer points to, or the value for none.
func or[T any](p *T, none T) T {
	if p == nil {
		return none
	}
	return *p
}

func pageOf(first *int, after *string) graph.Page {
	return graph.Page{First: or(first, defaultPage), After: or(after, "")}
}

// filterOf returns the filter of an argument; null is the default one.
func filterOf(f *graph.EventFilter) graph.EventFilter {
	return or(f, graph.EventFilter{Status: []graph.Status{graph.StatusActual}})
}

// one returns the only actor of several found, nil of none. Of several it names
// the ids to choose from.
func one(name string, found []graph.ActorView) (*graph.ActorView, error) {
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return &found[0], nil
	}
	ids := make([]graph.ID, len(found))
	for i, a := range found {
		ids[i] = a.ID
	}
	return nil, fmt.Errorf("%q is the name of several; ask by id, one of %v: %w", name, ids, graph.ErrInvalid)
}

// exactlyOne checks that a lookup names one thing by one key.
func exactlyOne(keys ...bool) error {
	n := 0
	for _, set := range keys {
		if set {
			n++
		}
	}
	if n != 1 {
		return fmt.Errorf("give exactly one of the arguments: %w", graph.ErrInvalid)
	}
	return nil
}
