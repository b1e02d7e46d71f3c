package nlp_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"backchannel/loader/nlp"
)

// sentence makes a Doc by hand, as any engine might: each word is written
// text/relation/head, heads counted from 0; the lemma is the text in lower case.
func sentence(t *testing.T, words string) nlp.Doc {
	t.Helper()
	var d nlp.Doc
	for _, w := range strings.Fields(words) {
		parts := strings.Split(w, "/")
		head, err := strconv.Atoi(parts[2])
		if err != nil {
			t.Fatal(err)
		}
		d.Tokens = append(d.Tokens, nlp.Token{Text: parts[0], Lemma: strings.ToLower(parts[0]), Dep: parts[1], Head: head})
	}
	d.Sents = []nlp.Span{{Start: 0, End: len(d.Tokens)}}
	return d
}

func TestTree(t *testing.T) {
	const (
		joint   = "Rutte/nsubj/4 and/cc/0 Sanchez/conj/0 did/aux/4 meet/ROOT/4 Modi/dobj/4 and/cc/5 Albanese/conj/5 and/cc/4 praised/conj/4 them/dobj/9"
		passive = "Envoys/nsubjpass/4 had/aux/4 not/neg/4 been/auxpass/4 expelled/ROOT/4 by/agent/4 Quito/pobj/5 ./punct/4"
		noTalks = "There/expl/1 were/ROOT/1 no/det/3 talks/attr/1"
	)
	for _, c := range []struct {
		name, words string
		ask         func(*nlp.Tree) []int
		want        []int
	}{
		{"subjects are all members of a coordination", joint, func(t *nlp.Tree) []int { return t.Subjects(4) }, []int{0, 2}},
		{"objects are all members of a coordination", joint, func(t *nlp.Tree) []int { return t.Objects(4) }, []int{5, 7}},
		{"a coordinated verb shares its subject", joint, func(t *nlp.Tree) []int { return t.Subjects(9) }, []int{0, 2}},
		{"conjuncts from any member", joint, func(t *nlp.Tree) []int { return t.Conjuncts(7) }, []int{5, 7}},
		{"auxiliaries", passive, func(t *nlp.Tree) []int { return t.Auxiliaries(4) }, []int{1, 3}},
		{"a passive is done by its agent", passive, func(t *nlp.Tree) []int { return t.Subjects(4) }, []int{6}},
		{"a passive is done to its subject", passive, func(t *nlp.Tree) []int { return t.Objects(4) }, []int{0}},
		{"the subtree comes in order", passive, func(t *nlp.Tree) []int { return t.Subtree(5) }, []int{5, 6}},
		{"all children", noTalks, func(t *nlp.Tree) []int { return t.Children(1) }, []int{0, 3}},
		{"children of a relation", noTalks, func(t *nlp.Tree) []int { return t.Children(1, "attr", "dobj") }, []int{3}},
		{"no children", noTalks, func(t *nlp.Tree) []int { return t.Children(1, "dobj") }, nil},
	} {
		if got := c.ask(nlp.NewTree(sentence(t, c.words))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}

	for _, c := range []struct {
		name, words string
		ask         func(*nlp.Tree) bool
		want        bool
	}{
		{"a negated verb", passive, func(t *nlp.Tree) bool { return t.Negated(4) }, true},
		{"a negated noun", noTalks, func(t *nlp.Tree) bool { return t.Negated(3) }, true},
		{"its verb is not negated", noTalks, func(t *nlp.Tree) bool { return t.Negated(1) }, false},
		{"passive", passive, func(t *nlp.Tree) bool { return t.Passive(4) }, true},
		{"active", joint, func(t *nlp.Tree) bool { return t.Passive(4) }, false},
		{"within itself", joint, func(t *nlp.Tree) bool { return t.Within(7, 7) }, true},
		{"within its head", joint, func(t *nlp.Tree) bool { return t.Within(7, 4) }, true},
		{"not within its sibling", joint, func(t *nlp.Tree) bool { return t.Within(7, 0) }, false},
	} {
		if got := c.ask(nlp.NewTree(sentence(t, c.words))); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSentence(t *testing.T) {
	d := sentence(t, "Talks/nsubj/1 ended/ROOT/1 Envoys/nsubj/3 left/ROOT/3")
	d.Sents = []nlp.Span{{Start: 0, End: 2}, {Start: 2, End: 4}}
	if got := nlp.NewTree(d).Sentence(2); got != d.Sents[1] {
		t.Errorf("sentence of the third token: %v", got)
	}
}
