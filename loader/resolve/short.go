package resolve

import (
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
	"backchannel/loader/nlp"
)

// called are the persons whom the article names in full, by the words of their
// names: family names, and all others.
type called struct{ family, given map[string][]*found }

// call notes by what the article may call the persons whom it names in full.
func (a *reading) call() {
	a.called = called{map[string][]*found{}, map[string][]*found{}}
	indexed := map[*graph.Actor]bool{}
	for _, f := range a.people {
		if indexed[f.actor] {
			continue
		}
		indexed[f.actor] = true
		custom := a.pack.Custom(f.actor.Country, gazetteer.FamilyNameFirst)
		for _, name := range append([]string{f.actor.Name}, f.actor.Aliases...) {
			a.called.add(f, name, custom || names.FamilyFirst(name))
		}
	}
}

// add notes a name of a person, whose family name may be its first word.
func (c called) add(f *found, name string, familyFirst bool) {
	own := names.Words(name)
	for len(own) > 1 && names.IsSuffix(own[len(own)-1]) {
		own = own[:len(own)-1]
	}
	if len(own) == 0 || len(own) == 1 && name != f.actor.Name {
		return
	}
	put := func(to map[string][]*found, word string) {
		if !slices.Contains(to[word], f) {
			to[word] = append(to[word], f)
		}
	}
	last := len(own) - 1
	for i, word := range own {
		switch {
		case i > 0 && names.IsSon(own[i-1]): // "bin Salman" is no Salman
			put(c.family, own[i-1]+" "+word)
		case i == last, i == 0 && familyFirst:
			put(c.family, word)
		case !names.IsParticle(word) && !names.IsTitle(word) && len(word) > 2:
			put(c.given, word)
		}
	}
}

// shorts resolves single names of persons whom the article names in full, and
// of those who lead a state that it names.
func (a *reading) shorts(p int) {
	doc := &a.docs[p]
	for i, t := range doc.Tokens {
		if a.taken(p, i, i+1) || !a.nameLike(p, i) {
			continue
		}
		words := names.Words(t.Text)
		if len(words) == 0 {
			continue
		}
		word := words[len(words)-1]
		bearers := a.called.family[word]
		if i > 0 && names.IsSon(doc.Tokens[i-1].Text) {
			bearers = a.called.family[names.Fold(doc.Tokens[i-1].Text)+" "+word]
		}
		if len(bearers) == 0 && a.alone(p, i) {
			bearers = a.called.given[word]
		}
		switch f := a.sole(p, i, bearers); {
		case f != nil:
			a.put(&found{para: p, start: a.namesBefore(p, i, f.actor), end: i + 1, kind: "name", actor: f.actor, gender: f.gender})
		case len(bearers) == 0 && (t.POS == "PROPN" || t.EntType == "PERSON"):
			if e := a.prominent(p, i); e != nil {
				a.name(p, i, e)
			}
		}
	}
}

// nameLike reports whether a token may be a name by itself. The tagger takes rare
// names for other words: a capital inside a sentence is enough, and at its start
// the place of a subject. A longer name of something else is none: "Nazarbayev
// University".
func (a *reading) nameLike(p, i int) bool {
	tokens := a.docs[p].Tokens
	t := tokens[i]
	if !capital(t.Text) || a.continued(p, i) {
		return false
	}
	if t.POS == "PROPN" || t.EntType == "PERSON" || !a.opens(p, i) {
		return true
	}
	next := i + 1
	if next >= len(tokens) || a.small[strings.ToLower(t.Text)] {
		return false
	}
	n := tokens[next]
	return n.POS == "VERB" || n.POS == "AUX" || n.Tag == "POS" || n.Text == "and" || n.Text == "," || n.POS == "ADV"
}

// opens reports whether a token begins a sentence or a quotation, where any word
// has a capital.
func (a *reading) opens(p, i int) bool {
	if i == 0 {
		return true
	}
	before := a.docs[p].Tokens[i-1]
	return a.docs[p].Tokens[i].SentStart || before.POS == "PUNCT" && !slices.Contains([]string{",", "(", "-"}, before.Text)
}

// smallWords returns the words that an article has in small letters.
func smallWords(docs []nlp.Doc) map[string]bool {
	small := map[string]bool{}
	for _, d := range docs {
		for _, t := range d.Tokens {
			if t.Text == strings.ToLower(t.Text) {
				small[t.Text] = true
			}
		}
	}
	return small
}

// ofGovernment are the words that follow the name of who leads a government.
var ofGovernment = []string{"Administration", "Government", "Cabinet", "Team"}

// continued reports whether the name goes on behind a token, as that of a place
// or thing does.
func (a *reading) continued(p, i int) bool {
	tokens := a.docs[p].Tokens
	if i+1 >= len(tokens) || a.taken(p, i+1, i+2) {
		return false
	}
	n := tokens[i+1]
	if names.IsSon(n.Text) {
		return true
	}
	if n.POS != "PROPN" || !capital(n.Text) || names.IsSuffix(names.Fold(n.Text)) || slices.Contains(ofGovernment, n.Text) {
		return false
	}
	return !slices.Contains([]string{"DATE", "TIME", "PERSON"}, n.EntType) || tokens[i].EntType == n.EntType && n.EntIOB == 'I' && n.EntType != "PERSON"
}

