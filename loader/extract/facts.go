package extract

import (
	"slices"

	"backchannel/graph"
)

// This file tells what was said in fact, although it stands under a denial, a
// refusal or a purpose, and what a noun tells of only as a thing that may be.

// answered reads "X accused Y, an allegation Y denies", which the tree takes for
// a denial of the accusing.
func (a *analysis) answered(p, i int) bool {
	t := a.trees[p]
	h := t.head(i)
	return t.dep(i) == "ccomp" && i < h && a.lex.is("deny", t.lemma[h])
}

// refusedTo reports whether a demand or request is what somebody refuses: it was
// made.
func (a *analysis) refusedTo(p, n int) bool {
	t := a.trees[p]
	return a.lex.is("request", t.lemma[n]) && (t.dep(n) == "dobj" || t.dep(n) == "nsubjpass") && a.lex.is("refuse", a.withParticle(p, t.head(n)))
}

// saidInFact reports whether an act of speech is what somebody called, met or
// summoned another for, or will go on doing: it is done.
func (a *analysis) saidInFact(h *hit) bool {
	t := a.trees[h.para]
	c := h.at
	for t.dep(c) == "dobj" || t.dep(c) == "conj" { // "to express anger", "to protest and demand"
		c = t.head(c)
	}
	up := t.head(c)
	switch h.status.why {
	case "purpose":
		return t.verb(c) && a.lex.is("address", t.lemma[up]) && t.finite(up)
	case "future":
		return h.typ == graph.Supported && a.lex.is("weaken", a.withParticle(h.para, t.clause(c))) || t.dep(c) == "xcomp" && (t.lemma[up] == "continue" || t.lemma[up] == "keep")
	}
	return false
}

// wouldBe reports whether a noun is the subject of what would or may be: "a deal
// between them would help".
func (a *analysis) wouldBe(p, n int) bool {
	t := a.trees[p]
	v := t.head(n)
	return (t.dep(n) == "nsubj" || t.dep(n) == "dobj" && a.lex.is("weighing", t.lemma[v])) && t.verb(v) && a.verbStatus(p, v, judgement{status: graph.StatusActual}).status != graph.StatusActual
}

// endeavours reports whether mediating is what somebody tries, and so does:
// "has tried to mediate between".
func (a *analysis) endeavours(h *hit) bool {
	t := a.trees[h.para]
	v := h.at
	for h.typ == graph.Mediated && h.status.status == graph.StatusPossible && t.verb(v) && (t.dep(v) == "xcomp" || t.dep(v) == "advcl" || t.dep(v) == "ccomp") {
		v = t.head(v)
		if a.lex.is("endeavour", t.lemma[v]) {
			return a.status(h.para, v).status == graph.StatusActual
		}
	}
	return false
}

// whose reports whether a pronoun says whose an event is: "their meeting".
func (a *analysis) whose(p, n int) bool {
	return slices.ContainsFunc(a.trees[p].depKids(n, "poss"), func(k int) bool { return a.pronoun(p, k) })
}
