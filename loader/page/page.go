// Package page turns the bytes of a web page into the text of its article, with
// title, date, publisher and canonical URL.
//
// Pages come from strangers. Whatever a page holds, Extract returns within its
// limits: a page that is too large, too deep, too slow or that makes a parser
// panic comes back as an error that says so.
package page

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"backchannel/loader/article"
	"backchannel/loader/contain"
)

// Reasons for which a page gives no article.
var (
	ErrNoArticle  = errors.New("no article text found")
	ErrTooLarge   = errors.New("page is larger than the limit")
	ErrTooDeep    = errors.New("page is nested deeper than the limit")
	ErrTooComplex = errors.New("page has more elements than the limit")
	ErrNotHTML    = errors.New("not an HTML page")
)

// Page is what was found on a page.
type Page struct {
	Title     string
	Author    string
	Published time.Time // zero where the page does not say
	// PublishedRule names the rule that found the date, "" without a date.
	PublishedRule string
	URL           string // canonical; the page's own address where it names no other
	Publisher     string
	Language      string // ISO 639-1 code of the text
	// Text holds the paragraphs of the body, blank lines between them.
	Text string
	// Extractor names what found the body.
	Extractor string
	// Notes tell what was odd, such as a date in the future.
	Notes []string
}

// Document returns the page as the pipeline takes it.
func (p *Page) Document() article.Document {
	return article.Document{
		Title: p.Title, Published: p.Published, PublishedRule: p.PublishedRule, URL: p.URL, Publisher: p.Publisher,
		Language: p.Language, Text: p.Text, Notes: p.Notes,
	}
}

// Extractor finds articles on pages, within limits. It is safe for concurrent use.
type Extractor struct {
	MaxBytes    int // of the page, decompressed
	MaxDepth    int // of nested elements
	MaxElements int // in the document
	Limit       *contain.Limit
	// Now tells which dates lie in the future.
	Now func() time.Time
}

// New returns an extractor with the limits that a nightly load uses.
func New() *Extractor {
	return &Extractor{
		MaxBytes: article.MaxSize, MaxDepth: 400, MaxElements: 150_000,
		Limit: &contain.Limit{Timeout: 15 * time.Second, MaxStuck: 4}, Now: time.Now,
	}
}

// HTML reads a page of which nothing but the address is known, which may be
// empty. It fits article.Reader.
func (e *Extractor) HTML(raw []byte, address string) (article.Document, error) {
	return e.Answer(raw, "", address)
}

// Answer reads a page of an archive, with the content type of its header.
func (e *Extractor) Answer(raw []byte, contentType, address string) (article.Document, error) {
	p, err := e.Extract(raw, contentType, address)
	if err != nil {
		return article.Document{}, err
	}
	return p.Document(), nil
}

// Extract reads a page. The content type is that of the HTTP header and may be
// empty, as may the address. Errors wrap the reasons above, or those of contain.
func (e *Extractor) Extract(raw []byte, contentType, address string) (*Page, error) {
	if len(raw) > e.MaxBytes {
		return nil, fmt.Errorf("%w (%d MB)", ErrTooLarge, e.MaxBytes>>20)
	}
	return contain.Run(e.Limit, func() (*Page, error) { return e.extract(raw, contentType, address) })
}

// extract does the work of Extract, without its time limit.
func (e *Extractor) extract(raw []byte, contentType, address string) (*Page, error) {
	if !looksLikeHTML(raw, contentType) {
		return nil, ErrNotHTML
	}
	doc, err := html.Parse(strings.NewReader(decode(raw, contentType)))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds") { // the parser's own limit on open elements
			return nil, fmt.Errorf("%w: %w", ErrTooDeep, err)
		}
		return nil, fmt.Errorf("%w: %w", contain.ErrPanic, err)
	}
	if err := e.measure(doc); err != nil {
		return nil, err
	}
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		base = nil
	}
	p := &Page{}
	m := readMeta(doc)
	p.URL = p.canonical(m, base)
	p.Title = m.title()
	p.Author = m.author()
	p.Publisher = m.publisher(p.URL)
	p.date(doc, m, base, e.Now())
	if err := p.body(doc, base); err != nil {
		return nil, err
	}
	p.Language = Language(p.Text, m.language)
	return p, nil
}

// measure holds the document against the limits, without recursion.
func (e *Extractor) measure(doc *html.Node) error {
	elements, depth := 0, 0
	for n := doc; n != nil; {
		if n.Type == html.ElementNode {
			elements++
		}
		if elements > e.MaxElements {
			return fmt.Errorf("%w (%d)", ErrTooComplex, e.MaxElements)
		}
		if n.FirstChild != nil {
			if depth++; depth > e.MaxDepth {
				return fmt.Errorf("%w (%d)", ErrTooDeep, e.MaxDepth)
			}
			n = n.FirstChild
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return nil
}
