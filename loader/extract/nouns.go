package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// nounFrames opens the frames of the event noun at token n.
func (a *analysis) nounFrames(p, n int) []hit {
	t := a.trees[p]
	if pos := t.Tokens[n].POS; pos != "NOUN" && pos != "PROPN" || t.dep(n) == "compound" {
		return nil
	}
	if h := t.head(n); t.dep(n) == "pobj" && t.lower[h] == "for" && a.lex.is("role", t.lower[t.head(h)]) {
		return nil // an envoy for the talks
	}
	if m := a.mention(p, n); m != nil && person(m.Actor) {
		return nil // Mr. Sessions
	}
	word := t.lemma[n]
	if t.Tokens[n].POS == "PROPN" { // names keep their plural
		word = strings.TrimSuffix(t.lower[n], "s")
	}
	if a.lex.is("rise", word) { // "a tariff increase on" is a tariff on
		for _, k := range t.depKids(n, "compound") {
			if a.lex.is("sanctions", t.lemma[k]) {
				word = "tariff"
			}
		}
	}
	for _, f := range a.lex.nouns[word] {
		if !a.nounFits(p, n, f.object) {
			continue
		}
		h := hit{typ: f.typ, para: p, at: n, rule: "noun " + f.word + " → " + string(f.typ), example: f.example}
		if f.typ.Symmetric() || f.typ == graph.Phoned {
			a.sides(p, n, f, &h)
			h.standing = f.object == "@deal" && !a.concluded(p, n)
		} else {
			h.source, h.target = a.fill(p, n, f.source), a.destination(p, n, f)
			if f.typ == graph.Attacked && len(h.source) == 2 && len(h.target) == 0 { // "fighting between"
				h.source, h.target = h.source[:1], h.source[1:]
			}
			if f.typ == graph.Sanctioned {
				h.source = a.imposer(p, n, h.source)
			}
			a.implied(&h)
		}
		if (h.typ == graph.TalkedWith || h.typ == graph.Met) && a.byMedium(p, n) {
			h.typ = graph.Phoned
			h.unstated = true
		}
		if h.typ == graph.Phoned {
			h.takeSides()
		}
		if h.typ == graph.Accused { // whoever denies it
			if len(h.target) == 0 {
				h.target = a.rebutters(p, n)
			}
			h.status = judgement{status: graph.StatusActual, why: "said"}
		}
		if a.sound(&h) && !a.lifted(p, n, h.typ) {
			h.speech = speechAct[h.typ]
			return a.distribute(p, n, h)
		}
	}
	return nil
}

// lifted reports whether sanctions are the object of a verb that lifts them.
func (a *analysis) lifted(p, n int, typ graph.EventType) bool {
	if typ != graph.Sanctioned || len(a.told) == 0 {
		return false
	}
	last := a.told[len(a.told)-1]
	return last.para == p && last.typ == graph.LiftedSanctionsOn && last.at == a.trees[p].clause(n)
}

// rebutters returns who answers an accusation, and so is accused: "Baku denied
// Armenian accusations".
func (a *analysis) rebutters(p, n int) []party {
	t := a.trees[p]
	if v := t.head(n); t.dep(n) == "dobj" && a.lex.is("rebut", t.lemma[v]) && !a.first(p, v) {
		return a.follow(p, []int{v}, slot{"subj"})
	}
	return nil
}

