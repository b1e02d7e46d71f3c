package extract

import (
	"slices"

	"backchannel/graph"
)

// chargeDenied is why what somebody is accused of counts as denied.
const chargeDenied = "a charge that is denied"

// alleged reports whether a hit is what somebody is accused, praised or thanked
// for: the charge is the event, not its content. Where the accused denies it, the
// content is a denied event.
func (a *analysis) alleged(p int, h *hit) bool {
	charge, ok := a.charge(p, h.at)
	if !ok && (h.typ.Contact() || !a.rumoured(p, h.at) || a.status(p, h.at).status == graph.StatusDenied) {
		return false
	}
	if ok && !a.lex.is("blame", a.trees[p].lemma[charge]) || h.status.status != "" {
		return true
	}
	v, found := a.denial(p, h)
	if found = found && !a.own(h.target, h.source); found {
		h.status = judgement{status: graph.StatusDenied, why: chargeDenied, denier: v}
	}
	return !found
}

// charge returns the verb of accusing or thanking that a predicate is the content
// of: "accused Kigali of arming".
func (a *analysis) charge(p, i int) (verb int, ok bool) {
	t := a.trees[p]
	for n, c := 0, i; n < 4 && !t.root(c); n++ {
		h := t.head(c)
		if t.dep(c) == "pcomp" && t.lower[h] != "from" && a.lex.is("charge", t.lemma[t.head(h)]) {
			return t.head(h), true
		}
		if d := t.dep(c); d != "conj" && d != "xcomp" && (d != "dobj" || t.verb(c)) {
			return 0, false
		}
		c = h
	}
	return 0, false
}

// chargeOf reads the accusation that lies in words of the other side: "'Armenia is
// shelling our posts,' Baku said", "said the rebels are armed by Kigali".
func (a *analysis) chargeOf(h hit) (hit, bool) {
	if len(h.voices) == 0 || len(h.source) != 1 || h.status.status != graph.StatusActual || h.voices[0].stance != graph.StanceReports || !a.saidItself(h.para, h.at, h.voices[0].verb) {
		return hit{}, false
	}
	if a.trees[h.para].dep(h.at) == "relcl" { // who it is, and not what is said
		return hit{}, false
	}
	speakers, state := together(h.voices), h.source[0].actor
	switch h.typ {
	case graph.Attacked:
		if state.Kind != graph.KindGovernment || !a.own(h.target, speakers) || a.quoteAt(h.para, h.at) == nil { // reports of a war accuse nobody
			return hit{}, false
		}
	case graph.Aided, graph.Supported:
		if !slices.ContainsFunc(h.target, func(q party) bool { return q.actor.OrgKind == "armed group" }) || shares(speakers, h.target) {
			return hit{}, false
		}
	default:
		return hit{}, false
	}
	if a.own(h.source, speakers) || slices.ContainsFunc(speakers, func(q party) bool { return media(q.actor) || q.actor.Country == "" }) {
		return hit{}, false
	}
	charge := hit{typ: graph.Accused, para: h.para, at: h.at, source: speakers, target: h.source, speech: true, rule: "speaker says what X does to them → ACCUSED"}
	charge.status = judgement{status: graph.StatusActual, why: "said"}
	if !a.sound(&charge) {
		return hit{}, false
	}
	a.judge(&charge)
	return charge, true
}

// allegedly reads the accusation in what somebody is punished for: "cut ties with
// Kenya for allegedly meddling".
func (a *analysis) allegedly(h hit) (hit, bool) {
	t := a.trees[h.para]
	if h.typ == graph.Accused || h.typ.Symmetric() || len(h.target) == 0 || h.status.status != graph.StatusActual || !t.verb(h.at) && t.dep(h.at) != "dobj" {
		return hit{}, false
	}
	v := t.clause(h.at)
	for _, c := range t.behind(v, "for", "over") {
		if !t.verb(c) || !a.anyWord(h.para, t.depKids(c, "advmod"), "alleged-adverb") {
			continue
		}
		charge := hit{typ: graph.Accused, para: h.para, at: c, source: h.source, target: h.target, speech: true, rule: "for allegedly doing it → ACCUSED"}
		charge.status = judgement{status: graph.StatusActual, why: "said"}
		if a.sound(&charge) {
			a.judge(&charge)
			return charge, true
		}
	}
	return hit{}, false
}

// rumoured reports whether a predicate is what "allegations" or "evidence" say.
func (a *analysis) rumoured(p, i int) bool {
	t := a.trees[p]
	if t.dep(i) == "xcomp" {
		i = t.head(i)
	}
	return (t.dep(i) == "acl" || t.dep(i) == "relcl" && a.hasKid(p, i, "that")) && a.lex.is("charge-noun", t.lemma[t.head(i)])
}

// denial finds the verb by which whoever does what a hit says denies it, in the
// same sentence or the next: "accused Kigali of arming them, which it denies".
func (a *analysis) denial(p int, h *hit) (verb int, ok bool) {
	t := a.trees[p]
	_, end := t.sentence(h.at)
	for v := h.at + 1; v < len(t.Tokens); v++ {
		if !a.lex.is("rebut", t.lemma[v]) || v >= end && !a.takesUpReport(p, v) {
			continue
		}
		for _, s := range t.depKids(v, "nsubj") {
			if a.pronoun(p, s) || a.own(a.parties(p, s, direct), h.source) {
				return v, true
			}
		}
		if _, next := t.sentence(v); next > end && v >= end {
			break
		}
	}
	return 0, false
}
