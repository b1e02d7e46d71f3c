package extract

import (
	"strings"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// This file holds the ways, other than a verb's own mood, in which a text says
// that something has not happened: it is hoped for, on the agenda, falsely
// reported, or stands where something else was done.

// calledFalse is why a report is denied that somebody says is untrue.
const calledFalse = "called false"

// unreal reads the step from a predicate, or what it hangs in, to the word above
// it. Settled says that nothing further up matters.
func (a *analysis) unreal(p, c, h int) (j judgement, settled bool) {
	t := a.trees[p]
	switch {
	case t.dep(c) == "prep" && t.nominal(h) && a.lex.is("plan-noun", t.lemma[h]):
		return judgement{status: graph.StatusPlanned, why: t.lemma[h]}, t.lemma[h] == "date" || t.lemma[h] == "venue"
	case t.dep(c) == "prep" && t.nominal(h) && a.lex.is("hope-noun", t.lemma[h]):
		return judgement{status: graph.StatusPossible, why: t.lemma[h]}, false
	case a.lex.is("accusation", t.lemma[h]) && a.falsified(p, h), a.untrue(p, c, h):
		return judgement{status: graph.StatusDenied, why: calledFalse}, true
	case t.dep(c) == "pcomp" && t.lower[h] == "before" && a.lex.is("possible", t.lemma[t.head(h)]): // "demanded a truce before meeting him"
		return judgement{status: graph.StatusPossible, why: "before it"}, true
	case t.dep(c) == "prep" && t.lower[c] == "of" && a.lex.is("cancel-noun", t.lemma[h]):
		return judgement{status: graph.StatusNegated, why: t.lemma[h], cancelled: true}, true
	case t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && a.anyLemma(p, t.objects(h), "plan-noun"): // "a date has been set for"
		return judgement{status: graph.StatusPlanned, why: "set for it"}, true
	case t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && a.anyLemma(p, t.objects(h), "hope-noun"): // "set conditions for"
		return judgement{status: graph.StatusPossible, why: "spoken about"}, true
	case t.dep(c) == "prep" && t.lemma[h] == "be" && a.anyLemma(p, t.depKids(h, "nsubj"), "plan-noun"): // "preparations are under way for"
		return judgement{status: graph.StatusPlanned, why: "prepared"}, false
	case t.dep(c) == "nsubj" && t.lemma[h] == "be":
		return a.pending(p, h), false
	case t.dep(c) == "prep" && t.lemma[h] == "look" && a.hasKid(p, h, "forward"):
		return judgement{status: graph.StatusPlanned, why: "looks forward"}, false
	case t.dep(c) == "prep" && !t.verb(h) && !t.nominal(h) && a.lex.is("open-to", t.lemma[h]):
		return judgement{status: graph.StatusPossible, why: t.lemma[h]}, false
	case t.dep(c) == "pobj" && t.lower[h] == "of" && (t.lower[t.head(h)] == "ahead" || h > 0 && t.lower[h-1] == "ahead"):
		return judgement{status: graph.StatusPlanned, why: "ahead of it"}, true
	case t.dep(c) == "pcomp" && t.lower[h] == "against" && (t.lemma[t.head(h)] == "decide" || t.lemma[t.head(h)] == "vote"):
		return judgement{status: graph.StatusNegated, why: t.lemma[t.head(h)] + " against"}, false
	case t.dep(c) == "pcomp" && t.dep(h) == "prep" && a.backsOut(p, h, t.head(h)):
		return judgement{status: graph.StatusNegated, why: t.lemma[t.head(h)] + " away"}, true
	case a.backsOut(p, c, h):
		return judgement{status: graph.StatusNegated, why: t.lemma[h] + " out", cancelled: true}, false
	case (t.dep(c) == "nsubj" || t.dep(c) == "nsubjpass") && t.lemma[h] == "fall" && (t.particle(h, "through") || t.particle(h, "apart")):
		return judgement{status: graph.StatusNegated, why: "fell through", cancelled: true}, false
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
	for _, k := range a.trees[p].depKids(n, "amod") {
		if a.lex.is("past-modifier", a.trees[p].lower[k]) {
			return true
		}
	}
	return false
}

// imminent reports whether an event noun stands behind "before" or "on the eve of" and is not dated
// in the past: "before her visit to Spain on Tuesday".
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

// falsified reports whether a report is said to be false: "reports of a call are
// untrue", "called the reports fake".
func (a *analysis) falsified(p, n int) bool {
	t := a.trees[p]
	h := t.head(n)
	switch {
	case t.dep(n) == "nsubj" && t.lemma[h] == "be":
		return a.anyLemma(p, t.depKids(h, "acomp", "attr"), "false")
	case t.dep(n) == "nsubj": // a clause of its own below "called": "the reports fake"
		return a.lex.is("false", t.lemma[h])
	case t.dep(n) == "dobj":
		return a.lex.is("label", t.lemma[h]) && a.anyLemma(p, append(t.depKids(h, "oprd"), t.behind(h, "as")...), "false")
	}
	return false
}

// untrue reports whether a clause is said not to be true: "it is not true that".
func (a *analysis) untrue(p, c, h int) bool {
	t := a.trees[p]
	if t.dep(c) != "ccomp" && t.dep(c) != "csubj" || t.lemma[h] != "be" {
		return false
	}
	said := t.depKids(h, "acomp", "attr")
	return a.anyLemma(p, said, "false") || a.negated(p, h) && a.anyLemma(p, said, "true")
}

// pending judges what the verb "be" says of an event: "is due", "is unlikely",
// "is on the agenda".
func (a *analysis) pending(p, v int) judgement {
	t := a.trees[p]
	for _, k := range t.depKids(v, "acomp") {
		switch {
		case a.lex.is("plan", t.lemma[k]):
			return judgement{status: graph.StatusPlanned, why: "is " + t.lower[k]}
		case a.lex.is("possible", t.lemma[k]):
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

// backsOut reads "pulled out of a meeting", from its preposition.
func (a *analysis) backsOut(p, c, h int) bool {
	t := a.trees[p]
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

// scheduled reports whether a present tense tells of what is to come: "arrives in
// Ankara on Friday", "the talks next week".
func (a *analysis) scheduled(p, i int) bool {
	t := a.trees[p]
	if tag := t.Tokens[i].Tag; t.verb(i) && (tag != "VBZ" && tag != "VBP" || !a.lex.is("timetable", t.lemma[i]) || len(t.depKids(i, "aux")) > 0) {
		return false
	}
	for _, e := range a.times[p] {
		if t.verb(i) && t.clause(e.top) != i || !t.verb(i) && t.head(e.top) != i && (t.dep(e.top) != "pobj" || t.head(t.head(e.top)) != i) {
			continue
		}
		first := strings.ToLower(t.Tokens[e.Start].Text)
		if first == "next" || first == "tomorrow" {
			return true
		}
		if d := e.Resolve(dates.Future, a.clock); t.verb(i) && d.Precision == graph.PrecisionDay && a.clock.HasPublished && d.From > a.clock.Published && d.From < a.clock.Published+14 {
			return true
		}
	}
	return false
}
