package extract

import "strings"

// This file finds whose a thing is, and so who stands behind a noun that names
// nobody.

// owners resolves whose the thing at i is: its possessor, its adjective of
// nationality, "of" and "by" behind it.
func (a *analysis) owners(p, i, depth int) []party {
	if depth == 0 {
		return nil
	}
	t := a.trees[p]
	var found []party
	if a.lex.is("border", t.lemma[i]) { // "its border with Guyana"
		for _, k := range t.behind(i, "with") {
			found = append(found, a.partiesWithin(p, k, direct, depth-1)...)
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, k := range t.depKids(i, "poss") {
		found = append(found, a.partiesWithin(p, k, direct, depth-1)...)
		if group := a.modifiers(p, i); len(group) > 0 && group[0].actor.OrgKind == "armed group" {
			return group // "Yemen's Houthi rebels" are the Houthis'
		}
		if len(found) == 0 && !a.pronoun(p, k) {
			found = append(found, a.owners(p, k, depth-1)...)
		}
	}
	if len(found) > 0 {
		return found
	}
	if found = a.modifiers(p, i); len(found) > 0 {
		return found
	}
	agents := t.behind(i, "of", "by")
	if !a.lex.is("ceding", t.lemma[i]) { // "the withdrawal from Congo" is not Congo's
		agents = t.behind(i, "of", "by", "from")
	}
	if a.lex.is("mouthpiece", t.lower[i]) {
		agents = append(agents, t.behind(i, "for")...)
	}
	if len(agents) == 0 && a.lex.is("seated", t.lemma[i]) && a.collective(p, i) { // "officials in Kabul"
		agents = t.behind(i, "in")
	}
	for _, v := range t.depKids(i, "acl") { // "the sanctions imposed on X by Y"
		if t.passive(v) {
			agents = append(agents, t.subjects(v)...)
		}
	}
	if len(agents) == 0 && a.lex.is("agreement", t.lemma[i]) {
		agents = t.behind(i, "between")
	}
	if h := t.head(i); t.dep(i) == "dobj" && !t.passive(h) { // "condemned the invasion of X by Y"
		agents = append(agents, t.behind(h, "by")...)
	}
	for _, k := range agents {
		if t.lower[t.head(k)] != "by" && a.lex.is("suffered", t.lemma[i]) {
			continue // whose invasion is not who is invaded
		}
		found = append(found, a.partiesWithin(p, k, direct, depth-1)...)
		if len(found) == 0 {
			found = append(found, a.owners(p, k, depth-2)...)
		}
	}
	return found
}

// modifiers resolves the names in front of a noun: "Chinese subsidies", "U.S.
// and Canadian officials", "the U.S.-Ukraine talks".
func (a *analysis) modifiers(p, i int) []party {
	t := a.trees[p]
	var found []party
	for _, k := range t.depKids(i, "amod", "compound", "nmod", "nummod", "dep") {
		if k > i {
			continue
		}
		if m := a.mention(p, k); m != nil && (a.collective(p, i) || !a.common(p, m)) {
			for _, c := range t.depKids(k, "compound", "amod") { // "the Russia-Ukraine war" in three tokens
				if other := a.mention(p, c); other != nil && other != m {
					found = append(found, party{other.Actor, other.Gender, c})
				}
			}
			found = append(found, party{m.Actor, m.Gender, k})
		} else if joined := a.compound(p, k); len(joined) > 0 {
			found = append(found, joined...)
		} else if t.dep(k) == "compound" && t.Tokens[k].POS != "ADJ" {
			found = append(found, a.modifiers(p, k)...)
		}
		for _, c := range t.depKids(k, "conj") {
			if m := a.mention(p, c); m != nil {
				found = append(found, party{m.Actor, m.Gender, c})
			}
		}
	}
	if len(found) == 0 && i > 0 && t.head(i-1) != i { // a joined name that the tree hung elsewhere
		found = a.compound(p, i-1)
	}
	return found
}

// compound resolves two names that a hyphen joins into one token.
func (a *analysis) compound(p, i int) []party {
	text := a.trees[p].Tokens[i].Text
	if !strings.ContainsAny(text, "-–") {
		return nil
	}
	if i+1 < len(a.trees[p].Tokens) && (strings.HasSuffix(text, "North") || strings.HasSuffix(text, "South")) { // "U.S.-South Korea drills"
		text += " " + a.trees[p].Tokens[i+1].Text
	}
	var found []party
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '–' }) {
		actor := a.byText[part]
		if actor == nil {
			state, ok := a.known.State(part)
			if !ok {
				return nil
			}
			actor = &state
		}
		found = append(found, party{actor: actor, at: i})
	}
	return found
}

// sameNoun resolves "the government" as the text used the noun last, two
// sentences back at most: "the Philippine government … The government demanded".
// Further back the text must have used it of one state alone.
func (a *analysis) sameNoun(p, i int) []party {
	t := a.trees[p]
	if a.indefinite(p, i) || len(t.depKids(i, "det")) == 0 {
		return nil
	}
	for back := 0; back <= 2; back++ {
		pp, from, to := p, 0, i
		if back == 0 {
			from, _ = t.sentence(i)
		} else {
			var ok bool
			if pp, from, to, ok = a.sentenceBefore(p, i, back); !ok || pp != p {
				break
			}
		}
		for k := to - 1; k >= from; k-- {
			if a.trees[pp].lemma[k] != t.lemma[i] || k == i && pp == p {
				continue
			}
			if found := a.states(a.owners(pp, k, 3)); len(found) > 0 {
				return found
			}
		}
	}
	var only []party
	for pp := range p {
		for k := range a.trees[pp].Tokens {
			if a.trees[pp].lemma[k] == t.lemma[i] {
				only = dedupe(append(only, a.states(a.owners(pp, k, 3))...))
			}
		}
	}
	if len(only) != 1 {
		return nil
	}
	return moved(only, i)
}
