package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// translated are the IPv6 ranges that carry an IPv4 address inside: a private
// one could hide there.
var translated = []netip.Prefix{
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), // NAT64
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"), // 6to4, Teredo
}

var guardian = ssrf.New(ssrf.WithAnyPort(), ssrf.WithDeniedV6Prefixes(translated...))

// guard refuses every address that is not of the public internet. The dialer
// calls it with the address it is about to connect to, after the name was
// resolved, so that a name that changes its mind gains nothing.
func guard(network, address string, conn syscall.RawConn) error {
	if at, err := netip.ParseAddrPort(address); err == nil && at.Addr().Is4In6() {
		address = netip.AddrPortFrom(at.Addr().Unmap(), at.Port()).String()
		network = "tcp4"
	}
	if err := guardian.Safe(network, address, conn); err != nil {
		return fmt.Errorf("%s: %w", address, ErrPrivate)
	}
	return nil
}

// host is what is remembered of a server.
type host struct {
	limiter *rate.Limiter

	mu     sync.Mutex
	until  time.Time             // it asked to be left alone until then
	robots *robotstxt.RobotsData // nil until read
	read   time.Time
}

// robotsAge is how long a robots.txt counts as known.
const robotsAge = 24 * time.Hour

// slowest bounds the pause that a robots.txt may ask for between requests.
const slowest = 30 * time.Second

func (c *Client) host(at *url.URL) *host {
	key := at.Scheme + "://" + strings.ToLower(at.Host)
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[key]
	if h == nil {
		h = &host{limiter: rate.NewLimiter(rate.Every(c.cfg.Interval), 1)}
		c.hosts[key] = h
	}
	return h
}

// wait blocks until it is this request's turn. A host that wants to be left
// alone for longer than most is a *StatusError at once.
func (h *host) wait(ctx context.Context, most time.Duration) error {
	h.mu.Lock()
	left := time.Until(h.until)
	h.mu.Unlock()
	if left > most {
		return fmt.Errorf("host asked for a pause: %w", &StatusError{http.StatusTooManyRequests, left})
	}
	if left > 0 {
		select {
		case <-time.After(left):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return h.limiter.Wait(ctx)
}

// hold leaves the host alone for a while.
func (h *host) hold(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := time.Now().Add(d); until.After(h.until) {
		h.until = until
	}
}

// allowed asks the robots.txt of the host. One that can't be had for the
// server's own trouble forbids everything for now; one that is missing, nothing.
func (c *Client) allowed(ctx context.Context, at *url.URL) error {
	h := c.host(at)
	robots, err := c.robots(ctx, h, at)
	if err != nil {
		return err
	}
	group := robots.FindGroup(c.cfg.Robot)
	if delay := min(group.CrawlDelay, slowest); delay > c.cfg.Interval {
		h.limiter.SetLimit(rate.Every(delay))
	}
	path := at.EscapedPath()
	if path == "" {
		path = "/"
	}
	if at.RawQuery != "" {
		path += "?" + at.RawQuery
	}
	if !group.Test(path) {
		return fmt.Errorf("fetch %s: %w", at, ErrRobots)
	}
	return nil
}

func (c *Client) robots(ctx context.Context, h *host, at *url.URL) (*robotstxt.RobotsData, error) {
	h.mu.Lock()
	known, age := h.robots, time.Since(h.read)
	h.mu.Unlock()
	if known != nil && age < robotsAge {
		return known, nil
	}
	status, body := http.StatusOK, []byte(nil)
	from := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	resp, err := c.exchangeRobots(ctx, from)
	var refused *StatusError
	switch {
	case err == nil:
		body = resp.Body
	case errors.As(err, &refused) && !Temporary(err):
		status = http.StatusNotFound
	case errors.Is(err, ErrTooLarge), errors.Is(err, ErrEncoding), errors.Is(err, ErrRedirects), errors.Is(err, ErrScheme):
		status = http.StatusNotFound
	default:
		return nil, fmt.Errorf("read robots.txt: %w", err)
	}
	robots, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil { // an unreadable file forbids nothing
		robots, _ = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.robots, h.read = robots, time.Now()
	return robots, nil
}

// exchangeRobots fetches a robots.txt and follows its redirects.
func (c *Client) exchangeRobots(ctx context.Context, at *url.URL) (*Response, error) {
	for range c.cfg.MaxRedirects + 1 {
		resp, err := c.exchange(ctx, at, Request{})
		if err != nil || resp.Status < 300 {
			return resp, err
		}
		to, err := at.Parse(resp.Header.Get("Location"))
		if err != nil {
			return nil, ErrScheme
		}
		if at, err = parse(to.String()); err != nil {
			return nil, err
		}
	}
	return nil, ErrRedirects
}
