package extract

import (
	"slices"

	"backchannel/graph"
)

// oneGrain folds a contact told of states into the contact of their officials
// that the article tells as well: "Thai and Lao diplomats talked. … The envoy X met
// Y in Hanoi".
func oneGrain(events []*event) []*event {
	var out []*event
	for _, e := range events {
		if finer := finerTellings(events, e); len(finer) > 0 {
			finer[0].absorb(e)
			continue
		}
		out = append(out, e)
	}
	return out
}

// sameContact takes up "their meeting" where the text has just told of a contact
// of the same two: it is that one, whatever the clause around it says.
func (a *analysis) sameContact(h *hit) {
	t := a.trees[h.para]
	if !talk[h.typ] || t.verb(h.at) || !slices.ContainsFunc(t.depKids(h.at, "poss"), func(k int) bool { return a.pronoun(h.para, k) }) ||
		a.another(h) {
		return
	}
	both := key(h.parties())
	for k := len(a.told) - 1; k >= 0 && a.told[k].para >= h.para-1; k-- {
		past := a.told[k]
		if !talk[past.typ] || past.typ != h.typ && !vague[past.typ] && !vague[h.typ] || key(past.parties()) != both || past.status.status != graph.StatusActual {
			continue
		}
		overlap := past.date.From <= h.date.To && h.date.From <= past.date.To
		if dateFits(past.date, h.date) || overlap || h.status.status == graph.StatusPlanned {
			h.status, h.date, h.dateWhy = past.status, past.date, past.dateWhy
			if vague[h.typ] {
				h.typ = past.typ
			}
		}
		return
	}
}

// another reports whether an event noun is one of several: "their previous meeting".
func (a *analysis) another(h *hit) bool {
	return a.anyWord(h.para, a.trees[h.para].depKids(h.at, "amod"), "before-modifier")
}

// sameJourney takes up "his trip to Tokyo", with no day of its own, where the text
// has told that he will go there: it is that one.
func (a *analysis) sameJourney(h *hit) {
	t := a.trees[h.para]
	if h.typ != graph.Visited || t.verb(h.at) || h.status.status != graph.StatusActual || len(t.depKids(h.at, "poss")) == 0 ||
		slices.ContainsFunc(a.times[h.para], func(e timed) bool { return t.within(e.top, h.at) && !a.sinceThen(h.para, e, h.at) }) {
		return
	}
	for _, past := range a.told {
		if a.another(h) && (past.para != h.para || t.clause(past.at) != t.clause(h.at)) { // "will visit Oslo on Monday, his first visit to Norway"
			continue
		}
		if past.typ == graph.Visited && past.status.status == graph.StatusPlanned && key(past.source) == key(h.source) && key(past.target) == key(h.target) {
			h.status, h.date, h.dateWhy = past.status, past.date, past.dateWhy
			return
		}
	}
}

// sinceThen reports whether a time within a noun phrase stands behind "since".
func (a *analysis) sinceThen(p int, e timed, n int) bool {
	t := a.trees[p]
	return slices.ContainsFunc(t.depKids(n, "prep"), func(k int) bool { return t.lower[k] == "since" && t.within(e.top, k) })
}

// finerTellings returns the contacts that tell e with officials in place of its
// states: one that has them all, or, where an official deals with several states,
// one for each.
func finerTellings(events []*event, e *event) []*event {
	var several []*event
	told := map[graph.ID]bool{}
	persons := 0
	for _, q := range e.parties() {
		if q.actor.Kind != graph.KindGovernment {
			persons++
			told[q.actor.ID] = true
		}
	}
	if persons == len(e.parties()) {
		return nil
	}
	for _, f := range events {
		if f == e || !sameTalk(e, f) {
			continue
		}
		covered := covered(e, f)
		if len(covered) == len(e.parties()) {
			return []*event{f}
		}
		if persons == 0 || len(covered) <= persons {
			continue
		}
		several = append(several, f)
		for _, id := range covered {
			told[id] = true
		}
	}
	if len(told) == len(e.parties()) {
		return several
	}
	return nil
}

// covered returns the parties of e that f names, or whose officials it names, if
// these are all its persons and some of its states.
func covered(e, f *event) []graph.ID {
	var found []graph.ID
	finer := false
	for _, x := range e.parties() {
		k := slices.IndexFunc(f.parties(), func(y party) bool { return stands(x.actor, y.actor) })
		if k < 0 && x.actor.Kind != graph.KindGovernment {
			return nil
		}
		if k >= 0 {
			found = append(found, x.actor.ID)
			finer = finer || f.parties()[k].actor.ID != x.actor.ID
		}
	}
	if !finer {
		return nil
	}
	return found
}

// sameTalk reports whether two contacts may be one as to kind, status and date.
func sameTalk(e, f *event) bool {
	next := f.hits[0].para - e.hits[0].para
	dated := (!e.date.IsZero() || e.status == graph.StatusPlanned) && (next == 0 || next == 1) || !e.date.IsZero() && !f.date.IsZero() || slices.ContainsFunc(e.parties(), func(q party) bool { return person(q.actor) })
	return talk[e.typ] && talk[f.typ] && (e.typ == f.typ || vague[e.typ] || vague[f.typ]) && e.status == f.status && dated && dateFits(e.date, f.date)
}

var (
	talk  = map[graph.EventType]bool{graph.Met: true, graph.Phoned: true, graph.TalkedWith: true, graph.NegotiatedWith: true}
	vague = map[graph.EventType]bool{graph.TalkedWith: true, graph.NegotiatedWith: true}
)

// parties returns who is on either side.
func (e *event) parties() []party { return slices.Concat(e.source, e.target) }

// absorb takes the tellings of another event into this one.
func (e *event) absorb(other *event) {
	source, target := e.source, e.target
	for _, h := range other.hits {
		e.add(h)
	}
	e.source, e.target = source, target
}
