package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// This file holds the ways, other than a verb's own mood, in which a text says
// that something has not happened: it is hoped for, on the agenda, falsely
// reported, or stands where something else was done.

// unreal reads the step from a predicate, or what it hangs in, to the word above
// it. Settled says that nothing further up matters.
func (a *analysis) unreal(p, c, h int) (j judgement, settled bool) {
	t := a.trees[p]
	if j, ok := a.belied(p, c, h); ok {
		return j, true
	}
	if j, ok := a.forThemTo(p, c, h); ok {
		return j, true
	}
	switch {
	case t.dep(c) == "prep" && t.nominal(h) && a.lex.is("plan-noun", t.lemma[h]) && a.refusedDate(p, t.clause(h)): // "refused to set a date for"
		return judgement{status: graph.StatusPossible, why: "no " + t.lemma[h]}, true
	case t.dep(c) == "prep" && t.nominal(h) && a.lex.is("plan-noun", t.lemma[h]):
		return judgement{status: graph.StatusPlanned, why: t.lemma[h]}, t.lemma[h] == "date" || t.lemma[h] == "venue"
	case t.dep(c) == "prep" && t.nominal(h) && a.lex.is("hope-noun", t.lemma[h]) && a.lex.is("of-or-for", t.lower[c]):
		return judgement{status: graph.StatusPossible, why: t.lemma[h]}, false
	case t.dep(c) == "pcomp" && t.lower[h] == "before" && t.verb(t.head(h)) && a.status(p, t.head(h)).status == graph.StatusPlanned: // "will host Y before flying to"
		return judgement{status: graph.StatusPlanned, why: "after what is planned"}, true
	case t.dep(c) == "pcomp" && t.lower[h] == "from" && a.lex.is("prevent", t.lemma[t.head(h)]):
		return judgement{status: graph.StatusNegated, why: t.lemma[t.head(h)] + " from"}, true
	case t.dep(c) == "pcomp" && t.lower[h] == "before" && a.lex.is("possible", t.lemma[t.head(h)]): // "demanded a truce before meeting him"
		return judgement{status: graph.StatusPossible, why: "before it"}, true
	case t.dep(c) == "prep" && t.lower[c] == "of" && a.lex.is("cancel-noun", t.lemma[h]):
		return judgement{status: graph.StatusNegated, why: t.lemma[h], cancelled: true}, true
	case t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && slices.ContainsFunc(t.objects(h), func(o int) bool { return a.lex.is("plan-noun", t.lemma[o]) && a.hasKid(p, o, "no") }): // "no date has been set for"
		return judgement{status: graph.StatusPossible, why: "not settled"}, true
	case t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && a.anyLemma(p, t.objects(h), "plan-noun"): // "a date has been set for"
		return judgement{status: graph.StatusPlanned, why: "set for it"}, true
	case t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && a.anyLemma(p, t.objects(h), "hope-noun"): // "set conditions for"
		return judgement{status: graph.StatusPossible, why: "spoken about"}, true
	case t.dep(c) == "prep" && t.lemma[h] == "be" && a.anyLemma(p, t.depKids(h, "nsubj"), "plan-noun"): // "preparations are under way for"
		return judgement{status: graph.StatusPlanned, why: "prepared"}, false
	case t.nominal(h) && a.lex.is("hope-noun", t.lemma[h]) && a.complement(p, c): // "little chance that they will meet"
		return judgement{status: graph.StatusPossible, why: t.lemma[h]}, false
	case (t.dep(c) == "ccomp" || t.dep(c) == "csubj") && t.lemma[h] == "be": // "it is unlikely that they will meet"
		return a.pending(p, h), false
	case t.dep(c) == "prep" && t.verb(h) && slices.ContainsFunc(t.objects(h), func(o int) bool { return a.lex.is("purpose-noun", t.lemma[o]) && a.hasKid(p, o, "no") }): // "sees no point in meeting"
		return judgement{status: graph.StatusNegated, why: "no point"}, true
	case t.dep(c) == "nsubj" && t.lemma[h] == "be" && a.hasKid(p, h, "would") && len(t.depKids(h, "acomp")) > 0:
		return judgement{status: graph.StatusPossible, why: "what it would be"}, true
	case t.dep(c) == "nsubj" && a.lex.is("copula", t.lemma[h]):
		return a.describedAs(p, h)
	case t.dep(c) == "prep" && t.lemma[h] == "look" && a.hasKid(p, h, "forward"):
		return judgement{status: graph.StatusPlanned, why: "looks forward"}, false
	case t.dep(c) == "prep" && !t.verb(h) && !t.nominal(h) && a.lex.is("open-to", t.lemma[h]):
		return judgement{status: graph.StatusPossible, why: t.lemma[h]}, false
	case t.dep(c) == "pobj" && t.lower[h] == "of" && (t.lower[t.head(h)] == "ahead" || h > 0 && t.lower[h-1] == "ahead"):
		return judgement{status: graph.StatusPlanned, why: "ahead of it"}, true
	case t.dep(c) == "pcomp" && t.lower[h] == "against" && (t.lemma[t.head(h)] == "decide" || t.lemma[t.head(h)] == "vote"):
		return judgement{status: graph.StatusNegated, why: t.lemma[t.head(h)] + " against"}, false
	case t.dep(c) == "pcomp" && t.dep(h) == "prep" && (a.backsOut(p, h, t.head(h)) || t.lower[t.head(h)] == "away" && a.lex.is("back-out", t.lemma[t.head(t.head(h))])):
		return judgement{status: graph.StatusNegated, why: t.lemma[t.head(h)] + " away"}, true
	case a.backsOut(p, c, h):
		return judgement{status: graph.StatusNegated, why: t.lemma[h] + " out", cancelled: true}, false
	case (t.dep(c) == "nsubj" || t.dep(c) == "nsubjpass") && t.lemma[h] == "fall" && (t.particle(h, "through") || t.particle(h, "apart")):
		return judgement{status: graph.StatusNegated, why: "fell through", cancelled: true}, false
	case t.dep(c) == "nsubj" && t.lemma[h] == "collapse" && a.lex.is("unheld", t.lemma[c]): // talks collapse in their course, a summit before it
		return judgement{status: graph.StatusNegated, why: "collapsed", cancelled: true}, false
	case t.lemma[h] == "have" && a.yet(p, h) && t.dep(c) == "nsubj":
		return judgement{status: graph.StatusNegated, why: "yet to"}, false
	case a.lex.is("plan-noun", t.lemma[c]) && (t.dep(c) == "dobj" || t.dep(c) == "nsubjpass") && t.lemma[h] == "drop":
		return judgement{status: graph.StatusNegated, why: "dropped", cancelled: true}, false
	}
	return judgement{status: graph.StatusActual}, false
}

