package nlp

import (
	"fmt"
	"io"
	"strings"
)

// JSON is an annotated text as `backchannel annotate --json` prints it.
type JSON struct {
	ID         string          `json:"id"`
	Paragraphs []JSONParagraph `json:"paragraphs"`
}

// JSONParagraph is a paragraph that starts at a byte of the text.
type JSONParagraph struct {
	Start  int         `json:"start"`
	Tokens []JSONToken `json:"tokens"`
}

// JSONToken is a token. Start and End are bytes of the text, Head is an index in
// the paragraph's tokens, Ent a tag such as B-PERSON, I-PERSON or O.
type JSONToken struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Lemma string `json:"lemma"`
	POS   string `json:"pos"`
	Tag   string `json:"tag"`
	Dep   string `json:"dep"`
	Head  int    `json:"head"`
	Ent   string `json:"ent"`
}

// NewJSON gives the annotated paragraphs of a text the form they are printed in.
func NewJSON(id string, docs []Doc) JSON {
	out := JSON{ID: id, Paragraphs: make([]JSONParagraph, 0, len(docs))}
	for _, d := range docs {
		p := JSONParagraph{Start: d.Offset, Tokens: make([]JSONToken, 0, len(d.Tokens))}
		for _, t := range d.Tokens {
			p.Tokens = append(p.Tokens, JSONToken{Text: t.Text, Start: d.Offset + t.Start, End: d.Offset + t.End,
				Lemma: t.Lemma, POS: t.POS, Tag: t.Tag, Dep: t.Dep, Head: t.Head, Ent: t.entity()})
		}
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return out
}

func (t *Token) entity() string {
	if t.EntType == "" {
		return "O"
	}
	return string(t.EntIOB) + "-" + t.EntType
}

// WriteTree writes the trees of a paragraph's sentences, a token a line,
// children below their head and indented.
func WriteTree(w io.Writer, d Doc) error {
	t := NewTree(d)
	var b strings.Builder
	var write func(i, level int)
	write = func(i, level int) {
		tok := &d.Tokens[i]
		fmt.Fprintf(&b, "%s%-*s %-5s %-10s %s", strings.Repeat("  ", level), max(1, 40-2*level), tok.Text, tok.Tag, tok.Dep, tok.Lemma)
		if tok.EntType != "" {
			b.WriteString("  " + tok.entity())
		}
		b.WriteByte('\n')
		for _, k := range t.Children(i) {
			write(k, level+1)
		}
	}
	for i := range d.Tokens {
		if d.Tokens[i].Head == i {
			write(i, 0)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
