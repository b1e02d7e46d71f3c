package extract

import (
	"strings"

	"backchannel/loader/nlp"
)

// tree is a paragraph's dependency trees with its words in lower case.
type tree struct {
	*nlp.Tree
	lex   *lexicon
	lower []string // token texts
	lemma []string
}

func newTree(lex *lexicon, doc nlp.Doc) *tree {
	doc = repaired(lex, doc)
	t := &tree{Tree: nlp.NewTree(doc), lex: lex, lower: make([]string, len(doc.Tokens)), lemma: make([]string, len(doc.Tokens))}
	for i, tok := range doc.Tokens {
		t.lower[i] = strings.ToLower(tok.Text)
		t.lemma[i] = strings.ToLower(tok.Lemma)
	}
	for i := 2; i < len(t.lemma); i++ { // "cease-fire" comes in three tokens
		if joined := t.lemma[i-2] + "-" + t.lemma[i]; t.lower[i-1] == "-" && t.head(i-2) == i && len(lex.nouns[joined]) > 0 {
			t.lemma[i] = joined
		}
	}
	return t
}

func (t *tree) dep(i int) string { return t.Tokens[i].Dep }

func (t *tree) head(i int) int { return t.Tokens[i].Head }

func (t *tree) root(i int) bool { return t.Tokens[i].Head == i }

// verb reports whether token i heads a clause. The tagger takes some verbs for
// nouns; an object of its own gives a verb away.
func (t *tree) verb(i int) bool {
	switch t.Tokens[i].POS {
	case "VERB", "AUX":
		return true
	case "NOUN":
		return len(t.depKids(i, "dobj")) > 0
	}
	return false
}

func (t *tree) nominal(i int) bool {
	switch t.Tokens[i].POS {
	case "NOUN", "PROPN", "PRON":
		return true
	}
	return false
}

func (t *tree) depKids(i int, deps ...string) []int      { return t.Children(i, deps...) }
func (t *tree) depKid(i int, deps ...string) (int, bool) { return t.Child(i, deps...) }

// premodifier reports whether token i stands in front of the noun that it
// belongs to.
func (t *tree) premodifier(i int) bool {
	switch t.dep(i) {
	case "amod", "compound", "nmod":
		return t.head(i) > i
	}
	return false
}

// conjHead follows a chain of conjuncts to its first member.
func (t *tree) conjHead(i int) int {
	for n := 0; t.dep(i) == "conj" && n < 20; n++ {
		i = t.head(i)
	}
	return i
}

// passive reports whether the verb is in the passive, reduced clauses included
// ("sanctioned by Beijing").
func (t *tree) passive(v int) bool {
	if len(t.depKids(v, "nsubjpass", "auxpass")) > 0 {
		return true
	}
	if t.dep(v) == "conj" && t.Tokens[v].Tag == "VBN" && len(t.depKids(v, "nsubj", "aux")) == 0 {
		return t.passive(t.head(v))
	}
	return t.Tokens[v].Tag == "VBN" && len(t.depKids(v, "aux", "nsubj")) == 0 &&
		(t.dep(v) == "acl" || t.dep(v) == "amod" || t.dep(v) == "advcl")
}

// objects returns the logical direct objects of a verb. Of "a number of
// diplomats" it returns the diplomats.
func (t *tree) objects(v int) []int {
	objects := t.bareObjects(v)
	for k, o := range objects {
		for n := 0; n < 2 && t.lex.is("quantity", t.lemma[o]); n++ {
			of := t.behind(o, "of", "in")
			if len(of) == 0 {
				break
			}
			o = of[0]
			objects[k] = o
		}
	}
	return objects
}

// bareObjects returns the objects of a verb as the tree has them, or should.
func (t *tree) bareObjects(v int) []int {
	if t.passive(v) {
		return t.grammaticalSubjects(v)
	}
	objects := t.depKids(v, "dobj", "attr")
	if len(objects) == 0 { // the tree takes "called Burhan" for "called him Burhan"
		for _, o := range t.depKids(v, "oprd") {
			if t.Tokens[o].EntType == "PERSON" {
				objects = append(objects, o)
			}
		}
	}
	if t.dep(v) == "relcl" {
		objects = t.antecedent(v, objects)
		if len(objects) == 0 && t.gapIsObject(v) {
			objects = []int{t.head(v)}
		}
	}
	// "met and praised Putin": the object stands once, behind the last verb.
	if len(objects) == 0 && len(t.depKids(v, "prep", "ccomp", "xcomp")) == 0 {
		if c, ok := t.depKid(v, "conj"); ok && t.verb(c) && c-v <= 3 && !t.passive(c) {
			objects = t.depKids(c, "dobj")
		}
	}
	return objects
}

