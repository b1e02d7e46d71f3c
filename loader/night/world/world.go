// Package world plays the web for tests of loads: sources with feeds of every
// format and temper - slow, broken, moved, gone, refusing - and pages of which
// some are hostile, with a count of what was asked for.
package world

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/loader/feed"
)

// World is a web of its own.
type World struct {
	*httptest.Server
	// Body, where set before the first request, writes the paragraphs of an article.
	Body func(source, article int) []string

	sources, articles int
	bomb              []byte
	port              int // of the server on many hosts, where there is one

	mu            sync.Mutex
	edition       int            // articles that later editions added to a source
	dropped       int            // articles at the beginning that feeds no longer list
	unconditional map[string]int // feed requests without validators, by path
	pages         map[string]int // page requests, by path
	refused       map[string]bool
}

// New starts a world of so many sources with so many articles each, all on one host.
func New(t testing.TB, sources, articles int) *World {
	w := &World{Body: body, sources: sources, articles: articles, unconditional: map[string]int{}, pages: map[string]int{}, refused: map[string]bool{}}
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	_, _ = packed.Write(make([]byte, 64<<20))
	packed.Close()
	w.bomb = b.Bytes()
	w.Server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.Close)
	return w
}

// Spread gives every source a host of its own, a loopback address each, so that
// a load keeps its usual pace. It needs a system on which all of 127/8 is local.
func (w *World) Spread(t testing.TB) {
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(w.serve)}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	w.port = l.Addr().(*net.TCPAddr).Port
}

// home is the address of a source.
func (w *World) home(i int) string {
	if w.port == 0 {
		return fmt.Sprintf("%s/%d", w.URL, i)
	}
	return fmt.Sprintf("http://127.1.%d.%d:%d/%d", i/250, i%250+1, w.port, i)
}

// Feeds returns the sources of the world.
func (w *World) Feeds() []feed.Source {
	all := make([]feed.Source, w.sources)
	for i := range all {
		all[i] = feed.Source{URL: w.home(i) + "/feed", Name: fmt.Sprintf("source %03d", i), Kind: "feed", Limit: 1000}
	}
	return all
}

// Temper of a source, by its number.
const (
	Moved   = 1 // its feed lives elsewhere for good
	limited = 2 // answers 429 the first time
	Broken  = 3 // no feed at all
	Gone    = 4
	latin   = 5
	slow    = 6
)

// Loadable is the number of articles of the world that can be loaded.
func (w *World) Loadable() int {
	n := 0
	for i := range w.sources {
		if temper := i % 20; temper == Broken || temper == Gone {
			continue
		}
		for a := range w.articles + w.edition {
			if !hostile(i, a) {
				n++
			}
		}
	}
	return n
}

// Hostile tells whether a page, by its path, can't be loaded.
func (w *World) Hostile(page string) bool {
	var i, a int
	return scan(page, "/%d/a/%d", &i, &a) && hostile(i, a)
}

func hostile(source, article int) bool { return source%3 == 0 && article == 1 }

func (w *World) serve(out http.ResponseWriter, r *http.Request) {
	var i, a int
	switch {
	case r.URL.Path == "/robots.txt":
		http.NotFound(out, r)
	case scan(r.URL.Path, "/%d/feed", &i):
		w.feed(out, r, i)
	case scan(r.URL.Path, "/%d/moved", &i):
		w.list(out, r, i)
	case scan(r.URL.Path, "/%d/a/%d", &i, &a):
		w.article(out, r, i, a)
	default:
		http.NotFound(out, r)
	}
}

func scan(path, format string, to ...any) bool {
	n, err := fmt.Sscanf(path, format, to...)
	return err == nil && n == len(to) && path == fmt.Sprintf(format, values(to)...)
}

func values(pointers []any) []any {
	out := make([]any, len(pointers))
	for i, p := range pointers {
		out[i] = *p.(*int)
	}
	return out
}

func (w *World) feed(out http.ResponseWriter, r *http.Request, i int) {
	switch i % 20 {
	case Moved:
		http.Redirect(out, r, fmt.Sprintf("/%d/moved", i), http.StatusMovedPermanently)
		return
	case limited:
		w.mu.Lock()
		first := !w.refused[r.URL.Path]
		w.refused[r.URL.Path] = true
		w.mu.Unlock()
		if first {
			out.WriteHeader(http.StatusTooManyRequests)
			return
		}
	case Broken:
		_, _ = out.Write([]byte("<html><p>Our feed has moved, dear reader."))
		return
	case Gone:
		out.WriteHeader(http.StatusGone)
		return
	case slow:
		time.Sleep(50 * time.Millisecond)
	}
	w.list(out, r, i)
}

