package resolve

import (
	"time"

	"backchannel/graph"
)

// Peer returns who held, on that day, the office in a state that an official
// held in another: the foreign minister's foreign minister.
func (r *Resolver) Peer(of, state graph.ID, on time.Time) (graph.Actor, bool) {
	e := r.pack.Entity(of)
	if e == nil || on.IsZero() {
		return graph.Actor{}, false
	}
	day := graph.DayOf(on)
	for _, class := range unique {
		for _, t := range e.Terms {
			if t.Office.Class != class || !t.On(day) {
				continue
			}
			for _, meant := range meanings(class) {
				if holders := r.pack.Holders(state, meant, day); len(holders) == 1 {
					return holders[0].On(day), true
				}
			}
		}
	}
	return graph.Actor{}, false
}

// State returns the government that a word alone names beyond doubt, its name or
// its people's: the halves of "Franco-German" and "U.S.-Ukraine".
func (r *Resolver) State(word string) (graph.Actor, bool) {
	var state *graph.Actor
	for _, n := range r.pack.Named(word) {
		if n.Entity == nil || !n.Strong || n.Entity.Actor.Kind != graph.KindGovernment || state != nil && state.ID != n.Entity.Actor.ID {
			return graph.Actor{}, false
		}
		actor := n.Entity.On(0)
		state = &actor
	}
	if state == nil {
		return graph.Actor{}, false
	}
	return *state, true
}

// Body returns the organization that words name: of those of a country where one
// is given ("foreign ministry"), else beyond doubt.
func (r *Resolver) Body(words, country string) (graph.Actor, bool) {
	var body *graph.Actor
	for _, n := range r.pack.Named(words) {
		if n.Entity == nil || n.Entity.Actor.Kind != graph.KindOrganization || country == "" && !n.Strong || country != "" && n.Entity.Actor.Country != country {
			continue
		}
		actor := n.Entity.On(0)
		if body != nil && body.ID != actor.ID {
			return graph.Actor{}, false
		}
		body = &actor
	}
	if body == nil {
		return graph.Actor{}, false
	}
	return *body, true
}
