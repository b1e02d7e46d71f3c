package extract

import (
	"slices"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// This file tells news from the rest: what the tense and the times around a
// predicate say of when it is told to have happened.

// news reports whether a hit is told as what has just happened: in the simple past
// or the present perfect by the main clause of its sentence or what that says,
// where no older time stands by.
func (a *analysis) news(h *hit) bool {
	t := a.trees[h.para]
	v, ok := a.teller(h.para, h.at)
	if !ok || !a.recentTense(h.para, v) && !a.goingOn(h) {
		return false
	}
	if t.lemma[v] != "follow" && a.olderTime(h) {
		return false
	}
	start, end := t.sentence(h.at)
	for k := start; k < end; k++ {
		if a.lex.is("long-ago", t.lower[k]) {
			return false
		}
	}
	for !t.root(v) {
		up := t.head(v)
		if !a.reports(h.para, v, up) && t.dep(v) != "conj" {
			return false
		}
		v = up
	}
	return true
}

// teller returns the verb whose tense is the hit's: its own, that of which its noun
// is the object or subject, or that in whose circumstances it stands.
func (a *analysis) teller(p, i int) (int, bool) {
	t := a.trees[p]
	if t.verb(i) && t.dep(i) != "pcomp" {
		return i, true
	}
	if t.dep(i) == "pobj" || t.dep(i) == "pcomp" {
		v, ok := a.circumstance(p, t.head(i))
		if ok && t.dep(v) == "advcl" && t.Tokens[v].Tag == "VBG" && t.verb(t.head(v)) { // "speaking after meeting him, she said"
			v = t.head(v)
		}
		return v, ok
	}
	v := t.clause(i)
	return v, a.lex.is("support", t.lemma[v]) && t.dep(i) == "dobj" || a.happens(p, v) || t.dep(i) == "nsubj" && t.lemma[v] == "follow" || a.lex.is("cancel", a.withParticle(p, v))
}

// recentTense reports whether a verb is in the simple past or the present perfect.
func (a *analysis) recentTense(p, v int) bool {
	t := a.trees[p]
	if t.Tokens[v].Tag == "VBD" || t.lemma[v] == "follow" {
		return true
	}
	for _, k := range t.depKids(v, "aux", "auxpass") {
		switch t.lower[k] {
		case "was", "were", "has", "have", "did":
			return t.Tokens[v].Tag != "VBG"
		}
	}
	return false
}

// simplePast reports whether the act is told in the simple past, by its own
// verb or by the verb of saying.
func (a *analysis) simplePast(h *hit) bool {
	t := a.trees[h.para]
	past := func(v int) bool {
		if t.Tokens[v].Tag == "VBD" {
			return true
		}
		for _, k := range t.depKids(v, "aux") {
			if t.Tokens[k].Tag == "VBD" && t.lower[k] != "had" {
				return true
			}
		}
		return false
	}
	for _, v := range a.voices(h.para, h.at) {
		if v.verb >= 0 && acts(h, v.party) {
			return past(v.verb)
		}
	}
	if !t.verb(h.at) {
		up := t.clause(h.at)
		if t.dep(h.at) == "pobj" {
			if v, ok := a.circumstance(h.para, t.head(h.at)); ok {
				return past(v)
			}
		}
		return a.sharesTime(h.para, h.at, up) && past(up)
	}
	if prep := t.head(h.at); t.dep(h.at) == "pcomp" && t.lower[prep] == "by" && past(t.head(prep)) {
		return true // "retaliated by announcing"
	}
	return past(h.at) || (t.dep(h.at) == "conj" || t.dep(h.at) == "advcl" || t.dep(h.at) == "xcomp") && past(t.head(h.at))
}

// goingOn reports whether talks are told to be under way: "are negotiating".
func (a *analysis) goingOn(h *hit) bool {
	v, _ := a.teller(h.para, h.at)
	switch h.typ {
	case graph.TalkedWith, graph.NegotiatedWith, graph.Met, graph.Visited, graph.Mediated:
		return a.underWay(h.para, v)
	}
	return false
}

// blames reports whether an act of speech is told in the present tense, which says
// that it goes on: "Kigali accuses Kinshasa".
func (a *analysis) blames(h *hit) bool {
	t := a.trees[h.para]
	tag := t.Tokens[h.at].Tag
	return tag == "VBZ" || tag == "VBP"
}

// ordinal reports whether an event noun is one of several that are counted: "his
// first summit with Kim" may lie far back.
func (a *analysis) ordinal(h *hit) bool {
	t := a.trees[h.para]
	for _, k := range t.depKids(h.at, "amod") {
		if t.Tokens[k].EntType == "ORDINAL" || a.lex.is("past-modifier", t.lower[k]) {
			return true
		}
	}
	return false
}

// olderTime reports whether a time stands in the sentence of a hit that is more than
// a week older than the text, or counts from who knows when.
func (a *analysis) olderTime(h *hit) bool {
	start, end := a.trees[h.para].sentence(h.at)
	return slices.ContainsFunc(a.times[h.para], func(e timed) bool {
		d := e.Resolve(dates.Past, a.clock)
		return e.Start >= start && e.Start < end && (e.Anchored() || !d.IsZero() && d.To < a.clock.Published-7) && !a.saidAt(h, e)
	})
}
