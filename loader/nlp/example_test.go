package nlp_test

import (
	"fmt"
	"log"
	"strings"

	"backchannel/loader/nlp"
)

// Who does what to whom: the verbs of a paragraph with their subjects and objects.
func Example() {
	model, err := nlp.Load(nlp.DefaultDir()) // once; safe for concurrent use
	if err != nil {
		log.Fatal(err)
	}
	doc := model.Annotate("Ghana and Togo have signed a pact. No envoy was expelled by Mexico.", 0)
	tree := nlp.NewTree(doc)
	words := func(tokens []int) string {
		var all []string
		for _, i := range tokens {
			all = append(all, doc.Tokens[i].Text)
		}
		return strings.Join(all, ", ")
	}
	for i, tok := range doc.Tokens {
		if tok.POS == "VERB" {
			fmt.Printf("%s: %s → %s\n", tok.Lemma, words(tree.Subjects(i)), words(tree.Objects(i)))
		}
	}
	for _, e := range doc.Ents {
		first, last := doc.Tokens[e.Start], doc.Tokens[e.End-1]
		fmt.Println(e.Label, doc.Text[first.Start:last.End])
	}
}
