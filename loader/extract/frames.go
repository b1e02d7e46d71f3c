package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// hit is a frame found in the text: a word of the lexicon with its roles filled.
type hit struct {
	typ            graph.EventType
	para, at       int // the word
	source, target []party
	rule           string // the row of the lexicon, for the explanation
	example        string // the example of that row
	status         judgement
	voices         []voice
	date           graph.Date
	dateWhy        string
	place, topic   string
	outcome        string
	again          bool // tells once more of the contact that its verb tells
	speech         bool // the act is done in words: whoever says so does it
	unstated       bool // of a call: the text does not say who called
	standing       bool // of a deal: the text takes it as known, and says nothing of its making
	from, to       int  // tokens of the quote
}

// parties returns who is on either side.
func (h *hit) parties() []party { return slices.Concat(h.source, h.target) }

// verbFrames opens the frames of the verb at token v.
func (a *analysis) verbFrames(p, v int) []hit {
	t := a.trees[p]
	if !t.verb(v) {
		return nil
	}
	if t.lemma[v] == "visit" && t.Tokens[v].Tag == "VBG" && len(t.depKids(v, "aux")) == 0 {
		if hits := a.visiting(p, v); hits != nil {
			return hits
		}
	}
	if t.dep(v) == "amod" {
		if t.Tokens[v].Tag == "VBG" || t.lemma[v] == "recognize" { // "the internationally recognized government"
			return nil
		}
		if hits, found := a.gardenPath(p, v); found {
			return hits
		}
	}
	for _, f := range a.lex.verbs[t.lemma[v]] {
		if t.joined(v) && !f.typ.Contact() { // "the Iran-backed rebels" describes them
			continue
		}
		if !a.particleFits(p, v, f) || !a.objectFits(p, v, f.object) {
			continue
		}
		source := a.fill(p, v, f.source)
		target := a.destination(p, v, f)
		if f.typ == graph.TalkedWith && len(target) == 0 && a.speaksElsewhere(p, v) {
			continue
		}
		h := hit{typ: f.typ, para: p, at: v, source: source, target: target, rule: f.name() + " → " + string(f.typ), example: f.example}
		if a.reciprocal(p, v) && len(source) == 2 {
			if h.target = nil; !f.typ.Symmetric() {
				return a.mutual(h)
			}
		}
		if f.typ.Symmetric() && len(source) > 1 && f.target[len(f.target)-1][len(f.target[len(f.target)-1])-1] == "deep" {
			h.target = nil // the two sides are there: what else the clause names is no third
		}
		if f.object == "@awaited" || f.object == "@due" {
			h.status = judgement{status: graph.StatusPlanned, why: "awaited"}
		}
		if f.typ == graph.TalkedWith && t.dep(v) != "relcl" { // "after his trip to Japan, Modi spoke"
			h.target = slices.DeleteFunc(h.target, func(q party) bool { return q.at < v && q.actor.Kind == graph.KindGovernment && !t.passive(v) })
		}
		if f.typ == graph.Visited {
			h.target = a.firstPlace(p, v, h.target)
			if role := f.target[0][0]; role != "obj" && role != "subj" { // one goes to places
				h.target = without(h.target, person)
			}
		}
		a.agentless(p, v, f, &h)
		if f.typ != graph.SummonedEnvoyOf || strings.Contains(f.object, "envoy") { // to protest to nobody is no summons
			a.implied(&h)
		}
		if h.typ == graph.TalkedWith && a.byMedium(p, v) {
			h.typ, h.unstated = graph.Phoned, true
		}
		if len(source) == 2 && len(target) == 0 && (a.lex.is("mutual", t.lemma[v]) && !f.typ.Symmetric() || f.typ == graph.ReducedRelationsWith || f.typ == graph.Expelled) && f.object != "" {
			return a.mutual(h)
		}
		if h.typ == graph.Phoned && f.object != "-label" && len(h.target) == 0 {
			h.takeSides()
		}
		if a.sound(&h) {
			h.speech = speechAct[h.typ]
			return a.distribute(p, v, h)
		}
	}
	return nil
}

