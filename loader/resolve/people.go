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
		start, end := a.trim(p, ent.Start, hyphened(doc, ent.End))
		start = a.whole(p, start, end)
		if end-start < 2 || a.taken(p, start, end) {
			continue
		}
		if ent.Label != "PERSON" && !a.inOfficeBeside(p, ent.Label, start, end) {
			continue
		}
		name := textOf(doc, start, end)
		if thing(name, ent.Label == "PERSON") || names.Parse(name).Body() {
			continue
		}
		if len(names.Words(name)) > maxNameWords || ownWords(name) < 2 || particled(name) {
			continue
		}
		f := &found{para: p, start: start, end: end, kind: "name"}
		if known := a.again(name); known != nil && !a.saidLate(p, start) {
			f.actor, f.gender = known.actor, known.gender
		} else if e := a.spelled(name, a.roleOf(p, start, end)); e != nil && !a.late(p, start, e) {
			f.actor, f.gender = a.entity(e), e.Gender
			if name != f.actor.Name && !slices.Contains(f.actor.Aliases, name) {
				f.actor.Aliases = append(slices.Clone(f.actor.Aliases), name)
			}
		} else {
			f.actor = a.newcomer(name, a.roleOf(p, start, end))
		}
		a.put(f)
		if !a.saidLate(p, start) { // the short name is that of the living
			a.people = append(a.people, f)
		}
	}
}

// particled reports whether a name is a family name with what belongs before it:
// "Da Silva", "Amir-Abdollahian".
func particled(name string) bool {
	words := strings.Fields(name)
	return len(words) == 1 || len(words) == 2 && names.IsParticle(words[0])
}

// ownWords returns how many words of a name are neither titles nor particles.
func ownWords(name string) int {
	n := 0
	for _, w := range names.Words(name) {
		if !names.IsTitle(w) && !names.IsParticle(w) {
			n++
		}
	}
	return n
}

// inOfficeBeside reports whether what the language model takes for a body is a
// person, since an office stands beside it between commas, "X Y, the U.N. envoy",
// "its ambassador, X Y,", or a title of persons: "Mr X Y".
func (a *reading) inOfficeBeside(p int, label string, start, end int) bool {
	doc := &a.docs[p]
	if label != "ORG" || end-start > 3 || slices.ContainsFunc(doc.Tokens[start:end], func(t nlp.Token) bool { return t.POS != "PROPN" }) {
		return false
	}
	if names.Parse(textOf(doc, start, end)).Body() {
		return false
	}
	if start > 0 && isHonorific(doc.Tokens[start-1].Text) {
		return true
	}
	r := a.roleOf(p, start, end)
	if end < len(doc.Tokens) && doc.Tokens[end].Text == "(" {
		return r.state != nil
	}
	return r.class != "" && end < len(doc.Tokens) && doc.Tokens[end].Text == "," && (r.state != nil || start > 0 && doc.Tokens[start-1].Text == ",")
}

// whole extends a name that begins with "bin" back to its first word.
func (a *reading) whole(p, start, end int) int {
	tokens := a.docs[p].Tokens
	at := start
	for at > 0 && at < end && (names.IsSon(tokens[at].Text) || names.IsSon(tokens[at-1].Text)) && tokens[at-1].POS == "PROPN" && !a.taken(p, at-1, at) && !names.IsTitle(names.Fold(tokens[at-1].Text)) {
		at--
	}
	if at < end && names.IsSon(tokens[at].Text) {
		return start
	}
	return at
}

// hyphened extends a name over what a hyphen joins to its end: "Yoon Suk" of "Yoon
// Suk-yeol".
func hyphened(doc *nlp.Doc, end int) int {
	joins := func(k int) bool { return doc.Tokens[k].Text == "-" && !doc.Tokens[k-1].Space && !doc.Tokens[k].Space }
	for end > 0 && end+1 < len(doc.Tokens) && joins(end) && doc.Tokens[end-1].POS == "PROPN" && doc.Tokens[end+1].POS == "PROPN" {
		end += 2
	}
	return end
}

// trim takes titles, possessives and marks off the ends of an entity.
func (a *reading) trim(p, start, end int) (int, int) {
	doc := &a.docs[p]
	for start < end && (doc.Tokens[start].POS != "PROPN" || isHonorific(doc.Tokens[start].Text)) {
		start++
	}
	for _, f := range a.found[p] { // "Prime Minister Anna Berg"
		if (f.kind == "role" || f.actor != nil && f.actor.Kind == graph.KindOrganization) && f.start <= start && start < f.end && f.end < end {
			start = f.end
		}
	}
	for end > start && doc.Tokens[end-1].POS != "PROPN" && !capital(doc.Tokens[end-1].Text) && !(end-2 > start && doc.Tokens[end-2].Text == "-") {
		end--
	}
	return start, end
}

