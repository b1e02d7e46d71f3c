// Package nlp reads English: it splits text into tokens and sentences, tags and
// lemmatizes the words, finds who depends on which verb and which words name
// people, places and bodies. It runs the weights of a spaCy model in pure Go.
package nlp

// Token is one word or mark of a paragraph.
type Token struct {
	Start, End int    // bytes of Doc.Text
	Text       string // Doc.Text[Start:End]
	Lemma      string
	POS        string // Universal POS: VERB, PROPN, …
	Tag        string // Penn Treebank tag: VBD, NNP, …
	Morph      string // features as Name=Value|…, sorted; may be empty
	Dep        string // relation to the head: nsubj, dobj, ROOT, …
	Head       int    // index of the head in Doc.Tokens; its own index at the root
	EntIOB     byte   // 'B', 'I' or 'O'
	EntType    string // PERSON, GPE, ORG, NORP, DATE, …; empty outside entities
	SentStart  bool
	Space      bool // a space follows
}

// Span is a run of tokens, End exclusive.
type Span struct {
	Start, End int // token indices
	Label      string
}

// Doc is one annotated paragraph.
type Doc struct {
	Text   string
	Offset int // where Text starts in the text it was taken from, in bytes
	Tokens []Token
	Sents  []Span
	Ents   []Span
}