// nounFits checks the constraint of a frame on an event noun.
func (a *analysis) nounFits(p, n int, rule string) bool {
	t := a.trees[p]
	switch rule {
	case "@plural":
		if a.byMedium(p, n) || len(t.behind(n, "with")) > 0 { // "a phone talk", "a talk with"
			return true
		}
		return t.Tokens[n].Tag == "NNS" || t.Tokens[n].Tag == "NNPS"
	case "@phone": // a call for restraint is no phone call
		for _, k := range t.depKids(n, "compound", "amod") {
			if a.lex.is("medium", t.lower[k]) {
				return true
			}
		}
		if a.lex.is("place", t.lemma[t.head(n)]) || a.lex.is("receive", t.lemma[t.head(n)]) {
			return a.anyParty(p, t.behind(n, "to", "from"), person) || a.anyParty(p, t.behind(t.head(n), "to", "from"), person)
		}
		return len(t.behind(n, "with", "between")) > 0 && len(t.behind(n, "for")) == 0
	case "@held":
		return len(a.governor(p, n)) > 0 || len(t.depKids(n, "poss")) > 0
	case "@talked":
		return len(a.governor(p, n)) > 0 || len(t.behind(n, "between")) > 0
	case "@poss-or-held":
		return a.nounFits(p, n, "@poss") || a.nounFits(p, n, "@held")
	case "@poss":
		return len(t.depKids(n, "poss")) > 0 || len(t.behind(n, "of")) > 0
	case "@punitive", "@joint":
		return a.anyWord(p, t.depKids(n, "amod", "compound"), rule[1:])
	case "@no-recall": // envoys are recalled for consultations with their own side
		h := t.head(n)
		return t.dep(n) != "pobj" || t.lower[h] != "for" || !a.lex.is("recall", t.lemma[t.clause(h)])
	case "@words-of-person": // "his attacks on Israel" are words
		return a.anyParty(p, t.depKids(n, "poss"), func(x *graph.Actor) bool { return x.Kind == graph.KindOfficial })
	case "-@hoped": // "agreed to better ties, with closer cooperation"
		return t.dep(n) != "pobj" || t.lower[t.head(n)] != "with"
	case "@given": // "the aid was halted", "debated the aid" tell of no giving
		v := t.head(n)
		return !a.lex.is("negate", t.lemma[v]) && !a.lex.is("mention", t.lemma[v]) && !a.lex.is("halting", t.lemma[t.head(t.head(n))]) && !a.lex.is("withhold", t.lemma[v])
	case "-@hoped&@under-way":
		return a.nounFits(p, n, "-@hoped") && a.nounFits(p, n, "@under-way")
	case "@under-way": // a topic is no happening: "figures on trade between"
		v := t.head(n)
		return (t.dep(n) == "nsubj" || t.dep(n) == "dobj" || t.dep(n) == "nsubjpass") && a.lex.is("under-way-verb", t.lemma[v])
	case "@bid-for": // "the need for X to do it"
		return len(a.step(p, n, "comp")) > 0
	case "@broke-out": // it happened, and is no topic
		return t.dep(n) == "nsubj" && a.lex.is("flare", t.lemma[t.head(n)])
	case "@deal":
		return (len(t.behind(n, "with", "between")) > 0 || len(a.modifiers(p, n)) > 1) && (t.lemma[t.head(n)] != "negotiate" || t.dep(n) != "dobj")
	case "":
		return true
	}
	return a.roleFits(p, n, rule)
}

// concluded reports whether a noun such as "deal" is spoken of as an act of its
// parties. Else it is a thing that exists or may come to exist.
func (a *analysis) concluded(p, n int) bool {
	t := a.trees[p]
	v := t.head(n)
	if len(t.behind(n, "with", "between")) == 0 {
		return false
	}
	if t.dep(n) == "nsubj" && (t.lemma[v] == "enter" || t.lemma[v] == "take" || t.lemma[v] == "come") && a.anyLemma(p, append(t.behind(v, "into"), t.depKids(v, "dobj")...), "force") {
		return true
	}
	if len(a.follow(p, []int{n}, slot{"gov"})) > 0 && !a.lex.is("rebut", t.lemma[v]) {
		return true
	}
	for _, k := range t.Children(n) {
		if k < n && (a.lex.is("future-modifier", t.lower[k]) || a.lex.is("possible-modifier", t.lower[k])) {
			return true
		}
	}
	for _, e := range a.times[p] {
		if t.head(e.top) == n {
			return true
		}
	}
	return false
}

