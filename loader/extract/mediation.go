package extract

import (
	"strings"

	"backchannel/graph"
)

// mediation returns the mediating that lies in how a contact came about:
// "Turkish-mediated talks", "agreed under a pact brokered by Turkey".
func (a *analysis) mediation(h hit) (hit, bool) {
	if !h.typ.Symmetric() || len(h.source)+len(h.target) < 2 {
		return hit{}, false
	}
	m := h
	m.typ, m.target, m.example = graph.Mediated, h.parties(), ""
	by, how := a.convener(h.para, h.at)
	if !a.lex.is("mediated", how) {
		by, how, m.at = a.broker(h)
		if len(by) > 0 && a.trees[h.para].head(m.at) != h.at { // what is mediated itself is as real as the mediating
			m.status = judgement{status: graph.StatusActual, why: "spoken of as done"}
		}
	}
	m.source, m.rule = by, how+" → MEDIATED"
	if len(by) == 0 || !a.sound(&m) {
		return hit{}, false
	}
	if m.at != h.at {
		a.judge(&m)
	}
	return m, true
}

// broker resolves who brokered the pact or the talks in the clause of a contact,
// and by which word.
func (a *analysis) broker(h hit) (by []party, how string, at int) {
	t := a.trees[h.para]
	_, end := t.sentence(h.at)
	for v := h.at + 1; v < end; v++ {
		n := t.head(v)
		if d := t.dep(v); d != "acl" && d != "amod" && d != "compound" || len(t.behind(n, "between")) > 0 || n != h.at && t.clause(t.head(n)) != t.clause(h.at) {
			continue
		}
		if name, made, ok := strings.Cut(t.Tokens[v].Text, "-"); ok && a.lex.is("mediated", made) {
			if by = a.namedBy(name, v); len(by) > 0 {
				return by, made, v
			}
		}
		if a.lex.is("mediated", t.lower[v]) && t.passive(v) {
			if by = a.follow(h.para, []int{v}, slot{"subj"}); len(by) > 0 {
				return by, t.lower[v], v
			}
		}
	}
	return nil, "", h.at
}

// namedBy resolves a word that names an actor of the article or a state.
func (a *analysis) namedBy(name string, at int) []party {
	if actor := a.byText[name]; actor != nil {
		return []party{{actor: actor, at: at}}
	}
	if state, known := a.known.State(name); known {
		return []party{{actor: &state, at: at}}
	}
	return nil
}

// convener resolves "a U.N.-organized meeting", and says how it was convened.
func (a *analysis) convener(p, n int) (by []party, how string) {
	t := a.trees[p]
	mods := t.depKids(n, "amod", "compound")
	for _, o := range t.objects(n) { // "signed a Qatari-brokered deal"
		mods = append(mods, t.depKids(o, "amod", "compound")...)
	}
	for _, k := range mods {
		name, made, ok := strings.Cut(t.Tokens[k].Text, "-")
		if !ok || !a.lex.is("convened", made) {
			continue
		}
		if by = a.namedBy(name, k); len(by) > 0 {
			return by, made
		}
	}
	return nil, ""
}
