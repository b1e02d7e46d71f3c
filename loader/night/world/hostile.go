package world

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Hostile is a server that means harm.
type Hostile struct {
	*httptest.Server
	bomb     []byte
	connects atomic.Int32
}

// NewHostile starts one; it listens on all addresses of the machine.
func NewHostile(t testing.TB) *Hostile {
	h := &Hostile{bomb: bomb(1 << 30)}
	h.Server = httptest.NewUnstartedServer(http.HandlerFunc(h.serve))
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	_ = h.Listener.Close()
	h.Listener = listener
	h.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			h.connects.Add(1)
		}
	}
	h.Start()
	h.URL = fmt.Sprintf("http://127.0.0.1:%d", h.port())
	t.Cleanup(func() { h.CloseClientConnections(); h.Close() })
	return h
}

// bomb returns n zeros, packed.
func bomb(n int) []byte {
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range n >> 20 {
		_, _ = packed.Write(zeros)
	}
	packed.Close()
	return b.Bytes()
}

func (h *Hostile) port() int { return h.Listener.Addr().(*net.TCPAddr).Port }

// Connects returns the number of connections made.
func (h *Hostile) Connects() int { return int(h.connects.Load()) }

// Feed returns the address of a feed that lists the pages named.
func (h *Hostile) Feed(pages ...string) string {
	return h.URL + "/feeds/list?" + strings.Join(pages, "&")
}

// PrivateForms returns the server's address in many forms, and other addresses
// that belong to nobody outside.
func (h *Hostile) PrivateForms() []string {
	var forms []string
	for _, host := range []string{
		"127.0.0.1", "127.8.9.10", "127.1", "0.0.0.0", "0", "localhost", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
		"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::1]",
		"[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
	} {
		forms = append(forms, fmt.Sprintf("http://%s:%d/feeds/list?good/1", host, h.port()))
	}
	return forms
}

func (h *Hostile) serve(w http.ResponseWriter, r *http.Request) {
	kind, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch kind {
	case "feeds":
		h.feed(w, r, name)
	case "pages":
		h.page(w, r, name)
	default:
		http.NotFound(w, r)
	}
}

func (h *Hostile) feed(w http.ResponseWriter, r *http.Request, name string) {
	say := func(format string, args ...any) { fmt.Fprintf(w, format, args...) }
	switch name {
	case "laughs":
		say(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">`)
		for i := range 9 {
			say(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&lol%d;", i), 10))
		}
		say(`]><rss version="2.0"><channel><title>&lol9;</title></channel></rss>`)
	case "long": // ten thousand times one page
		say(`<rss version="2.0"><channel><title>x</title>`)
		for i := range 10_000 {
			say("<item><title>Item %d</title><link>%s/pages/good/1#%d</link><description>%s</description></item>", i, h.URL, i, strings.Repeat("text ", 60))
		}
		say("</channel></rss>")
	default:
		say(`<rss version="2.0"><channel><title>x</title>`)
		for page := range strings.SplitSeq(r.URL.RawQuery, "&") {
			say("<item><title>%s</title><link>%s/pages/%s</link></item>", page, h.URL, page)
		}
		say("</channel></rss>")
	}
}

func (h *Hostile) page(w http.ResponseWriter, r *http.Request, name string) {
	write := func(s string) { _, _ = w.Write([]byte(s)) }
	switch name {
	case "bomb":
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(h.bomb)
	case "endless":
		for chunk := strings.Repeat("<p>more", 9000); r.Context().Err() == nil; {
			write(chunk)
		}
	case "drip":
		for r.Context().Err() == nil {
			write("x")
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	case "gigabyte":
		w.Header().Set("Content-Length", "1000000000")
		write("<html>")
	case "loop":
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	case "file":
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	case "nested":
		write(strings.Repeat("<div>", 100_000))
	case "elements":
		write(strings.Repeat("<p>a</p>", 200_000))
	case "headers":
		for i := range 5000 {
			w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 100))
		}
	case "picture":
		w.Header().Set("Content-Type", "image/png")
		write("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	case "empty":
	case "latin":
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		write(article("Officials in S\xe3o Paulo met."))
	case "invalid":
		write(article("Officials \xff\xfe met."))
	default:
		write(article("Officials met."))
	}
}

func article(first string) string {
	return "<html><head><title>Talks</title></head><body><article><p>" + first + "</p>" +
		strings.Repeat("<p>The foreign ministers of both countries met in Vienna on Tuesday and agreed to reopen their embassies.</p>", 4) + "</article></body></html>"
}
