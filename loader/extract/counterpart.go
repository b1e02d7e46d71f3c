package extract

import "backchannel/graph"

// whoseCounterpart returns the person whose counterpart stands behind "with" at an
// event noun: they are its two sides.
func (a *analysis) whoseCounterpart(p, n int) []party {
	t := a.trees[p]
	for _, o := range t.behind(n, "with") {
		if t.lemma[o] != "counterpart" {
			continue
		}
		for _, k := range t.depKids(o, "poss") {
			of := a.parties(p, k, direct)
			if theirs := a.modifiers(p, o); len(of) == 1 && person(of[0].actor) && (len(theirs) == 0 || theirs[0].actor.Country != of[0].actor.Country) {
				return of
			}
		}
	}
	return nil
}

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

// heldWith fills the sides of "a call that she held with X".
func (a *analysis) heldWith(p, n int) (own, with []party) {
	t := a.trees[p]
	for _, v := range t.depKids(n, "relcl") {
		if s, ok := t.depKid(v, "nsubj"); ok && a.lex.is("support", t.lemma[v]) && t.lower[s] != "that" && t.lower[s] != "which" {
			return a.parties(p, s, direct), a.follow(p, []int{v}, slot{"with"})
		}
	}
	return nil, nil
}
