package extract

import (
	"slices"
	"strings"
	"unicode"

	"backchannel/graph"
)

// implies holds the acts of state whose other side a text leaves out where it is
// clear: "Chad was angry. It recalled its ambassador."
var implies = map[graph.EventType]bool{
	graph.ReducedRelationsWith: true, graph.Expelled: true, graph.SummonedEnvoyOf: true, graph.RestoredRelationsWith: true, graph.HaltedTalksWith: true,
}

// implied fills in the other side of an act of state that names none: the state that
// the text has just told dealings of with the one that acts, else the other of two
// in the headline.
func (a *analysis) implied(h *hit) {
	if h.typ == graph.Sanctioned && len(h.target) == 0 && len(h.source) == 1 && a.lex.is("plain-sanctions", a.trees[h.para].lemma[h.at]) && a.trees[h.para].verb(a.trees[h.para].head(h.at)) {
		h.target = a.sanctionedBefore(h.source[0].actor)
	}
	if !implies[h.typ] || len(h.target) > 0 || len(h.source) != 1 || h.source[0].actor.Country == "" {
		return
	}
	state := a.state(h.source[0].actor.Country)
	if a.withSaid(h) {
		return
	}
	if state == nil || h.source[0].actor.OrgKind == "armed group" {
		return
	}
	if other := a.lastRival(h.para, state); other != nil {
		h.target = []party{{actor: other, at: h.at}}
	} else if other := a.headlineRival(state); other != nil {
		h.target = []party{{actor: other, at: h.at}}
	}
}

// withSaid reports whether the text does say with whom, though nobody is known by it:
// "cut ties with the guerrillas".
func (a *analysis) withSaid(h *hit) bool {
	t := a.trees[h.para]
	nodes := []int{h.at}
	if t.verb(h.at) {
		nodes = append(nodes, t.objects(h.at)...)
	}
	return slices.ContainsFunc(nodes, func(n int) bool { return len(t.behind(n, "with")) > 0 })
}

// sanctionedBefore returns the state that an article on sanctions is about: the one
// whose sanctions it told of last, else the only other that its headline names.
func (a *analysis) sanctionedBefore(by *graph.Actor) []party {
	for k := len(a.told) - 1; k >= 0; k-- {
		if h := a.told[k]; h.typ == graph.Sanctioned || h.typ == graph.LiftedSanctionsOn {
			return without(slices.Clone(h.target), func(x *graph.Actor) bool { return x.ID == by.ID })
		}
	}
	var found []party
	for _, s := range a.headlineStates() {
		if s.Country != by.Country {
			found = append(found, party{actor: s})
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found
}

// lastRival returns the one other state of the last dealing that a state had, two
// paragraphs back at most.
func (a *analysis) lastRival(p int, state *graph.Actor) *graph.Actor {
	for k := len(a.told) - 1; k >= 0 && a.told[k].para >= p-2; k-- {
		homes := dedupe(a.served(a.homes(a.told[k].parties()), "ministry", "armed forces"))
		if len(homes) != 2 || !among(state, homes) {
			continue
		}
		for _, q := range homes {
			if q.actor.ID != state.ID && q.actor.Kind == graph.KindGovernment {
				return q.actor
			}
		}
	}
	return nil
}

// headlineRival returns the other of exactly two states that the headline names.
func (a *analysis) headlineRival(state *graph.Actor) *graph.Actor {
	var found []*graph.Actor
	for _, s := range a.headlineStates() {
		if s.ID != state.ID {
			found = append(found, s)
		}
	}
	if len(found) == 1 && len(a.headlineStates()) == 2 {
		return found[0]
	}
	return nil
}

// headlineStates returns the states that the headline names, in order.
func (a *analysis) headlineStates() []*graph.Actor {
	words := strings.FieldsFunc(a.article.Title, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' && r != '-' })
	var found []*graph.Actor
	for i := 0; i < len(words); i++ {
		for n := min(2, len(words)-i); n > 0; n-- {
			state, ok := a.known.State(strings.Join(words[i:i+n], " "))
			if !ok {
				continue
			}
			if !slices.ContainsFunc(found, func(x *graph.Actor) bool { return x.ID == state.ID }) {
				found = append(found, &state)
			}
			i += n - 1
			break
		}
	}
	return found
}