// capital reports whether a word starts with a capital.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// honorific are words that may stand between an office and a name.
var honorific = set(`mr mrs ms dr sir lord lady gen col sen rep adm lt maj brig capt ret
	prince princess sheikh sheik shaikh sheikha ayatollah mullah archbishop cardinal`)

// isHonorific reports whether a word stands before names, with or without a point.
func isHonorific(word string) bool { return honorific[strings.TrimSuffix(strings.ToLower(word), ".")] }

// set holds words apart by spaces.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

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

// underOffice resolves "President Putin" and "Russian Foreign Minister Lavrov": a
// surname under an office that the pack knows somebody of that name to hold.
func (a *reading) underOffice(p int) {
	doc := &a.docs[p]
	for i := range doc.Tokens {
		if doc.Tokens[i].POS != "PROPN" || a.taken(p, i, i+1) || i+1 < len(doc.Tokens) && doc.Tokens[i+1].POS == "PROPN" && doc.Tokens[i+1].EntType == "PERSON" {
			continue
		}
		r := a.roleOf(p, i, i+1)
		if r.class == "" || r.former || a.introduced(doc.Tokens[i].Text) {
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
	if len(fit) > 1 && r.state == nil {
		fit = slices.DeleteFunc(fit, func(e *gazetteer.Entity) bool { return !a.spokenOf(e.Actor.Country) })
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

// inTheNews are the classes of office whose holders are named by surname alone.
var inTheNews = append([]string{"foreign_minister", "defence_minister", "national_security_adviser", "envoy", "presidential_aide", "head_of_body"}, heads...)

// prominent returns the one person in any office of a bare surname, if that is
// an office of the news and the article names the state: "Putin" where Moscow is
// spoken of, "Russia's Lavrov". Bearers in office elsewhere don't count. Who leads
// a state may be without a label of a person.
func (a *reading) prominent(p, i int) *gazetteer.Entity {
	tokens := a.docs[p].Tokens
	if a.on == 0 || !a.alone(p, i) || i+1 < len(tokens) && tokens[i+1].POS == "PROPN" {
		return nil
	}
	state := a.stateBefore(p, i)
	spoken := func(e *gazetteer.Entity) bool {
		if state != nil {
			return e.Actor.Country == state.Country
		}
		return a.spokenOf(e.Actor.Country) || slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(a.on) && a.seen[t.Office.Body] })
	}
	bearers := a.pack.Surname(tokens[i].Text)
	if len(bearers) == 0 && state != nil {
		bearers = a.pack.Sounding(tokens[i].Text)
	}
	var fit []*gazetteer.Entity
	for _, e := range bearers {
		if a.inOffice(e) && spoken(e) {
			fit = append(fit, e)
		}
	}
	if len(fit) != 1 || a.described(tokens[i].Text) {
		return nil
	}
	classes := heads
	if tokens[i].EntType == "PERSON" || state != nil {
		classes = inTheNews
	}
	if !slices.ContainsFunc(fit[0].Terms, func(t gazetteer.Term) bool {
		return t.On(a.on) && !t.From.IsZero() && slices.Contains(classes, t.Office.Class)
	}) {
		return nil
	}
	return fit[0]
}

// described reports whether the article says of the bearer of a bare name what
// he does, as of one whom readers don't know: "the singer Cohen".
func (a *reading) described(name string) bool {
	for p := range a.docs {
		tokens := a.docs[p].Tokens
		for i := 1; i < len(tokens); i++ {
			if tokens[i].Text == name && tokens[i-1].Tag == "NN" && (tokens[i-1].Head == i || tokens[i].Head == i-1 && tokens[i].Dep == "appos") && a.roleEnding(p, i) == nil {
				return true
			}
		}
	}
	return false
}

// stateBefore returns the state whose possessive stands right before a token.
func (a *reading) stateBefore(p, i int) *graph.Actor {
	if i < 2 || a.docs[p].Tokens[i-1].Tag != "POS" {
		return nil
	}
	if o := a.endingAt(p, i-1); o != nil && o.actor != nil && o.actor.Kind == graph.KindGovernment {
		return o.actor
	}
	return nil
}

// spokenOf reports whether the article names the government of a country.
func (a *reading) spokenOf(country string) bool {
	return country != "" && a.seen[graph.ID("government:"+strings.ToLower(country))]
}
