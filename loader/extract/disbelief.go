package extract

import (
	"slices"

	"backchannel/graph"
)

// This file tells what reports say that somebody calls false, in the sentence that
// has the report.

// calledFalse is why a report is denied that somebody says is untrue.
const calledFalse = "called false"

// belied reads the step from a predicate, or what it hangs in, to a report that is
// denied or a clause that is said not to be true.
func (a *analysis) belied(p, c, h int) (judgement, bool) {
	t := a.trees[p]
	if v, ok := a.disbelieved(p, h); ok {
		return judgement{status: graph.StatusDenied, why: "denied: " + t.lemma[h], denier: v}, true
	}
	if a.lex.is("accusation", t.lemma[h]) && a.lex.is("commenting", t.lemma[t.clause(h)]) { // "declined to comment on reports that"
		return judgement{status: graph.StatusPossible, why: "reported"}, true
	}
	if a.lex.is("accusation", t.lemma[h]) && a.falsified(p, h) || a.untrue(p, c, h) {
		return judgement{status: graph.StatusDenied, why: calledFalse, denier: t.clause(h)}, true
	}
	return judgement{}, false
}

// disbelieved returns the verb by which somebody denies the report that a noun is:
// "denied reports", "dismissed as baseless claims", "repeated its denial of reports".
func (a *analysis) disbelieved(p, n int) (verb int, ok bool) {
	t := a.trees[p]
	if !a.lex.is("accusation", t.lemma[n]) && t.lemma[n] != "statement" {
		return 0, false
	}
	h := t.head(n)
	switch t.dep(n) {
	case "dobj", "nsubjpass":
		return h, a.lex.is("rebut", t.lemma[h])
	case "pobj":
		up := t.head(h)
		switch {
		case t.lower[h] == "as" || t.verb(up) && t.dep(h) == "prep" && t.lower[h] == "of":
			return up, a.lex.is("rebut", t.lemma[up])
		case t.lower[h] == "of":
			return t.clause(up), a.lex.is("denial", t.lemma[up])
		}
	}
	return 0, false
}

// rebutted returns the verb that denies the report to which a verb of saying belongs:
// "denied reports alleging that they had met".
func (a *analysis) rebutted(p, v int) (verb int, ok bool) {
	t := a.trees[p]
	if d := t.dep(v); d != "acl" && d != "relcl" {
		return 0, false
	}
	return a.disbelieved(p, t.head(v))
}

// falsified reports whether a report is said to be false: "reports of a call are
// untrue", "called the reports fake", "termed reports of a call as pure fiction".
func (a *analysis) falsified(p, n int) bool {
	t := a.trees[p]
	h := t.head(n)
	switch {
	case t.dep(n) == "nsubj" && t.lemma[h] == "be":
		return a.anyLemma(p, t.depKids(h, "acomp", "attr"), "false")
	case t.dep(n) == "nsubj": // a clause of its own below "called": "the reports fake"
		return a.lex.is("false", t.lemma[h])
	case t.dep(n) == "dobj" && a.lex.is("label", t.lemma[h]):
		for k := n + 1; k < t.right(h); k++ {
			if a.lex.is("false", t.lemma[k]) || a.lex.is("false", t.lower[k]) {
				return true
			}
		}
	case t.dep(n) == "pobj" && t.dep(t.head(n)) == "prep": // "no truth to reports of"
		up := t.head(h)
		return a.lex.is("truth", t.lemma[up]) && a.hasKid(p, up, "no")
	}
	return false
}

// untrue reports whether a clause is said not to be true: "it is not true that".
func (a *analysis) untrue(p, c, h int) bool {
	t := a.trees[p]
	if t.dep(c) != "ccomp" && t.dep(c) != "csubj" || t.lemma[h] != "be" {
		return false
	}
	return a.saidFalse(p, h)
}

// saidFalse reports whether a verb like "be" says that its subject is not true.
func (a *analysis) saidFalse(p, v int) bool {
	said := a.trees[p].depKids(v, "acomp", "attr")
	return a.anyLemma(p, said, "false") || a.negated(p, v) && a.anyLemma(p, said, "true")
}

// contradicts reports whether a verb of saying calls false what was told before:
// "the palace said this was untrue".
func (a *analysis) contradicts(p, v int) bool {
	t := a.trees[p]
	if !a.saying(p, v) {
		return false
	}
	for _, c := range t.depKids(v, "ccomp") {
		for _, s := range t.depKids(c, "nsubj") {
			if a.bareReport(p, s) && t.lemma[c] == "be" && a.saidFalse(p, c) {
				return true
			}
		}
	}
	return false
}

// bareReport reports whether a token is "it", "this" or "the report", with no content
// of its own.
func (a *analysis) bareReport(p, o int) bool {
	t := a.trees[p]
	switch t.lower[o] {
	case "it", "this", "that", "which":
		return true
	}
	return a.lex.is("accusation", t.lemma[o]) && (a.definite(p, o) || t.Tokens[o].Tag == "NNS" && len(t.Children(o)) == 0) && len(t.depKids(o, "acl", "relcl", "prep")) == 0
}

// unconfirmed reports whether a verb of confirming has a denial in it or in its
// subject: "neither side confirmed that".
func (a *analysis) unconfirmed(p, v int) bool {
	t := a.trees[p]
	return a.lex.is("confirm", t.lemma[v]) && (a.negated(p, v) || t.dep(v) == "xcomp" && a.yet(p, t.head(v)) || slices.ContainsFunc(t.depKids(v, "nsubj"), func(s int) bool {
		return t.lower[s] == "neither" || t.lower[s] == "nobody" || a.hasKid(p, s, "neither") || a.hasKid(p, s, "no")
	}))
}

// deniers lets those who call an event false, or reject reports of it, deny it.
func (a *analysis) deniers(h *hit, voices []voice) []voice {
	v := h.status.denier
	switch {
	case h.status.status != graph.StatusDenied:
	case h.status.why == calledFalse && len(voices) == 0 && len(a.sayers(h.para, v)) == 0:
		h.status.status = graph.StatusNegated // nobody named says so
	case h.status.why == calledFalse && len(voices) > 0:
		for k := range voices {
			voices[k].stance = graph.StanceDenies
		}
	case v > 0 && h.status.why == chargeDenied:
		return append(voices, voice{party{actor: h.source[0].actor, at: v}, graph.StanceDenies, v})
	case v > 0 && !slices.ContainsFunc(voices, func(w voice) bool { return w.verb == v }):
		for _, q := range a.sayers(h.para, v) {
			voices = append(voices, voice{q, graph.StanceDenies, v})
		}
	}
	return voices
}