// speaksElsewhere reports whether several people who spoke did so to others, or each on
// their own: "A and B both spoke", "spoke at a rally", "spoke of peace", "with one voice".
func (a *analysis) speaksElsewhere(p, v int) bool {
	t := a.trees[p]
	if !a.lex.is("utter", t.lemma[v]) {
		return false
	}
	for _, s := range t.grammaticalSubjects(v) {
		if a.hasKid(p, s, "both") {
			return true
		}
	}
	if a.hasKid(p, v, "both") {
		return true
	}
	for _, o := range t.behind(v, "of", "to", "with", "against", "at") {
		if t.lower[o] != "other" && t.lower[o] != "another" && t.lower[o] != "length" {
			return true
		}
	}
	return false
}

// firstPlace keeps the places behind the first "in" of a journey: who arrived "in
// Rwanda from Goma in Congo" arrived in one of them.
func (a *analysis) firstPlace(p, v int, targets []party) []party {
	t := a.trees[p]
	ins := 0
	for _, k := range t.depKids(v, "prep") {
		if t.lower[k] != "in" {
			continue
		}
		if ins++; ins == 2 {
			return slices.DeleteFunc(targets, func(q party) bool { return q.at > k })
		}
	}
	return targets
}

// visiting reads "assured visiting Foreign Minister Marise Payne": she visits
// the state of whoever receives her.
func (a *analysis) visiting(p, v int) []hit {
	t := a.trees[p]
	noun := t.head(v)
	if o, ok := t.depKid(v, "dobj"); ok { // the tree often takes it for a clause of its own
		noun = o
	}
	guest := a.parties(p, noun, direct)
	if len(guest) != 1 || !person(guest[0].actor) || t.root(v) {
		return nil
	}
	for _, s := range t.grammaticalSubjects(t.clause(t.head(v))) {
		for _, host := range a.parties(p, s, direct) {
			state := a.state(host.actor.Country)
			if state == nil || host.actor.Country == guest[0].actor.Country {
				continue
			}
			h := hit{typ: graph.Visited, para: p, at: v, source: guest, target: []party{{actor: state, at: host.at}}, rule: "visiting X → VISITED"}
			if a.sound(&h) {
				return []hit{h}
			}
		}
	}
	return nil
}

// gardenPath reads "Trump hosted Erdogan" where the tree took the verb for an
// adjective of the second name and the first name for another.
func (a *analysis) gardenPath(p, v int) ([]hit, bool) {
	t := a.trees[p]
	n := t.head(v)
	if n < v || v == 0 || a.mention(p, v-1) == nil || a.mention(p, n) == nil || t.head(v-1) != n {
		return nil, false
	}
	source, target := a.mention(p, v-1), a.mention(p, n)
	for _, f := range a.lex.verbs[t.lemma[v]] {
		if f.particle != "" || len(f.target) == 0 || f.target[0][0] != "obj" || source.Adjectival {
			continue
		}
		h := hit{
			typ: f.typ, para: p, at: v, rule: f.word + " → " + string(f.typ), speech: speechAct[f.typ],
			source: []party{{source.Actor, source.Gender, v - 1}}, target: []party{{target.Actor, target.Gender, n}},
		}
		if a.sound(&h) {
			return []hit{h}, true
		}
	}
	return nil, false
}

// reciprocal reports whether the object of a verb, or what it is done with, is
// "each other".
func (a *analysis) reciprocal(p, v int) bool {
	t := a.trees[p]
	for _, o := range append(t.depKids(v, "dobj"), t.behind(v, "with", "on", "of", "at", "to")...) {
		if t.lower[o] == "other" && o > 0 && (t.lower[o-1] == "each" || t.lower[o-1] == "the" && a.severally(p, v)) || t.lower[o] == "another" && o > 0 && t.lower[o-1] == "one" {
			return true
		}
	}
	return false
}

// mutual reads "both countries withdrew their ambassadors" as two acts.
func (a *analysis) mutual(h hit) []hit {
	one, other := h, h
	one.source, one.target = h.source[:1], h.source[1:]
	other.source, other.target = h.source[1:], h.source[:1]
	if !a.sound(&one) || !a.sound(&other) {
		return nil
	}
	return []hit{one, other}
}

