package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// particleFits reports whether a verb has the particle of a frame, and none that
// makes another word of it.
func (a *analysis) particleFits(p, v int, f frame) bool {
	if f.particle != "" {
		return a.trees[p].particle(v, f.particle)
	}
	// "call for", "call off", "call on" are other words than "call".
	for _, other := range a.lex.verbs[f.word] {
		if other.particle != "" && a.trees[p].particle(v, other.particle) {
			return false
		}
	}
	if f.word == "call" {
		for _, w := range []string{"for", "off", "on", "upon", "into"} {
			if a.trees[p].particle(v, w) {
				return false
			}
		}
	}
	return true
}

// objectFits checks the constraint of a frame on the verb's object.
func (a *analysis) objectFits(p, v int, rule string) bool {
	t := a.trees[p]
	objects := t.objects(v)
	if one, other, both := strings.Cut(rule, "&"); both {
		return a.objectFits(p, v, one) && a.objectFits(p, v, other)
	}
	switch rule {
	case "":
		return true
	case "-label": // "called the move illegal" is not a phone call
		labels := t.depKids(v, "oprd", "ccomp", "acomp", "attr")
		return len(objects) > 0 && (len(labels) == 0 || len(labels) == 1 && labels[0] == objects[0])
	case "@none":
		return len(objects) == 0
	case "@actor":
		return a.anyParty(p, objects, func(*graph.Actor) bool { return true })
	case "@human", "@person":
		return a.anyParty(p, objects, person)
	case "@state":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return !person(x) || x.Kind == graph.KindOfficial })
	case "@to-body":
		return a.anyParty(p, t.behind(v, "to"), func(x *graph.Actor) bool { return x.OrgKind == "igo" })
	case "@own-envoy": // "its ambassador": who summons the own envoy calls him home
		return a.anyLemma(p, objects, "envoy") && slices.ContainsFunc(objects, func(o int) bool {
			return slices.ContainsFunc(t.depKids(o, "poss"), func(k int) bool { return a.pronoun(p, k) && (t.lower[k] != "their" || a.several(p, v)) })
		})
	case "@igo":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return x.OrgKind == "igo" })
	case "@rebels": // who backs an armed group arms it
		return slices.ContainsFunc(objects, func(o int) bool {
			return slices.ContainsFunc(a.parties(p, o, through), func(q party) bool { return q.actor.OrgKind == "armed group" })
		})
	case "@body":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return x.Kind == graph.KindOrganization })
	case "@as-human":
		offices := append(t.behind(v, "as"), t.depKids(v, "oprd")...)
		return a.anyParty(p, objects, person) && len(offices) > 0 && !slices.ContainsFunc(offices, func(o int) bool {
			return len(without(a.possession(p, o, "poss"), person)) > 0 && !a.own(a.possession(p, o, "poss"), a.fill(p, v, []slot{{"subj"}})) // whom an army names as the foe's commander
		})
	case "@as":
		return len(a.namedAs(p, v, objects)) > 0
	case "@as-listed": // "designated Iran a sponsor of terrorism", not "a major ally"
		return a.anyLemma(p, append(t.depKids(v, "oprd"), a.namedAs(p, v, objects)...), "listed")
	case "@by-person":
		return a.anyParty(p, t.subjects(v), person)
	case "@guests": // a state that hosts a state plays a match
		return a.anyParty(p, objects, person) || a.anyParty(p, t.subjects(v), person) || slices.ContainsFunc(objects, func(o int) bool {
			return t.Tokens[o].Tag == "NNS" && a.lex.is("visitor", t.lemma[o])
		})
	case "@awaited":
		return t.passive(v) && a.anyParty(p, objects, person) && len(t.depKids(v, "xcomp", "ccomp", "advcl")) == 0
	case "@destination":
		return a.anyParty(p, t.subjects(v), person) && slices.ContainsFunc(objects, func(o int) bool { return t.Tokens[o].EntType == "GPE" })
	case "@to-table":
		return a.anyLemma(p, t.behind(v, "to"), "table")
	case "@leaver": // "left Accra for Togo"
		return a.anyParty(p, t.subjects(v), person) && !slices.ContainsFunc(objects, func(o int) bool { return a.mention(p, o) == nil })
	case "@guest":
		return len(objects) == 0 && a.anyParty(p, t.subjects(v), person)
	case "@listing":
		return len(t.depKids(v, "oprd")) == 0 && len(t.behind(v, "as")) == 0 && a.anyParty(p, t.subjects(v), body) &&
			a.anyParty(p, objects, func(*graph.Actor) bool { return true })
	case "@owned": // whoever is struck, or whose thing is
		for _, o := range objects {
			if len(a.parties(p, o, through)) > 0 && !a.lex.is("quarry", t.lemma[o]) {
				return true
			}
		}
		return false
	case "@for":
		return len(t.behind(v, "for", "over")) > 0 && a.anyParty(p, objects, func(*graph.Actor) bool { return true })
	case "@non-grata":
		for i := v + 1; i < min(v+12, len(t.Tokens)); i++ {
			if a.lex.is("unwelcome", t.lower[i]) {
				return true
			}
		}
		return false
	case "@diplomat-out": // ordered to leave
		return (a.anyLemma(p, objects, "diplomat") || a.ofDiplomats(p, v, objects) || slices.ContainsFunc(objects, func(o int) bool { return a.namedEnvoy(p, o) })) && (a.anyLemma(p, t.depKids(v, "xcomp", "ccomp"), "leaving") || t.particle(v, "out") || slices.ContainsFunc(append(objects, v), func(o int) bool { return a.hasKid(p, o, "out") }))
	case "@verbal": // a person who attacks somebody for something does it in words
		return a.anyParty(p, t.subjects(v), func(x *graph.Actor) bool { return x.Kind == graph.KindOfficial }) &&
			(len(t.behind(v, "for", "over", "as")) > 0 || a.anyParty(p, objects, person))
	case "@by-weapon":
		return t.passive(v) && a.anyLemma(p, t.subjects(v), "weapon")
	case "-@telling": // who threatens to inform somebody does not threaten him
		return !a.anyLemma(p, t.depKids(v, "xcomp"), "telling")
	case "@person-by-phone":
		return a.byMedium(p, v) && a.anyParty(p, objects, person)
	case "@due":
		return a.anyLemma(p, t.depKids(v, "acomp"), "due") && a.anyParty(p, t.subjects(v), person)
	case "@envoy-in":
		return a.anyLemma(p, append(t.behind(v, "in"), objects...), "envoy") || slices.ContainsFunc(objects, func(o int) bool { return a.namedEnvoy(p, o) })
	case "@on-phone":
		return a.byMedium(p, v)
	case "@face":
		return v+1 < len(t.Tokens) && t.lower[v+1] == "face"
	case "@re": // "re-established"
		return v > 1 && t.lower[v-2] == "re" && a.anyLemma(p, objects, "relations")
	case "@protest-note":
		return a.anyLemma(p, objects, "protest") || a.anyLemma(p, objects, "letter") && slices.ContainsFunc(objects, func(o int) bool {
			return a.anyLemma(p, append(t.depKids(o, "compound"), t.behind(o, "of")...), "protest")
		})
	case "@leave-hours": // "gave the envoy 72 hours to leave"
		whom := append(t.depKids(v, "dative"), objects...)
		return (a.anyLemma(p, whom, "diplomat") || slices.ContainsFunc(whom, func(o int) bool { return a.namedEnvoy(p, o) })) && a.toLeave(p, v)
	case "@igo-state":
		return a.anyParty(p, objects, func(x *graph.Actor) bool { return x.Kind == graph.KindGovernment }) &&
			a.anyParty(p, append(t.subjects(v), t.behind(v, "from")...), func(x *graph.Actor) bool { return x.OrgKind == "igo" })
	case "@bidding": // "insisted that Moscow withdraw", not that it withdrew
		return slices.ContainsFunc(t.depKids(v, "ccomp"), func(c int) bool { return a.must(p, c) || t.Tokens[c].Tag == "VB" && !a.negated(p, c) })
	case "-@told-not":
		return !slices.ContainsFunc(t.depKids(v, "xcomp", "ccomp"), func(c int) bool { return a.negated(p, c) })
	case "@town": // a place that armed men take
		return slices.ContainsFunc(objects, func(o int) bool { return t.Tokens[o].EntType == "GPE" || t.Tokens[o].EntType == "LOC" })
	case "@to-help": // "told him that Bern would support Kyiv"
		return slices.ContainsFunc(t.depKids(v, "ccomp"), func(c int) bool {
			return (a.hasKid(p, c, "will") || a.hasKid(p, c, "would")) && (a.lex.is("helping", t.lemma[c]) || a.lex.is("deepening", t.lemma[c]))
		})
	case "@told-to":
		return len(t.depKids(v, "xcomp", "ccomp")) > 0 && len(t.depKids(v, "dobj")) > 0 && slices.ContainsFunc(t.depKids(v, "xcomp", "ccomp"), func(c int) bool { return a.infinitival(p, c) })
	case "@dealing": // what is refused is a request or a dealing with the target
		if len(objects) > 0 {
			return !a.anyLemma(p, objects, "accusation")
		}
		return a.anyLemma(p, t.depKids(v, "xcomp"), "dealings")
	case "@deciding": // not "agree with the plan"
		return len(t.depKids(v, "xcomp", "ccomp")) > 0 || len(t.behind(v, "on", "to")) > 0 && a.status(p, v).status != graph.StatusPossible
	case "@act":
		return len(objects) > 0 && !a.anyLemma(p, objects, "proposal")
	}
	if (rule == "@envoy" || rule == "@diplomat") && slices.ContainsFunc(objects, func(o int) bool { return a.namedEnvoy(p, o) }) {
		return true
	}
	if rule == "@diplomat" && slices.ContainsFunc(objects, func(o int) bool { return a.anyWord(p, t.depKids(o, "compound"), "diplomat") }) {
		return true // "staff members", "embassy workers"
	}
	return a.roleFits(p, v, rule)
}

