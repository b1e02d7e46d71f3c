package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func quick() Config {
	return Config{AllowPrivate: true, Interval: time.Microsecond, Pause: time.Millisecond, Timeout: 2 * time.Second, MaxWire: 1 << 20, MaxBytes: 2 << 20, MaxWait: 3 * time.Second}
}

// site serves handlers by path; a path without one is 404.
func site(t *testing.T, paths map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range paths {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func say(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func TestPrivateAddressesAreNeverDialled(t *testing.T) {
	var connects atomic.Int32
	listen := func(network, address string) string {
		l, err := net.Listen(network, address)
		if err != nil {
			t.Skipf("can't listen on %s: %v", address, err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				connects.Add(1)
				conn.Close()
			}
		}()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		return port
	}
	port := listen("tcp", "0.0.0.0:0")
	cfg := quick()
	cfg.AllowPrivate, cfg.Tries, cfg.Timeout = false, 1, time.Second
	c := New(cfg)
	for _, name := range []string{
		"127.0.0.1", "127.8.9.10", "0.0.0.0", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]",
		"[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::1]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
		"10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.0.1", "203.0.113.5",
		"2130706433", "0x7f000001", "0177.0.0.1", "127.1",
	} {
		_, err := c.Get(t.Context(), Request{URL: "http://" + name + ":" + port + "/"})
		if err == nil {
			t.Errorf("%s was fetched", name)
			continue
		}
		literal := net.ParseIP(strings.Trim(name, "[]")) != nil
		if literal && !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: error is %v, want ErrPrivate", name, err)
		}
	}
	if n := connects.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// A name that resolves to a private address is refused, whatever it resolved to
// before: the check sees the address that is dialled. The same for redirects.
func TestGuardSeesTheAddressThatIsDialled(t *testing.T) {
	for _, refused := range []string{"127.0.0.1:80", "[::ffff:10.0.0.1]:443", "[64:ff9b::a00:1]:80", "169.254.169.254:80"} {
		if err := guard("tcp", refused, nil); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", refused, err)
		}
		if err := guard("tcp6", refused, nil); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s as tcp6: %v", refused, err)
		}
	}
	for _, fine := range []string{"93.184.216.34:80", "93.184.216.34:8080"} {
		if err := guard("tcp4", fine, nil); err != nil {
			t.Errorf("%s: %v", fine, err)
		}
	}
	if err := guard("tcp6", "[2606:2800:220:1:248:1893:25c8:1946]:443", nil); err != nil {
		t.Error(err)
	}
}

func TestOnlyWebAddresses(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{"/file": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	}})
	for _, address := range []string{"file:///etc/passwd", "ftp://example.com/", "gopher://example.com", "//example.com", "http:///x", "javascript:x", "http://[::1", s.URL + "/file"} {
		if _, err := New(quick()).Get(t.Context(), Request{URL: address}); !errors.Is(err, ErrScheme) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	packed := func(n int) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(make([]byte, n))
		w.Close()
		return b.Bytes()
	}
	bomb, small := packed(100<<20), packed(1000)
	s := site(t, map[string]http.HandlerFunc{
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		},
		"/file": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(small) },
		"/broken": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(small[:20])
		},
		"/huge": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(1<<30))
			_, _ = w.Write(make([]byte, 100))
		},
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		},
		"/headers": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 5000 {
				w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 100))
			}
		},
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("x"))
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"/loop": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
	})
	cfg := quick()
	cfg.Tries, cfg.Timeout = 1, 500*time.Millisecond
	c := New(cfg)
	for path, want := range map[string]error{"/bomb": ErrTooLarge, "/huge": ErrTooLarge, "/endless": ErrTooLarge, "/broken": ErrEncoding, "/loop": ErrRedirects, "/drip": context.DeadlineExceeded} {
		if _, err := c.Get(t.Context(), Request{URL: s.URL + path}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/headers"}); err == nil {
		t.Error("a flood of headers was read")
	}
	if resp, err := c.Get(t.Context(), Request{URL: s.URL + "/file"}); err != nil || len(resp.Body) != 1000 {
		t.Errorf("packed file: %v", err)
	}
}

func TestConditionalRequests(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 03 Feb 2026 09:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "news")
	}})
	c := New(quick())
	one, err := c.Get(t.Context(), Request{URL: s.URL + "/feed"})
	if err != nil || string(one.Body) != "news" {
		t.Fatal(one, err)
	}
	two, err := c.Get(t.Context(), Request{URL: s.URL + "/feed", ETag: one.ETag, LastModified: one.LastModified})
	if err != nil || !two.NotModified || len(two.Body) != 0 {
		t.Fatal(two, err)
	}
}

