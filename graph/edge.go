package graph

import (
	"cmp"
	"slices"
)

// maxPairs is the number of parties without sides up to which every pair gets an edge.
const maxPairs = 12

// EdgeKey names an edge.
type EdgeKey struct {
	Type     EventType
	From, To ID
}

// EdgeKeys returns the edges that an event supports: none unless it is actual.
// Edges go from each source to each target, and between a party whose side is
// not known and all others; those of symmetric types have their ends in order of id.
func (e Event) EdgeKeys() []EdgeKey {
	if e.Status != StatusActual {
		return nil
	}
	by := map[Role][]ID{}
	for _, p := range e.Participants {
		by[p.Role] = append(by[p.Role], p.Actor)
	}
	var keys []EdgeKey
	add := func(a, b ID, ordered bool) {
		if ordered && b < a {
			a, b = b, a
		}
		if k := (EdgeKey{e.Type, a, b}); a != b && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, s := range by[RoleSource] {
		for _, t := range by[RoleTarget] {
			add(s, t, e.Type.Symmetric() && e.Type != Phoned)
		}
	}
	sided := slices.Concat(by[RoleSource], by[RoleTarget])
	if loose := by[RoleParticipant]; len(loose)+len(sided) <= maxPairs {
		for i, a := range loose {
			for _, b := range slices.Concat(loose[i+1:], sided) {
				add(a, b, true)
			}
		}
	}
	return keys
}

// Edges returns the edges between actors that events give.
func Edges(events []Event) []Edge {
	byKey := map[EdgeKey]*Edge{}
	last := map[EdgeKey]Event{}
	for _, e := range events {
		for _, k := range e.EdgeKeys() {
			edge := byKey[k]
			if edge == nil {
				edge = &Edge{EdgeKey: k}
				byKey[k] = edge
			}
			edge.Count++
			if !e.Date.IsZero() && (edge.First.IsZero() || compareDates(e.Date, edge.First) < 0) {
				edge.First = e.Date
			}
			if !e.Date.IsZero() && (edge.Last.IsZero() || compareDates(e.Date, edge.Last) > 0) {
				edge.Last = e.Date
			}
			if l, ok := last[k]; !ok || cmp.Or(compareDates(e.Date, l.Date), cmp.Compare(e.ID, l.ID)) > 0 {
				last[k], edge.LastEvent = e, e.ID
			}
		}
	}
	out := make([]Edge, 0, len(byKey))
	for _, edge := range byKey {
		out = append(out, *edge)
	}
	slices.SortFunc(out, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}

// compareDates orders by start, the finer first; unknown dates come before all.
func compareDates(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(len(a.Precision), len(b.Precision))
	}
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}
