package nlp

import "slices"

// Tree is an annotated paragraph whose dependency trees can be walked both ways.
// Its questions are answered from the words and relations of the Doc alone, so
// they serve rules whatever engine annotated it. Lists of tokens come in the
// order of the text.
type Tree struct {
	Doc
	children [][]int
}

// NewTree makes the trees of a paragraph ready to walk.
func NewTree(d Doc) *Tree {
	t := &Tree{Doc: d, children: make([][]int, len(d.Tokens))}
	for i, tok := range d.Tokens {
		if tok.Head != i {
			t.children[tok.Head] = append(t.children[tok.Head], i)
		}
	}
	return t
}

// Children returns the tokens right below token i, those in one of the relations
// where some are named.
func (t *Tree) Children(i int, relations ...string) []int {
	if len(relations) == 0 {
		return t.children[i]
	}
	var found []int
	for _, k := range t.children[i] {
		if slices.Contains(relations, t.Tokens[k].Dep) {
			found = append(found, k)
		}
	}
	return found
}

// Child returns the first of Children, if there is one.
func (t *Tree) Child(i int, relations ...string) (int, bool) {
	if found := t.Children(i, relations...); len(found) > 0 {
		return found[0], true
	}
	return 0, false
}

// Within reports whether token i is top or lies below it.
func (t *Tree) Within(i, top int) bool {
	for i != top && t.Tokens[i].Head != i {
		i = t.Tokens[i].Head
	}
	return i == top
}

// Subtree returns token i and all that lie below it.
func (t *Tree) Subtree(i int) []int {
	all := []int{i}
	for n := 0; n < len(all); n++ {
		all = append(all, t.children[all[n]]...)
	}
	slices.Sort(all)
	return all
}

// Conjuncts returns the members of the coordination that token i belongs to,
// itself among them.
func (t *Tree) Conjuncts(i int) []int {
	for t.Tokens[i].Dep == "conj" && t.Tokens[i].Head != i {
		i = t.Tokens[i].Head
	}
	all := []int{i}
	for n := 0; n < len(all); n++ {
		all = append(all, t.Children(all[n], "conj")...)
	}
	slices.Sort(all)
	return all
}

// Sentence returns the sentence that token i stands in.
func (t *Tree) Sentence(i int) Span {
	for _, s := range t.Sents {
		if i >= s.Start && i < s.End {
			return s
		}
	}
	return Span{Start: 0, End: len(t.Tokens)}
}

// Passive reports whether verb v is in the passive.
func (t *Tree) Passive(v int) bool {
	_, ok := t.Child(v, "nsubjpass", "csubjpass", "auxpass")
	return ok
}

// Subjects returns who does what verb v says, every member of a coordination:
// its subject, in the passive its agent. A verb without a subject of its own
// shares that of the verb it is coordinated with.
func (t *Tree) Subjects(v int) []int {
	if t.Passive(v) {
		var agents []int
		for _, by := range t.Children(v, "agent") {
			agents = append(agents, t.each(t.Children(by, "pobj"))...)
		}
		return agents
	}
	own := t.Children(v, "nsubj", "csubj")
	if len(own) == 0 && t.Tokens[v].Dep == "conj" && t.Tokens[v].Head != v {
		return t.Subjects(t.Tokens[v].Head)
	}
	return t.each(own)
}

// Objects returns to whom or what verb v is done, every member of a
// coordination: its direct object, in the passive its subject.
func (t *Tree) Objects(v int) []int {
	if t.Passive(v) {
		return t.each(t.Children(v, "nsubjpass", "csubjpass"))
	}
	return t.each(t.Children(v, "dobj"))
}

// each returns the members of the coordinations that the tokens head.
func (t *Tree) each(tokens []int) []int {
	var all []int
	for _, i := range tokens {
		all = append(all, t.Conjuncts(i)...)
	}
	return all
}

// Auxiliaries returns the auxiliary verbs of verb v: those of tense, of the
// passive and modal ones.
func (t *Tree) Auxiliaries(v int) []int { return t.Children(v, "aux", "auxpass") }

// Negated reports whether token i itself is negated: "did not meet", "no talks".
func (t *Tree) Negated(i int) bool {
	for _, k := range t.children[i] {
		if t.Tokens[k].Dep == "neg" || t.Tokens[k].Dep == "det" && t.Tokens[k].Lemma == "no" {
			return true
		}
	}
	return false
}
