package extract

import "backchannel/graph"

// This file reads where a journey came from: who flew in from a city of another
// state, or after two days there, was in that state before.

// stageBefore returns the visit that lies before the visit of a hit.
func (a *analysis) stageBefore(h hit) (hit, bool) {
	if h.typ != graph.Visited || h.status.status != graph.StatusActual || !a.trees[h.para].verb(h.at) ||
		len(h.source) != 1 || h.source[0].actor.Kind != graph.KindOfficial || h.source[0].actor.Country == "" {
		return hit{}, false
	}
	a.going = true
	defer func() { a.going = false }()
	for _, o := range a.origins(h.para, h.at) {
		m := a.mention(h.para, o)
		if m == nil || m.Head != o || m.Adjectival || m.Actor.Kind != graph.KindGovernment || m.Actor.Country == h.target[0].actor.Country {
			continue
		}
		h.target, h.rule = []party{{actor: m.Actor, at: o}}, "came from X → VISITED"
		h.date, h.dateWhy = graph.Date{}, ""
		if a.sound(&h) {
			return h, true
		}
	}
	return hit{}, false
}

// origins returns the places that a journey came from: "from Riga", "after two days
// in Riga", "after talks in Riga".
func (a *analysis) origins(p, v int) []int {
	t := a.trees[p]
	places := t.behind(v, "from")
	if a.lex.is("leaving", t.lemma[v]) { // "left Riga for Tallinn"
		places = append(places, t.depKids(v, "dobj")...)
	}
	for _, n := range t.behind(v, "after", "following") {
		if a.lex.is("stay", t.lemma[n]) || a.lex.is("dealing-noun", t.lemma[n]) && len(t.behind(n, "between")) == 0 {
			places = append(places, t.behind(n, "in")...)
		}
	}
	return places
}