// sides fills the two sides of a mutual event noun: "between X and Y"; "X's
// call with Y"; "X held talks with Y"; "U.S.-Ukraine talks"; "their summit".
func (a *analysis) sides(p, n int, f frame, h *hit) {
	t := a.trees[p]
	for _, prep := range []string{"between", "among", "of"} {
		found := a.follow(p, []int{n}, slot{prep})
		if v := t.clause(n); len(found) == 1 { // the tree hangs the second party on the verb
			for _, c := range t.depKids(v, "conj") {
				if t.nominal(c) {
					found = dedupe(append(found, a.parties(p, c, direct)...))
				}
			}
		}
		if len(found) >= 2 {
			h.source, h.unstated = found, true
			return
		}
	}
	with := a.follow(p, []int{n}, slot{"with"})
	own := a.possession(p, n, "poss")
	if len(own) == 0 { // "in a meeting with his Lebanese counterpart"
		own = a.whoseCounterpart(p, n)
	}
	if len(own)+len(with) == 0 {
		own, with = a.heldWith(p, n)
	}
	if len(own) >= 2 && len(with) == 0 {
		h.source, h.unstated = own, true
		return
	}
	mods := a.modifiers(p, n)
	if len(mods) >= 2 && len(with) == 0 {
		h.source, h.unstated = mods, true
		return
	}
	var gov []party
	if !a.amongFactions(p, n) {
		gov = a.follow(p, []int{n}, slot{"gov"})
	}
	if v := t.clause(n); len(gov) > 0 && t.lemma[v] == "join" {
		gov = dedupe(append(gov, a.follow(p, []int{v}, slot{"obj"})...))
	}
	if from := a.follow(p, []int{n}, slot{"from"}); f.typ == graph.Phoned && len(gov) > 0 && len(from) > 0 { // "took a call from Macron"
		h.source, h.target = from, gov
		return
	}
	if v := t.head(n); f.typ == graph.Phoned && len(with) == 0 && len(gov) > 0 && a.lex.is("place", t.lemma[v]) { // "placed a call to Netanyahu"
		with = a.follow(p, []int{n}, slot{"to"})
	}
	for _, side := range [][]party{own, a.follow(p, []int{n}, slot{"by"}), gov, mods} {
		if len(side) > 0 {
			h.source = side
			break
		}
	}
	if f.typ == graph.Phoned && len(own) > 0 && len(with) == 0 { // "Macron's call to Modi"
		with = without(a.follow(p, []int{n}, slot{"to"}), body)
	}
	h.target = with
	h.unstated = !a.lex.is("place", t.lemma[t.head(n)]) && len(a.follow(p, []int{n}, slot{"to"})) == 0
	if len(with) == 0 {
		h.target = a.governorObject(p, n)
		h.unstated = true
	}
	if len(h.target) == 0 {
		h.target, _ = a.convener(p, n)
	}
	if len(h.target) == 0 && f.typ == graph.CeasedFireWith { // "a ceasefire in the X-Y war"
		for _, o := range t.behind(n, "in") {
			if found := a.modifiers(p, o); len(found) >= 2 {
				h.source, h.target = found, nil
			}
		}
	}
	if len(h.target) == 0 && len(h.source) < 2 {
		h.source = nil
	}
}

// amongFactions reports whether talks are held within a country, and so not by who
// prepares or hosts them: "intra-Afghan talks".
func (a *analysis) amongFactions(p, n int) bool {
	t := a.trees[p]
	for k := t.left(n); k < n; k++ {
		if w := t.lower[k]; w == "intra" || w == "inter" || strings.HasPrefix(w, "intra-") || strings.HasPrefix(w, "inter-") {
			return true
		}
	}
	return false
}

// imposer decides whose sanctions they are: the state in front of the noun, or
// its official where he is the subject of the verb.
func (a *analysis) imposer(p, n int, source []party) []party {
	mods := a.modifiers(p, n)
	if len(mods) == 0 && len(source) == 0 {
		return a.importers(p, n)
	}
	if v := a.trees[p].clause(n); len(mods) == 0 && (a.lex.is("mention", a.trees[p].lemma[v]) || a.lex.is("hinder", a.trees[p].lemma[v])) {
		return nil // who opposes sanctions imposes none
	}
	for _, s := range source {
		if len(mods) > 0 && (s.actor.Country != mods[0].actor.Country || a.lex.is("mention", a.trees[p].lemma[a.trees[p].clause(n)])) {
			return mods
		}
	}
	return source
}

// importers resolves who sets a tariff "on Chinese imports to the U.S.".
func (a *analysis) importers(p, n int) []party {
	t := a.trees[p]
	var found []party
	for _, o := range t.behind(n, "on") {
		if a.lex.is("imports", t.lemma[o]) {
			found = append(found, a.follow(p, []int{o}, slot{"to"})...)
			found = append(found, a.follow(p, []int{o}, slot{"into"})...)
		}
	}
	return found
}

