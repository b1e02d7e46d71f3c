package extract

import (
	"slices"

	"backchannel/graph"
)

// sequel finds sentences that go on about a contact told before: of "The two
// agreed to stay in touch, the palace said" the palace vouches for the call that
// they stayed in touch on. What the verb tells is no event of its own here.
func (a *analysis) sequel(p, v int) []hit {
	t := a.trees[p]
	will := a.hasKid(p, v, "will") || a.hasKid(p, v, "would")
	told := a.lex.is("conveying", t.lemma[v])
	if !t.verb(v) || t.Tokens[v].Tag != "VBD" && !a.hasKid(p, v, "had") && !will || !told && !a.lex.is("exchange", t.lemma[v]) || a.negated(p, v) {
		return nil
	}
	switch t.dep(v) {
	case "advcl", "relcl", "acl", "xcomp":
		return nil
	}
	past := a.lastDealing(p)
	if past == nil || past.para == p && t.clause(past.at) == v || will != (past.status.status == graph.StatusPlanned) {
		return nil
	}
	var who []party
	we := false
	for _, s := range t.grammaticalSubjects(v) {
		who = append(who, a.parties(p, s, direct)...)
		we = we || t.lower[s] == "we"
	}
	if told { // "Putin briefed Trump on the war"
		for _, o := range append(t.objects(v), t.depKids(v, "dative")...) {
			who = append(who, a.parties(p, o, direct)...)
		}
		who = dedupe(who)
	}
	both := past.parties()
	if we && len(who) == 1 && tookPart(who[0].actor, past) { // "We discussed trade," one of the two said
		who = both
	}
	if len(who) < 2 || !includes(who, both) && !a.sameStates(who, both) {
		return nil
	}
	return a.vouched(p, v, past, "goes on about it")
}

// lastContact returns the meeting, call or talks that the text told of last, in
// this paragraph or the two before, if they took place.
func (a *analysis) lastContact(p int) *hit {
	if past := a.lastDealing(p); past != nil && past.status.status == graph.StatusActual {
		return past
	}
	return nil
}

// lastDealing returns the same if they took place or are to.
func (a *analysis) lastDealing(p int) *hit {
	for k := len(a.told) - 1; k >= 0 && a.told[k].para >= p-2; k-- {
		if past := &a.told[k]; talk[past.typ] {
			if s := past.status.status; s != graph.StatusActual && s != graph.StatusPlanned {
				return nil
			}
			return past
		}
	}
	return nil
}

// theirMeeting makes a fact of "their meeting" where the text has just told of it,
// whatever the clause around says: "They gave no answers before their meeting".
func (a *analysis) theirMeeting(h *hit) {
	past := a.lastContact(h.para)
	if past == nil || !a.hasKid(h.para, h.at, "their") || h.status.cancelled || h.status.status != graph.StatusNegated && h.status.why != beforeIt {
		return
	}
	if a.sameStates(past.parties(), h.parties()) {
		h.status = past.status
	}
}

// affirming finds who confirms or announces an act by a bare noun: "the ministry
// confirmed the move".
func (a *analysis) affirming(p, v int) []hit {
	t := a.trees[p]
	if !t.verb(v) || !a.lex.is("confirm", t.lemma[v]) && !a.lex.is("announce", t.lemma[v]) && !a.lex.is("label", t.lemma[v]) || a.status(p, v).status != graph.StatusActual {
		return nil
	}
	if found := a.tripTaken(p, v); found != nil {
		return found
	}
	for _, o := range t.objects(v) {
		if past := a.justTold(p, o); past != nil {
			return a.vouched(p, o, past, "refers to what was told")
		}
		if !a.definite(p, o) || len(t.depKids(o, "poss", "prep", "acl", "relcl")) > 0 {
			continue
		}
		for k := len(a.told) - 1; k >= 0 && a.told[k].para >= p-2; k-- {
			if past := &a.told[k]; a.lex.is("act-"+string(past.typ), t.lemma[o]) && past.status.status != graph.StatusNegated {
				return a.vouched(p, o, past, "refers to the "+t.lemma[o])
			}
		}
	}
	return nil
}

// tripTaken finds who confirms a journey told before by "his trip" or by saying that
// the traveller comes.
func (a *analysis) tripTaken(p, v int) []hit {
	t := a.trees[p]
	past := a.toldBefore(p, v)
	if past == nil || past.typ != graph.Visited || !a.lex.is("confirm", t.lemma[v]) {
		return nil
	}
	whose := func(nodes []int) bool {
		return slices.ContainsFunc(nodes, func(k int) bool {
			return slices.ContainsFunc(a.parties(p, k, direct), func(q party) bool { return acts(past, q) })
		})
	}
	for _, o := range t.objects(v) {
		if a.lex.is("names-VISITED", t.lemma[o]) && whose(t.depKids(o, "poss")) {
			return a.vouched(p, o, past, "confirms the "+t.lemma[o])
		}
	}
	for _, c := range t.depKids(v, "ccomp") {
		if a.lex.is("motion", t.lemma[c]) && whose(t.grammaticalSubjects(c)) {
			return a.vouched(p, c, past, "confirms the journey")
		}
	}
	return nil
}

