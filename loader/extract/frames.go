package extract

import (
	"strings"

	"backchannel/graph"
)

// hit is a frame found in the text: a word of the lexicon with its roles filled.
type hit struct {
	typ            graph.EventType
	para, at       int // the word
	source, target []party
	rule           string // the row of the lexicon, for the explanation
	status         judgement
	voices         []voice
	date           graph.Date
	dateWhy        string
	place, topic   string
	outcome        string
	speech         bool // the act is done in words: whoever says so does it
	unstated       bool // of a call: the text does not say who called
	from, to       int  // tokens of the quote
}

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
		if t.Tokens[v].Tag == "VBG" {
			return nil
		}
		if hits, found := a.gardenPath(p, v); found {
			return hits
		}
	}
	for _, f := range a.lex.verbs[t.lemma[v]] {
		if !a.particleFits(p, v, f) || !a.objectFits(p, v, f.object) {
			continue
		}
		source := a.fill(p, v, f.source)
		target := a.fill(p, v, f.target)
		h := hit{typ: f.typ, para: p, at: v, source: source, target: target, rule: f.word + " → " + string(f.typ)}
		if f.typ.Symmetric() && len(target) == 0 && len(source) > 1 && t.active(v) {
			h.source = source
		}
		if h.typ == graph.TalkedWith && a.byMedium(p, v) {
			h.typ = graph.Phoned
		}
		if len(source) == 2 && len(target) == 0 && (f.typ == graph.ReducedRelationsWith || f.typ == graph.Expelled) && f.object != "" {
			return a.mutual(h)
		}
		if h.typ == graph.Phoned && len(h.target) == 0 {
			h.takeSides()
		}
		if a.sound(&h) {
			h.speech = speechAct[h.typ]
			return a.distribute(p, v, h)
		}
	}
	return nil
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
			state := a.governments[host.actor.Country]
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
	if h.typ == graph.Visited && len(h.target) > 1 || a.meetsSeveral(p, i, h) {
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
	if h.typ != graph.Met || len(h.target) < 2 || t.Tokens[v].Tag != "VBG" {
		return false
	}
	seen := map[string]bool{}
	for _, q := range h.target {
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

func (t *tree) active(v int) bool { return !t.passive(v) }

func (a *analysis) particleFits(p, v int, f frame) bool {
	if f.particle != "" {
		return a.trees[p].particle(v, f.particle)
	}
	// "call for", "call off", "call on" are other words than "call".
	for _, other := range a.lex.verbs[f.word] {
		if other.particle != "" && a.trees[p].particle(v, other.particle) {
			return false
		}
	}
	if f.word == "call" {
		for _, w := range []string{"for", "off", "on", "upon", "into"} {
			if a.trees[p].particle(v, w) {
				return false
			}
		}
	}
	return true
}

// objectFits checks the constraint of a frame on the verb's object.
func (a *analysis) objectFits(p, v int, rule string) bool {
	t := a.trees[p]
	objects := t.objects(v)
	switch rule {
	case "":
		return true
	case "-label": // "called the move illegal" is not a phone call
		return len(t.depKids(v, "oprd", "ccomp", "acomp", "attr")) == 0 && len(objects) > 0
	case "@none":
		return len(objects) == 0
	case "@actor":
		return a.anyParty(p, objects, func(*graph.Actor) bool { return true })
	case "@human", "@person":
		return a.anyParty(p, objects, person)
	case "@state":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return !person(x) || x.Kind == graph.KindOfficial })
	case "@body":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return x.Kind == graph.KindOrganization })
	case "@as-human":
		return a.anyParty(p, objects, person) && (len(t.behind(v, "as")) > 0 || len(t.depKids(v, "oprd")) > 0)
	case "@as":
		for _, o := range objects {
			if len(t.behind(o, "as")) > 0 {
				return true
			}
		}
		return len(t.behind(v, "as")) > 0
	case "@with-sanctions":
		return a.anyLemma(p, t.behind(v, "with"), "sanctions")
	case "@dealing": // what is refused is a request or a dealing with the target
		if len(objects) > 0 {
			return !a.anyLemma(p, objects, "accusation")
		}
		return a.anyLemma(p, t.depKids(v, "xcomp"), "dealings")
	case "@deciding": // not "agree with the plan"
		return len(t.depKids(v, "xcomp", "ccomp")) > 0 || len(t.behind(v, "on", "to")) > 0 && a.status(p, v).status != graph.StatusPossible
	case "@act":
		return len(objects) > 0 && !a.anyLemma(p, objects, "proposal")
	}
	if class, not := strings.CutPrefix(rule, "-@"); not {
		return !a.anyLemma(p, objects, class)
	}
	return a.anyLemma(p, objects, strings.TrimPrefix(rule, "@"))
}

