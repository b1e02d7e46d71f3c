package extract

import "backchannel/graph"

// This file holds what the tree makes of lists and of bodies that somebody leads.

// listed reports whether the tree took the rest of a list for a description of
// its first name: "met Presidents X, [Y and Z]".
func (a *analysis) listed(p, i, c int) bool {
	m, next := a.mention(p, i), a.mention(p, c)
	return m != nil && next != nil && m.Head == i && next.Head == c && m.Actor.ID != next.Actor.ID &&
		(person(m.Actor) && person(next.Actor) || m.Actor.Kind == graph.KindGovernment && next.Actor.Kind == graph.KindGovernment) && len(a.trees[p].depKids(c, "conj")) > 0
}

// swallowed finds the names before "and" that the tree hung below the last name
// of a list: "thanked [Donald Trump and] Keith Kellogg".
func (a *analysis) swallowed(p, i int) []party {
	t := a.trees[p]
	m := a.mention(p, i)
	if m == nil || m.Head != i {
		return nil
	}
	var found []party
	for _, k := range t.depKids(i, "nmod", "compound") {
		other := a.mention(p, k)
		if other == nil || other == m || other.Head != k || other.Adjectival || k > i {
			continue
		}
		for c := other.End; c < m.Start; c++ {
			if t.lower[c] == "and" && t.head(c) == k {
				found = append(found, party{other.Actor, other.Gender, k})
			}
		}
	}
	return found
}

// ledBy resolves "a delegation led by X" to the person.
func (a *analysis) ledBy(p, i int) []party {
	t := a.trees[p]
	if !a.lex.is("delegation", t.lemma[i]) {
		return nil
	}
	var found []party
	for _, k := range t.depKids(i, "poss") { // "Steve Witkoff's team", and not a diplomat's mission
		if t.lemma[i] == "mission" {
			break
		}
		found = append(found, without(a.parties(p, k, direct), body)...)
	}
	for _, v := range t.depKids(i, "acl", "relcl") {
		if a.lex.is("lead", t.lemma[v]) && t.passive(v) {
			for _, o := range t.behind(v, "by") {
				found = append(found, without(a.parties(p, o, direct), body)...)
			}
		}
	}
	return found
}

// common reports whether a mention is a common word for a body, which in front of
// a noun says of what kind it is: "military drills".
func (a *analysis) common(p int, m *Mention) bool {
	t := a.trees[p]
	return m.End == m.Start+1 && m.Actor.Kind == graph.KindOrganization && t.Tokens[m.Start].Text == t.lower[m.Start]
}