// takeSides puts the parties of a call that names no caller on two sides.
func (h *hit) takeSides() {
	if len(h.source) >= 2 && len(h.target) == 0 {
		h.source, h.target, h.unstated = h.source[:1], h.source[1:], true
	}
}

// distribute splits a hit that is several happenings: journeys to several
// states, and what "both" or "each" did.
func (a *analysis) distribute(p, i int, h hit) []hit {
	sources, targets := [][]party{h.source}, [][]party{h.target}
	if h.typ == graph.Visited && len(h.target) > 1 || a.meetsSeveral(p, i, h) || a.callsSeveral(p, i, h) || a.separate(p, i, h) {
		targets = each(h.target)
	}
	if len(h.source) == 2 && len(h.target) == 1 && h.typ.Contact() && a.severally(p, h.source[0].at) {
		sources = each(h.source)
	}
	var hits []hit
	for _, s := range sources {
		for _, q := range targets {
			one := h
			one.source, one.target = s, q
			hits = append(hits, one)
		}
	}
	return hits
}

func each(parties []party) [][]party {
	var out [][]party
	for _, q := range parties {
		out = append(out, []party{q})
	}
	return out
}

// meetsSeveral reports whether "meeting X and Y" is two meetings: on a journey,
// with people of different states.
func (a *analysis) meetsSeveral(p, v int, h hit) bool {
	t := a.trees[p]
	if h.typ != graph.Met || len(h.target) < 2 {
		return false
	}
	return a.anyWord(p, t.depKids(v, "advmod"), "distinct") || t.Tokens[v].Tag == "VBG" && ofDifferentStates(h.target)
}

// callsSeveral reports whether "called X and Y" is two calls: with people of
// different states, and no conference call.
func (a *analysis) callsSeveral(p, v int, h hit) bool {
	if h.typ != graph.Phoned && h.typ != graph.TalkedWith || len(h.target) < 2 || !a.trees[p].verb(v) || len(h.source) > 1 {
		return false
	}
	return ofDifferentStates(h.target)
}

// separate reports whether talks with several people are said to be so many: "held
// separate meetings with X and Y".
func (a *analysis) separate(p, n int, h hit) bool {
	return talk[h.typ] && len(h.source) == 1 && len(h.target) > 1 && a.anyWord(p, a.trees[p].depKids(n, "amod"), "distinct")
}

// ofDifferentStates reports whether parties are persons, no two of one state.
func ofDifferentStates(parties []party) bool {
	seen := map[string]bool{}
	for _, q := range parties {
		if !person(q.actor) || seen[q.actor.Country] {
			return false
		}
		seen[q.actor.Country] = true
	}
	return true
}

// severally reports whether "both" or "each" stands at a coordinated noun.
func (a *analysis) severally(p, i int) bool {
	t := a.trees[p]
	for k := i; k >= 0 && t.within(k, i); k-- {
		if t.lower[k] == "both" || t.lower[k] == "each" {
			return true
		}
	}
	return false
}

// speechAct holds the types that are done by saying something.
var speechAct = map[graph.EventType]bool{
	graph.Promised: true, graph.Praised: true, graph.Supported: true, graph.ApologizedTo: true, graph.AppealedTo: true,
	graph.DemandedOf: true, graph.Criticized: true, graph.Accused: true, graph.Rejected: true, graph.Threatened: true,
}

// byMedium reports whether the text says that people talked over a wire: "by
// phone", "a video call", "a virtual summit".
func (a *analysis) byMedium(p, i int) bool {
	t := a.trees[p]
	for _, k := range t.Children(i) {
		if d := t.dep(k); (d == "amod" || d == "compound") && a.lex.is("medium", t.lower[k]) {
			return true
		}
	}
	for _, o := range t.behind(i, "by", "via", "on", "over", "through", "in") {
		if a.lex.is("medium", t.lemma[o]) || t.lemma[o] == "call" {
			return true
		}
		for _, c := range t.depKids(o, "compound", "amod") {
			if a.lex.is("medium", t.lower[c]) {
				return true
			}
		}
	}
	return false
}
