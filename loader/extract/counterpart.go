package extract

import "backchannel/graph"

// counterparts resolves "his Turkish counterpart" that no name stands beside: who
// holds the same office in the other state, or else that state.
func (a *analysis) counterparts(p, i int) []party {
	t := a.trees[p]
	if t.lemma[i] != "counterpart" {
		return nil
	}
	states := a.modifiers(p, i)
	for _, o := range t.behind(i, "from", "of", "in") {
		states = append(states, a.parties(p, o, direct)...)
	}
	var of *graph.Actor
	for _, k := range t.depKids(i, "poss") {
		if owners := a.parties(p, k, direct); len(owners) == 1 && person(owners[0].actor) {
			of = owners[0].actor
		}
	}
	var found []party
	for _, q := range states {
		if q.actor.Kind != graph.KindGovernment || of != nil && of.Country == q.actor.Country {
			continue
		}
		if of != nil {
			if peer, ok := a.known.Peer(of.ID, q.actor.ID, a.article.PublishedAt); ok {
				q = party{actor: &peer, at: i}
			}
		}
		found = append(found, q)
	}
	return found
}