// alone reports whether no other part of a name stands before a token.
func (a *reading) alone(p, i int) bool {
	tokens := a.docs[p].Tokens
	if i+1 < len(tokens) && tokens[i+1].Text == "-" && !tokens[i].Space {
		return false
	}
	if i == 0 {
		return true
	}
	b := tokens[i-1]
	switch {
	case b.Text == "-" && !b.Space:
		return false
	case b.POS != "PROPN" || b.Tag == "POS" || names.IsTitle(names.Fold(b.Text)):
		return true
	}
	return a.taken(p, i-1, i) || a.roleEnding(p, i) != nil
}

// sole returns the one of the bearers of a name that is meant; nil where it may be
// several.
func (a *reading) sole(p, i int, bearers []*found) *found {
	if len(bearers) == 0 {
		return nil
	}
	for _, f := range bearers[1:] {
		if f.actor != bearers[0].actor {
			return a.titledAs(p, i, bearers)
		}
	}
	return bearers[0]
}

// titledAs chooses among namesakes by the title before the short name: the one
// who holds it, or was named with it before.
func (a *reading) titledAs(p, i int, bearers []*found) *found {
	title := a.styleBefore(p, i)
	if title == "" {
		return nil
	}
	var fit []*found
	for _, f := range bearers {
		if a.holdsTitle(f.actor, title) || a.styled[f.actor][title] {
			fit = append(fit, f)
		}
	}
	if len(fit) != 1 {
		return nil
	}
	return fit[0]
}

// holdsTitle reports whether a person held an office of that title, or one that
// ends so, when the article appeared.
func (a *reading) holdsTitle(actor *graph.Actor, title string) bool {
	return slices.ContainsFunc(actor.Offices, func(o graph.Office) bool {
		held := strings.ToLower(o.Title)
		return a.during(o) && (held == title || strings.HasSuffix(held, " "+title) || strings.HasPrefix(held, title+" of"))
	})
}

// during reports whether an office may have been held when the article appeared.
func (a *reading) during(o graph.Office) bool {
	return (o.From.IsZero() || o.From.From <= a.on) && (o.To.IsZero() || a.on <= o.To.To)
}

// introduced reports whether a word is part of the name of somebody whom the
// article names in full.
func (a *reading) introduced(word string) bool {
	words := names.Words(word)
	return len(words) == 1 && len(a.called.family[words[0]])+len(a.called.given[words[0]]) > 0
}

// styleBefore returns the titles right before a token, in small letters: "crown
// prince", "sheikh".
func (a *reading) styleBefore(p, i int) string {
	var words []string
	for k := i - 1; k >= 0 && a.docs[p].Tokens[k].POS == "PROPN"; k-- {
		w := names.Fold(a.docs[p].Tokens[k].Text)
		if !names.IsTitle(w) {
			break
		}
		words = append([]string{w}, words...)
	}
	return strings.Join(words, " ")
}

// style notes with which titles persons are named in full.
func (a *reading) style(people []*found) {
	a.styled = map[*graph.Actor]map[string]bool{}
	for _, f := range people {
		if title := a.styleBefore(f.para, f.start); title != "" {
			if a.styled[f.actor] == nil {
				a.styled[f.actor] = map[string]bool{}
			}
			a.styled[f.actor][title] = true
		}
	}
}

// namesBefore takes what stands before the last word of a short name to it:
// particles, and other names of the person.
func (a *reading) namesBefore(p, i int, actor *graph.Actor) int {
	tokens := a.docs[p].Tokens
	own := names.Words(strings.Join(append([]string{actor.Name}, actor.Aliases...), " "))
	part := func(k int) bool {
		return particle(tokens[k]) || capital(tokens[k].Text) && slices.Contains(own, names.Fold(tokens[k].Text))
	}
	for i > 0 && !a.taken(p, i-1, i) {
		switch {
		case tokens[i-1].Text == "-" && i > 1 && !a.taken(p, i-2, i-1) && (names.IsParticle(tokens[i-2].Text) || part(i-2)):
			i -= 2
		case part(i - 1):
			i--
		default:
			return i
		}
	}
	return i
}

// particle reports whether a token belongs to the name that follows.
func particle(t nlp.Token) bool {
	return names.IsParticle(t.Text) && (t.POS == "PROPN" || names.IsSon(t.Text))
}

// again returns the person whom the article names with more words elsewhere, of
// whom a name of several words is a part: "Khalil Kaba".
func (a *reading) again(name string) *found {
	own := names.Words(name)
	var fit *found
	for _, f := range a.people {
		for _, full := range append([]string{f.actor.Name}, f.actor.Aliases...) {
			if words := names.Words(full); len(words) > len(own) && len(own) > 1 && words[len(words)-1] == own[len(own)-1] && subsequence(own, words) {
				if fit != nil && fit.actor != f.actor {
					return nil
				}
				fit = f
			}
		}
	}
	return fit
}

// subsequence reports whether words stand in others, in their order.
func subsequence(part, whole []string) bool {
	for _, w := range whole {
		if len(part) > 0 && part[0] == w {
			part = part[1:]
		}
	}
	return len(part) == 0
}
