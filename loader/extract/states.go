package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// state returns the government of a country, as the article names it or as the
// resolver knows it; nil for no country.
func (a *analysis) state(country string) *graph.Actor {
	if state := a.governments[country]; state != nil || country == "" {
		return state
	}
	known, ok := a.known.Actor(graph.ID("government:" + strings.ToLower(country)))
	if !ok {
		return nil
	}
	return &known
}

// stateAct holds the types that a state does, whichever minister announces them.
var stateAct = map[graph.EventType]bool{
	graph.ReducedRelationsWith: true, graph.RestoredRelationsWith: true, graph.Recognized: true, graph.Expelled: true,
	graph.SummonedEnvoyOf: true, graph.Sanctioned: true, graph.LiftedSanctionsOn: true, graph.HaltedTalksWith: true,
}

// announcer puts the state in place of a minister or spokesman who announces an
// act of state, and lets him vouch for it. A head of state or government acts in
// person.
func (a *analysis) announcer(h *hit) {
	if !stateAct[h.typ] || len(h.source) != 1 || h.source[0].actor.Kind != graph.KindOfficial || !a.serves(h.source[0].actor) && (!a.weAt(h.source[0]) || a.fitsTitle(h.source[0].actor.Title, "leader")) {
		return
	}
	who := h.source[0]
	state := a.state(who.actor.Country)
	if who.actor.Country == "" {
		state = a.headlineState(h.target)
	}
	if state == nil {
		return
	}
	h.source = []party{{actor: state, at: who.at}}
	if len(h.voices) == 0 && a.trees[h.para].dep(who.at) != "dobj" { // whom others order to do it announces nothing
		h.voices = []voice{{who, graph.StanceAnnounces, -1}}
	}
}

// headlineState returns the state that the headline names first, unless it is one
// that is acted on: whose "the foreign minister" of a text without a country is.
func (a *analysis) headlineState(target []party) *graph.Actor {
	named := a.headlineStates()
	if len(named) == 0 || among(named[0], a.states(slices.Clone(target))) {
		return nil
	}
	return named[0]
}

// serves reports whether an actor is a minister or spokesman of a state and not
// its head.
func (a *analysis) serves(x *graph.Actor) bool {
	title := strings.ToLower(x.Title)
	if strings.Contains(title, "prime minister") && !strings.Contains(title, "deputy") || strings.Contains(title, "general") {
		return false
	}
	for w := range strings.FieldsSeq(title) {
		if a.lex.is("state-title", w) {
			return true
		}
	}
	return false
}

// agentless fills in who summoned or expelled an envoy where the clause is in the
// passive and somebody of the acting state says so.
func (a *analysis) agentless(p, v int, f frame, h *hit) {
	t := a.trees[p]
	if len(h.source) > 0 || !stateAct[f.typ] {
		return
	}
	if !t.passive(v) { // a minister without a name acts for the state
		for _, s := range t.subjects(v) {
			if a.lex.is("holds-minister", t.lemma[s]) {
				h.source = a.states(a.owners(p, s, 2))
			}
		}
		return
	}
	if len(t.depKids(v, "agent")) > 0 {
		return
	}
	if f.typ == graph.Expelled {
		h.source = without(a.follow(p, []int{v}, slot{"from"}), person)
	}
	if f.typ == graph.SummonedEnvoyOf {
		for _, o := range t.behind(v, "to", "by", "at", "in") {
			h.source = append(h.source, without(append(a.parties(p, o, direct), a.parties(p, o, through)...), person)...)
			h.source = append(h.source, without(a.follow(p, []int{o}, slot{"in"}), person)...) // "to the foreign ministry in Lima"
		}
	}
	if h.source = dedupe(h.source); len(h.source) > 0 {
		h.source = h.source[:1]
		return
	}
	for _, q := range a.voices(p, v) {
		if a.serves(q.actor) {
			q.actor = a.state(q.actor.Country)
		}
		if q.actor != nil && (q.actor.Kind == graph.KindGovernment || q.actor.OrgKind == "ministry") {
			h.source = []party{q.party}
			return
		}
	}
}

// states puts their state in place of persons: "the Trump administration" is
// that of the state he serves.
func (a *analysis) states(parties []party) []party {
	var out []party
	for _, q := range parties {
		if q.actor.Kind == graph.KindOfficial {
			q.actor = a.state(q.actor.Country)
		}
		if q.actor != nil && (q.actor.OrgKind == "ministry" || q.actor.OrgKind == "armed forces") && a.state(q.actor.Country) != nil { // a ministry's forces are its state's
			q.actor = a.state(q.actor.Country)
		}
		if q.actor != nil && body(q.actor) {
			out = append(out, q)
		}
	}
	return out
}
