package extract

import (
	"strings"

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
		found = a.pair(p, i)
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
	start, _ := t.sentence(i)
	for k := start; k < i; k++ { // "its envoy came, but his mission …": somebody without a name
		if d := t.dep(k); d == "nsubj" && t.root(t.head(k)) && a.lex.is("role", t.lower[k]) && len(a.parties(p, k, direct)) == 0 {
			return nil
		}
	}
	if t.dep(i) != "nsubj" && t.dep(i) != "nsubjpass" && t.dep(i) != "poss" {
		for _, s := range t.grammaticalSubjects(t.clause(i)) { // "he told him": two people
			if m := a.mention(p, s); m != nil {
				not[m.Actor.ID] = true
			}
		}
	}
	if q, ok := a.salient(p, start, i, fits, not); ok {
		return []party{q}
	}
	for back := 1; back <= 4; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p-pp > 1 {
			return nil
		}
		if q, ok := a.salient(pp, from, to, fits, not); ok {
			return []party{q}
		}
	}
	return nil
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
	start, _ := t.sentence(i)
	for v := i; !t.root(v); { // "Russia said it": the subject of the clause above
		v = t.head(v)
		for _, s := range t.depKids(v, "nsubj") {
			if s >= start && s < i && !a.pronoun(p, s) {
				if found := a.parties(p, s, direct); len(found) == 1 && body(found[0].actor) {
					return found
				}
			}
		}
	}
	if q, ok := a.salient(p, start, i, fits, nil); ok {
		return []party{q}
	}
	if pp, from, to, ok := a.sentenceBefore(p, i, 1); ok && pp == p {
		if q, ok := a.mainSubject(pp, from, to, fits); ok {
			return []party{q}
		}
	}
	return nil
}

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

// plural resolves "they": the coordinated or collective subject of this
// sentence or the one before.
func (a *analysis) plural(p, i int) []party {
	t := a.trees[p]
	start, _ := t.sentence(i)
	if found := a.pluralSubject(p, start, i); found != nil {
		return found
	}
	for back := 1; back <= 2; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p != pp {
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

func (a *analysis) pluralSubject(p, from, to int) []party {
	t := a.trees[p]
	var coordinated []party
	for k := to - 1; k >= from; k-- {
		if t.Tokens[k].POS == "PRON" || t.dep(k) == "conj" {
			continue
		}
		if d := t.dep(k); d != "nsubj" && d != "nsubjpass" {
			if coordinated == nil && a.mention(p, k) != nil && len(t.depKids(k, "conj")) > 0 {
				if found := a.parties(p, k, direct); len(found) >= 2 {
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
		if m := a.mention(p, k); m != nil && m.Head == k && fits(m.Actor) {
			found = append(found, party{m.Actor, m.Gender, k})
		}
	}
	return dedupe(found)
}

// pair resolves "the two leaders", "both countries", "the two sides".
func (a *analysis) pair(p, i int) []party {
	t := a.trees[p]
	if !a.lex.is("pair", t.lemma[i]) || len(a.modifiers(p, i)) > 0 {
		return nil
	}
	want := 0
	for _, k := range t.kids[i] {
		switch t.lower[k] {
		case "two", "both":
			want = 2
		case "three":
			want = 3
		case "four":
			want = 4
		case "the":
			if want == 0 && t.Tokens[i].Tag == "NNS" {
				want = 2
			}
		}
	}
	if t.lower[i] == "trio" {
		want = 3
	}
	if want == 0 {
		return nil
	}
	fits := func(x *graph.Actor) bool { return x.Kind == graph.KindGovernment }
	if rank := a.lex.classes["holds-"+t.lemma[i]]; rank != nil {
		fits = func(x *graph.Actor) bool { return person(x) && a.holds(x, t.lemma[i]) }
	} else if a.lex.is("role", t.lemma[i]) || a.lex.is("pair-person", t.lemma[i]) {
		fits = person
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
			return nil
		}
		seen = dedupe(append(seen, a.distinct(pp, from, to, others)...))
	}
	if len(seen) != want {
		return nil
	}
	return seen
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

// described resolves a title that stands for a person or body whom the article
// names: "the Turkish president", "the president", "the bloc".
func (a *analysis) described(p, i int) []party {
	t := a.trees[p]
	if tag := t.Tokens[i].Tag; tag != "NN" && tag != "NNP" || a.indefinite(p, i) {
		return nil
	}
	word := t.lower[i]
	country := ""
	if owners := a.owners(p, i, 2); len(owners) == 1 {
		country = owners[0].actor.Country
	} else if len(owners) > 1 {
		return nil
	}
	switch {
	case a.lex.is("role", word):
		return a.titled(p, i, word, country)
	case a.lex.is("group-noun", word) && country == "":
		return a.lastBody(p, i)
	}
	return nil
}

func (a *analysis) indefinite(p, i int) bool {
	for _, k := range a.trees[p].depKids(i, "det", "nummod", "poss") {
		switch a.trees[p].lower[k] {
		case "a", "an", "one", "any", "some", "no", "another", "each", "every", "whose", "his", "her", "their", "its":
			return true
		}
	}
	return false
}

// titled finds the one person of the article who holds the title; without a
// country, the last one named before.
func (a *analysis) titled(p, i int, role, country string) []party {
	t := a.trees[p]
	definite := country != ""
	for _, k := range t.depKids(i, "det") {
		definite = definite || t.lower[k] == "the" || t.lower[k] == "that" || t.lower[k] == "this"
	}
	if !definite {
		return nil
	}
	var found []party
	for _, m := range a.order {
		if m.para > p || m.para == p && m.Head >= i {
			if country == "" {
				break
			}
		}
		if !person(m.Actor) || !a.holds(m.Actor, role) || country != "" && m.Actor.Country != country {
			continue
		}
		found = append(found, party{m.Actor, m.Gender, i})
	}
	if country != "" {
		if found = dedupe(found); len(found) == 1 {
			return found
		}
		return nil
	}
	if len(found) == 0 {
		return nil
	}
	return found[len(found)-1:]
}

// holds reports whether the actor's title fits the role word: an ambassador is
// an envoy, too.
func (a *analysis) holds(actor *graph.Actor, role string) bool {
	title := strings.ToLower(actor.Title)
	if strings.Contains(title, role) {
		return true
	}
	for synonym := range a.lex.classes["holds-"+role] {
		if strings.Contains(title, synonym) {
			return true
		}
	}
	return false
}

// lastBody finds the organization that was spoken of last.
func (a *analysis) lastBody(p, i int) []party {
	t := a.trees[p]
	the := false
	for _, k := range t.depKids(i, "det") {
		the = the || t.lower[k] == "the" || t.lower[k] == "this"
	}
	if !the {
		return nil
	}
	var last *located
	for k := range a.order {
		m := &a.order[k]
		if m.para > p || m.para == p && m.Head >= i {
			break
		}
		if m.Actor.Kind == graph.KindOrganization && m.Actor.OrgKind != "media" &&
			(last == nil || m.Actor.OrgKind == "igo" || last.Actor.OrgKind != "igo") {
			last = m
		}
	}
	if last == nil || p-last.para > 1 {
		return nil
	}
	return []party{{last.Actor, "", i}}
}

// group reports whether an actor of kind person is a people.
func (a *analysis) group(actor *graph.Actor) bool {
	return actor.Kind == graph.KindPerson && !strings.Contains(actor.Name, " ") && strings.HasSuffix(actor.Name, "s")
}
