package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// described resolves a title that stands for a person or body whom the article
// names: "the Turkish president", "the president", "the bloc".
func (a *analysis) described(p, i int) []party {
	t := a.trees[p]
	word := t.lower[i]
	if k, ok := t.depKid(i, "poss"); ok && word == "ministry" && t.lower[k] != "his" && t.lower[k] != "her" { // "its foreign ministry"
		return a.homeMinistry(p, i)
	}
	if tag := t.Tokens[i].Tag; tag != "NN" && tag != "NNP" || a.indefinite(p, i) {
		return nil
	}
	if found := a.leads(p, i); len(found) > 0 {
		return found
	}
	country := ""
	if owners := a.owners(p, i, 2); len(owners) == 1 {
		if q := owners[0]; q.actor.Kind == graph.KindOrganization && (a.lex.is("outlet-noun", word) || a.lex.is("group-noun", word)) {
			return []party{{q.actor, "", i}} // "the Yonhap news agency"
		}
		if owners[0].actor.OrgKind == "armed group" || owners[0].actor.OrgKind == "party" {
			return nil // their leader is not the state's
		}
		country = owners[0].actor.Country
	} else if len(owners) > 1 {
		return nil
	}
	switch {
	case a.lex.is("role", word):
		if a.role(p, i) == "premier" || word == "pm" {
			word = "premier"
		}
		return a.titled(p, i, word, country)
	case word == "ministry" && country == "":
		if found := a.lastBody(p, i, func(x *graph.Actor) bool { return x.OrgKind == "ministry" }); len(found) > 0 {
			return found
		}
		return a.homeMinistry(p, i)
	case a.lex.is("outlet-noun", word) && country == "":
		return a.lastBody(p, i, media)
	case a.lex.is("group-noun", word) && country == "":
		return a.lastBody(p, i, func(x *graph.Actor) bool { return a.isGroup(x, word) })
	}
	return nil
}

// isGroup reports whether a body may be called "the group", "the court": a court by
// its name, a group where it is no part of a state.
func (a *analysis) isGroup(x *graph.Actor, word string) bool {
	if strings.Contains(strings.ToLower(x.Name), word) {
		return true
	}
	return a.lex.is("general-group", word) && x.OrgKind != "media" && x.OrgKind != "ministry" && x.OrgKind != "armed forces" && x.OrgKind != "parliament"
}

// leads resolves "the Kenyan-led coalition" to whoever leads it.
func (a *analysis) leads(p, i int) []party {
	t := a.trees[p]
	for _, v := range t.depKids(i, "amod") {
		if t.lower[v] != "led" || !a.lex.is("group-noun", t.lower[i]) {
			continue
		}
		for k := v - 1; k >= max(v-2, 0); k-- {
			if m := a.mention(p, k); m != nil && body(m.Actor) {
				return []party{{m.Actor, "", i}}
			}
		}
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
// country, the one whom the sentence before was about, or the last one named.
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
	if pp, from, to, ok := a.sentenceBefore(p, i, 1); ok && t.dep(i) == "nsubj" && p-pp <= 1 { // the text goes on about its subject
		if q, ok := a.mainSubject(pp, from, to, func(q party) bool { return person(q.actor) && a.holds(q.actor, role) }); ok {
			return moved([]party{q}, i)
		}
	}
	return found[len(found)-1:]
}

// holds reports whether a title of the actor's fits the role word: an ambassador
// is an envoy, too.
func (a *analysis) holds(actor *graph.Actor, role string) bool {
	if a.fitsTitle(actor.Title, role) {
		return true
	}
	on := a.clock.Published
	return a.clock.HasPublished && slices.ContainsFunc(actor.Offices, func(o graph.Office) bool {
		return !o.From.IsZero() && o.From.From <= on && (o.To.IsZero() || on <= o.To.To) && a.fitsTitle(o.Title, role)
	})
}

// fitsTitle reports whether a title has a role word or one that means it.
func (a *analysis) fitsTitle(title, role string) bool {
	title = strings.ToLower(title)
	if role == "minister" && strings.Contains(title, "prime minister") {
		return false
	}
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

// lastBody finds the organization of a kind that was spoken of last: "the bloc",
// "the newspaper".
func (a *analysis) lastBody(p, i int, fits func(*graph.Actor) bool) []party {
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
		if m.Actor.Kind == graph.KindOrganization && fits(m.Actor) && (last == nil || m.Actor.OrgKind == "igo" || last.Actor.OrgKind != "igo") {
			last = m
		}
	}
	if last == nil || p-last.para > 1 && !media(last.Actor) && (last.Actor.OrgKind != "ministry" || p-last.para > 4) {
		return nil
	}
	return []party{{last.Actor, "", i}}
}

// role returns the lemma of a title, "premier" for a prime minister.
func (a *analysis) role(p, i int) string {
	t := a.trees[p]
	for _, k := range t.depKids(i, "compound", "amod") {
		if t.lower[k] == "prime" {
			return "premier"
		}
	}
	return t.lemma[i]
}
