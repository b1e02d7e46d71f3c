// Package nlp reads English: it splits text into tokens and sentences, tags and
// lemmatizes the words, finds who depends on which verb and which words name
// people, places and bodies. It runs the weights of spaCy's small English model
// in pure Go, and says what spaCy says.
//
// [Load] reads a model folder once; [Model.Annotate] then reads a paragraph of
// text, from any number of goroutines:
//
//	model, err := nlp.Load(nlp.DefaultDir())
//	…
//	doc := model.Annotate("The minister met his counterpart.", 0)
//
// What comes back is plain data: a [Doc] of [Token]s in the tag sets of Universal
// Dependencies, the Penn Treebank, ClearNLP and OntoNotes. Nothing in it refers
// to the engine, so another one that fills a Doc can stand behind the same rules.
// [NewTree] makes the dependency trees of a Doc ready to walk: whose subject,
// which object, negated or not.
//
// Text is read as it stands: tokens are verbatim stretches of it, and with the
// spaces between them they make it up again byte for byte. A paragraph is the
// right unit: what stands before and after is not looked at.
package nlp

// Token is one word or mark of a paragraph.
type Token struct {
	Start, End int    // bytes of Doc.Text
	Text       string // Doc.Text[Start:End]
	Lemma      string
	POS        string // Universal POS: VERB, PROPN, …
	Tag        string // Penn Treebank tag: VBD, NNP, …
	Morph      string // features as Name=Value|…, sorted; may be empty
	Dep        string // relation to the head as ClearNLP names it: nsubj, dobj, ROOT, …
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

// Doc is one annotated paragraph. Its sentences cover all tokens, in order; its
// entities do not overlap. Following heads from any token ends at a root.
type Doc struct {
	Text   string
	Offset int // where Text starts in the text it was taken from, in bytes
	Tokens []Token
	Sents  []Span // without labels
	Ents   []Span // labelled PERSON, GPE, ORG, …
}
