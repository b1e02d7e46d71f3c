package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
	"backchannel/loader/nlp"
)

// maxNameWords is the number of words of a person's name.
const maxNameWords = 6

// fullNames resolves persons named by more than one word that the pack's names
// did not match: by spelling, else as somebody new.
func (a *reading) fullNames(p int) {
	doc := &a.docs[p]
	for _, ent := range doc.Ents {
		start, end := a.trim(p, ent.Start, ent.End)
		if end-start < 2 || a.taken(p, start, end) {
			continue
		}
		if ent.Label != "PERSON" && !a.inOfficeBeside(p, ent.Label, start, end) {
			continue
		}
		name := doc.Text[doc.Tokens[start].Start:doc.Tokens[end-1].End]
		if n := len(names.Words(name)); n < 2 || n > maxNameWords || names.Parse(name).Single() {
			continue
		}
		f := &found{para: p, start: start, end: end, kind: "name"}
		if e := a.spelled(name, a.roleOf(p, start, end)); e != nil {
			f.actor, f.gender = a.entity(e), e.Gender
			if name != f.actor.Name && !slices.Contains(f.actor.Aliases, name) {
				f.actor.Aliases = append(slices.Clone(f.actor.Aliases), name)
			}
		} else {
			f.actor = a.newcomer(name, a.roleOf(p, start, end))
		}
		a.put(f)
		a.people = append(a.people, f)
	}
}

// inOfficeBeside reports whether what the language model takes for a body is a
// person, since an office of some state or body stands beside it: "X Y, the
// U.N. envoy".
func (a *reading) inOfficeBeside(p int, label string, start, end int) bool {
	doc := &a.docs[p]
	if label != "ORG" || end-start > 3 || slices.ContainsFunc(doc.Tokens[start:end], func(t nlp.Token) bool { return t.POS != "PROPN" }) {
		return false
	}
	if names.Parse(doc.Text[doc.Tokens[start].Start:doc.Tokens[end-1].End]).Body() || end == len(doc.Tokens) || doc.Tokens[end].Text != "," {
		return false
	}
	r := a.roleOf(p, start, end)
	return r.class != "" && r.state != nil
}

