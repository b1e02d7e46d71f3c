package resolve

import (
	"slices"
	"strings"

	"github.com/antzucaro/matchr"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
)

// role is an office as the words around a name give it.
type role struct {
	class, text string
	state       *graph.Actor // the government or body served, nil where not said
	former      bool
}

// fullNames resolves persons named by more than one word that the pack's names
// did not match: by spelling, else as somebody new.
func (a *reading) fullNames(p int) {
	doc := &a.docs[p]
	for _, ent := range doc.Ents {
		start, end := a.trim(p, ent.Start, ent.End)
		if ent.Label != "PERSON" || end-start < 2 || a.taken(p, start, end) {
			continue
		}
		name := doc.Text[doc.Tokens[start].Start:doc.Tokens[end-1].End]
		words := names.Words(name)
		if len(words) < 2 || len(words) > 5 {
			continue
		}
		f := &found{para: p, start: start, end: end, kind: "name"}
		if e := a.spelled(words, a.roleOf(p, start, end)); e != nil {
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
	for end > start && doc.Tokens[end-1].POS != "PROPN" {
		end--
	}
	return start, end
}

var honorific = map[string]bool{"mr.": true, "mr": true, "mrs.": true, "mrs": true, "ms.": true, "ms": true, "dr.": true, "dr": true, "sir": true, "lord": true, "lady": true, "gen.": true, "col.": true, "sen.": true, "rep.": true, "adm.": true, "lt.": true, "maj.": true}

// spelled finds the person of the pack whose name is spelled otherwise: the
// same surname, given names that sound or look alike, and nothing that speaks
// against it.
func (a *reading) spelled(words []string, r role) *gazetteer.Entity {
	var fit []*gazetteer.Entity
	for _, e := range a.pack.Surname(words[len(words)-1]) {
		own := names.Words(e.Actor.Name)
		if own[len(own)-1] != words[len(words)-1] || !alike(own[0], words[0]) {
			continue
		}
		if r.state != nil && r.state.Country != "" && e.Actor.Country != "" && r.state.Country != e.Actor.Country {
			continue
		}
		fit = append(fit, e)
	}
	if len(fit) > 1 {
		fit = slices.DeleteFunc(fit, func(e *gazetteer.Entity) bool { return !a.inOffice(e) })
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return nil
}

// alike reports whether two given names are spellings of one.
func alike(x, y string) bool {
	if x == y {
		return true
	}
	px, _ := matchr.DoubleMetaphone(x)
	py, _ := matchr.DoubleMetaphone(y)
	return px == py && matchr.JaroWinkler(x, y, false) >= 0.8 || matchr.JaroWinkler(x, y, false) >= 0.93
}

// newcomer is a person the pack does not know: a provisional official where the
// text gives an office, else just a person.
func (a *reading) newcomer(name string, r role) *graph.Actor {
	actor := graph.Actor{Kind: graph.KindPerson, Name: name}
	slug := names.Slug(name)
	if r.state != nil {
		actor.Country = r.state.Country
	}
	if r.class == "" || r.class == "party_leader" {
		actor.ID = graph.ID("person:" + slug)
	} else {
		actor.Kind, actor.Title, actor.Provisional = graph.KindOfficial, r.text, true
		if actor.Country != "" {
			slug = strings.ToLower(actor.Country) + "-" + slug
		}
		actor.ID = graph.ID("official:" + slug)
		if r.state != nil && !r.former {
			actor.Offices = []graph.Office{{ID: graph.ID("office:" + slug + "-" + names.Slug(r.text)), Title: r.text, Body: r.state.ID, Provisional: true}}
		}
	}
	for _, known := range a.actors { // the same person, named with less before
		if known.Name == name {
			return known
		}
	}
	a.actors[actor.ID] = &actor
	return &actor
}

// roleOf reads the office that stands before a name ("Finnish Foreign Minister
// X") or after it ("X, Finland's foreign minister").
func (a *reading) roleOf(p, start, end int) role {
	doc := &a.docs[p]
	before := start
	for before > 0 && (doc.Tokens[before-1].Text == "," || honorific[strings.ToLower(doc.Tokens[before-1].Text)]) {
		before--
	}
	for _, f := range a.found[p] {
		if f.kind == "role" && f.end == before {
			return a.roleAt(p, f)
		}
	}
	if end < len(doc.Tokens) && doc.Tokens[end].Text == "," {
		for _, f := range a.found[p] {
			if f.kind == "role" && f.start > end && f.start <= end+6 && !a.breaks(p, end+1, f.start) {
				return a.roleAt(p, f)
			}
		}
	}
	for _, f := range a.found[p] { // "Russian dissident X", "Kremlin critic X"
		if f.actor != nil && f.kind == "demonym" && f.end <= start && f.end >= start-2 {
			return role{state: f.actor}
		}
	}
	return role{}
}

// breaks reports whether a stretch holds a verb or another mark.
func (a *reading) breaks(p, from, to int) bool {
	for _, t := range a.docs[p].Tokens[from:to] {
		if t.POS == "VERB" || t.POS == "AUX" || t.Text == "," || t.Text == "and" {
			return true
		}
	}
	return false
}

// roleAt reads a role word with whom it serves: "Russia's foreign minister",
// "the minister of foreign affairs of Norway".
func (a *reading) roleAt(p int, f *found) role {
	doc := &a.docs[p]
	r := role{class: f.class, text: doc.Text[doc.Tokens[f.start].Start:doc.Tokens[f.end-1].End]}
	i := f.start
	for i > 0 {
		t := doc.Tokens[i-1]
		word := strings.ToLower(t.Text)
		if former[word] {
			r.former = true
		}
		if o := a.endingAt(p, i); o != nil {
			if o.actor != nil && o.actor.Kind != graph.KindOfficial && o.actor.Kind != graph.KindPerson {
				r.state = o.actor
				return r
			}
			break
		}
		if !(former[word] || t.Text == "'s" || t.Text == "’s" || t.Text == "'" || t.POS == "ADJ") || f.start-i > 4 {
			break
		}
		i--
	}
	k := f.end
	if k < len(doc.Tokens) && (doc.Tokens[k].Text == "of" || doc.Tokens[k].Text == "for" || doc.Tokens[k].Text == "to" && f.class == "ambassador") {
		k++
		if k < len(doc.Tokens) && strings.EqualFold(doc.Tokens[k].Text, "the") {
			k++
		}
		for _, o := range a.found[p] {
			if o.start == k && o.actor != nil && o.actor.Kind == graph.KindGovernment && doc.Tokens[k-1].Text != "to" {
				r.state = o.actor
			}
		}
	}
	return r
}

var former = map[string]bool{"former": true, "ex": true, "then": true, "late": true, "-": true}

func (a *reading) endingAt(p, end int) *found {
	for _, f := range a.found[p] {
		if f.end == end {
			return f
		}
	}
	return nil
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
		var fit []*gazetteer.Entity
		for _, e := range a.pack.Surname(doc.Tokens[i].Text) {
			if r.state != nil && r.state.Country != "" && r.state.Country != e.Actor.Country {
				continue
			}
			if slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(a.on) && sameClass(t.Office.Class, r.class) }) {
				fit = append(fit, e)
			}
		}
		if len(fit) != 1 {
			continue
		}
		f := &found{para: p, start: i, end: i + 1, kind: "name", actor: a.entity(fit[0]), gender: fit[0].Gender}
		a.put(f)
		a.people = append(a.people, f)
	}
}

// sameClass reports whether a role word of one class can mean an office of another.
func sameClass(office, word string) bool {
	if office == word {
		return true
	}
	heads := []string{"head_of_state", "head_of_government", "monarch"}
	ministers := []string{"minister", "foreign_minister", "defence_minister", "finance_minister", "interior_minister", "trade_minister"}
	return slices.Contains(heads, office) && slices.Contains(heads, word) || word == "minister" && slices.Contains(ministers, office)
}

// surnames resolves single names of persons whom the article names in full.
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
		if len(bearers) == 0 || slices.ContainsFunc(bearers, func(f *found) bool { return f.actor != bearers[0].actor }) {
			continue
		}
		a.put(&found{para: p, start: i, end: i + 1, kind: "name", actor: bearers[0].actor, gender: bearers[0].gender})
	}
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
