package feed

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	rss     = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Wire</title><language>en</language><item><title>Ministers meet in Zürich</title><link>/a?x=1#top</link><pubDate>Tue, 03 Feb 2026 09:30:00 +0100</pubDate></item><item><title>No link</title></item></channel></rss>`
	atom    = `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><entry><title>Ministers meet in Zürich</title><link href="https://example.com/a?x=1"/><published>2026-02-03T08:30:00Z</published></entry></feed>`
	rdf     = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Wire</title></channel><item><title>Ministers meet in Zürich</title><link>https://example.com/a?x=1</link><dc:date>2026-02-03T08:30:00Z</dc:date></item></rdf:RDF>`
	jsonFed = `{"version":"https://jsonfeed.org/version/1.1","title":"The Wire","items":[{"id":"1","url":"https://example.com/a?x=1","title":"Ministers meet in Zürich","date_published":"2026-02-03T08:30:00Z"}]}`
	sitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/a?x=1</loc><news:news><news:publication><news:name>The Wire</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-02-03T08:30:00Z</news:publication_date><news:title>Ministers meet in Zürich</news:title></news:news></url></urlset>`
)

func TestFormats(t *testing.T) {
	latin := strings.NewReplacer("ü", "\xfc", "UTF-8", "iso-8859-1").Replace(rss)
	wide := "\xff\xfe"
	for _, r := range strings.Replace(rss, "UTF-8", "UTF-16", 1) {
		wide += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, c := range map[string]struct{ text, contentType string }{
		"rss": {rss, ""}, "atom": {atom, ""}, "rdf": {rdf, ""}, "json": {jsonFed, "application/feed+json"}, "news sitemap": {sitemap, ""},
		"latin-1 declared":            {latin, ""},
		"latin-1 by header":           {strings.Replace(latin, ` encoding="iso-8859-1"`, "", 1), "text/xml; charset=ISO-8859-1"},
		"latin-1 without a label":     {strings.Replace(latin, ` encoding="iso-8859-1"`, "", 1), ""},
		"utf-8 declared latin-1":      {strings.Replace(rss, "UTF-8", "iso-8859-1", 1), "text/xml; charset=iso-8859-1"},
		"utf-16":                      {wide, ""},
		"stray byte":                  {strings.Replace(rss, "meet", "me\xffet", 1), ""},
		"control characters":          {strings.Replace(rss, "meet", "me\x00\x0b\x1bet", 1), ""},
		"byte order mark, blank line": {"\xef\xbb\xbf\n\n" + rss, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse([]byte(c.text), c.contentType, "https://example.com/feed.xml", 10)
			if err != nil {
				t.Fatal(err)
			}
			want := Item{"https://example.com/a?x=1", "Ministers meet in Zürich", time.Date(2026, 2, 3, 8, 30, 0, 0, time.UTC)}
			if f.Title != "The Wire" || len(f.Items) != 1 || f.Items[0] != want {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestSitemapIndex(t *testing.T) {
	f, err := Parse([]byte(`<sitemapindex><sitemap><loc>/undated.xml</loc></sitemap><sitemap><loc>/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap>`+
		`<sitemap><loc>/news.xml.gz</loc><lastmod>2026-02-03T08:30:00Z</lastmod></sitemap></sitemapindex>`), "", "https://example.com/index.xml", 10)
	want := []string{"https://example.com/news.xml.gz", "https://example.com/old.xml", "https://example.com/undated.xml"}
	if err != nil || !slices.Equal(f.Sitemaps, want) {
		t.Errorf("%+v, %v; want the latest first: %q", f, err, want)
	}
}

func TestLimitAndAddresses(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>x</title>`)
	for _, link := range []string{"https://example.com/1", "https://example.com/1#again", "javascript:alert(1)", "file:///etc/passwd", "", "https://example.com/2", "https://example.com/3"} {
		fmt.Fprintf(&b, "<item><link>%s</link></item>", link)
	}
	b.WriteString("</channel></rss>")
	f, err := Parse([]byte(b.String()), "", "https://example.com/", 2)
	if err != nil || len(f.Items) != 2 || f.Dropped != 4 {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestHostileFeeds(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&lol%d;", i), 10))
	}
	laughs += `]><rss version="2.0"><channel><title>&lol9;</title><item><link>https://example.com/1</link></item></channel></rss>`
	entity := `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>`
	nested := `<rss version="2.0"><channel>` + strings.Repeat("<a>", 100_000)
	for name, text := range map[string]string{"laughs": laughs, "entity": entity, "nested": nested, "page": "<html><body>x</body></html>", "empty": "", "noise": "\x00\x01\x02"} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse([]byte(text), "", "https://example.com/", 10)
			if err != nil && !errors.Is(err, ErrNotFeed) {
				t.Errorf("error %v wraps no ErrNotFeed", err)
			}
			if err == nil && (len(f.Title) > 100 || strings.Contains(f.Title, "root:")) {
				t.Errorf("entities were expanded: %.100q", f.Title)
			}
		})
	}
}

func TestLargeFeedWithinMemory(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>x</title>`)
	for i := range 10_000 {
		fmt.Fprintf(&b, "<item><title>Item %d</title><link>https://example.com/%d</link><description>%s</description></item>", i, i, strings.Repeat("text ", 60))
	}
	b.WriteString("</channel></rss>")
	raw := []byte(b.String())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Parse(raw, "", "https://example.com/", 20_000)
	runtime.ReadMemStats(&after)
	if err != nil || len(f.Items) != 10_000 {
		t.Fatal(err)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 512 {
		t.Errorf("%d MB were allocated", used)
	}
}

func TestReadSources(t *testing.T) {
	good := "feeds:\n- url: https://example.com/rss\n  name: Example\n  country: gbr\n  language: en\n  interval: 30m\n- url: https://example.org/a\n  kind: page\n  enabled: false\n"
	sources, err := readSources(strings.NewReader(good))
	if err != nil || len(sources) != 2 || sources[0].Interval != 30*time.Minute || !sources[0].On() || sources[1].On() || sources[0].Country != "GBR" || sources[1].Limit != DefaultLimit {
		t.Errorf("%+v, %v", sources, err)
	}
	const twoFeeds = "feeds:\n  - url: https://a.b\n    interval: 1h\n  - name: second\n    country: ZZZ\n    language: english\n"
	for text, want := range map[string]string{
		twoFeeds:                         "line 4: feed 2: url is missing\nline 5: feed 2: country \"ZZZ\" is no ISO 3166 code\nline 6: feed 2: language \"english\"",
		"sources:\n- url: https://a.b\n": "line 1: unknown field \"sources\"; it wants a list under feeds:", "feeds: []": "no feeds", "": "no feeds", "feeds:\n- url: ftp://x\n": "no http", "feeds:\n- url: https://a.b\n- url: https://a.b\n": "same url",
		"feeds:\n- url: https://a.b\n  speed: 3\n": "line 3: unknown field \"speed\"", "feeds:\n- url: https://a.b\n  language: english\n": "ISO 639-1", "feeds: {": "line 1",
		"feeds:\n- url: https://a.b\n  name: x\n- url: https://a.c\n  name: x\n": "same name", "feeds:\n- url: https://a.b\n  interval: soon\n": "line 3: feed 1: interval \"soon\"",
	} {
		if _, err := readSources(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not speak of %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{rss, atom, rdf, jsonFed, sitemap} {
		f.Add([]byte(seed), "")
	}
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		got, err := Parse(raw, contentType, "https://example.com/", 5)
		if err == nil && len(got.Items) > 5 {
			t.Fatal("more items than the limit")
		}
	})
}
