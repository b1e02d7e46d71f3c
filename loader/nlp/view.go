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
	children := make([][]int, len(d.Tokens))
	for i, t := range d.Tokens {
		if t.Head != i {
			children[t.Head] = append(children[t.Head], i)
		}
	}
	var b strings.Builder
	var write func(i, level int)
	write = func(i, level int) {
		t := &d.Tokens[i]
		fmt.Fprintf(&b, "%s%-*s %-5s %-10s %s", strings.Repeat("  ", level), max(1, 40-2*level), t.Text, t.Tag, t.Dep, t.Lemma)
		if t.EntType != "" {
			b.WriteString("  " + t.entity())
		}
		b.WriteByte('\n')
		for _, k := range children[i] {
			write(k, level+1)
		}
	}
	for i, t := range d.Tokens {
		if t.Head == i {
			write(i, 0)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
