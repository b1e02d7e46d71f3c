package extract

import (
	"backchannel/graph"
)

// anaphor resolves pronouns and "the two leaders". Where more than one answer
// is left, it gives none.
func (a *analysis) anaphor(p, i int) []party {
	t := a.trees[p]
	key := [2]int{p, i}
	if found, ok := a.resolved[key]; ok {
		return found
	}
	a.resolved[key] = nil // an anaphor never resolves to itself
	var found []party
	switch t.lower[i] {
	case "i", "me", "my", "we", "us", "our":
		found = a.speakerAt(p, i)
	case "he", "him", "his":
		found = a.singular(p, i, "m")
	case "she", "her":
		found = a.singular(p, i, "f")
	case "it", "its":
		found = a.inanimate(p, i)
	case "they", "them", "their", "both":
		if t.lower[i] == "both" && t.dep(i) != "nsubj" {
			break
		}
		found = a.plural(p, i)
	default:
		if found = a.pair(p, i); len(found) == 0 {
			found = a.theCountry(p, i)
		}
		if len(found) == 0 {
			found = a.theNorth(p, i)
		}
	}
	for k := range found {
		found[k].at = i
	}
	a.resolved[key] = found
	return found
}

func (a *analysis) pronoun(p, i int) bool {
	return a.trees[p].Tokens[i].POS == "PRON" || a.trees[p].Tokens[i].Tag == "PRP$"
}

// singular resolves "he" and "she": the subject of the sentence so far, else
// the last person named in it, else the same of the sentences before.
func (a *analysis) singular(p, i int, gender string) []party {
	fits := func(q party) bool {
		return person(q.actor) && q.actor.Country+q.actor.Name != "" && (q.gen == "" || q.gen == gender) && !a.group(q.actor)
	}
	not := map[graph.ID]bool{}
	if q := a.quoteAt(p, i); q != nil {
		for _, s := range q.speakers {
			not[s.actor.ID] = true
		}
	}
	t := a.trees[p]
	if t.dep(i) == "poss" { // "his calls with Merkel" are not hers, nor Merkel's
		for k := i + 1; k < t.right(t.head(i)); k++ {
			if m := a.mention(p, k); m != nil {
				not[m.Actor.ID] = true
			}
		}
	}
	start, _ := t.sentence(i)
	if a.namelessSubject(p, start, i) { // "its envoy came, but his mission …"
		return nil
	}
	if t.dep(i) != "nsubj" && t.dep(i) != "nsubjpass" && t.dep(i) != "poss" {
		for _, s := range t.grammaticalSubjects(t.clause(i)) { // "he told him": two people
			for k := t.left(s); k <= s; k++ {
				if m := a.mention(p, k); m != nil {
					not[m.Actor.ID] = true
				}
			}
			for k := s; k < len(t.Tokens) && t.within(k, s); k++ {
				if m := a.mention(p, k); m != nil {
					not[m.Actor.ID] = true
				}
			}
		}
	}
	if t.dep(i) == "poss" {
		if q, ok := a.clauseSubject(p, i, fits, not); ok {
			return []party{q}
		}
	}
	if a.trailing(p, i) {
		if found, decided := a.heardBefore(p, i, fits, not); decided {
			return found
		}
	}
	if q, ok := a.salient(p, start, i, fits, not); ok {
		return []party{q}
	}
	if found := a.ahead(p, i); len(found) == 1 && fits(found[0]) && !not[found[0].actor.ID] {
		return found
	}
	for back := 1; back <= 4; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p-pp > 1 {
			return nil
		}
		if a.namelessSubject(pp, from, to) {
			return nil
		}
		if q, ok := a.salient(pp, from, to, fits, not); ok {
			return []party{q}
		}
	}
	return nil
}

// ahead returns the subject of the main clause where the pronoun stands in words
// that lead up to it: "after his visit to Kenya, Macron said".
func (a *analysis) ahead(p, i int) []party {
	t := a.trees[p]
	top := i
	for n := 0; n < 30 && !t.root(t.head(top)); n++ {
		top = t.head(top)
	}
	if d := t.dep(top); d != "prep" && d != "advcl" && d != "pcomp" {
		return nil
	}
	for _, s := range t.depKids(t.head(top), "nsubj", "nsubjpass") {
		if s > t.right(top)-1 && a.quoteAt(p, s) == a.quoteAt(p, i) {
			return a.parties(p, s, direct)
		}
	}
	return nil
}

// namelessSubject reports whether the main subject between two tokens is a person
// whom the text does not name, or whose name says nothing: whoever "he" is then.
func (a *analysis) namelessSubject(p, from, to int) bool {
	t := a.trees[p]
	for k := from; k < to; k++ {
		if t.dep(k) == "nsubj" && t.root(t.head(k)) && (a.lex.is("role", t.lower[k]) || t.Tokens[k].EntType == "PERSON") && len(a.parties(p, k, direct)) == 0 {
			return true
		}
	}
	return false
}