// antecedent puts the noun that a relative clause modifies in place of its
// relative pronoun.
func (t *tree) antecedent(v int, nodes []int) []int {
	out := make([]int, 0, len(nodes))
	for _, n := range nodes {
		switch t.lower[n] {
		case "who", "whom", "which", "that":
			n = t.head(v)
		}
		out = append(out, n)
	}
	return out
}

// gapIsObject reports whether a relative clause has a subject of its own and no
// relative pronoun in another role, so that its head is the object ("the pact
// the United States negotiated").
func (t *tree) gapIsObject(v int) bool {
	s, ok := t.depKid(v, "nsubj")
	if !ok {
		return false
	}
	switch t.lower[s] {
	case "who", "which", "that":
		return false
	}
	for _, k := range t.Children(v) {
		switch t.lower[k] {
		case "when", "where", "why", "how":
			return false
		}
		if t.dep(k) == "prep" {
			for _, o := range t.depKids(k, "pobj") {
				if t.lower[o] == "which" || t.lower[o] == "whom" {
					return false
				}
			}
		}
	}
	return true
}

// behind returns the nouns that the prepositions bring in at i, their own
// particles included ("out of the pact").
func (t *tree) behind(i int, words ...string) []int {
	var found []int
	for _, k := range t.Children(i) {
		if t.dep(k) == "advmod" && k > i { // "back to Algiers"
			found = append(found, t.behind(k, words...)...)
			continue
		}
		if d := t.dep(k); d != "prep" && d != "dative" && d != "agent" && d != "prt" && d != "conj" {
			continue
		}
		for _, w := range words {
			if t.lower[k] == w {
				found = append(found, t.depKids(k, "pobj")...)
				found = append(found, t.depKids(k, "pcomp")...)
			}
		}
		if t.dep(k) == "prep" || t.dep(k) == "prt" {
			found = append(found, t.behind(k, words...)...)
		}
	}
	return found
}

// stranded returns the noun that a relative clause belongs to, where the clause
// ends in a preposition without a noun: "the pact that it pulled out of".
func (t *tree) stranded(v int, word string) []int {
	if t.dep(v) != "relcl" {
		return nil
	}
	for _, k := range t.Children(v) {
		for _, prep := range append(t.depKids(k, "prep"), k) {
			if t.lower[prep] == word && t.dep(prep) == "prep" && len(t.Children(prep)) == 0 {
				return []int{t.head(v)}
			}
		}
	}
	return nil
}

// particle reports whether the verb carries the particle: "called off the
// talks", "called on Georgia". A preposition of place or time is none: "called
// in January".
func (t *tree) particle(v int, word string) bool {
	for _, k := range t.Children(v) {
		if t.lower[k] != word || k < v || k-v > 4 {
			continue
		}
		switch t.dep(k) {
		case "prt", "advmod":
			return true
		case "prep":
			if word != "in" && word != "up" && word != "down" && t.next(v, k) {
				return true
			}
			if o, ok := t.depKid(k, "pobj"); word == "in" && ok && k == v+1 && t.lex.is("envoy", t.lemma[o]) { // "called in the ambassador"
				return true
			}
		}
	}
	return false
}

// next reports whether nothing but adverbs stands between two tokens: "called
// on Georgia" is no "called Georgia on Monday".
func (t *tree) next(v, k int) bool {
	for i := v + 1; i < k; i++ {
		if t.Tokens[i].POS != "ADV" && t.Tokens[i].EntType != "DATE" {
			return false
		}
	}
	return true
}

// sentence returns the bounds of the sentence that holds token i.
func (t *tree) sentence(i int) (start, end int) {
	s := t.Sentence(i)
	return s.Start, s.End
}

func (t *tree) within(i, top int) bool { return t.Within(i, top) }

// clause returns the nearest verb at or above token i.
func (t *tree) clause(i int) int {
	for n := 0; n < 60 && !t.verb(i) && !t.root(i); n++ {
		i = t.head(i)
	}
	return i
}