// bygone reports whether an event noun is called recent or past, so that it
// happened whatever stands around it: "agreed to do so in their recent call".
func (a *analysis) bygone(p, n int) bool {
	t := a.trees[p]
	return a.anyWord(p, t.depKids(n, "amod"), "past-modifier") || a.clock.HasPublished && slices.ContainsFunc(a.times[p], func(e timed) bool {
		past, future := e.Resolve(dates.Past, a.clock), e.Resolve(dates.Future, a.clock)
		return t.within(e.top, n) && t.head(e.top) == n && past == future && !past.IsZero() && past.To < a.clock.Published // "his talks last week"
	})
}

// instead reports whether something else was done than the predicate says:
// "rather than meeting", "instead of meeting", "stopped short of meeting".
func (a *analysis) instead(p, i int) bool {
	t := a.trees[p]
	if i < 2 {
		return false
	}
	switch t.lower[i-2] + " " + t.lower[i-1] {
	case "rather than", "instead of", "short of":
		return true
	}
	return false
}

// pending judges what a verb like "be" says of an event: "is due", "is unlikely",
// "is on the agenda".
func (a *analysis) pending(p, v int) judgement {
	t := a.trees[p]
	for _, k := range t.depKids(v, "acomp", "oprd") {
		switch {
		case a.lex.is("plan", t.lemma[k]):
			return judgement{status: graph.StatusPlanned, why: "is " + t.lower[k]}
		case a.lex.is("possible", t.lemma[k]):
			return judgement{status: graph.StatusPossible, why: "is " + t.lower[k]}
		}
	}
	for _, k := range t.depKids(v, "acomp", "advmod") {
		if a.lex.is("far", t.lower[k]) {
			return judgement{status: graph.StatusPossible, why: "is " + t.lower[k]}
		}
	}
	for _, o := range t.behind(v, "on", "in", "within", "under") {
		if a.lex.is("pending", t.lemma[o]) {
			return judgement{status: graph.StatusPossible, why: "is in the " + t.lemma[o]}
		}
	}
	return judgement{status: graph.StatusActual}
}