// clauseSubject returns the subject of the clause that token i stands in, if it
// stands before i and fits: "after Macron postponed his trip".
func (a *analysis) clauseSubject(p, i int, fits func(party) bool, not map[graph.ID]bool) (party, bool) {
	t := a.trees[p]
	for _, s := range t.depKids(t.clause(i), "nsubj") {
		if s >= i {
			continue
		}
		if found := a.parties(p, s, direct); len(found) == 1 && fits(found[0]) && !not[found[0].actor.ID] {
			return found[0], true
		}
	}
	return party{}, false
}

// salient picks the main subject between two tokens if it fits, else the last
// mention that does.
func (a *analysis) salient(p, from, to int, fits func(party) bool, not map[graph.ID]bool) (party, bool) {
	t := a.trees[p]
	var last party
	found := false
	for k := from; k < to; k++ {
		m := a.mention(p, k)
		var q party
		switch {
		case m != nil && m.Head == k:
			q = party{m.Actor, m.Gender, k}
		case a.pronoun(p, k) && (t.dep(k) == "nsubj"):
			prior := a.anaphor(p, k)
			if len(prior) != 1 {
				continue
			}
			q = prior[0]
		default:
			continue
		}
		if !fits(q) || not[q.actor.ID] {
			continue
		}
		if d := t.dep(k); (d == "nsubj" || d == "nsubjpass") && t.root(t.head(k)) {
			return q, true
		}
		if !found || t.dep(k) != "poss" {
			last, found = q, true
		}
	}
	return last, found
}

// sentenceBefore returns the bounds of the back-th sentence before token i,
// over paragraph borders.
func (a *analysis) sentenceBefore(p, i, back int) (para, from, to int, ok bool) {
	at := 0
	for k, s := range a.trees[p].Sents {
		if i >= s.Start && i < s.End {
			at = k
		}
	}
	for at -= back; at < 0; {
		if p--; p < 0 {
			return 0, 0, 0, false
		}
		at += len(a.trees[p].Sents)
	}
	s := a.trees[p].Sents[at]
	return p, s.Start, s.End, true
}

// inanimate resolves "it" to the body or state that was the last subject.
func (a *analysis) inanimate(p, i int) []party {
	fits := func(q party) bool { return body(q.actor) }
	t := a.trees[p]
	if t.dep(i) == "nsubj" && a.saying(p, t.head(i)) { // "…, it added"
		if found, ok := a.lastHeard(p, i, fits); ok {
			return found
		}
	}
	start, _ := t.sentence(i)
	not := map[graph.ID]bool{}
	if d := t.dep(i); d == "dobj" || d == "pobj" || d == "dative" { // who accuses it is another, and a thing has no name in front
		fits = func(q party) bool { return body(q.actor) && !t.premodifier(q.at) }
		for _, s := range t.grammaticalSubjects(t.clause(i)) {
			for _, q := range a.parties(p, s, direct) {
				not[q.actor.ID] = true
			}
		}
	}
	if v := t.head(i); t.dep(i) == "nsubj" { // in "it severed ties with Chad" it is not Chad
		for k := i + 1; k < len(t.Tokens) && t.within(k, v); k++ {
			if m := a.mention(p, k); m != nil && m.Head == k && t.clause(k) == v && (t.dep(k) == "dobj" || t.dep(k) == "pobj") {
				not[m.Actor.ID] = true
			}
		}
		fits = func(q party) bool { return body(q.actor) && !not[q.actor.ID] }
	}
	if v := t.clause(i); t.dep(i) == "poss" && t.dep(v) == "xcomp" && a.lex.is("object-control", t.lemma[t.head(v)]) { // "asked the bloc to drop its deal"
		for _, s := range t.grammaticalSubjects(v) {
			if found := a.parties(p, s, direct); len(found) == 1 && body(found[0].actor) {
				return found
			}
		}
	}
	for v := i; !t.root(v); { // "Russia said it": the subject of the clause above
		v = t.head(v)
		for _, s := range t.depKids(v, "nsubj") {
			if s >= start && s < i && !a.pronoun(p, s) {
				if found := a.parties(p, s, direct); len(found) == 1 && body(found[0].actor) && !not[found[0].actor.ID] {
					return found
				}
			}
		}
	}
	if q, ok := a.salient(p, start, i, fits, not); ok {
		return []party{q}
	}
	if pp, from, to, ok := a.sentenceBefore(p, i, 1); ok && pp == p {
		if q, ok := a.mainSubject(pp, from, to, fits); ok {
			return []party{q}
		}
	}
	return nil
}

// mainSubject returns the one party, if it fits, that is the subject of a main clause
// in a stretch.
func (a *analysis) mainSubject(p, from, to int, fits func(party) bool) (party, bool) {
	t := a.trees[p]
	for k := from; k < to; k++ {
		if d := t.dep(k); d != "nsubj" && d != "nsubjpass" || !t.root(t.head(k)) {
			continue
		}
		found := a.parties(p, k, direct)
		if len(found) == 1 && fits(found[0]) {
			return found[0], true
		}
	}
	return party{}, false
}
