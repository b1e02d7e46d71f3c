package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// plural resolves "they": the coordinated or collective subject of this
// sentence or the one before.
func (a *analysis) plural(p, i int) []party {
	t := a.trees[p]
	start, _ := t.sentence(i)
	if found, said := a.sayersThey(p, i); said {
		return found
	}
	if found := a.pluralSubject(p, start, i); found != nil {
		return found
	}
	if t.dep(i) == "poss" { // "Park explained it to Hayashi at their meeting"
		if found := a.twoPersons(p, start, i); found != nil {
			return found
		}
	}
	if found := a.ahead(p, i); len(found) >= 2 {
		return found
	}
	for back := 1; back <= 2; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p-pp > 1 || p != pp && back > 1 {
			return nil
		}
		if found := a.pluralSubject(pp, from, to); found != nil {
			return found
		}
		if found := a.twoPersons(pp, from, to); found != nil {
			return found
		}
	}
	return nil
}

// sayersThey resolves "they" of "the rebels said they would": who speaks, several
// of a kind, named or not.
func (a *analysis) sayersThey(p, i int) (found []party, said bool) {
	t := a.trees[p]
	v := t.head(i)
	if t.dep(i) != "nsubj" || t.dep(v) != "ccomp" || !a.saying(p, t.head(v)) {
		return nil, false
	}
	for _, s := range t.depKids(t.head(v), "nsubj") {
		if t.Tokens[s].Tag == "NNS" && s < i {
			return a.parties(p, s, through), true
		}
	}
	return nil, false
}

// pluralSubject returns the last subject of a stretch that is several, or else
// several parties that it names together.
func (a *analysis) pluralSubject(p, from, to int) []party {
	t := a.trees[p]
	var coordinated []party
	for k := to - 1; k >= from; k-- {
		if t.Tokens[k].POS == "PRON" || t.dep(k) == "conj" {
			continue
		}
		if d := t.dep(k); d != "nsubj" && d != "nsubjpass" {
			if coordinated == nil && a.mention(p, k) != nil && len(t.depKids(k, "conj")) > 0 {
				if found := a.parties(p, k, direct); len(found) >= 2 && alikeAll(found) {
					coordinated = found
				}
			}
			continue
		}
		found := a.parties(p, k, direct)
		if len(found) == 0 && a.lex.is("utterance", t.lemma[k]) {
			found = a.owners(p, k, 2)
		}
		if len(found) >= 2 || len(found) == 1 && (a.collective(p, k) || a.group(found[0].actor) || found[0].actor.OrgKind == "igo" || found[0].actor.OrgKind == "armed group") {
			return found
		}
	}
	return coordinated
}

// alikeAll reports whether parties are all persons or all of one kind: a state and a
// body in a list are no "they".
func alikeAll(parties []party) bool {
	for _, q := range parties[1:] {
		if person(q.actor) != person(parties[0].actor) || !person(q.actor) && q.actor.Kind != parties[0].actor.Kind {
			return false
		}
	}
	return true
}

// twoPersons returns the two persons that a sentence is about, if it is about
// exactly two.
func (a *analysis) twoPersons(p, from, to int) []party {
	found := a.distinct(p, from, to, person)
	if len(found) == 2 {
		return found
	}
	return nil
}

func (a *analysis) distinct(p, from, to int, fits func(*graph.Actor) bool) []party {
	var found []party
	for k := from; k < to; k++ {
		m := a.mention(p, k)
		if m == nil || m.Head != k || !fits(m.Actor) || m.Adjectival && a.lex.is("locality", a.trees[p].lemma[a.trees[p].head(k)]) {
			continue // "in the Ethiopian capital" tells where, not who
		}
		found = append(found, party{m.Actor, m.Gender, k})
	}
	return dedupe(found)
}