// several reports whether the subject of a verb is more than one: "their" is its own.
func (a *analysis) several(p, v int) bool {
	t := a.trees[p]
	return slices.ContainsFunc(t.subjects(v), func(s int) bool {
		return t.Tokens[s].Tag == "NNS" || t.lower[s] == "they" || len(t.depKids(s, "conj")) > 0
	})
}

// toLeave reports whether a verb gives somebody time to leave.
func (a *analysis) toLeave(p, v int) bool {
	t := a.trees[p]
	times := append(t.depKids(v, "npadvmod"), t.objects(v)...)
	return slices.ContainsFunc(times, func(o int) bool { return a.anyLemma(p, t.depKids(o, "relcl", "acl"), "leaving") }) ||
		len(times) > 0 && a.anyLemma(p, t.depKids(v, "advcl", "xcomp"), "leaving")
}

// ofDiplomats reports whether the object is a pronoun behind a diplomat of the same
// sentence: "the attaches flew home after Oslo told them to leave".
func (a *analysis) ofDiplomats(p, v int, objects []int) bool {
	t := a.trees[p]
	start, _ := t.sentence(v)
	if len(objects) == 0 || !a.pronoun(p, objects[0]) {
		return false
	}
	for i := start; i < v; i++ {
		if a.lex.is("diplomat", t.lemma[i]) && t.Tokens[i].POS == "NOUN" {
			return true
		}
	}
	return false
}