// describedAs judges what a copula says of an event. "The meeting was not the first"
// denies a quality of it, and leaves the meeting.
func (a *analysis) describedAs(p, v int) (j judgement, settled bool) {
	j = a.pending(p, v)
	if j.status != graph.StatusActual || !a.negated(p, v) {
		return j, false
	}
	if a.hasKid(p, v, "will") || a.hasKid(p, v, "would") {
		j = judgement{status: graph.StatusPlanned, why: "future"}
	}
	return j, true
}

// cutOff reports whether a dash parts a clause from what the tree hangs it by: "it will
// not be the first - the pair met in Lima".
func (a *analysis) cutOff(p, c, h int) bool {
	t := a.trees[p]
	subjects := t.depKids(c, "nsubj", "nsubjpass")
	if !t.verb(c) || h > c || len(subjects) == 0 || subjects[0] > c {
		return false
	}
	dash := t.left(subjects[0]) - 1
	return dash > h && t.Tokens[dash].Tag == ":" && strings.Trim(t.lower[dash], "-–—;") == ""
}

// backsOut reads "pulled out of a meeting", from its preposition.
func (a *analysis) backsOut(p, c, h int) bool {
	t := a.trees[p]
	if t.lemma[h] == "walk" && (t.lower[c] == "out" || a.hasKid(p, h, "out")) {
		return false // who walked out of a meeting was there
	}
	return t.dep(c) == "prep" && a.lex.is("back-out", t.lemma[h]) && (t.lower[c] == "out" || t.lower[c] == "from" && (t.lemma[h] != "withdraw" || t.nominal(h)) || a.hasKid(p, h, "out"))
}

func (a *analysis) hasKid(p, i int, word string) bool {
	for _, k := range a.trees[p].Children(i) {
		if a.trees[p].lower[k] == word {
			return true
		}
	}
	return false
}

// counterfactual reports whether a modal in the perfect says that something did not
// happen: "should have visited", "would have met".
func (a *analysis) counterfactual(p, v int) bool {
	return a.hasKid(p, v, "have") && (a.hasKid(p, v, "should") || a.hasKid(p, v, "would"))
}

// supposed reports whether a clause supposes by its order of words: "Had they met".
func (a *analysis) supposed(p, v int) bool {
	t := a.trees[p]
	for _, k := range t.depKids(v, "aux") {
		if s := t.depKids(v, "nsubj", "nsubjpass"); t.lower[k] == "had" && len(s) > 0 && k < t.left(s[0]) {
			return true
		}
	}
	return false
}

// contrasted returns a contact as it did not take place: "met Safadi but not
// Araghchi".
func (a *analysis) contrasted(h hit) []hit {
	t := a.trees[h.para]
	if !h.typ.Contact() || h.status.status != graph.StatusActual || len(h.source) == 0 {
		return nil
	}
	_, end := t.sentence(h.at)
	for k := h.at; k+2 < end; k++ {
		if t.lower[k] != "but" || t.lower[k+1] != "not" {
			continue
		}
		for i := k + 2; i < min(end, k+6); i++ {
			if m := a.mention(h.para, i); m != nil && m.Head == i && !m.Adjectival {
				h.target, h.status = []party{{m.Actor, m.Gender, i}}, judgement{status: graph.StatusNegated, why: "but not"}
				if a.sound(&h) {
					return []hit{h}
				}
			}
		}
	}
	return nil
}