// justTold returns what the sentence before told, where "it", "the plan" or "the
// report" takes it up.
func (a *analysis) justTold(p, o int) *hit {
	t := a.trees[p]
	if !(t.lower[o] == "it" || t.lower[o] == "this" || a.lex.is("taken-up", t.lemma[o]) && a.definite(p, o)) || len(t.depKids(o, "prep", "acl", "relcl")) > 0 {
		return nil
	}
	return a.toldBefore(p, o)
}

// toldBefore returns the first happening that the sentence before a token told.
func (a *analysis) toldBefore(p, i int) *hit {
	pp, from, to, ok := a.sentenceBefore(p, i, 1)
	if !ok || p-pp > 1 {
		return nil
	}
	for k := range a.told {
		if h := &a.told[k]; h.para == pp && h.at >= from && h.at < to && h.status.status != graph.StatusNegated && !h.speech {
			return h
		}
	}
	return nil
}

// envoyAct holds the acts of state that are done to an envoy.
var envoyAct = map[graph.EventType]bool{graph.Expelled: true, graph.SummonedEnvoyOf: true, graph.ReducedRelationsWith: true}

// elaborating finds who goes on about what was done to an envoy: "The ministry said the
// ambassador had two days to leave".
func (a *analysis) elaborating(p, v int) []hit {
	t := a.trees[p]
	if !t.verb(v) || !t.root(v) || !a.saying(p, v) {
		return nil
	}
	past := a.toldBefore(p, v)
	if past == nil || !envoyAct[past.typ] || a.told[len(a.told)-1].para == p && a.told[len(a.told)-1].at >= t.left(v) {
		return nil
	}
	for n := t.left(v); n < t.right(v); n++ {
		if !a.lex.is("envoy", t.lemma[n]) && !a.lex.is("diplomat", t.lemma[n]) || !a.definite(p, n) || a.mention(p, n) != nil || len(a.modifiers(p, n)) > 0 {
			continue
		}
		for _, q := range a.sayers(p, v) {
			if speaksAs(q.actor, past.source[0].actor) {
				return a.vouched(p, n, past, "goes on about the "+t.lemma[n])
			}
		}
	}
	return nil
}

// vouched repeats an event told before in the words of those who vouch for it, if
// anybody does.
func (a *analysis) vouched(p, at int, past *hit, rule string) []hit {
	h := hit{
		typ: past.typ, para: p, at: at, rule: rule, status: past.status, unstated: true,
		source: moved(past.source, at), target: moved(past.target, at), voices: a.voices(p, at),
	}
	if v := a.trees[p].head(at); len(h.voices) == 0 && a.lex.is("label", a.trees[p].lemma[v]) { // "the ministry called it a milestone"
		for _, q := range a.sayers(p, v) {
			if tookPart(q.actor, past) {
				h.voices = append(h.voices, voice{q, graph.StanceConfirms, v})
			}
		}
	}
	if len(h.voices) == 0 {
		return nil
	}
	a.announced(&h)
	a.span(&h)
	return []hit{h}
}

// includes reports whether all of the second parties are among the first.
func includes(all, some []party) bool {
	for _, q := range some {
		if !among(q.actor, all) {
			return false
		}
	}
	return true
}

// partaker lets who took part in a contact, or speaks for one who did, confirm it
// by speaking of it: "called the talks fruitful", "said after the meeting that".
func (a *analysis) partaker(p, n int, past *hit) []voice {
	t := a.trees[p]
	v := t.clause(n)
	if past.status.status != graph.StatusActual || !past.typ.Contact() || t.verb(n) || !a.saying(p, v) && !a.lex.is("label", t.lemma[v]) || a.unconfirmed(p, v) {
		return nil
	}
	if prep := t.lower[t.head(n)]; t.dep(n) == "pobj" && prep != "of" && prep != "about" && (past.typ == graph.Visited || prep != "after" && prep != "following") {
		return nil
	}
	var found []voice
	for _, q := range a.sayers(p, v) {
		if tookPart(q.actor, past) {
			found = append(found, voice{q, graph.StanceConfirms, v})
		}
	}
	return found
}

// tookPart reports whether an actor is a party of a hit or serves the state of one.
func tookPart(x *graph.Actor, h *hit) bool {
	return slices.ContainsFunc(h.parties(), func(q party) bool {
		return speaksAs(x, q.actor)
	})
}

// speaksAs reports whether an actor is a party or serves its state.
func speaksAs(x, party *graph.Actor) bool {
	return x.ID == party.ID || x.Country != "" && x.Country == party.Country && !media(x) && x.Kind != graph.KindPerson
}
