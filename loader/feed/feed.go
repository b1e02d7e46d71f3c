// Package feed reads what news sites publish about their articles: RSS, Atom,
// RDF and JSON feeds, and news sitemaps.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"backchannel/loader/article"
)

// Reasons for which bytes are no feed.
var (
	ErrNotFeed = errors.New("not a feed")
	// ErrFormat, an ErrNotFeed, says that they do not even look like one.
	ErrFormat = fmt.Errorf("%w: in no known format", ErrNotFeed)
)

// Item is an article as a feed announces it.
type Item struct {
	URL       string
	Title     string
	Published time.Time // zero where the feed does not say
}

// Feed is a list of articles, in the order of the feed.
type Feed struct {
	Title    string
	Language string // as declared; may be empty
	Items    []Item
	// Sitemaps are the further sitemaps that an index lists, the latest first.
	Sitemaps []string
	// Dropped counts items beyond the limit, and those without a usable address.
	Dropped int
}

// Parse reads a feed. Addresses are resolved against base; at most limit items
// are kept. The content type is that of the HTTP header and may be empty. The
// error wraps ErrNotFeed.
func Parse(raw []byte, contentType, base string, limit int) (f *Feed, err error) {
	defer func() { // the formats are many, and their parsers are not ours
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("%w: parser failed: %v", ErrNotFeed, r)
		}
	}()
	from, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("%w: base %q", ErrNotFeed, base)
	}
	text := clean(raw, contentType)
	b := &builder{feed: &Feed{}, base: from, limit: limit, seen: map[string]bool{}}
	if root := root(text); root == "urlset" || root == "sitemapindex" {
		return b.sitemap(text)
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return nil, ErrFormat
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	b.feed.Title, b.feed.Language = strings.TrimSpace(parsed.Title), parsed.Language
	for _, item := range parsed.Items {
		address := item.Link
		if address == "" && strings.HasPrefix(item.GUID, "http") {
			address = item.GUID
		}
		var published time.Time
		if item.PublishedParsed != nil {
			published = *item.PublishedParsed
		} else if item.UpdatedParsed != nil {
			published = *item.UpdatedParsed
		}
		b.add(address, item.Title, published)
	}
	return b.feed, nil
}

// builder collects items: each address once, and no more than the limit.
type builder struct {
	feed  *Feed
	base  *url.URL
	limit int
	seen  map[string]bool
	// listed are the sitemaps of an index.
	listed []listed
}

type listed struct {
	url      string
	modified time.Time
}

// maxListed bounds the sitemaps noted from one index.
const maxListed = 1000

func (b *builder) add(address, title string, published time.Time) {
	u, err := b.base.Parse(strings.TrimSpace(address))
	if strings.TrimSpace(address) == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		b.feed.Dropped++
		return
	}
	u.Fragment = ""
	at := u.String()
	switch {
	case b.seen[at]:
		return
	case len(b.feed.Items) >= b.limit:
		b.feed.Dropped++
		return
	}
	b.seen[at] = true
	b.feed.Items = append(b.feed.Items, Item{at, strings.Join(strings.Fields(title), " "), published.UTC()})
}

// list notes a sitemap of an index.
func (b *builder) list(address, modified string) {
	u, err := b.base.Parse(strings.TrimSpace(address))
	if err != nil || len(b.listed) >= maxListed {
		b.feed.Dropped++
		return
	}
	at, _ := article.ParseTime(modified) // one without a date goes last
	b.listed = append(b.listed, listed{u.String(), at})
}

// done returns the feed with the sitemaps of its index in order.
func (b *builder) done() *Feed {
	slices.SortStableFunc(b.listed, func(a, c listed) int { return c.modified.Compare(a.modified) })
	for _, l := range b.listed {
		b.feed.Sitemaps = append(b.feed.Sitemaps, l.url)
	}
	return b.feed
}

// sitemap reads a sitemap or an index of sitemaps, entry by entry.
func (b *builder) sitemap(text []byte) (*Feed, error) {
	in := xml.NewDecoder(bytes.NewReader(text))
	in.Strict = false
	var entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		News    struct {
			Title       string `xml:"title"`
			Published   string `xml:"publication_date"`
			Publication struct {
				Name     string `xml:"name"`
				Language string `xml:"language"`
			} `xml:"publication"`
		} `xml:"news"`
	}
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return b.done(), nil
		}
		if err != nil {
			if len(b.feed.Items)+len(b.listed) > 0 {
				return b.done(), nil // what came before the damage counts
			}
			return nil, fmt.Errorf("%w: sitemap: %w", ErrNotFeed, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		e := entry
		if err := in.DecodeElement(&e, &start); err != nil {
			continue // the next token tells whether reading can go on
		}
		if start.Name.Local == "sitemap" {
			b.list(e.Loc, e.LastMod)
			continue
		}
		if b.feed.Language == "" {
			b.feed.Title, b.feed.Language = e.News.Publication.Name, e.News.Publication.Language
		}
		published, err := article.ParseTime(e.News.Published)
		if err != nil {
			published, _ = article.ParseTime(e.LastMod)
		}
		b.add(e.Loc, e.News.Title, published)
	}
}

var rootElement = regexp.MustCompile(`<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)`)

// root returns the local name of the first element, "" where there is none.
func root(text []byte) string {
	if found := rootElement.FindSubmatch(text[:min(len(text), 4096)]); found != nil {
		return strings.ToLower(string(found[2]))
	}
	return ""
}

var (
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	encodingOf  = regexp.MustCompile(`encoding\s*=\s*["']([\w.:-]+)["']`)
)

// clean returns a feed as UTF-8 without the bytes that XML forbids, which sites
// send all the same. As with pages, bytes that are valid UTF-8 are taken as such.
func clean(raw []byte, contentType string) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	wide := bytes.HasPrefix(raw, []byte("\xfe\xff")) || bytes.HasPrefix(raw, []byte("\xff\xfe"))
	if wide || !utf8.Valid(raw) {
		raw = transcode(raw, contentType, wide)
	}
	raw = bytes.Map(func(r rune) rune {
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == 0xFEFF {
			return -1
		}
		return r
	}, raw)
	return declaration.ReplaceAll(bytes.TrimSpace(raw), nil) // it would name the encoding of before
}

// transcode decodes by byte order mark, XML declaration or HTTP header. Where
// the label says UTF-8, the few bytes that are none go.
func transcode(raw []byte, contentType string, wide bool) []byte {
	label := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		label = params["charset"]
	}
	if found := encodingOf.FindSubmatch(declaration.Find(raw)); found != nil {
		label = string(found[1])
	}
	encoding, name := charset.Lookup(label)
	switch {
	case wide:
		encoding, _, _ = charset.DetermineEncoding(raw, "")
	case encoding == nil && !manyWide(raw):
		encoding = charmap.Windows1252
	case encoding == nil || name == "utf-8":
		return bytes.ToValidUTF8(raw, nil)
	}
	decoded, err := encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return bytes.ToValidUTF8(raw, nil)
	}
	return decoded
}

// manyWide reports whether raw holds characters of several bytes in UTF-8.
func manyWide(raw []byte) bool {
	n := 0
	for len(raw) > 0 {
		_, size := utf8.DecodeRune(raw)
		if size > 1 {
			n++
		}
		raw = raw[size:]
	}
	return n > 3
}
