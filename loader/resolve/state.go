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
