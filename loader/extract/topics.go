package extract

import (
	"slices"

	"backchannel/graph"
)

// This file holds talks that are no happening: what is needed, hoped for or spoken
// of.

// halted reports whether the verb that governs talks has told of their end.
func (a *analysis) halted(h *hit) bool {
	return slices.ContainsFunc(a.told, func(past hit) bool {
		return past.typ == graph.HaltedTalksWith && past.para == h.para && past.at == a.trees[h.para].head(h.at)
	})
}

// aimOfTalk reports whether talks are what people met for: "met to negotiate".
func (a *analysis) aimOfTalk(h *hit) bool {
	t := a.trees[h.para]
	if d := t.dep(h.at); d != "xcomp" && d != "advcl" || t.Tokens[h.at].Tag != "VB" {
		return false
	}
	if !slices.ContainsFunc(a.lex.verbs[t.lemma[t.head(h.at)]], func(f frame) bool { return talk[f.typ] }) {
		return false // "agreed to meet"
	}
	return slices.ContainsFunc(a.told, func(past hit) bool {
		return talk[past.typ] && past.para == h.para && past.at == t.head(h.at) && key(past.parties()) == key(h.parties())
	})
}

// wished reports whether a talk is what is needed or matters: "stressed the need
// for dialogue between", "the need to end it by sitting down with".
func (a *analysis) wished(p, i int) bool {
	t := a.trees[p]
	for n := 0; n < 6; n++ {
		switch t.dep(i) {
		case "pobj", "pcomp", "prep", "xcomp", "acl", "dobj":
			i = t.head(i)
		default:
			return false
		}
		if a.lex.is("wish-noun", t.lemma[i]) {
			return true
		}
	}
	return false
}

// aboutTalk reports whether talks are what another noun is about: "lessons from the
// talks between", "his calm in the dialogue with".
func (a *analysis) aboutTalk(h *hit) bool {
	t := a.trees[h.para]
	if t.verb(h.at) {
		return false
	}
	if v := t.head(h.at); t.dep(h.at) == "dobj" && a.lex.is("subject", t.lemma[v]) { // "discussed contacts between"
		return true
	}
	if t.dep(h.at) != "pobj" || !h.date.IsZero() {
		return false
	}
	head, prep := t.head(t.head(h.at)), t.lower[t.head(h.at)]
	return t.Tokens[head].POS == "NOUN" && !a.eventNoun(h.para, head) && !a.lex.is("quantity", t.lemma[head]) &&
		!a.lex.is("hope-noun", t.lemma[head]) && !a.lex.is("plan-noun", t.lemma[head]) && (prep == "in" || !a.lex.is("circumstance", prep))
}

// arranged reports whether talks are but what somebody mediates, or would host: the
// mediating tells of them, unless they are held as it is.
func (a *analysis) arranged(h *hit) bool {
	t := a.trees[h.para]
	n := h.at
	if of := t.head(n); t.dep(n) == "pobj" && t.lower[of] == "of" { // "a round of talks"
		n = t.head(of)
	}
	return t.dep(n) == "dobj" && slices.ContainsFunc(a.told, func(past hit) bool {
		return past.typ == graph.Mediated && past.para == h.para && past.at == t.head(n) &&
			(h.status.status == graph.StatusPossible || h.status.status != past.status.status || a.lex.is("mediating", t.lemma[past.at]))
	})
}

// unasked reports whether a talk is open or refused without a word of who would hold
// it with whom: "did not say whether they discussed it", "both ruled out negotiations".
func (a *analysis) unasked(h *hit) bool {
	t := a.trees[h.para]
	if t.verb(h.at) {
		return a.hasKid(h.para, h.at, "whether")
	}
	verb := a.withParticle(h.para, t.head(h.at))
	return t.dep(h.at) == "dobj" && a.lex.is("negate", verb) && !a.lex.is("cancel", verb) && len(t.behind(h.at, "with", "between")) == 0 && len(t.depKids(h.at, "relcl")) == 0 && len(a.modifiers(h.para, h.at)) == 0
}