// trim takes titles, possessives and marks off the ends of an entity.
func (a *reading) trim(p, start, end int) (int, int) {
	doc := &a.docs[p]
	for start < end && (doc.Tokens[start].POS != "PROPN" || honorific[strings.ToLower(doc.Tokens[start].Text)]) {
		start++
	}
	for _, f := range a.found[p] { // "Prime Minister Anna Berg"
		if f.kind == "role" && f.start <= start && start < f.end && f.end < end {
			start = f.end
		}
	}
	for end > start && doc.Tokens[end-1].POS != "PROPN" && !capital(doc.Tokens[end-1].Text) && !(end-2 > start && doc.Tokens[end-2].Text == "-") {
		end--
	}
	return start, end
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

var honorific = map[string]bool{"mr.": true, "mr": true, "mrs.": true, "mrs": true, "ms.": true, "ms": true, "dr.": true, "dr": true, "sir": true, "lord": true, "lady": true, "gen.": true, "col.": true, "sen.": true, "rep.": true, "adm.": true, "lt.": true, "maj.": true}

// newcomer is a person the pack does not know: a provisional official where the
// text gives an office, else just a person.
func (a *reading) newcomer(name string, r role) *graph.Actor {
	for _, known := range a.newcomers { // the same person, named with less before
		if names.Slug(known.Name) == names.Slug(name) {
			if known.Kind == graph.KindPerson {
				fill(known, r)
			}
			return known
		}
	}
	actor := provisional(name, r)
	a.newcomers = append(a.newcomers, actor)
	return actor
}

func provisional(name string, r role) *graph.Actor {
	actor := &graph.Actor{Kind: graph.KindPerson, Name: name}
	fill(actor, r)
	return actor
}

// fill gives a newcomer what the words beside the name say. The id of an
// official is made of state and name, so that every article gives the same.
func fill(actor *graph.Actor, r role) {
	slug := names.Slug(actor.Name)
	if r.state != nil && actor.Country == "" {
		actor.Country = r.state.Country
	}
	if !public(r) {
		actor.ID = graph.ID("person:" + slug)
		return
	}
	actor.Kind, actor.Title, actor.Provisional = graph.KindOfficial, r.text, true
	actor.ID = gazetteer.ProvisionalID(actor.Name, actor.Country)
	if r.state != nil && !r.former {
		actor.Offices = []graph.Office{{ID: graph.ID("office:" + strings.TrimPrefix(string(actor.ID), "official:") + "-" + names.Slug(r.text)), Title: r.text, Body: r.state.ID, Provisional: true}}
	}
}

// public reports whether an office is one of a state or of a body known: "a
// director" without either may be anybody's.
func public(r role) bool {
	switch r.class {
	case "", "party_leader":
		return false
	case "head_of_body", "vice_president", "commander", "presidential_aide":
		return r.state != nil
	}
	return true
}

// titled resolves "President Putin" and "Russian Foreign Minister Lavrov": a
// surname under an office that the pack knows somebody of that name to hold.
func (a *reading) titled(p int) {
	doc := &a.docs[p]
	for i := range doc.Tokens {
		if doc.Tokens[i].POS != "PROPN" || a.taken(p, i, i+1) || i+1 < len(doc.Tokens) && doc.Tokens[i+1].POS == "PROPN" && doc.Tokens[i+1].EntType == "PERSON" {
			continue
		}
		r := a.roleOf(p, i, i+1)
		if r.class == "" || r.former {
			continue
		}
		if e := a.holderNamed(doc.Tokens[i].Text, r); e != nil {
			a.name(p, i, e)
		}
	}
}

// holderNamed returns the one holder of an office of that surname, or of one
// that sounds like it where the state is known.
func (a *reading) holderNamed(surname string, r role) *gazetteer.Entity {
	bearers := a.pack.Surname(surname)
	if len(bearers) == 0 && r.state != nil {
		bearers = a.pack.Sounding(surname)
	}
	var fit []*gazetteer.Entity
	for _, e := range bearers {
		if !contradicts(e, r) && slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(a.on) && sameClass(t.Office.Class, r.class) }) {
			fit = append(fit, e)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return nil
}

// name puts a person of the pack at a token.
func (a *reading) name(p, i int, e *gazetteer.Entity) {
	f := &found{para: p, start: i, end: i + 1, kind: "name", actor: a.entity(e), gender: e.Gender}
	a.put(f)
	a.people = append(a.people, f)
}

// surnames resolves single names of persons whom the article names in full, and
// of those who lead a state that it names.
func (a *reading) surnames(p int) {
	doc := &a.docs[p]
	for i, t := range doc.Tokens {
		if t.POS != "PROPN" && t.EntType != "PERSON" || a.taken(p, i, i+1) {
			continue
		}
		words := names.Words(t.Text)
		if len(words) == 0 {
			continue
		}
		bearers := slices.Concat(a.families.last[words[len(words)-1]], a.families.first[words[0]])
		if len(bearers) == 0 {
			if e := a.prominent(p, i); e != nil {
				a.name(p, i, e)
			}
			continue
		}
		if slices.ContainsFunc(bearers, func(f *found) bool { return f.actor != bearers[0].actor }) {
			continue
		}
		a.put(&found{para: p, start: a.particlesBefore(p, i), end: i + 1, kind: "name", actor: bearers[0].actor, gender: bearers[0].gender})
	}
}

// particlesBefore takes "bin" and "al-" before a surname to it.
func (a *reading) particlesBefore(p, i int) int {
	tokens := a.docs[p].Tokens
	for i > 0 && !a.taken(p, i-1, i) {
		switch {
		case tokens[i-1].Text == "-" && i > 1 && names.IsParticle(tokens[i-2].Text):
			i -= 2
		case names.IsParticle(tokens[i-1].Text) && tokens[i-1].POS == "PROPN":
			i--
		default:
			return i
		}
	}
	return i
}

// inTheNews are the classes of office whose holders are named by surname alone.
var inTheNews = append([]string{"foreign_minister", "defence_minister", "national_security_adviser", "envoy", "presidential_aide", "head_of_body"}, heads...)

// prominent returns the one person in any office of a bare surname, if that is
// an office of the news and the article names the state: "Putin" where Moscow is
// spoken of. Who leads a state may be in a list of names or without a label.
func (a *reading) prominent(p, i int) *gazetteer.Entity {
	tokens := a.docs[p].Tokens
	beside := func(k int) bool { return k >= 0 && k < len(tokens) && tokens[k].POS == "PROPN" }
	if a.on == 0 || beside(i-1) || beside(i+1) || !slices.Contains([]string{"PERSON", "ORG", ""}, tokens[i].EntType) {
		return nil
	}
	var fit []*gazetteer.Entity
	for _, e := range a.pack.Surname(tokens[i].Text) {
		if a.inOffice(e) {
			fit = append(fit, e)
		}
	}
	if len(fit) != 1 {
		return nil
	}
	classes := heads
	if tokens[i].EntType == "PERSON" {
		classes = inTheNews
	}
	if !slices.ContainsFunc(fit[0].Terms, func(t gazetteer.Term) bool {
		return t.On(a.on) && !t.From.IsZero() && slices.Contains(classes, t.Office.Class) && a.spokenOf(t.Office.Body, fit[0].Actor.Country)
	}) {
		return nil
	}
	return fit[0]
}

// spokenOf reports whether the article names a body, or the government of a
// person's country.
func (a *reading) spokenOf(body graph.ID, country string) bool {
	return a.seen[body] || country != "" && a.seen[graph.ID("government:"+strings.ToLower(country))]
}

// families are the persons named in full, by the word that a single name of
// theirs ends with, and by the family name where that comes first.
type families struct{ last, first map[string][]*found }

func familiesOf(people []*found) families {
	fam := families{map[string][]*found{}, map[string][]*found{}}
	indexed := map[*graph.Actor]bool{}
	for _, f := range people {
		if indexed[f.actor] {
			continue
		}
		indexed[f.actor] = true
		own := names.Words(f.actor.Name)
		fam.last[own[len(own)-1]] = append(fam.last[own[len(own)-1]], f)
		for _, alias := range f.actor.Aliases {
			if w := names.Words(alias); len(w) > 1 {
				fam.last[w[len(w)-1]] = append(fam.last[w[len(w)-1]], f)
			}
		}
		if len(own) > 1 && familyFirst[f.actor.Country] {
			fam.first[own[0]] = append(fam.first[own[0]], f)
		}
	}
	return fam
}

// familyFirst lists states whose people's family names come first.
var familyFirst = map[string]bool{"CHN": true, "TWN": true, "HKG": true, "PRK": true, "KOR": true, "VNM": true, "HUN": true, "KHM": true, "JPN": true}
