package neo4jstore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"backchannel/graph"
)

// tally counts what the articles that mention an actor say of it. An actor's
// node is a function of its tally, so that an article can be taken out again
// without a look at the others.
type tally struct {
	Forms   map[string]int // the actor without names and terms, as JSON
	Aliases map[string]int
	Offices map[string]int // terms, as JSON
}

func newTally() tally { return tally{map[string]int{}, map[string]int{}, map[string]int{}} }

// parseTally reads a stored tally; an empty one gives an empty tally.
func parseTally(raw string) (tally, error) {
	t := newTally()
	if raw == "" {
		return t, nil
	}
	if err := json.Unmarshal([]byte(raw), &t); err != nil {
		return t, fmt.Errorf("read tally: %w", err)
	}
	return t, nil
}

func (t tally) String() string { return encode(t) }

func encode(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("neo4jstore: domain types encode as JSON: " + err.Error())
	}
	return string(raw)
}

// count adds n times what one article says of the actor now known as id. What
// was said under a former id gives names alone.
func (t tally) count(a graph.Actor, id graph.ID, n int) {
	for _, alias := range a.Aliases {
		tick(t.Aliases, alias, n)
	}
	tick(t.Aliases, a.Name, n)
	if a.ID != id {
		return
	}
	for _, o := range a.Offices {
		tick(t.Offices, encode(o), n)
	}
	a.Aliases, a.Offices = nil, nil
	tick(t.Forms, encode(a), n)
}

func tick(counts map[string]int, key string, n int) {
	if counts[key] += n; counts[key] <= 0 {
		delete(counts, key)
	}
}

// empty reports whether no article mentions the actor.
func (t tally) empty() bool { return len(t.Aliases) == 0 }

// ranked returns keys by falling count, equal ones in order.
func ranked(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// actor sums the tally up: the most frequent form leads, names, terms and former
// ids add up.
func (t tally) actor(id graph.ID) (graph.Actor, error) {
	kind, _ := id.Kind()
	out := graph.Actor{ID: id, Kind: kind}
	for i, raw := range ranked(t.Forms) {
		var form graph.Actor
		if err := json.Unmarshal([]byte(raw), &form); err != nil {
			return out, fmt.Errorf("read form of %s: %w", id, err)
		}
		if i == 0 {
			out = form
			continue
		}
		out.Government = cmp.Or(out.Government, form.Government)
		out.FormerIDs = append(out.FormerIDs, form.FormerIDs...)
	}
	slices.Sort(out.FormerIDs)
	out.FormerIDs = slices.Compact(out.FormerIDs)
	names := ranked(t.Aliases)
	if out.Name == "" && len(names) > 0 {
		out.Name = names[0]
	}
	out.Aliases = slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(s string) bool { return s == out.Name })
	return out, t.offices(&out)
}

// offices gives the actor its terms; of several versions of one the most frequent.
func (t tally) offices(a *graph.Actor) error {
	for _, raw := range ranked(t.Offices) {
		var o graph.Office
		if err := json.Unmarshal([]byte(raw), &o); err != nil {
			return fmt.Errorf("read term of %s: %w", a.ID, err)
		}
		if !slices.ContainsFunc(a.Offices, func(x graph.Office) bool { return x.ID == o.ID }) {
			a.Offices = append(a.Offices, o)
		}
	}
	slices.SortFunc(a.Offices, func(x, y graph.Office) int { return cmp.Compare(x.ID, y.ID) })
	return nil
}
