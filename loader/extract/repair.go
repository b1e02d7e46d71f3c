package extract

import (
	"slices"

	"backchannel/loader/nlp"
)

// repaired mends a reading that the parser of headlines-like news prose often
// gets wrong: a verb in the past taken for an adjective of the noun behind it
// ("a court [jailed star] Griner"). The verb takes the noun's place, the noun
// becomes its object and what stood before the verb its subject.
func repaired(doc nlp.Doc) nlp.Doc {
	mended := false
	for v := range doc.Tokens {
		tok := doc.Tokens[v]
		if tok.Tag != "VBD" || tok.Dep != "amod" && tok.Dep != "compound" || tok.Head <= v {
			continue
		}
		if !mended {
			doc.Tokens, mended = slices.Clone(doc.Tokens), true
		}
		raise(doc.Tokens, v)
	}
	return doc
}

// raise puts the verb v above the noun that it hangs on.
func raise(tokens []nlp.Token, v int) {
	n := tokens[v].Head
	subject := -1
	for i := range tokens[:v] {
		if tokens[i].Head == v && tokens[i].Dep == "nsubj" || tokens[i].Head == n && i < v && tokens[i].Dep != "punct" {
			subject = i
		}
	}
	if subject < 0 {
		return
	}
	for i := range tokens[:v] { // what else stood before the verb belongs to its subject
		if i != subject && tokens[i].Head == n && tokens[i].Dep != "punct" {
			tokens[i].Head = subject
		}
	}
	head, dep := tokens[n].Head, tokens[n].Dep
	tokens[subject].Head, tokens[subject].Dep = v, "nsubj"
	tokens[v].Head, tokens[v].Dep, tokens[v].POS = head, dep, "VERB"
	if head == n {
		tokens[v].Head = v
	}
	tokens[n].Head, tokens[n].Dep = v, "dobj"
}
