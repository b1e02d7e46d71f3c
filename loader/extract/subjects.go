package extract

// subjects returns the logical subjects of a verb: its own, the agent of a
// passive, or the one it shares with the verb that governs it.
func (t *tree) subjects(v int) []int { return t.subjectsWithin(v, 8) }

func (t *tree) subjectsWithin(v, depth int) []int {
	if depth == 0 {
		return nil
	}
	if t.passive(v) {
		var agents []int
		for _, a := range t.depKids(v, "agent", "prep") {
			if t.lower[a] == "by" {
				agents = append(agents, t.depKids(a, "pobj")...)
			}
		}
		if len(agents) == 0 && t.joined(v) { // "Turkish-mediated talks"
			agents = append(agents, v-2)
		}
		return agents
	}
	return t.grammaticalSubjectsWithin(v, depth)
}

// joined reports whether a hyphen joins the participle at v to who does it.
func (t *tree) joined(v int) bool {
	return v > 1 && v < len(t.lower) && t.dep(v) == "amod" && t.lower[v-1] == "-" && t.head(v-2) == v
}

// grammaticalSubjects returns the subjects of a verb as grammar has them, its own or
// those that it shares: of a passive, whom the act befalls.
func (t *tree) grammaticalSubjects(v int) []int { return t.grammaticalSubjectsWithin(v, 8) }

func (t *tree) grammaticalSubjectsWithin(v, depth int) []int {
	if depth == 0 {
		return nil
	}
	if own := t.depKids(v, "nsubj", "nsubjpass", "csubj"); len(own) > 0 {
		return t.antecedentSubject(v, own)
	}
	for _, aux := range t.depKids(v, "aux") { // the tree sometimes hangs the subject on the auxiliary
		if own := t.depKids(aux, "nsubj"); len(own) > 0 {
			return own
		}
	}
	h := t.head(v)
	switch t.dep(v) {
	case "conj":
		if t.verb(h) {
			return t.grammaticalSubjectsWithin(h, depth-1)
		}
	case "xcomp", "ccomp":
		if t.nominal(h) && h < v && t.finite(v) { // the tree took the subject for the root
			return []int{h}
		}
		return t.controller(v, h, depth)
	case "acl", "amod":
		if t.nominal(h) {
			if t.Tokens[v].Tag == "VB" { // "an attempt by Kyiv to", "X's plan to"
				return t.ownerOfNoun(h, depth)
			}
			return []int{h}
		}
	case "relcl":
		if t.nominal(h) && !t.gapIsObject(v) {
			return []int{h}
		}
	case "advcl", "dep", "parataxis":
		if v > 1 && t.Tokens[v].Tag == "VBG" && t.dep(v-1) == "pobj" && (t.lower[t.head(v-1)] == "on" || t.dep(t.head(v-1)) == "agent") {
			return []int{v - 1} // "congratulated him on Kyiv reaching a deal", "followed by Wang travelling to"
		}
		if t.verb(h) {
			return t.grammaticalSubjectsWithin(h, depth-1)
		}
		if t.nominal(h) && t.dep(v) == "advcl" {
			return t.ownerOfNoun(h, depth)
		}
	case "pcomp":
		if w := t.lower[h]; (w == "of" || w == "for" || w == "from" || w == "against") && t.verb(t.head(h)) {
			if o := t.objects(t.head(h)); len(o) > 0 { // "thanked Qatar for mediating"
				return o
			}
		}
		if n := t.head(h); t.nominal(n) && len(t.depKids(n, "poss")) > 0 { // "their role in arming the rebels"
			return t.depKids(n, "poss")
		}
		return t.subjectAbove(h, depth)
	case "ROOT":
		return t.leftNeighbour(v)
	case "auxpass", "aux":
		return t.grammaticalSubjectsWithin(h, depth-1)
	}
	return nil
}

// finite reports whether the verb carries tense of itself.
func (t *tree) finite(v int) bool {
	switch t.Tokens[v].Tag {
	case "VBD", "VBZ", "VBP":
		return true
	}
	return false
}

// leftNeighbour takes the noun right before a finite verb for its subject, where
// the tree has none.
func (t *tree) leftNeighbour(v int) []int {
	if !t.finite(v) || v == 0 {
		return nil
	}
	i := v - 1
	for i > 0 && t.Tokens[i].POS == "ADV" {
		i--
	}
	if t.nominal(i) && !t.within(v, i) {
		return []int{i}
	}
	return nil
}

// antecedentSubject replaces "who", "which" and "that" by what they refer to.
func (t *tree) antecedentSubject(v int, own []int) []int {
	if t.dep(v) == "relcl" {
		return t.antecedent(v, own)
	}
	if t.dep(v) == "conj" {
		first := t.conjHead(v)
		if t.dep(first) == "relcl" {
			return t.antecedent(first, own)
		}
	}
	return own
}

// controller finds the unspoken subject of a complement: the object of the
// governing verb ("urged Kyiv to sign") or else its subject ("agreed to meet").
func (t *tree) controller(v, h, depth int) []int {
	if !t.verb(h) && t.Tokens[h].POS != "ADJ" {
		return nil
	}
	if t.dep(v) == "ccomp" && t.Tokens[v].Tag != "VB" && t.Tokens[v].Tag != "VBG" {
		return nil
	}
	if objects := t.depKids(h, "dobj"); len(objects) > 0 && objects[0] < v && (t.Tokens[objects[0]].POS != "NOUN" || t.lex.is("object-control", t.lemma[h])) {
		return objects
	}
	if t.Tokens[h].POS == "ADJ" && t.verb(t.head(h)) {
		h = t.head(h)
	}
	return t.grammaticalSubjectsWithin(h, depth-1)
}

// ownerOfNoun finds who does what an infinitive at a noun says: the noun's
// possessor, its by-phrase, or the subject of the clause it stands in.
func (t *tree) ownerOfNoun(n, depth int) []int {
	if p := t.depKids(n, "poss"); len(p) > 0 {
		return p
	}
	for _, k := range t.depKids(n, "prep") {
		if t.lower[k] == "by" {
			return t.depKids(k, "pobj")
		}
	}
	return t.subjectAbove(n, depth)
}

// subjectAbove climbs from a noun or preposition to the clause it stands in and
// returns that clause's subject.
func (t *tree) subjectAbove(i, depth int) []int {
	for n := 0; n < 10 && !t.root(i); n++ {
		i = t.head(i)
		if t.verb(i) {
			return t.grammaticalSubjectsWithin(i, depth-1)
		}
	}
	return nil
}