// list writes a feed in the format of its source.
func (w *World) list(out http.ResponseWriter, r *http.Request, i int) {
	w.mu.Lock()
	n, from, tag := w.articles+w.edition, w.dropped, fmt.Sprintf(`"v%d"`, w.edition)
	if r.Header.Get("If-None-Match") == "" {
		w.unconditional[r.URL.Path]++
	}
	w.mu.Unlock()
	out.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		out.WriteHeader(http.StatusNotModified)
		return
	}
	var b strings.Builder
	write := func(before, item, after string) {
		b.WriteString(before)
		for a := from; a < n; a++ {
			fmt.Fprintf(&b, item, fmt.Sprintf("%s/a/%d", w.home(i), a))
		}
		b.WriteString(after)
	}
	switch i % 4 {
	case 0:
		write(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>`, `<item><title>Talks</title><link>%s</link><pubDate>Tue, 03 Feb 2026 09:30:00 GMT</pubDate></item>`, `</channel></rss>`)
	case 1:
		encoding, title := "utf-8", "Ministers of Österreich"
		if i%20 == latin {
			encoding, title = "iso-8859-1", "Ministers of \xd6sterreich"
		}
		write(`<?xml version="1.0" encoding="`+encoding+`"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>`, `<entry><title>`+title+`</title><link href="%s"/><published>2026-02-03T09:30:00Z</published></entry>`, `</feed>`)
	case 2:
		write(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, `<url><loc>%s</loc><lastmod>2026-02-03T09:30:00Z</lastmod></url>`, `</urlset>`)
	case 3:
		var items []string
		for a := from; a < n; a++ {
			items = append(items, fmt.Sprintf(`{"id":"%d","url":"%s/a/%d","title":"Talks","date_published":"2026-02-03T09:30:00Z"}`, a, w.home(i), a))
		}
		b.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[` + strings.Join(items, ",") + `]}`)
	}
	_, _ = out.Write([]byte(b.String()))
}

func (w *World) article(out http.ResponseWriter, r *http.Request, i, a int) {
	w.mu.Lock()
	w.pages[r.URL.Path]++
	w.mu.Unlock()
	if hostile(i, a) {
		switch i / 3 % 7 {
		case 0:
			out.Header().Set("Content-Encoding", "gzip")
			_, _ = out.Write(w.bomb)
		case 1:
			http.Redirect(out, r, r.URL.Path, http.StatusFound)
		case 2:
			_, _ = out.Write([]byte(strings.Repeat("<div>", 100_000)))
		case 3:
			out.Header().Set("Content-Length", "1000000000")
		case 4:
			http.NotFound(out, r)
		case 5:
			for n := range 3000 {
				out.Header().Set(fmt.Sprintf("X-%d", n), strings.Repeat("x", 100))
			}
		case 6:
			http.Redirect(out, r, "file:///etc/passwd", http.StatusFound)
		}
		return
	}
	fmt.Fprintf(out, `<!DOCTYPE html><html lang="en"><head><title>Talks %d of %d</title></head><body><article>`, a, i)
	for _, paragraph := range w.Body(i, a) {
		fmt.Fprintf(out, "<p>%s</p>", html.EscapeString(paragraph))
	}
	_, _ = out.Write([]byte("</article></body></html>"))
}

func body(i, a int) []string {
	var paragraphs []string
	for n := range 4 {
		paragraphs = append(paragraphs, fmt.Sprintf("Paragraph %d: the foreign ministers of both countries met in Vienna on Tuesday and agreed to reopen their embassies, officials said in report %d of source %d.", n, a, i))
	}
	return paragraphs
}

// Temper returns the temper of a source, by the address of its feed; 0 is an even one.
func (w *World) Temper(feed string) int {
	var i int
	_, path, _ := strings.Cut(strings.TrimPrefix(feed, "http://"), "/")
	scan("/"+path, "/%d/feed", &i)
	return i % 20
}

// Publish adds an article to every source.
func (w *World) Publish() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.edition++
}

// Asked returns how often each page was asked for since Forget, and how often
// each feed without the validators that make a request conditional.
func (w *World) Asked() (pages, unconditional map[string]int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.pages), maps.Clone(w.unconditional)
}

// Next is another night, on which n new articles push the old ones out of the feeds.
func (w *World) Next(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dropped, w.edition = w.articles+w.edition, w.edition+n
}

// Forget clears the counts between two nights.
func (w *World) Forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unconditional, w.pages = map[string]int{}, map[string]int{}
}
