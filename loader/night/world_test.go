package night_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/loader/feed"
)

// world is a web of its own: sources with feeds of every format and articles of
// every temper, and a count of what was asked.
type world struct {
	*httptest.Server
	sources, articles int
	bomb              []byte

	mu            sync.Mutex
	edition       int            // later editions add one article a source
	dropped       int            // articles at the beginning that feeds no longer list
	unconditional map[string]int // feed requests without validators, by path
	pages         map[string]int // page requests, by path
	refused       map[string]bool
}

func newWorld(t testing.TB, sources, articles int) *world {
	w := &world{sources: sources, articles: articles, unconditional: map[string]int{}, pages: map[string]int{}, refused: map[string]bool{}}
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	_, _ = packed.Write(make([]byte, 64<<20))
	packed.Close()
	w.bomb = b.Bytes()
	w.Server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.Close)
	return w
}

func (w *world) feeds() []feed.Source {
	all := make([]feed.Source, w.sources)
	for i := range all {
		all[i] = feed.Source{URL: fmt.Sprintf("%s/%d/feed", w.URL, i), Name: fmt.Sprintf("source %03d", i), Kind: "feed", Limit: 1000}
	}
	return all
}

// Temper of a source, by its number.
const (
	moved   = 1 // its feed lives elsewhere for good
	limited = 2 // answers 429 the first time
	broken  = 3 // no feed at all
	gone    = 4
	latin   = 5
	slow    = 6
)

// loadable is the number of articles of the world that can be loaded.
func (w *world) loadable() int {
	n := 0
	for i := range w.sources {
		if temper := i % 20; temper == broken || temper == gone {
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

func hostile(source, article int) bool { return source%3 == 0 && article == 1 }

func (w *world) serve(out http.ResponseWriter, r *http.Request) {
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

func (w *world) feed(out http.ResponseWriter, r *http.Request, i int) {
	switch i % 20 {
	case moved:
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
	case broken:
		_, _ = out.Write([]byte("<html><p>Our feed has moved, dear reader."))
		return
	case gone:
		out.WriteHeader(http.StatusGone)
		return
	case slow:
		time.Sleep(50 * time.Millisecond)
	}
	w.list(out, r, i)
}

// list writes a feed in the format of its source.
func (w *world) list(out http.ResponseWriter, r *http.Request, i int) {
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
			fmt.Fprintf(&b, item, fmt.Sprintf("%s/%d/a/%d", w.URL, i, a))
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
			items = append(items, fmt.Sprintf(`{"id":"%d","url":"%s/%d/a/%d","title":"Talks","date_published":"2026-02-03T09:30:00Z"}`, a, w.URL, i, a))
		}
		b.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[` + strings.Join(items, ",") + `]}`)
	}
	_, _ = out.Write([]byte(b.String()))
}

func (w *world) article(out http.ResponseWriter, r *http.Request, i, a int) {
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
	for n := range 4 {
		fmt.Fprintf(out, "<p>Paragraph %d: the foreign ministers of both countries met in Vienna on Tuesday and agreed to reopen their embassies, officials said in report %d of source %d.</p>", n, a, i)
	}
	_, _ = out.Write([]byte("</article></body></html>"))
}

// next is another night, on which n new articles push the old ones out of the feeds.
func (w *world) next(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dropped, w.edition = w.articles+w.edition, w.edition+n
}

// forget clears the counts between two nights.
func (w *world) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unconditional, w.pages = map[string]int{}, map[string]int{}
}
