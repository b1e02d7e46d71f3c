package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// fill returns the parties of the first slot that has any.
func (a *analysis) fill(p, i int, slots []slot) []party {
	for _, s := range slots {
		if found := a.follow(p, []int{i}, s); len(found) > 0 {
			return found
		}
	}
	return nil
}

// follow walks a slot's path from tokens and resolves what it reaches.
func (a *analysis) follow(p int, nodes []int, path slot) []party {
	if len(nodes) == 0 {
		return nil
	}
	t, i := a.trees[p], nodes[0]
	r := direct
	for k, step := range path {
		final := k == len(path)-1
		switch step {
		case "act", "thing":
			r = through
			continue
		case "local": // "the northern Greek city of Samos"
			var found []party
			for _, n := range nodes {
				if a.lex.is("locality", t.lemma[n]) {
					found = append(found, without(append(a.possession(p, n, "poss"), a.modifiers(p, n)...), person)...)
				}
			}
			return dedupe(found)
		case "actor", "people":
			continue
		case "whose", "mod", "poss":
			var found []party
			for _, n := range nodes {
				found = append(found, a.possession(p, n, step)...)
			}
			return dedupe(found)
		case "own": // what the speaker will do, to whom
			var found []party
			for _, n := range nodes {
				if a.first(p, n) {
					found = append(found, a.deep(p, n, "to", "with", "for")...)
				}
			}
			return found
		case "deep":
			var found []party
			for _, n := range nodes {
				found = append(found, a.deep(p, n)...)
			}
			return found
		}
		if strings.HasPrefix(step, "@") {
			continue
		}
		if class, filter := strings.CutPrefix(step, "="); filter { // only words of the class
			nodes = slices.DeleteFunc(slices.Clone(nodes), func(n int) bool { return !a.lex.is(class, t.lemma[n]) })
			continue
		}
		var reached []int
		for _, n := range nodes {
			reached = append(reached, a.step(p, n, step)...)
		}
		nodes = reached
		if final || len(nodes) == 0 {
			break
		}
	}
	var found []party
	for _, n := range nodes {
		if t.verb(n) && t.Tokens[n].Tag != "VBG" {
			continue
		}
		resolved := a.parties(p, n, r)
		if len(resolved) == 0 && (path[len(path)-1] == "gov" || path[len(path)-1] == "subj") && a.lex.is("instrument", t.lemma[n]) { // "signed an order imposing sanctions"
			for _, s := range t.subjectAbove(n, 6) {
				resolved = append(resolved, a.parties(p, s, direct)...)
			}
		}
		if len(resolved) == 0 && path[len(path)-1] == "subj" && a.lex.is("written", t.lemma[n]) { // "the statement urged Kabul"
			if resolved = a.issuers(p, n); t.dep(n) == "dobj" { // "signed a declaration urging"
				resolved = nil
				for _, s := range t.grammaticalSubjects(t.head(n)) {
					resolved = append(resolved, a.parties(p, s, direct)...)
				}
			}
		}
		if len(resolved) == 0 && path[len(path)-1] == "subj" && a.eventNoun(p, n) { // "Suga's travels will include"
			resolved = a.possession(p, n, "poss")
		}
		found = append(found, resolved...)
	}
	if role := path[len(path)-1]; role == "subj" || role == "gov" {
		found = a.ofRelative(p, t.clause(i), found)
	}
	return dedupe(found)
}

// ofRelative leaves out whoever is joined behind a relative clause to the one that it is
// about: of "X, who led the talks, and Y" it is X.
func (a *analysis) ofRelative(p, v int, parties []party) []party {
	t := a.trees[p]
	if t.dep(v) != "relcl" || t.head(v) > v {
		return parties
	}
	return slices.DeleteFunc(parties, func(q party) bool { return q.at > v && !t.within(q.at, v) })
}

