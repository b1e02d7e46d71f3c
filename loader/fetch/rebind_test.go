package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// names is a name server that gives each question the next of its answers.
func names(t *testing.T, answers ...[]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var asked atomic.Int32
	go func() {
		packet := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(packet[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if m.Questions[0].Type == dnsmessage.TypeA {
				turn := min(int(asked.Add(1)), len(answers)) - 1
				for _, a := range answers[turn] {
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Class: dnsmessage.ClassINET},
						Body:   &dnsmessage.AResource{A: netip.MustParseAddr(a).As4()},
					})
				}
			}
			if packed, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// inner is a server that must not be reached.
func inner(t *testing.T) (port string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			asked.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return strconv.Itoa(s.Listener.Addr().(*net.TCPAddr).Port), asked
}

// guardBut takes one address for a public one.
func guardBut(public string) func(string, string, syscall.RawConn) error {
	return func(network, address string, conn syscall.RawConn) error {
		if address == public {
			return nil
		}
		return guard(network, address, conn)
	}
}

// A name whose first look-up is public and whose next ones lead inside is
// fetched once, and never again.
func TestRebindingIsRefused(t *testing.T) {
	port, asked := inner(t)
	listener, err := net.Listen("tcp", "127.0.0.2:"+port)
	if err != nil {
		t.Skipf("no second loopback address: %v", err)
	}
	public := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }))
	public.Listener.Close()
	public.Listener = listener
	public.Start()
	defer public.Close()
	cfg := quick()
	cfg.AllowPrivate, cfg.guard, cfg.Tries = false, guardBut("127.0.0.2:"+port), 1
	cfg.resolver = names(t, []string{"127.0.0.2"}, []string{"127.0.0.2"}, []string{"127.0.0.1"}) // robots.txt, page, rebound
	c := New(cfg)
	address := "http://rebind.example:" + port + "/"
	if _, err := c.Get(t.Context(), Request{URL: address}); err != nil {
		t.Fatalf("while public: %v", err)
	}
	for range 3 {
		if _, err := c.Get(t.Context(), Request{URL: address}); !errors.Is(err, ErrPrivate) || asked.Load() > 0 {
			t.Errorf("once rebound: %v, %d connections to the inside", err, asked.Load())
		}
	}
}

// Names that lead inside from the start, by one answer or among several.
func TestNamesOfTheInsideAreRefused(t *testing.T) {
	port, asked := inner(t)
	for name, answers := range map[string][][]string{
		"private from the start": {{"127.0.0.1"}},
		"both at once":           {{"10.0.0.1", "127.0.0.1", "169.254.169.254"}},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := quick()
			cfg.AllowPrivate, cfg.resolver, cfg.Timeout = false, names(t, answers...), time.Second
			c := New(cfg)
			for range 3 {
				if _, err := c.Get(t.Context(), Request{URL: "http://rebind.example:" + port + "/"}); !errors.Is(err, ErrPrivate) {
					t.Errorf("got %v, want ErrPrivate", err)
				}
			}
		})
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d connections to the inside", n)
	}
}

// A public page that redirects inside, by address or by name, is not followed;
// nor is a public name whose second look-up leads inside.
func TestRedirectsInsideAreRefused(t *testing.T) {
	port, asked := inner(t)
	outer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := strings.TrimPrefix(r.URL.Path, "/to/"); to != r.URL.Path {
			w.Header().Set("Location", "http://"+to+":"+port+"/secret")
			w.WriteHeader(http.StatusFound)
			return
		}
		http.NotFound(w, r)
	}))
	defer outer.Close()
	public := outer.Listener.Addr().String()
	cfg := quick()
	cfg.AllowPrivate, cfg.guard, cfg.resolver = false, guardBut(public), names(t, []string{"127.0.0.1"})
	c := New(cfg)
	if _, err := c.Get(t.Context(), Request{URL: outer.URL + "/missing"}); errors.Is(err, ErrPrivate) {
		t.Fatalf("the public page is refused: %v", err)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "inside.example", "[::1]", "[::ffff:127.0.0.1]", "127.1", "0x7f000001", "169.254.169.254", "[64:ff9b::7f00:1]"} {
		if _, err := c.Get(t.Context(), Request{URL: outer.URL + "/to/" + host}); err == nil || asked.Load() > 0 {
			t.Errorf("redirect to %s: error %v, %d connections to the inside", host, err, asked.Load())
		}
	}
}
