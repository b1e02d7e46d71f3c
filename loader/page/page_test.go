package page

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"backchannel/loader/contain"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newExtractor() *Extractor {
	e := New()
	e.Now = func() time.Time { return now }
	return e
}

const paragraph = "The foreign ministers of both countries met in Vienna on Tuesday and agreed to reopen their embassies, officials said."

// document wraps head and body into a page of a news site.
func document(head, body string) string {
	return `<!DOCTYPE html><html lang="en-GB"><head>` + head + `</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>` +
		body + `<footer><p>All rights reserved by the owners of the site.</p></footer></body></html>`
}

func news(n int) string {
	var b strings.Builder
	b.WriteString("<article><h1>Ministers meet</h1>")
	for i := range n {
		fmt.Fprintf(&b, "<p>%d. %s</p>\n", i, paragraph)
	}
	return b.String() + "</article>"
}

func TestPageOfNews(t *testing.T) {
	head := `<title>Ministers meet - The Site</title><meta property="og:site_name" content="The Site"><meta name="author" content="A. Writer">
		<link rel="canonical" href="/world/ministers-meet?utm_source=x"><meta property="article:published_time" content="2026-02-03T09:30:00+01:00">`
	p, err := newExtractor().Extract([]byte(document(head, news(6))), "text/html; charset=utf-8", "https://www.example.com/world/ministers-meet?fbclid=1#top")
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]string{
		"title": {p.Title, "Ministers meet"}, "url": {p.URL, "https://www.example.com/world/ministers-meet"},
		"publisher": {p.Publisher, "The Site"}, "language": {p.Language, "en"}, "author": {p.Author, "A. Writer"},
		"published": {p.Published.Format(time.RFC3339), "2026-02-03T08:30:00Z"}, "rule": {p.PublishedRule, "meta article:published_time"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
	if parts := strings.Split(p.Text, "\n\n"); len(parts) != 6 || parts[5] != "5. "+paragraph {
		t.Errorf("text is %q", p.Text)
	}
}

func TestShortAndOddPages(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"one paragraph", document("", "<article><h1>Ministers meet</h1><p>"+paragraph+"</p></article>"), paragraph},
		{"one paragraph in div", document("", "<div class=story>"+paragraph+"</div>"), paragraph},
		{"no body element", "<p>" + paragraph, paragraph},
		{"unclosed tags", "<html><body><div><p>" + paragraph + "<div><span>", paragraph},
		{"line breaks", document("", "<div>"+strings.Repeat(paragraph+"<br><br>", 4)+"</div>"), paragraph},
		{"xhtml declaration", `<?xml version="1.0"?>` + document("", news(3)), "2. " + paragraph},
		{"comment first", "<!-- x -->" + document("", news(3)), "2. " + paragraph},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := newExtractor().Extract([]byte(c.page), "", "")
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(strings.Split(p.Text, "\n\n"), c.want) {
				t.Errorf("no paragraph %q in %q", c.want, p.Text)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ name, head, body, url, want, rule string }{
		{"json-ld", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"datePublished":"2026-01-02T03:04:05Z"}]}</script><meta name="date" content="2020-01-01">`, "", "", "2026-01-02", "json-ld datePublished"},
		{"broken json-ld, meta", `<script type="application/ld+json">{"@type":</script><meta name="date" content="2020-01-01">`, "", "", "2020-01-01", "meta date"},
		{"dublin core", `<meta name="DC.date.issued" content="2021-05-06">`, "", "", "2021-05-06", "meta dc.date.issued"},
		{"time element", "", `<time datetime="2026-02-01T10:00:00Z">today</time>`, "", "2026-02-01", "time element"},
		{"url", "", "", "https://example.com/2025/11/26/talks", "2025-11-26", "url"},
		{"future meta, url counts", `<meta name="date" content="2031-01-01">`, "", "https://example.com/2025/11/26/talks", "2025-11-26", "url"},
		{"text", "", `<div class="date">Published: 14 January 2026</div>`, "", "2026-01-14", "text of the page"},
		{"none", "", "", "https://example.com/talks", "0001-01-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := newExtractor().Extract([]byte(document(c.head, c.body+news(4))), "", c.url)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Published.Format(time.DateOnly); got != c.want || p.PublishedRule != c.rule {
				t.Errorf("got %s by %q, want %s by %q", got, p.PublishedRule, c.want, c.rule)
			}
			future := len(p.Notes) > 0 && strings.Contains(p.Notes[0], "future")
			if strings.HasPrefix(c.name, "future") != future {
				t.Errorf("notes: %q", p.Notes)
			}
		})
	}
}

func TestCanonicalStaysOnItsSite(t *testing.T) {
	for _, c := range []struct{ url, canonical, want string }{
		{"https://m.example.co.uk/a?id=7", "https://www.example.co.uk/a", "https://www.example.co.uk/a"},
		{"https://example.com/a", "https://victim.org/b", "https://example.com/a"},
		{"https://one.github.io/a", "https://two.github.io/a", "https://one.github.io/a"},
		{"https://example.com/a", "https://example.com/", "https://example.com/a"},
		{"https://example.com/a", "javascript:alert(1)", "https://example.com/a"},
		{"https://EXAMPLE.com:443/a?b=1&utm_medium=m", "", "https://example.com/a?b=1"},
		{"", "https://example.com/a", "https://example.com/a"},
	} {
		p, err := newExtractor().Extract([]byte(document(`<link rel="canonical" href="`+c.canonical+`">`, news(3))), "", c.url)
		if err != nil {
			t.Fatal(err)
		}
		if p.URL != c.want {
			t.Errorf("%s naming %s: got %s, want %s", c.url, c.canonical, p.URL, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	body := "<article><p>" + strings.Repeat("Der Außenminister reiste nach Österreich. ", 9) + "</p></article>"
	latin := strings.NewReplacer("ß", "\xdf", "Ö", "\xd6").Replace(body)
	utf16 := "\xff\xfe"
	for _, r := range document("", body) {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, c := range map[string]struct{ page, contentType string }{
		"utf-8 under a wrong label": {document(`<meta charset="iso-8859-1">`, body), "text/html; charset=windows-1252"},
		"latin-1 by header":         {document("", latin), "text/html; charset=iso-8859-1"},
		"latin-1 by meta":           {document(`<meta charset="iso-8859-1">`, latin), ""},
		"latin-1 unlabelled":        {document("", latin), ""},
		"latin-1 called utf-8":      {document("", latin), "text/html; charset=utf-8"},
		"utf-16":                    {utf16, ""},
		"utf-8 with stray bytes":    {document("", strings.Replace(body, "reiste", "re\xffiste", 1)), "text/html"},
		"byte order mark":           {"\xef\xbb\xbf" + document("", body), ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newExtractor().Extract([]byte(c.page), c.contentType, "")
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.Text, "Der Außenminister reiste nach Österreich.") || p.Language != "de" {
				t.Errorf("read as %s: %q", p.Language, p.Text)
			}
		})
	}
}

func TestHostilePagesAreBounded(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  []byte
		want error
	}{
		{"nested tags", []byte(strings.Repeat("<div>", 100_000) + paragraph), ErrTooDeep},
		{"nested inline tags", []byte(strings.Repeat("<b><i>", 50_000) + paragraph), ErrTooDeep},
		{"too many elements", []byte(strings.Repeat("<p>a</p>", 200_000)), ErrTooComplex},
		{"too large", make([]byte, 9<<20), ErrTooLarge},
		{"picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ErrNotHTML},
		{"empty", nil, ErrNoArticle},
		{"no text", []byte(document("", "")), ErrNoArticle},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := newExtractor().Extract(c.raw, "", "")
			if !errors.Is(err, c.want) {
				t.Errorf("got page %+v, error %v; want %v", p, err, c.want)
			}
		})
	}
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte(document("", news(2))), "text/html")
	f.Add([]byte("<table><tr><td><br><br>x<svg><title>"), "text/html; charset=utf-16")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "")
	e := newExtractor()
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		p, err := e.Extract(raw, contentType, "https://example.com/a")
		if errors.Is(err, contain.ErrPanic) {
			t.Fatal(err)
		}
		if err == nil && (p.Text == "" || strings.ToValidUTF8(p.Text, "") != p.Text) {
			t.Fatalf("text %q", p.Text)
		}
	})
}
