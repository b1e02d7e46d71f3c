package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"backchannel/loader/contain"
)

// little is the length in characters of a body below which the next extractor
// is asked too. A paragraph of a news agency is longer.
const little = 250

// body finds the text with one extractor after another until one finds enough.
// The last one takes what it gets: a page of one paragraph is an article.
func (p *Page) body(doc *html.Node, base *url.URL) error {
	var failed error
	for _, x := range []struct {
		name   string
		enough int
		find   func(*html.Node, *url.URL) (*html.Node, error)
	}{{"trafilatura", little, byTrafilatura}, {"readability", little, byReadability}, {"paragraphs", 1, byParagraphs}} {
		node, err := guarded(x.find, doc, base)
		if err != nil {
			failed = err
			continue
		}
		if found := p.render(node); utf8.RuneCountInString(found) >= x.enough {
			p.Text, p.Extractor = found, x.name
			return nil
		}
	}
	if failed != nil {
		return fmt.Errorf("%w: %w", ErrNoArticle, failed)
	}
	return ErrNoArticle
}

// guarded turns a panic of one extractor into an error, so that the next one
// gets its turn.
func guarded(find func(*html.Node, *url.URL) (*html.Node, error), doc *html.Node, base *url.URL) (node *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", contain.ErrPanic, r)
		}
	}()
	return find(doc, base)
}

func byTrafilatura(doc *html.Node, base *url.URL) (*html.Node, error) {
	found, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL: base, EnableFallback: true, ExcludeComments: true, ExcludeTables: false,
		HtmlDateOverride: &htmldate.Result{}, // dates are found by the rules here
	})
	if err != nil {
		return nil, err
	}
	return found.ContentNode, nil
}

func byReadability(doc *html.Node, base *url.URL) (*html.Node, error) {
	if base == nil {
		base = &url.URL{Scheme: "http", Host: "localhost"}
	}
	parser := readability.NewParser()
	found, err := parser.ParseDocument(doc, base)
	if err != nil {
		return nil, err
	}
	return found.Node, nil
}

// sentence is the length in bytes of the shortest text that a page is for.
const sentence = 40

// byParagraphs is the last resort: every paragraph that is not page furniture,
// or where these say nothing, all of the body.
func byParagraphs(doc *html.Node, _ *url.URL) (*html.Node, error) {
	root, paragraphs := doc, &html.Node{Type: html.ElementNode, Data: "div"}
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Data == "body":
			root = n
		case n.Type == html.ElementNode && n.Data == "p" && !within(n, "nav", "footer", "header", "aside"):
			paragraphs.AppendChild(clone(n))
		}
	}
	if len(text(paragraphs)) >= sentence {
		return paragraphs, nil
	}
	return clone(root, "nav", "footer", "header", "aside"), nil
}

func within(n *html.Node, tags ...string) bool {
	for a := range n.Ancestors() {
		if slices.Contains(tags, a.Data) {
			return true
		}
	}
	return false
}

// clone copies a node and all below it but the elements named. The depth of
// the document is limited.
func clone(n *html.Node, but ...string) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr}
	for child := range n.ChildNodes() {
		if !slices.Contains(but, child.Data) {
			c.AppendChild(clone(child, but...))
		}
	}
	return c
}

// blocks are the elements that end a paragraph.
var blocks = set("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
	"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul")

// silent are the elements that hold no text of the article.
var silent = set("script", "style", "noscript", "template", "head", "iframe", "svg", "button", "select", "textarea", "object")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// render returns the text below a node, paragraphs apart by a blank line and
// white space drawn together. A first paragraph that repeats the title goes.
func (p *Page) render(node *html.Node) string {
	if node == nil {
		return ""
	}
	var paragraphs []string
	var current strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(current.String()), " "); s != "" && !(len(paragraphs) == 0 && s == p.Title) {
			paragraphs = append(paragraphs, s)
		}
		current.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			current.WriteString(n.Data)
		case n.Type == html.ElementNode && silent[n.Data]:
			return
		case n.Type == html.ElementNode && n.Data == "br":
			if n.NextSibling != nil && n.NextSibling.Data == "br" {
				flush()
			}
			current.WriteByte(' ')
			return
		}
		block := n.Type == html.ElementNode && blocks[n.Data]
		if block {
			flush()
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
		if block {
			flush()
		}
	}
	walk(node)
	flush()
	return strings.Join(paragraphs, "\n\n")
}