func (a *analysis) anyParty(p int, nodes []int, fits func(*graph.Actor) bool) bool {
	for _, n := range nodes {
		for _, q := range a.parties(p, n, direct) {
			if fits(q.actor) {
				return true
			}
		}
	}
	return false
}

func (a *analysis) anyLemma(p int, nodes []int, class string) bool {
	t := a.trees[p]
	for _, n := range nodes {
		if a.lex.is(class, t.lemma[n]) || a.lex.is(class, t.lower[n]) {
			return true
		}
		for _, c := range t.depKids(n, "conj") {
			if a.lex.is(class, t.lemma[c]) {
				return true
			}
		}
	}
	return false
}

// fill returns the parties of the first slot that has any.
func (a *analysis) fill(p, i int, slots []slot) []party {
	for _, s := range slots {
		if found := a.follow(p, []int{i}, s); len(found) > 0 {
			return found
		}
	}
	return nil
}

// follow walks a slot's path from tokens and resolves what it reaches.
func (a *analysis) follow(p int, nodes []int, path slot) []party {
	t := a.trees[p]
	r := direct
	for k, step := range path {
		final := k == len(path)-1
		switch step {
		case "act", "thing":
			r = through
			continue
		case "actor", "people":
			continue
		case "whose", "mod", "poss":
			var found []party
			for _, n := range nodes {
				found = append(found, a.possession(p, n, step)...)
			}
			return dedupe(found)
		case "own": // what the speaker will do, to whom
			var found []party
			for _, n := range nodes {
				if a.first(p, n) {
					found = append(found, a.deep(p, n)...)
				}
			}
			return found
		case "deep":
			var found []party
			for _, n := range nodes {
				found = append(found, a.deep(p, n)...)
			}
			return found
		}
		if strings.HasPrefix(step, "@") {
			continue
		}
		var reached []int
		for _, n := range nodes {
			reached = append(reached, a.step(p, n, step)...)
		}
		nodes = reached
		if final || len(nodes) == 0 {
			break
		}
	}
	var found []party
	for _, n := range nodes {
		if t.verb(n) && t.Tokens[n].Tag != "VBG" {
			continue
		}
		resolved := a.parties(p, n, r)
		if len(resolved) == 0 && path[len(path)-1] == "subj" && a.eventNoun(p, n) { // "Suga's travels will include"
			resolved = a.possession(p, n, "poss")
		}
		found = append(found, resolved...)
	}
	return dedupe(found)
}

// step goes from one token to the tokens in a role.
func (a *analysis) step(p, n int, role string) []int {
	t := a.trees[p]
	switch role {
	case "subj":
		return t.subjects(n)
	case "obj":
		return t.objects(n)
	case "dat":
		return t.depKids(n, "dative")
	case "comp":
		return t.depKids(n, "ccomp", "xcomp")
	case "gov":
		return a.governor(p, n)
	case "target": // "tariffs targeting Canada"
		var found []int
		for _, k := range t.depKids(n, "acl") {
			if t.lemma[k] == "target" || t.lemma[k] == "hit" {
				found = append(found, t.depKids(k, "dobj")...)
			}
		}
		return found
	}
	found := t.behind(n, role)
	// "to" behind a verb with an object often hangs on the object.
	if len(found) == 0 && t.verb(n) {
		for _, o := range t.depKids(n, "dobj", "xcomp") {
			if role == "with" || role == "to" || role == "from" {
				found = append(found, t.behind(o, role)...)
			}
			if role == "with" && len(found) == 0 && t.dep(o) == "xcomp" { // "discuss upgrading ties with"
				for _, deeper := range t.depKids(o, "dobj") {
					found = append(found, t.behind(deeper, role)...)
				}
			}
		}
	}
	// And the other way: "impose sanctions on" may hang on the verb.
	if h := t.head(n); len(found) == 0 && !t.verb(n) && (t.dep(n) == "dobj" || t.dep(n) == "nsubj" || t.dep(n) == "nsubjpass") && a.sharesTime(p, n, h) {
		for _, o := range append(t.behind(h, role), a.placeBehind(p, h, role)...) {
			if o > n {
				found = append(found, o)
			}
		}
	}
	if h := t.head(n); role == "by" && len(found) == 0 && t.nominal(n) && t.dep(n) == "dobj" && !t.passive(h) {
		found = t.behind(h, "by")
	}
	if role == "to" && len(found) == 0 {
		for _, d := range t.depKids(n, "dative") {
			found = append(found, t.depKids(d, "pobj")...)
		}
	}
	return found
}

