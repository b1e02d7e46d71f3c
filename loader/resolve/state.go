package resolve

import (
	"backchannel/graph"
)

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