func TestRedirectsAreRememberedWhenPermanent(t *testing.T) {
	to := func(path string, code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, path, code) }
	}
	s := site(t, map[string]http.HandlerFunc{"/new": say("x"), "/moved": to("/moved2", 301), "/moved2": to("/new", 308), "/found": to("/new", 302), "/mixed": to("/found", 301), "/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }})
	c := New(quick())
	for path, want := range map[string]string{"/moved": s.URL + "/new", "/found": "", "/mixed": s.URL + "/found", "/new": ""} {
		resp, err := c.Get(t.Context(), Request{URL: s.URL + path})
		if err != nil || resp.Moved != want || resp.URL != s.URL+"/new" {
			t.Errorf("%s: %+v, %v; want moved to %q", path, resp, err, want)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/gone"}); !Gone(err) || Temporary(err) {
		t.Errorf("gone: %v", err)
	}
}

func TestTriesAgainWhileTemporary(t *testing.T) {
	var n, missing atomic.Int32
	s := site(t, map[string]http.HandlerFunc{
		"/busy": func(w http.ResponseWriter, _ *http.Request) {
			if n.Add(1) < 3 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		},
		"/closed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusServiceUnavailable)
		},
		"/missing": func(w http.ResponseWriter, _ *http.Request) { missing.Add(1); w.WriteHeader(http.StatusNotFound) },
	})
	c := New(quick())
	start := time.Now()
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/busy"}); err != nil || time.Since(start) < 2*time.Second {
		t.Errorf("busy: %v after %v, want two pauses of a second", err, time.Since(start))
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/missing"}); err == nil || missing.Load() != 1 {
		t.Errorf("missing: %v after %d requests", err, missing.Load())
	}
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/closed"}); !errors.As(err, &status) || status.RetryAfter < time.Hour {
		t.Errorf("closed: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/other"}); !errors.As(err, &status) || status.Code != 429 {
		t.Errorf("the host's wish to be left alone does not hold for its other pages: %v", err)
	}
}

func TestRobots(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{"/robots.txt": say("User-agent: *\nDisallow: /private\nUser-agent: Backchannel\nDisallow: /no\n"), "/no/x": say(""), "/private": say("open to us"), "/in": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/no/x", http.StatusFound) }})
	c := New(quick())
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/private"}); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/no/x", "/in"} {
		if _, err := c.Get(t.Context(), Request{URL: s.URL + path}); !errors.Is(err, ErrRobots) {
			t.Errorf("%s: %v", path, err)
		}
	}
	broken := site(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "/": say("x")})
	if _, err := New(quick()).Get(t.Context(), Request{URL: broken.URL + "/"}); !Temporary(err) || err == nil {
		t.Errorf("robots.txt out of order: %v", err)
	}
}

func TestPacePerHost(t *testing.T) {
	one, two := site(t, map[string]http.HandlerFunc{"/": say("x")}), site(t, map[string]http.HandlerFunc{"/": say("x")})
	cfg := quick()
	cfg.Interval = 100 * time.Millisecond
	c := New(cfg)
	start := time.Now()
	for range 3 {
		for _, s := range []*httptest.Server{one, two} {
			if _, err := c.Get(t.Context(), Request{URL: s.URL}); err != nil {
				t.Fatal(err)
			}
		}
	}
	// four requests a host with its robots.txt: three pauses, the hosts side by side
	if took := time.Since(start); took < 290*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

// A page that is coming in when the load is told to stop is kept, so that the next
// load need not ask for it again; one that takes its time is not waited for.
func TestAStopLetsThePageUnderWayComeIn(t *testing.T) {
	asked, stopped := make(chan struct{}, 1), make(chan struct{})
	s := site(t, map[string]http.HandlerFunc{
		"/page": func(w http.ResponseWriter, _ *http.Request) {
			asked <- struct{}{}
			<-stopped
			_, _ = io.WriteString(w, "the whole page")
		},
		"/endless": func(_ http.ResponseWriter, r *http.Request) {
			asked <- struct{}{}
			<-r.Context().Done()
		},
	})
	get := func(path string, grace time.Duration) (*Response, error) {
		cfg := quick()
		cfg.Timeout, cfg.Grace = time.Minute, grace
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			<-asked
			stop()
			if path == "/page" {
				close(stopped)
			}
		}()
		return New(cfg).Get(ctx, Request{URL: s.URL + path})
	}
	resp, err := get("/page", time.Minute)
	if err != nil || string(resp.Body) != "the whole page" {
		t.Errorf("got %+v, %v", resp, err)
	}
	if _, err = get("/endless", time.Millisecond); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the load", err)
	}
}