// governor returns the subject of the verb that makes an event of the noun, or
// in whose course it lies: "held talks", "during a call with Modi".
func (a *analysis) governor(p, n int) []int {
	t := a.trees[p]
	n = t.conjHead(n)
	h := t.head(n)
	if t.dep(n) == "pobj" && t.lower[h] == "including" && t.nominal(t.head(h)) { // "talks, including a meeting"
		n = t.head(h)
		h = t.head(n)
	}
	if t.dep(n) == "pobj" && t.lower[h] == "of" && a.lex.is("quantity", t.lemma[t.head(h)]) { // "hold a round of talks"
		n = t.head(h)
		h = t.head(n)
	}
	switch t.dep(n) {
	case "dobj", "attr", "nsubjpass", "oprd":
		if t.verb(h) && a.definite(p, n) && a.lex.is("label", t.lemma[h]) && len(t.behind(n, "with")) > 0 { // "called the meeting with Modi fruitful"
			return t.subjects(h)
		}
		if a.lex.is("mediating", t.lemma[h]) || a.lex.is("hosting", t.lemma[h]) && len(t.behind(n, "with")) == 0 {
			return nil // who facilitates talks with rebels, or hosts talks, is no party to them
		}
		if t.verb(h) && (a.lex.is("support", t.lemma[h]) || a.lex.is("names-VISITED", t.lemma[n]) && a.lex.is("framing", a.withParticle(p, h)) || a.lex.is("deny", t.lemma[h]) || a.lex.is("plan", t.lemma[h]) || a.stops(p, n, h)) {
			return t.subjects(h)
		}
	case "pobj", "pcomp":
		if v := t.head(h); t.verb(v) && t.lower[h] == "with" && a.lex.is("framing", a.withParticle(p, v)) { // "ended his tour with a meeting"
			return t.grammaticalSubjects(v)
		}
		if v := t.head(h); t.verb(v) && (t.lower[h] == "with" && a.lex.is("support", t.lemma[v]) || t.lower[h] == "on" && a.lex.is("decide-on", t.lemma[v])) {
			return t.grammaticalSubjects(v)
		}
		switch up := t.head(h); {
		case (t.lower[h] == "to" || t.lower[h] == "on") && t.lemma[up] == "agree" && a.lex.is("agreed-done", t.lemma[n]):
			return t.grammaticalSubjects(up)
		case t.lower[h] == "from" && t.lemma[up] == "return":
			return t.grammaticalSubjects(up)
		case t.lower[h] == "to" && a.lex.is("open-to", t.lemma[up]):
			return t.grammaticalSubjects(t.head(up))
		case t.nominal(up) && a.lex.is("of", t.lower[h]) && (a.lex.is("hope-noun", t.lemma[up]) || a.lex.is("plan-noun", t.lemma[up])) && t.dep(up) == "dobj":
			return t.subjects(t.head(up))
		}
		if v := t.clause(h); t.lower[h] == "under" && a.lex.is("agreement", t.lemma[n]) && t.lemma[v] != "agree" { // "under an agreement with Rome"
			return t.grammaticalSubjects(t.clause(h))
		}
		if up := t.head(h); a.backsOut(p, h, up) || t.lower[h] == "of" && a.backsOut(p, up, t.head(up)) {
			return t.grammaticalSubjects(t.clause(up))
		}
		if up := t.head(h); t.nominal(up) && a.eventNoun(p, up) && len(t.depKids(up, "poss")) > 0 { // "his visit since a meeting with"
			return t.depKids(up, "poss")
		}
		if v, ok := a.circumstance(p, h); ok && !a.lex.is("standing", t.lemma[n]) {
			found := t.grammaticalSubjects(v)
			if a.saying(p, v) { // "after talks with Modi, the White House said" leaves open who talked
				found = slices.DeleteFunc(found, func(s int) bool { return a.anyParty(p, []int{s}, body) })
			}
			return found
		}
	}
	return nil
}

// circumstance climbs from a preposition such as "during" to its clause.
func (a *analysis) circumstance(p, prep int) (verb int, ok bool) {
	t := a.trees[p]
	if !a.lex.is("circumstance", t.lower[prep]) {
		return 0, false
	}
	h := t.head(prep)
	for n := 0; n < 4; n++ {
		if t.verb(h) {
			return h, true
		}
		if t.root(h) || t.dep(h) == "pobj" && !a.lex.is("circumstance", t.lower[t.head(h)]) {
			return 0, false
		}
		h = t.head(h)
	}
	return 0, false
}

// governorObject returns whom the verb deals with in whose course the noun
// lies: "told Trump in phone conversations".
func (a *analysis) governorObject(p, n int) []party {
	t := a.trees[p]
	if t.dep(n) != "pobj" {
		return nil
	}
	prep := t.head(n)
	if w := t.lower[prep]; w != "in" && w != "during" && w != "at" {
		return nil
	}
	v, ok := a.circumstance(p, prep)
	if !ok || t.passive(v) {
		return nil
	}
	var found []party
	for _, o := range append(t.depKids(v, "dobj"), t.depKids(v, "dative")...) {
		found = append(found, a.parties(p, o, direct)...)
	}
	return without(found, body)
}
