package extract

import (
	"strings"

	"backchannel/graph"
)

// opinion holds the acts of speech that are done or not, and never foreseen.
var opinion = map[graph.EventType]bool{
	graph.Praised: true, graph.Supported: true, graph.Criticized: true, graph.Accused: true, graph.Threatened: true,
}

// idle reports whether a hit says nothing of a happening: "if they failed to
// meet" tells of no meeting, and "pacts to boost cooperation" of pacts.
func (a *analysis) idle(h *hit) bool {
	if t := a.trees[h.para]; (t.dep(h.at) == "xcomp" || t.dep(h.at) == "dobj") && t.dep(t.head(h.at)) == "xcomp" && a.lex.is("desist", t.lemma[t.head(h.at)]) {
		return true // "urged Beijing to stop arming Moscow" tells of the urging
	}
	switch {
	case h.typ == graph.CooperatedWith && h.status.why == "governed by agree":
		return true // who agree to cooperate have agreed
	case a.lex.is("helping", a.trees[h.para].lemma[h.at]) && a.trees[h.para].dep(h.at) == "xcomp" && a.lex.is("promise", strings.TrimPrefix(h.status.why, "governed by ")):
		return true // who vows to help has promised it
	case h.typ == graph.Rejected && h.status.status == graph.StatusNegated:
		return true // who does not rule out a meeting has not accepted it
	case h.speech && h.status.status == graph.StatusPossible && opinion[h.typ]:
		return true // who may criticize has not
	case h.typ == graph.WithdrewFrom && h.status.status == graph.StatusPossible && !strings.HasPrefix(h.status.why, "modal"):
		return true // who is called on to withdraw is called on
	case !h.typ.Contact() && h.status.status == graph.StatusPossible && a.lex.is("appeal-verb", strings.TrimPrefix(h.status.why, "governed by ")):
		return true // what somebody is urged to do is told by the urging
	case h.status.status == graph.StatusNegated && a.entitled(h):
		return true // "has no right to expel them" tells of no expulsion
	case h.typ == graph.Dismissed && h.status.status == graph.StatusPossible:
		return true // whom somebody wants to topple is in office
	case h.typ == graph.Accused && h.status.status == graph.StatusPlanned:
		return true // who "will be held responsible" is not accused yet
	case h.typ == graph.RestoredRelationsWith && h.status.status != graph.StatusNegated && a.bidFor(h):
		return true // "sought ways to normalize their ties"
	case h.typ == graph.ProtestedAgainst && h.status.why == "purpose":
		return true // who summons an envoy to protest has protested by that
	case h.typ == graph.Supported && h.status.why == "purpose":
		return true // what is done to support somebody is told for itself
	}
	if h.typ == graph.Praised && (h.status.status == graph.StatusPlanned || h.status.status == graph.StatusPossible) {
		return true // who "would welcome a visit" praises nobody
	}
	if (vague[h.typ] || h.typ == graph.Met) && h.status.status != graph.StatusPlanned && a.wished(h.para, h.at) || vague[h.typ] && a.aboutTalk(h) {
		return true
	}
	if vague[h.typ] && a.arranged(h) {
		return true
	}
	if vague[h.typ] && a.unasked(h) {
		return true
	}
	switch h.status.status {
	case graph.StatusNegated:
		if h.typ == graph.TalkedWith && (a.trees[h.para].lemma[h.at] == "discuss" || a.halted(h)) {
			return true // who did not discuss a thing talked of others; "called off talks" is told by its verb
		}
		// "failed to reach an agreement" is how a meeting ended
		return a.hypothetical(h.para, h.at) || h.typ == graph.AgreedWith || h.typ == graph.SignedAgreementWith && h.status.why == "governed by fail" && a.trees[h.para].lemma[h.at] != "sign"
	case graph.StatusPossible:
		if h.typ == graph.TalkedWith && h.status.why == "modal: should" || h.typ == graph.WroteTo && a.trees[h.para].lemma[h.at] == "message" {
			return true // a wish, a figure of speech
		}
		return h.typ == graph.CooperatedWith || h.typ == graph.TalkedWith && h.status.why == "purpose"
	}
	return false
}

// entitled reports whether a hit is what somebody has, or has not, the right to do.
func (a *analysis) entitled(h *hit) bool {
	t := a.trees[h.para]
	return t.dep(h.at) == "acl" && a.lex.is("entitlement", t.lemma[t.head(h.at)])
}

// bidFor reports whether a hit is what ways, pushes and efforts are to lead to.
func (a *analysis) bidFor(h *hit) bool {
	t := a.trees[h.para]
	return (t.dep(h.at) == "acl" || t.dep(h.at) == "relcl" && a.infinitival(h.para, h.at)) && a.lex.is("bid", t.lemma[t.head(h.at)])
}