// step goes from one token to the tokens in a role.
func (a *analysis) step(p, n int, role string) []int {
	t := a.trees[p]
	switch role {
	case "subj":
		return t.subjects(n)
	case "obj":
		return t.objects(n)
	case "dat":
		if found := t.depKids(n, "dative"); len(found) > 0 {
			return found
		}
		return a.gluedDative(p, n)
	case "drawn": // "the launch drew condemnation": what draws it
		if v := t.head(n); t.dep(n) == "dobj" && a.lex.is("draw", t.lemma[v]) {
			return t.grammaticalSubjects(v)
		}
		return nil
	case "comp":
		if !t.verb(n) { // "its demand that Turkey leave"
			return t.depKids(n, "acl", "relcl", "advcl", "ccomp")
		}
		return t.depKids(n, "ccomp", "xcomp")
	case "gov":
		return a.governor(p, n)
	case "voicer": // who expresses support, whosever it is
		if v := t.head(n); t.dep(n) == "dobj" && a.lex.is("voicing", t.lemma[v]) {
			return t.subjects(v)
		}
		return nil
	case "maker": // who launches an attack, not who speaks of it
		if d := t.dep(t.conjHead(n)); d != "dobj" && d != "nsubjpass" {
			return nil
		}
		return a.governor(p, n)
	case "under": // "has been under American sanctions"
		if prep := t.head(n); t.dep(n) == "pobj" && t.lower[prep] == "under" {
			return t.grammaticalSubjects(t.clause(prep))
		}
		return nil
	case "beside": // "sanctioned Niger and threatened an intervention"
		if h := t.head(n); t.dep(n) == "conj" && t.verb(h) {
			return t.objects(h)
		}
		return nil
	case "target": // "tariffs targeting Canada"
		var found []int
		for _, k := range t.depKids(n, "acl", "relcl") {
			if t.lemma[k] == "target" || t.lemma[k] == "hit" {
				found = append(found, t.depKids(k, "dobj")...)
			}
		}
		return found
	case "by-late": // "declared persona non grata by Sofia": the agent hangs anywhere behind
		_, end := t.sentence(n)
		for k := n + 1; k < end; k++ {
			if t.lower[k] == "by" {
				return t.depKids(k, "pobj")
			}
		}
		return nil
	case "acomp", "amod", "attr", "appos", "advmod", "xcomp", "oprd", "compound":
		return t.depKids(n, role)
	case "if": // "… if Tehran does not return"
		var found []int
		for _, c := range t.depKids(n, "advcl") {
			if a.conditional(p, c) {
				found = append(found, t.depKids(c, "nsubj")...)
			}
		}
		return found
	case "clause": // whoever the clause around the noun is about
		return t.subjectAbove(n, 6)
	case "place": // "his India visit"
		if len(t.depKids(n, "poss")) == 0 {
			return nil
		}
		return slices.DeleteFunc(t.depKids(n, "compound"), func(k int) bool { return t.Tokens[k].EntType != "GPE" })
	case "imposed": // "the sanctions imposed on Niger", "sanctions it had imposed on Niger"
		return t.depKids(n, "acl", "relcl")
	}
	found := slices.DeleteFunc(t.behind(n, role), func(o int) bool { return t.Tokens[o].EntType == "DATE" && a.mention(p, o) == nil })
	if len(found) == 0 {
		found = t.stranded(n, role)
	}
	if len(found) == 0 && role == "with" && t.verb(n) {
		found = a.asideWith(p, n)
	}
	if len(found) == 0 && role == "in" && t.verb(n) { // "killed four and injured ten in Kharkiv"
		for _, c := range t.depKids(n, "conj") {
			if t.verb(c) && len(t.depKids(c, "nsubj", "nsubjpass")) == 0 {
				found = append(found, t.behind(c, "in")...)
			}
		}
	}
	// "to" behind a verb with an object often hangs on the object.
	if len(found) == 0 && t.verb(n) {
		for _, o := range t.depKids(n, "dobj", "xcomp") {
			if role == "with" || role == "to" || role == "from" {
				found = append(found, t.behind(o, role)...)
			}
			if role == "with" && len(found) == 0 { // "discussed matters of interest with"
				for _, deeper := range t.behind(o, "of") {
					found = append(found, t.behind(deeper, role)...)
				}
			}
			if role == "with" && len(found) == 0 && t.dep(o) == "xcomp" { // "discuss upgrading ties with"
				for _, deeper := range t.depKids(o, "dobj") {
					found = append(found, t.behind(deeper, role)...)
				}
			}
		}
	}
	// And the other way: "impose sanctions on" may hang on the verb.
	if len(found) == 0 && !t.verb(n) { // "embargoes and travel bans on Lima"
		for _, c := range t.depKids(n, "conj") {
			found = append(found, t.behind(c, role)...)
			for _, d := range t.depKids(c, "conj") {
				found = append(found, t.behind(d, role)...)
			}
		}
	}
	top := t.conjHead(n)
	if h := t.head(top); len(found) == 0 && !t.verb(n) && (role != "by" || !a.saying(p, h)) && (t.dep(top) == "dobj" || t.dep(top) == "nsubj" || t.dep(top) == "nsubjpass") && (a.sharesTime(p, n, h) || role == "to" && len(t.behind(n, "by")) > 0) {
		for _, o := range append(t.behind(h, role), a.placeBehind(p, h, role)...) {
			if o > n {
				found = append(found, o)
			}
		}
	}
	if h := t.head(n); role == "by" && len(found) == 0 && t.nominal(n) && t.dep(n) == "dobj" && !t.passive(h) {
		found = t.behind(h, "by")
	}
	if role == "to" && len(found) == 0 {
		for _, d := range t.depKids(n, "dative") {
			found = append(found, t.depKids(d, "pobj")...)
		}
	}
	return found
}