// would judges "would": reported speech of what is to come behind a past tense, a
// mere readiness behind a present one.
func (a *analysis) would(p, v int) judgement {
	t := a.trees[p]
	if h := t.head(v); t.dep(v) == "ccomp" && (t.Tokens[h].Tag == "VBZ" || t.Tokens[h].Tag == "VBP") && t.lemma[h] == "say" {
		return judgement{status: graph.StatusPossible, why: "says it would"}
	}
	return judgement{status: graph.StatusPlanned, why: "would"}
}

// theirs reports whether an event noun is the meeting at which its own parties agreed
// or decided, whatever the tree hangs it by.
func (a *analysis) theirs(p, c, prep int) bool {
	t := a.trees[p]
	if t.dep(c) != "pobj" || t.lower[prep] != "during" || !a.hasKid(p, c, "their") {
		return false
	}
	v := t.head(prep)
	up := t.head(v)
	return t.dep(v) == "xcomp" && t.Tokens[up].Tag == "VBD" && a.lex.is("settle", t.lemma[up])
}

// hypothetical reports whether the predicate stands in a clause of "if".
func (a *analysis) hypothetical(p, i int) bool {
	t := a.trees[p]
	for n, c := 0, i; n < 6; n++ {
		if t.verb(c) && a.conditional(p, c) {
			return true
		}
		if t.root(c) {
			break
		}
		c = t.head(c)
	}
	return false
}

// nobody returns the word by which the subject of a verb denies it: "no deal was reached".
func (a *analysis) nobody(p, v int) string {
	t := a.trees[p]
	for _, s := range t.depKids(v, "nsubj", "nsubjpass") {
		for _, k := range t.Children(s) {
			if w := t.lower[k]; w == "neither" || w == "no" && t.dep(k) == "det" {
				return w
			}
		}
	}
	return ""
}

// without reports whether a noun is said not to exist: "no plans to visit".
func (a *analysis) without(p, n int) bool {
	t := a.trees[p]
	if !t.nominal(n) {
		return false
	}
	for _, k := range t.depKids(n, "det") {
		if t.lower[k] == "no" {
			return true
		}
	}
	return a.lex.is("refusal", t.lemma[n])
}

// forThemTo judges "for them to meet" by the noun or verb in front: there are no plans
// for it, or a plan, and else it may be.
func (a *analysis) forThemTo(p, c, h int) (judgement, bool) {
	t := a.trees[p]
	if !t.verb(c) || !a.infinitival(p, c) || !slices.ContainsFunc(t.depKids(c, "mark"), func(k int) bool { return t.lower[k] == "for" }) {
		return judgement{}, false
	}
	switch {
	case a.without(p, h):
		return judgement{status: graph.StatusNegated, why: "no " + t.lemma[h]}, true
	case a.lex.is("plan-noun", t.lemma[h]), a.lex.is("ready-for", t.lemma[h]):
		return judgement{status: graph.StatusPlanned, why: t.lemma[h]}, true
	}
	return judgement{status: graph.StatusPossible, why: "for them to"}, true
}

// complement reports whether a clause is what a noun says, rather than one about it:
// "the hope that they meet".
func (a *analysis) complement(p, c int) bool {
	t := a.trees[p]
	if d := t.dep(c); d != "acl" && d != "ccomp" && d != "relcl" {
		return false
	}
	return slices.ContainsFunc(t.depKids(c, "mark"), func(k int) bool { return t.lower[k] == "that" })
}

// refusedDate reports whether a verb is negated or refused: "did not set", "refused to
// set".
func (a *analysis) refusedDate(p, v int) bool {
	t := a.trees[p]
	return t.verb(v) && (a.negated(p, v) || t.dep(v) == "xcomp" && a.lex.is("negate", t.lemma[t.head(v)]))
}
