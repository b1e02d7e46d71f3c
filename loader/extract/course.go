package extract

import (
	"slices"

	"backchannel/loader/nlp"
)

// inTheCourse mends "urged Moscow to [halt attacks during a call with Putin]": the talk
// in whose course something is said or urged hangs on the saying, not on what is said.
func inTheCourse(lex *lexicon, tokens []nlp.Token, prep int) {
	talk := slices.IndexFunc(tokens, func(tok nlp.Token) bool { return tok.Dep == "pobj" && tok.Head == prep })
	if talk < prep || !lex.is("course", tokens[talk].Lemma) || tokens[prep].Lemma == "in" && !lex.is("call-noun", tokens[talk].Lemma) || toCome(lex, tokens, talk) {
		return
	}
	at, content := tokens[prep].Head, false
	for n := 0; n < 8 && tokens[at].Tag != "VBD" && tokens[at].Head != at; n++ {
		if tag := tokens[at].Tag; tag == "VBZ" || tag == "VBP" || lex.is("raising", tokens[at].Lemma) || modal(tokens, at) { // "asked her to raise it during a call"
			return
		}
		content = content || tokens[at].Tag == "VB"
		at = tokens[at].Head
	}
	if content && tokens[at].Tag == "VBD" && at < prep && lex.is("stressing", tokens[at].Lemma) {
		tokens[prep].Head = at
	}
}

// toCome reports whether a noun is called future or dated by "next".
func toCome(lex *lexicon, tokens []nlp.Token, n int) bool {
	for i, tok := range tokens {
		if lex.is("future-modifier", tok.Lemma) && (tok.Head == n || tokens[tok.Head].Head == n || i > n && i < n+8) {
			return true
		}
	}
	return false
}

// modal reports whether a verb stands behind "will" or the like.
func modal(tokens []nlp.Token, v int) bool {
	return slices.ContainsFunc(tokens[max(0, v-4):v], func(tok nlp.Token) bool { return tok.Tag == "MD" && tok.Head == v })
}