// asideWith finds the "with" of a verb that the tree hung on the time or the place
// before it: "met for three hours in Rome with X".
func (a *analysis) asideWith(p, v int) []int {
	t := a.trees[p]
	var found []int
	for _, k := range t.depKids(v, "prep") {
		for w := k + 2; w < len(t.Tokens) && t.within(w, k); w++ {
			if at := t.head(w); t.lower[w] == "with" && t.dep(w) == "prep" && (t.lemma[at] == "door" || aside[t.Tokens[at].EntType]) {
				found = append(found, slices.DeleteFunc(t.depKids(w, "pobj"), func(o int) bool { m := a.mention(p, o); return m == nil || !person(m.Actor) })...)
			}
		}
	}
	return found
}

// aside holds the names of times and places.
var aside = map[string]bool{"GPE": true, "LOC": true, "FAC": true, "TIME": true, "DATE": true}

// gluedDative finds the recipient that the tree took for the first word of what
// is given: "promised [Ukraine air defence systems]".
func (a *analysis) gluedDative(p, v int) []int {
	t := a.trees[p]
	for _, o := range t.depKids(v, "dobj") {
		for _, k := range t.depKids(o, "compound", "nmod") {
			if m := a.mention(p, k); m != nil && !m.Adjectival && k > v && m.Start <= v+2 && m.End < o {
				return []int{k}
			}
		}
	}
	return nil
}

// placeBehind looks behind the object of "took place between X and Y".
func (a *analysis) placeBehind(p, v int, role string) []int {
	t := a.trees[p]
	var found []int
	for _, o := range t.depKids(v, "dobj") {
		if t.lemma[o] == "place" {
			found = append(found, t.behind(o, role)...)
		}
	}
	return found
}

// possession resolves "poss" (X's), "mod" (Chinese) and "whose" (either, or of X).
func (a *analysis) possession(p, n int, how string) []party {
	t := a.trees[p]
	if how == "whose" {
		return a.owners(p, n, 3)
	}
	if how == "mod" {
		return a.modifiers(p, n)
	}
	var found []party
	for _, k := range t.depKids(n, "poss") {
		found = append(found, a.parties(p, k, direct)...)
	}
	return found
}

// first reports whether the subject of a clause is a pronoun of the one who
// says it.
func (a *analysis) first(p, v int) bool {
	t := a.trees[p]
	for _, s := range t.depKids(v, "nsubj") {
		switch t.lower[s] {
		case "it", "he", "she", "they", "we", "i":
			return true
		}
	}
	return false
}

// deep resolves the first actor that a clause names as object of anything:
// "threatened to use force against North Korea"; failing that, whose the first
// thing is: "threatened to tax Chinese cars". What stands behind the prepositions
// excluded does not count.
func (a *analysis) deep(p, top int, notBehind ...string) []party {
	t := a.trees[p]
	var owned []party
	for i := top + 1; i < len(t.Tokens) && i < top+25; i++ {
		if d := t.dep(i); !t.within(i, top) || d != "pobj" && d != "dobj" || d == "pobj" && (a.lex.is("setting", t.lower[t.head(i)]) || slices.Contains(notBehind, t.lower[t.head(i)])) {
			continue
		}
		if m := a.mention(p, i); m != nil && m.Head == i {
			return a.parties(p, i, direct)
		}
		if a.collective(p, i) {
			if found := a.parties(p, i, direct); len(found) > 0 {
				return found
			}
		}
		if owned == nil {
			owned = without(a.owners(p, i, 1), func(x *graph.Actor) bool { return x.OrgKind == "igo" })
		}
	}
	return owned
}
