package loader

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/contain"
	"backchannel/loader/extract"
	"backchannel/loader/nlp"
	"backchannel/loader/page"
)

// Annotator reads the grammar of a paragraph that starts offset bytes into its
// text. It must be safe for concurrent use.
type Annotator interface {
	Annotate(text string, offset int) nlp.Doc
}

// Understanding turns documents into reports. It is safe for concurrent use.
type Understanding struct {
	Annotator Annotator
	Extractor *extract.Extractor
	// Known finds the bodies that officials serve and governments they belong to.
	Known interface {
		Actor(id graph.ID) (graph.Actor, bool)
	}
	// Limit bounds the time for one text; nil is no bound.
	Limit *contain.Limit
}

// readable is the number of bytes of a text that are understood: longer ones are
// no news articles, and time and memory would grow with them. They are kept whole.
const readable = 64 << 10

// Report reads a document. Articles in other languages than English are kept
// without claims. A panic or a hang over a hostile text becomes an error.
func (u *Understanding) Report(d article.Document) (graph.Report, error) {
	result, err := u.Read(d)
	if err != nil {
		return graph.Report{}, err
	}
	u.complete(&result.Report)
	return result.Report, nil
}

// complete adds the bodies that actors of the report serve or belong to.
func (u *Understanding) complete(r *graph.Report) {
	have := map[graph.ID]bool{"": true}
	for _, a := range r.Actors {
		have[a.ID] = true
	}
	for i := 0; i < len(r.Actors); i++ { // grows as bodies bring their governments
		wanted := []graph.ID{r.Actors[i].Government}
		for _, o := range r.Actors[i].Offices {
			wanted = append(wanted, o.Body)
		}
		for _, id := range wanted {
			if known, ok := u.Known.Actor(id); ok && !have[id] {
				have[id] = true
				r.Actors = append(r.Actors, known)
			}
		}
	}
}

// Read is Report with the reasons.
func (u *Understanding) Read(d article.Document) (*extract.Result, error) {
	limit := u.Limit
	if limit == nil {
		limit = &contain.Limit{Timeout: math.MaxInt64, MaxStuck: 1}
	}
	result, err := contain.Run(limit, func() (*extract.Result, error) { return u.read(d), nil })
	if err != nil {
		return nil, fmt.Errorf("understand: %w", err)
	}
	return result, nil
}

func (u *Understanding) read(d article.Document) *extract.Result {
	art := Article(d)
	paragraphs := extract.Paragraphs(art.Text)
	text := join(paragraphs)
	art.Simhash = graph.Simhash(text)
	if art.Language == "" {
		art.Language = language(text)
	}
	var docs []nlp.Doc
	if art.Language == "en" {
		for _, p := range pieces(paragraphs) {
			docs = append(docs, u.Annotator.Annotate(spaced(p.Text), p.Offset))
		}
	}
	return u.Extractor.Article(art, docs)
}

// spaced writes spaces for control characters, such as form feeds and escapes: to
// the grammar they are words, and what they stand in the way of is missed. Byte by
// byte the text keeps its places.
func spaced(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\x7f' {
			return ' '
		}
		return r
	}, text)
}

// longest is the number of bytes of a paragraph that is read in one piece; a
// quotation, say, is looked for in all of its paragraph.
const longest = 8 << 10

// pieces returns what is read of a text: its first part, with paragraphs of
// unusual length cut, at the end of a sentence where there is one.
func pieces(paragraphs []extract.Paragraph) []extract.Paragraph {
	var all []extract.Paragraph
	for _, p := range paragraphs {
		if p.Offset >= readable {
			break
		}
		p.Text = strings.ToValidUTF8(p.Text[:min(len(p.Text), readable-p.Offset)], "")
		for len(p.Text) > longest {
			end := cut(p.Text[:longest])
			all = append(all, extract.Paragraph{Text: p.Text[:end], Offset: p.Offset})
			p.Text, p.Offset = p.Text[end:], p.Offset+end
		}
		all = append(all, p)
	}
	return all
}

// cut returns where to cut a text that goes on: behind its last sentence or word,
// and never within a character.
func cut(text string) int {
	for _, mark := range []string{". ", " "} {
		if i := strings.LastIndex(text, mark); i > len(text)/2 {
			return i + len(mark)
		}
	}
	for i := len(text); i > len(text)-utf8.UTFMax; i-- {
		if utf8.ValidString(text[:i]) {
			return i
		}
	}
	return len(text)
}

// Article is the document as the graph keeps it.
func Article(d article.Document) graph.Article {
	url := article.Canonical(d.URL)
	return graph.Article{
		ID:    graph.ArticleID(url, d.Title, d.Published, d.Text),
		Title: d.Title, URL: url, Publisher: d.Publisher, PublishedAt: d.Published, Language: primary(d.Language),
		Text: d.Text, Hash: graph.TextHash(d.Title, d.Published, d.Text),
	}
}

// primary returns the language of a tag: "en" of "en-GB".
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	return tag
}

// minGuess is the number of letters below which the language is not guessed.
const minGuess = 200

// language guesses the language of a text; short ones pass as English, unless
// most of their letters are of another script: of these it is "" where in doubt.
func language(text string) string {
	switch {
	case !latin(text):
		return page.Language(text, "")
	case len(text) < minGuess:
		return "en"
	}
	return page.Language(text, "en")
}

// latin reports whether at least half of the letters of a text are.
func latin(text string) bool {
	balance := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			balance++
		case unicode.IsLetter(r):
			balance--
		}
	}
	return balance >= 0
}

func join(paragraphs []extract.Paragraph) string {
	var b strings.Builder
	for _, p := range paragraphs {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