// roleFits checks a rule of the form role@class: a word of the class must fill the
// role, the object where none is named. The class * is any word; a dash in front
// turns the rule round.
func (a *analysis) roleFits(p, v int, rule string) bool {
	rule, not := strings.CutPrefix(rule, "-")
	role, class, _ := strings.Cut(rule, "@")
	nodes := a.trees[p].objects(v)
	if role != "" {
		nodes = []int{v}
		for step := range strings.SplitSeq(role, ".") {
			var reached []int
			for _, n := range nodes {
				reached = append(reached, a.step(p, n, step)...)
			}
			nodes = reached
		}
	}
	if class == "*" {
		return len(nodes) > 0 != not
	}
	return a.anyLemma(p, nodes, class) != not
}

// namedEnvoy reports whether a name stands beside the title of an envoy: "Russian
// Ambassador Georgy Zinoviev".
func (a *analysis) namedEnvoy(p, o int) bool {
	t := a.trees[p]
	kids := t.depKids(o, "compound", "nmod", "appos")
	for _, k := range t.depKids(o, "compound") { // the title often hangs on the first name
		kids = append(kids, t.depKids(k, "compound")...)
	}
	return a.anyWord(p, kids, "envoy")
}

// namedAs returns what stands behind "as" at a verb or its objects.
func (a *analysis) namedAs(p, v int, objects []int) []int {
	named := a.trees[p].behind(v, "as")
	for _, o := range objects {
		named = append(named, a.trees[p].behind(o, "as")...)
	}
	return named
}

// anyParty reports whether one of some tokens stands for an actor that fits.
func (a *analysis) anyParty(p int, nodes []int, fits func(*graph.Actor) bool) bool {
	for _, n := range nodes {
		for _, q := range a.parties(p, n, direct) {
			if fits(q.actor) {
				return true
			}
		}
	}
	return false
}

// anyWord reports whether one of some tokens is a word of a class.
func (a *analysis) anyWord(p int, nodes []int, class string) bool {
	return slices.ContainsFunc(nodes, func(n int) bool { return a.lex.is(class, a.trees[p].lower[n]) })
}

// anyLemma reports whether one of some tokens, or what is joined to it, is of a class.
func (a *analysis) anyLemma(p int, nodes []int, class string) bool {
	t := a.trees[p]
	for _, n := range nodes {
		if a.lex.is(class, t.lemma[n]) || a.lex.is(class, t.lower[n]) {
			return true
		}
		for _, c := range t.depKids(n, "conj") {
			if a.lex.is(class, t.lemma[c]) {
				return true
			}
		}
	}
	return false
}
