package extract

import (
	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// consequences returns the hits that a hit brings with it: the same act on a
// second date, and the threat that lies in sanctions announced as possible.
func (a *analysis) consequences(h hit) []hit {
	var more []hit
	if again, ok := a.again(h); ok {
		more = append(more, again)
	}
	if mediation, ok := a.mediation(h); ok {
		more = append(more, mediation)
	}
	if imposed, ok := a.imposedBefore(h); ok {
		more = append(more, imposed)
	}
	if before, ok := a.stageBefore(h); ok {
		more = append(more, before)
	}
	if charge, ok := a.allegedly(h); ok {
		more = append(more, charge)
	}
	if charge, ok := a.chargeOf(h); ok {
		more = append(more, charge)
	}
	if h.typ == graph.Sanctioned && h.status.status == graph.StatusPossible {
		for _, v := range h.voices {
			if acts(&h, v.party) && a.lex.is("menace", a.trees[h.para].lemma[max(v.verb, 0)]) {
				threat := h
				threat.typ, threat.speech, threat.status = graph.Threatened, true, judgement{status: graph.StatusActual, why: "said"}
				threat.rule, threat.voices, threat.date = "threat of sanctions → THREATENED", nil, graph.Date{}
				a.assumed(&threat)
				more = append(more, threat)
				break
			}
		}
	}
	return more
}

// imposedBefore reads "ease the sanctions imposed on Niger" as sanctions too.
func (a *analysis) imposedBefore(h hit) (hit, bool) {
	t := a.trees[h.para]
	if h.typ != graph.LiftedSanctionsOn || !t.verb(h.at) {
		return hit{}, false
	}
	for _, o := range t.objects(h.at) {
		for _, v := range a.step(h.para, o, "imposed") {
			if a.lex.is("impose", t.lemma[v]) {
				h.typ, h.at, h.rule, h.date = graph.Sanctioned, v, "sanctions imposed → SANCTIONED", graph.Date{}
				h.status, h.voices = judgement{status: graph.StatusActual, why: "imposed before"}, nil
				a.span(&h)
				return h, true
			}
		}
	}
	return hit{}, false
}

// again reads "in 2023 and again in January" as two acts.
func (a *analysis) again(h hit) (hit, bool) {
	t := a.trees[h.para]
	if h.date.IsZero() || h.status.status != graph.StatusActual {
		return hit{}, false
	}
	_, end := t.sentence(h.at)
	for _, e := range a.times[h.para] {
		if e.Start <= h.at || e.Start >= end || e.Start < 2 {
			continue
		}
		k := e.Start - 1
		if t.Tokens[k].POS == "ADP" {
			k--
		}
		if k < 1 || t.lower[k] != "again" || t.lower[k-1] != "and" {
			continue
		}
		if d := e.Resolve(dates.Past, a.clock); !d.IsZero() && !dateFits(d, h.date) {
			second := h
			second.date, second.dateWhy = d, t.Text[t.Tokens[e.Start].Start:t.Tokens[e.End-1].End]
			return second, true
		}
	}
	return hit{}, false
}

// presence reads "Macron said in Berlin" and "Macron was in Berlin": an official
// who speaks or is in a city of another state visits that state.
func (a *analysis) presence(p, i int) []hit {
	t := a.trees[p]
	if t.dep(i) != "nsubj" {
		return nil
	}
	v := t.head(i)
	if t.lemma[v] != "be" && !a.lex.is("under-way", t.lemma[v]) && (!a.speaks(p, v) || t.Tokens[v].Tag != "VBD") { // captions speak in the present
		return nil
	}
	guests := a.follow(p, []int{v}, slot{"subj"})
	if len(guests) != 1 || guests[0].actor.Kind != graph.KindOfficial && !a.lex.is("delegation", t.lemma[i]) {
		return nil
	}
	for _, prep := range append(t.depKids(i, "prep"), t.depKids(v, "prep")...) {
		if t.lower[prep] != "in" || t.head(prep) == v && a.behindSpeech(p, v, prep) {
			continue
		}
		for _, o := range t.depKids(prep, "pobj") {
			host := a.mention(p, o)
			if host == nil || host.Adjectival || host.Actor.Kind != graph.KindGovernment || host.Actor.Country == guests[0].actor.Country || t.Tokens[o].Tag != "NNP" {
				continue
			}
			h := hit{
				typ: graph.Visited, para: p, at: v, rule: "is in a city of X → VISITED",
				source: guests, target: []party{{actor: host.Actor, at: o}},
			}
			if a.sound(&h) {
				a.judge(&h)
				h.voices = nil
				return []hit{h}
			}
		}
	}
	return nil
}

func (a *analysis) speaks(p, v int) bool {
	return a.saying(p, v) || a.lex.is("speak", a.trees[p].lemma[v])
}

// behindSpeech reports whether a preposition at a verb of saying stands behind
// what is said, and so may belong to it.
func (a *analysis) behindSpeech(p, v, prep int) bool {
	for _, c := range a.trees[p].depKids(v, "ccomp", "dobj") {
		if c > v && c < prep {
			return true
		}
	}
	return false
}
