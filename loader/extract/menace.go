package extract

import (
	"backchannel/graph"
)

// menacing reads threats that name no threatening: "said it would retaliate
// against Paris", "said Seoul would pay a price", "said the rebels will be
// crushed".
func (a *analysis) menacing(p, v int, speakers []party) (hit, bool) {
	t := a.trees[p]
	unanswered := a.negated(p, v) && t.lemma[v] == "go" && a.anyLemma(p, t.depKids(v, "acomp", "oprd", "advmod"), "unanswered")
	could := (a.hasKid(p, v, "could") || a.hasKid(p, v, "may")) && a.lex.is("suffer", t.lemma[v])
	if !a.hasKid(p, v, "will") && !a.hasKid(p, v, "would") && !could || a.negated(p, v) && !unanswered || a.conditional(p, v) {
		return hit{}, false
	}
	h := hit{typ: graph.Threatened, para: p, at: v, source: speakers, speech: true, rule: "speaker announces harm to X → THREATENED"}
	switch {
	case unanswered: // "the raid will not go unanswered"
		h.target = a.fill(p, v, []slot{{"subj", "act"}})
	case t.passive(v) && a.lex.is("reprisal", t.lemma[v]):
		h.target = a.fill(p, v, []slot{{"obj"}})
	case a.lex.is("suffer", t.lemma[v]) && a.anyLemma(p, t.depKids(v, "dobj"), "suffered-harm"):
		h.target = a.fill(p, v, []slot{{"subj"}})
	case t.lemma[v] == "respond" && a.own(a.fill(p, v, []slot{{"subj"}}), speakers): // to what somebody did
		h.target = a.fill(p, v, []slot{{"to", "=deed", "act"}})
	case a.lex.is("retaliation", t.lemma[v]) && a.menaces(p, v) && a.own(a.fill(p, v, []slot{{"subj"}}), speakers): // "vowed that Israel will strike"
		h.target = a.fill(p, v, []slot{{"against"}, {"obj", "against"}, {"obj", "act"}, {"at"}})
	case a.lex.is("reprisal", t.lemma[v]) && a.own(a.fill(p, v, []slot{{"subj"}}), speakers):
		h.target = a.fill(p, v, []slot{{"against"}, {"obj", "act"}, {"deep"}})
	}
	h.target = without(h.target, func(x *graph.Actor) bool { return a.own([]party{{actor: x}}, speakers) })
	if len(h.target) == 0 || !a.sound(&h) {
		return hit{}, false
	}
	h.status = judgement{status: graph.StatusActual, why: "said"}
	return h, true
}

// menaces reports whether a clause is what somebody threatens or vows.
func (a *analysis) menaces(p, v int) bool {
	t := a.trees[p]
	return t.dep(v) == "ccomp" && a.lex.is("menace", t.lemma[t.head(v)])
}

// own reports whether all parties are the speakers themselves or of their state.
func (a *analysis) own(parties, speakers []party) bool {
	for _, q := range parties {
		same := false
		for _, s := range speakers {
			same = same || q.actor.ID == s.actor.ID || q.actor.Country != "" && q.actor.Country == s.actor.Country
		}
		if !same {
			return false
		}
	}
	return len(parties) > 0
}