// pair resolves "the two leaders", "both countries", "the two sides".
func (a *analysis) pair(p, i int) []party {
	t := a.trees[p]
	if !a.lex.is("pair", t.lemma[i]) || len(a.owners(p, i, 2)) > 0 {
		return nil
	}
	want, definite, counted, recent := 0, false, true, false
	for _, k := range t.Children(i) {
		switch t.lower[k] {
		case "two":
			want, counted = 2, true
		case "both":
			want, definite, counted = 2, true, true
		case "all":
			want, definite, counted = 2, true, false
		case "three":
			want, counted = 3, true
		case "four":
			want, counted = 4, true
		case "the", "these", "those":
			definite, recent = true, t.lower[k] != "the"
			if want == 0 && t.Tokens[i].Tag == "NNS" {
				want, counted = 2, false
			}
		}
	}
	switch t.lower[i] {
	case "trio":
		want = 3
	case "two", "pair", "duo":
		want = 2
	}
	if want == 0 || !definite {
		return nil
	}
	fits := func(x *graph.Actor) bool { return x.Kind == graph.KindGovernment }
	role := a.role(p, i)
	if rank := a.lex.classes["holds-"+role]; rank != nil {
		fits = func(x *graph.Actor) bool { return person(x) && a.holds(x, role) }
	} else if a.lex.is("role", t.lemma[i]) || a.lex.is("pair-person", t.lemma[i]) {
		fits = person
	}
	if !counted && a.lex.is("pair-counted", t.lemma[i]) { // "the powers" may be any number
		return nil
	}
	if found := a.interlocutors(p, i, max(want, 2)); a.lex.is("side", t.lemma[i]) && len(found) > 0 {
		return found
	}
	persons := fits(&graph.Actor{Kind: graph.KindOfficial, Title: role + " prime"})
	asked := want
	if !counted {
		asked = 0
	}
	if amods := t.depKids(i, "amod"); len(amods) == 0 || persons || a.anyWord(p, amods, "opposed") { // "the African presidents"
		near := a.nearPair(p, i, fits)
		for _, some := range [][]party{near, a.leading(p, near)} {
			if len(some) == want && !a.ownAct(p, i, some) {
				return some
			}
		}
		if joined := a.together(p, i, want, fits); len(near) > want && len(joined) == want && !a.ownAct(p, i, joined) { // "Zambia and Malawi", whoever else is named
			return joined
		}
		if joined := a.together(p, i, want, fits); persons && !counted && len(near) < want && len(joined) == want && !a.ownAct(p, i, joined) { // those who were named in one breath
			return joined
		}
		if found := a.partners(p, i, asked, persons, recent); found != nil && !a.ownAct(p, i, found) {
			return found
		}
	}
	if want > 2 { // three and more must stand together
		return a.together(p, i, want, fits)
	}
	start, _ := t.sentence(i)
	not := map[graph.ID]bool{}
	if d := t.dep(i); d == "dobj" || d == "pobj" { // "China urged both sides"
		for _, s := range t.grammaticalSubjects(t.clause(i)) {
			if m := a.mention(p, s); m != nil {
				not[m.Actor.ID] = true
			}
		}
	}
	others := func(x *graph.Actor) bool { return fits(x) && !not[x.ID] }
	seen := a.distinct(p, start, i, others)
	for back := 1; len(seen) < 2 && back <= 4; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok {
			break
		}
		seen = dedupe(append(seen, a.distinct(pp, from, to, others)...))
	}
	if len(seen) != want {
		if persons && a.lex.is("role", t.lemma[i]) { // "both foreign ministers", of whom none has a name: their states
			return a.partners(p, i, want, false, recent)
		}
		return nil
	}
	return seen
}

// interlocutors resolves the sides that discuss or agree on something as those who have
// just met or talked.
func (a *analysis) interlocutors(p, i, want int) []party {
	t := a.trees[p]
	if t.dep(i) != "nsubj" || !a.lex.is("exchange", t.lemma[t.head(i)]) {
		return nil
	}
	for k := len(a.told) - 1; k >= 0 && a.told[k].para >= p-1; k-- {
		if talk[a.told[k].typ] {
			if both := dedupe(moved(a.homes(a.told[k].parties()), i)); len(both) == want {
				return both
			}
			return nil
		}
	}
	return nil
}

// ownAct reports whether one of the parties is who acts on the noun at i: "China
// urged both sides" means others.
func (a *analysis) ownAct(p, i int, parties []party) bool {
	t := a.trees[p]
	if d := t.dep(i); d != "dobj" && d != "pobj" {
		return false
	}
	for _, s := range t.grammaticalSubjects(t.clause(i)) {
		for _, q := range parties {
			if m := a.mention(p, s); m != nil && (stands(m.Actor, q.actor) || stands(q.actor, m.Actor)) {
				return true
			}
		}
	}
	return false
}

// nearPair returns whom the sentence so far and the one before it in the
// paragraph name, of those that fit.
func (a *analysis) nearPair(p, i int, fits func(*graph.Actor) bool) []party {
	start, _ := a.trees[p].sentence(i)
	found := a.distinct(p, start, i, fits)
	if pp, from, to, ok := a.sentenceBefore(p, i, 1); ok && pp == p {
		found = dedupe(append(found, a.distinct(pp, from, to, fits)...))
	}
	return found
}

// leading leaves out whoever is only mentioned along with the others: a wife, a state
// that a topic is called after ("the Syrian crisis").
func (a *analysis) leading(p int, parties []party) []party {
	t := a.trees[p]
	named := map[graph.ID]bool{}
	for _, m := range a.order {
		topic := m.para == p && m.Adjectival && t.dep(m.Head) == "amod" && !a.collective(p, t.head(m.Head)) && !a.eventNoun(p, t.head(m.Head))
		if m.para == p && !topic && m.Actor.Kind != graph.KindPerson {
			named[m.Actor.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(parties), func(q party) bool { return !named[q.actor.ID] })
}

// together finds the last group of exactly so many actors that the text
// coordinates before token i.
func (a *analysis) together(p, i, want int, fits func(*graph.Actor) bool) []party {
	for pp, end := p, i; pp >= 0 && pp >= p-1; pp-- {
		if pp < p {
			end = len(a.trees[pp].Tokens)
		}
		for k := end - 1; k >= 0; k-- {
			if len(a.trees[pp].depKids(k, "conj")) == 0 || a.mention(pp, k) == nil {
				continue
			}
			if found := a.parties(pp, k, direct); len(found) == want && fits(found[0].actor) {
				return found
			}
		}
	}
	return nil
}

// group reports whether an actor of kind person is a people.
func (a *analysis) group(actor *graph.Actor) bool {
	return actor.Kind == graph.KindPerson && !strings.Contains(actor.Name, " ")
}
