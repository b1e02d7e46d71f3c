package extract

import (
	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// trailing reports whether the pronoun speaks what stands before it: "…, he
// said".
func (a *analysis) trailing(p, i int) bool {
	t := a.trees[p]
	if i == 0 || t.dep(i) != "nsubj" || !a.saying(p, t.head(i)) {
		return false
	}
	switch t.lower[i-1] {
	case ",", "”", "\"", "''":
		return true
	}
	return false
}

// heardBefore resolves a trailing "he said" to whoever spoke last, or else to
// the subject of what is said; others whom the words name are spoken of. A
// speaker before who has no name decides that nobody is found.
func (a *analysis) heardBefore(p, i int, fits func(party) bool, not map[graph.ID]bool) (found []party, decided bool) {
	if found, decided = a.lastHeard(p, i, func(q party) bool { return fits(q) && !not[q.actor.ID] }); decided {
		return found, true
	}
	t := a.trees[p]
	start, _ := t.sentence(i)
	for _, c := range t.depKids(t.head(i), "ccomp") {
		for _, s := range t.grammaticalSubjects(c) {
			if s < start || s > i {
				continue
			}
			if q := a.parties(p, s, direct); len(q) == 1 && fits(q[0]) && !not[q[0].actor.ID] {
				return q, true
			}
		}
	}
	return nil, len(t.depKids(t.head(i), "ccomp")) > 0
}

// lastHeard returns the first that fits of who spoke last, three sentences back at
// most.
func (a *analysis) lastHeard(p, i int, fits func(party) bool) (found []party, decided bool) {
	for back := 1; back <= 3; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p-pp > 2 {
			break
		}
		for v := to - 1; v >= from; v-- {
			if !a.saying(pp, v) || a.quoteAt(pp, v) != nil || len(a.trees[pp].depKids(v, "nsubj")) == 0 {
				continue
			}
			sayers := a.sayers(pp, v)
			for _, q := range sayers {
				if fits(q) {
					return []party{q}, true
				}
			}
			if len(sayers) == 0 && a.nameless(pp, v) {
				return nil, true
			}
		}
	}
	return nil, false
}

// nameless reports whether a person without a name speaks at a verb of saying:
// "one official said".
func (a *analysis) nameless(p, v int) bool {
	t := a.trees[p]
	for _, s := range t.grammaticalSubjects(v) {
		if t.Tokens[s].POS == "NOUN" && (a.lex.is("role", t.lemma[s]) || a.lex.is("pair-person", t.lemma[s])) || t.lemma[s] == "source" {
			return true
		}
	}
	return false
}

// spokenOn is the day on which an actor was heard, and where the text says so.
type spokenOn struct {
	date graph.Date
	para int
}

// hear notes the days of verbs of saying in a paragraph, and the day of the
// news: the first day that the text gives, if it is within three days of
// publication.
func (a *analysis) hear(p int) {
	t := a.trees[p]
	for _, e := range a.times[p] {
		d := e.Resolve(dates.Past, a.clock)
		if d.Precision != graph.PrecisionDay || !a.clock.HasPublished || d.From > a.clock.Published || d.From < a.clock.Published-3 {
			continue
		}
		v := t.clause(e.top)
		if sayers := a.sayersAt(p, v); len(sayers) > 0 && media(sayers[0].actor) {
			continue // the day of a report is not that of what it tells
		}
		if dep := t.dep(e.top); a.lead.IsZero() && p <= 1 && dep != "poss" && dep != "nmod" && dep != "compound" && dep != "amod" && a.narrates(p, v) {
			a.lead = d
		}
		for _, q := range a.sayersAt(p, v) {
			a.heard[q.actor.ID] = spokenOn{d, p}
		}
	}
}

// sayersAt returns who speaks at a verb, if it is one of saying.
func (a *analysis) sayersAt(p, v int) []party {
	if !a.saying(p, v) {
		return nil
	}
	return a.sayers(p, v)
}

// narrates reports whether a clause tells what happened: it is no plan.
func (a *analysis) narrates(p, v int) bool {
	return a.trees[p].verb(v) && a.status(p, v).status == graph.StatusActual
}