// placeBehind looks behind the object of "took place between X and Y".
func (a *analysis) placeBehind(p, v int, role string) []int {
	t := a.trees[p]
	var found []int
	for _, o := range t.depKids(v, "dobj") {
		if t.lemma[o] == "place" {
			found = append(found, t.behind(o, role)...)
		}
	}
	return found
}

// possession resolves "poss" (X's), "mod" (Chinese) and "whose" (either, or of X).
func (a *analysis) possession(p, n int, how string) []party {
	t := a.trees[p]
	if how == "whose" {
		return a.owners(p, n, 3)
	}
	if how == "mod" {
		return a.modifiers(p, n)
	}
	var found []party
	for _, k := range t.depKids(n, "poss") {
		found = append(found, a.parties(p, k, direct)...)
	}
	return found
}

// first reports whether the subject of a clause is a pronoun of the one who
// says it.
func (a *analysis) first(p, v int) bool {
	t := a.trees[p]
	for _, s := range t.depKids(v, "nsubj") {
		switch t.lower[s] {
		case "it", "he", "she", "they", "we", "i":
			return true
		}
	}
	return false
}

// deep resolves the first actor that a clause names as object of anything:
// "threatened to use force against North Korea".
func (a *analysis) deep(p, top int) []party {
	t := a.trees[p]
	for i := top + 1; i < len(t.Tokens) && i < top+25; i++ {
		if d := t.dep(i); !t.within(i, top) || d != "pobj" && d != "dobj" {
			continue
		}
		if m := a.mention(p, i); m != nil && m.Head == i {
			return a.parties(p, i, direct)
		}
		if a.collective(p, i) {
			if found := a.parties(p, i, direct); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// byMedium reports whether the text says that people talked over a wire: "by
// phone", "a video call", "a virtual summit".
func (a *analysis) byMedium(p, i int) bool {
	t := a.trees[p]
	for _, k := range t.kids[i] {
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

// sound checks what every event needs: two sides, nobody on both, an official
// or a body among them, and no outlet that merely listens.
func (a *analysis) sound(h *hit) bool {
	sym := h.typ.Symmetric()
	h.source, h.target = dedupe(h.source), dedupe(h.target)
	if h.typ.Contact() || sym || h.typ == graph.AppealedTo || h.typ == graph.DemandedOf { // outlets ask and listen
		h.source, h.target = without(h.source, media), without(h.target, media)
	}
	if h.typ == graph.Visited { // who visits prisoners makes no visit of state
		h.target = without(h.target, func(x *graph.Actor) bool { return x.Kind == graph.KindPerson })
	}
	in := map[graph.ID]bool{}
	for _, q := range h.source {
		in[q.actor.ID] = true
	}
	h.target = without(h.target, func(x *graph.Actor) bool { return in[x.ID] })
	if len(h.source) == 0 || len(h.target) == 0 && (!sym || len(h.source) < 2) {
		return false
	}
	if len(h.target) > 0 && a.domestic(h) {
		return false
	}
	for _, q := range append(append([]party(nil), h.source...), h.target...) {
		if q.actor.Kind == graph.KindOfficial || q.actor.Kind == graph.KindGovernment || q.actor.Kind == graph.KindOrganization && q.actor.OrgKind != "media" && q.actor.OrgKind != "company" {
			return true
		}
	}
	return false
}

// domestic reports whether an official or body meets, visits or phones nobody
// but the own state.
func (a *analysis) domestic(h *hit) bool {
	if !h.typ.Contact() {
		return false
	}
	for _, s := range h.source {
		for _, q := range h.target {
			one, other := s.actor, q.actor
			if other.Kind != graph.KindGovernment {
				one, other = other, one
			}
			if other.Kind != graph.KindGovernment || one.Country == "" || one.Country != other.Country ||
				one.OrgKind == "armed group" || one.OrgKind == "party" {
				return false
			}
		}
	}
	return true
}

func media(x *graph.Actor) bool { return x.OrgKind == "media" }

func without(parties []party, drop func(*graph.Actor) bool) []party {
	var out []party
	for _, q := range parties {
		if !drop(q.actor) {
			out = append(out, q)
		}
	}
	return out
}
