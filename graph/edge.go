package graph

import "slices"

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
