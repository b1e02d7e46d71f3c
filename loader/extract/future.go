package extract

import (
	"slices"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// scheduled reports whether a present tense tells of what is to come: "arrives in
// Ankara on Friday", "are meeting later this month", "the talks next week".
func (a *analysis) scheduled(p, i int) bool {
	t := a.trees[p]
	v := i
	if h := t.head(i); !t.verb(i) && (t.dep(i) == "dobj" && (t.Tokens[h].Tag == "VBG" || a.present(p, h)) || t.dep(i) == "nsubj" && a.happens(p, h)) { // "are holding talks on Saturday", "the visit begins on Monday"
		v = h
	}
	if t.verb(v) && !a.present(p, v) {
		return false
	}
	for _, e := range a.times[p] {
		if a.datesPresent(p, i, v, e.top) && a.toCome(p, e, t.verb(v)) {
			return true
		}
	}
	return false
}

// present reports whether a verb in the present tense may tell of what is to come:
// in the progressive, or of things that timetables hold.
func (a *analysis) present(p, v int) bool {
	t := a.trees[p]
	switch t.Tokens[v].Tag {
	case "VBZ", "VBP":
		return a.lex.is("timetable", t.lemma[v]) && len(t.depKids(v, "aux")) == 0
	}
	return a.underWay(p, v)
}

// underWay reports whether a verb is in the present progressive: "are meeting".
func (a *analysis) underWay(p, v int) bool {
	return a.trees[p].Tokens[v].Tag == "VBG" && (a.hasKid(p, v, "is") || a.hasKid(p, v, "are"))
}

// datesPresent reports whether a time hangs on the predicate i, on the verb v that
// makes it happen, or on the "starting" of that verb.
func (a *analysis) datesPresent(p, i, v, top int) bool {
	t := a.trees[p]
	if c := t.clause(top); t.verb(v) && (c == v || t.head(c) == v && t.lower[c] == "starting") {
		return true
	}
	return !t.verb(i) && (t.head(top) == i || t.dep(top) == "pobj" && t.head(t.head(top)) == i)
}

// toCome reports whether a time lies in the future: "tomorrow", "later this month",
// and at a verb in the present a day of the next fortnight.
func (a *analysis) toCome(p int, e timed, verb bool) bool {
	t := a.trees[p]
	first := t.lower[e.Start]
	if first == "next" || first == "tomorrow" || verb && !e.Day() && a.later(p, e) {
		return true
	}
	d := e.Resolve(dates.Future, a.clock)
	return verb && d.Precision == graph.PrecisionDay && a.clock.HasPublished && d.From > a.clock.Published && d.From < a.clock.Published+14
}

// later reports whether "later" stands before a time: "later this month".
func (a *analysis) later(p int, e timed) bool {
	for k := e.Start - 1; k >= max(0, e.Start-3); k-- {
		if a.trees[p].lower[k] == "later" {
			return true
		}
	}
	return false
}

// beforeIt is why an event is planned that something is done before.
const beforeIt = "before it"

// imminent reports whether an event noun stands behind "before" or "on the eve of"
// and is not dated in the past: "before her visit to Spain on Tuesday".
func (a *analysis) imminent(p, n int) bool {
	t := a.trees[p]
	h := t.head(n)
	if t.dep(n) != "pobj" || t.lower[h] != "before" && t.lower[t.head(h)] != "eve" {
		return false
	}
	for _, e := range a.times[p] {
		if t.within(e.top, n) {
			d := e.Resolve(dates.Past, a.clock)
			return !a.clock.HasPublished || d.To >= a.clock.Published
		}
	}
	return true
}

// heldIn reports whether a clause within a noun phrase tells when or where the event
// of the noun takes place, whatever the tree hangs it by: "a meeting between X and Y,
// which will be held in May".
func (a *analysis) heldIn(p, n, v int) bool {
	t := a.trees[p]
	if t.dep(v) != "relcl" && t.dep(v) != "acl" || v < n || !t.verb(v) || !a.lex.is("to-be-held", t.lemma[v]) {
		return false
	}
	return t.head(v) == n || t.within(v, n) && (a.hasKid(p, v, "which") || a.infinitival(p, v) && t.passive(v))
}

// toBeHeld judges an event by the clauses that tell of its being held: their mood, and
// an infinitive for what is to come.
func (a *analysis) toBeHeld(p, n int, j judgement) judgement {
	t := a.trees[p]
	for v := n + 1; v < t.right(n); v++ {
		if !a.heldIn(p, n, v) {
			continue
		}
		j = weaker(j, a.verbStatus(p, v, judgement{status: graph.StatusActual}))
		if a.infinitival(p, v) {
			j = weaker(j, judgement{status: graph.StatusPlanned, why: "to be held"})
		}
	}
	return j
}

// onceItIs reports whether a present tense stands behind "when" or "once" and tells of
// what is to come: "once he flies to Lima".
func (a *analysis) onceItIs(p, v int) bool {
	t := a.trees[p]
	if tag := t.Tokens[v].Tag; t.dep(v) != "advcl" || tag != "VBZ" && tag != "VBP" || len(t.depKids(v, "aux")) > 0 || t.lemma[v] == "be" {
		return false
	}
	return slices.ContainsFunc(t.depKids(v, "advmod", "mark"), func(k int) bool { return a.lex.is("time-clause", t.lower[k]) && k < v })
}

// heldBefore reports whether a clause at a noun says that its event was held, whatever
// governs the noun: "would brief him on talks that she held in Lima".
func (a *analysis) heldBefore(p, n int) bool {
	t := a.trees[p]
	return slices.ContainsFunc(t.depKids(n, "relcl"), func(v int) bool {
		return t.Tokens[v].Tag == "VBD" && a.heldIn(p, n, v) && !a.negated(p, v) && a.nobody(p, v) == ""
	})
}
