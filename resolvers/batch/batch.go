// Package batch reads a nested field for all objects of a list at once.
//
// Objects that one statement brought form a [Group]. The first of them whose
// field is resolved reads it for the whole group, the others wait for that and
// take their own: a list costs one read a field, however long it is.
package batch

import "sync"

// Group is the objects that were read together. Its zero value is a group of none.
type Group[T any] struct {
	Members []T

	mu    sync.Mutex
	reads map[any]*result
}

type result struct {
	once  sync.Once
	value any
	err   error
}

// Put gives a group what was read for it before anybody asked.
func Put[T, V any](g *Group[T], key any, value V) {
	r := &result{value: value}
	r.once.Do(func() {})
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reads == nil {
		g.reads = map[any]*result{}
	}
	g.reads[key] = r
}

// Read returns what load gives for all members of the group. Calls with the
// same key share one call of load, so the key must tell fields and their
// arguments apart.
func Read[T, V any](g *Group[T], key any, load func([]T) (V, error)) (V, error) {
	g.mu.Lock()
	if g.reads == nil {
		g.reads = map[any]*result{}
	}
	r := g.reads[key]
	if r == nil {
		r = &result{}
		g.reads[key] = r
	}
	g.mu.Unlock()
	r.once.Do(func() { r.value, r.err = load(g.Members) })
	value, _ := r.value.(V)
	return value, r.err
}
