// Package fetch gets pages and feeds from the web: politely, within limits, and
// never from an address inside the own network.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Reasons for which nothing was fetched.
var (
	ErrScheme    = errors.New("not an http or https address")
	ErrPrivate   = errors.New("address inside a private network, which only --allow-private fetches")
	ErrRedirects = errors.New("too many redirects")
	ErrTooLarge  = errors.New("answer is larger than the limit")
	ErrRobots    = errors.New("robots.txt forbids it")
	ErrEncoding  = errors.New("broken compression")
)

// StatusError is an answer other than success.
type StatusError struct {
	Code int
	// RetryAfter is how long the server asked to be left alone; 0 where it did not.
	RetryAfter time.Duration
}

// Error names the status.
func (e *StatusError) Error() string {
	return fmt.Sprintf("server answered %d %s", e.Code, http.StatusText(e.Code))
}

// Gone reports whether the address will never answer again (410).
func Gone(err error) bool {
	var status *StatusError
	return errors.As(err, &status) && status.Code == http.StatusGone
}

// Temporary reports whether a later try may succeed.
func Temporary(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Code == http.StatusTooManyRequests || status.Code == http.StatusRequestTimeout || status.Code >= 500
	}
	for _, final := range []error{ErrScheme, ErrPrivate, ErrRedirects, ErrTooLarge, ErrRobots, ErrEncoding} {
		if errors.Is(err, final) {
			return false
		}
	}
	return err != nil
}

// Config holds the limits of a client. New fills in what is zero.
type Config struct {
	// UserAgent tells who asks; it should name a page about the robot.
	UserAgent string
	// Robot is the name that robots.txt files know it by.
	Robot string
	// AllowPrivate lets private addresses through, for tests and intranets.
	AllowPrivate bool
	MaxWire      int64         // bytes of a body as sent; default 8 MiB
	MaxBytes     int64         // bytes of a body unpacked; default 16 MiB
	MaxRedirects int           // default 5
	Timeout      time.Duration // of one exchange, body included; default 30 s
	Grace        time.Duration // for an exchange under way when the context ends; default 5 s
	Interval     time.Duration // between requests to one host; default 1 s
	Tries        uint          // of one address while failures are temporary; default 3
	MaxWait      time.Duration // longest that a host may make us wait; default 2 min
	// Pause is the first pause between tries; it grows. Default 1 s.
	Pause time.Duration

	// resolver and guard are set by tests that play the names and the public net.
	resolver *net.Resolver
	guard    func(network, address string, conn syscall.RawConn) error
}

// Request names what to get.
type Request struct {
	URL string
	// ETag and LastModified of the copy at hand; with either the request is conditional.
	ETag, LastModified string
}

// Response is an answer of success, or "not modified".
type Response struct {
	URL string // where the redirects led
	// Moved is the address that permanent redirects lead to, "" without any.
	Moved              string
	NotModified        bool
	Status             int
	Header             http.Header
	ETag, LastModified string
	Body               []byte // unpacked
	At                 time.Time

	host string // that answered
}

// ContentType returns the header of that name.
func (r *Response) ContentType() string { return r.Header.Get("Content-Type") }

// Client fetches. It is safe for concurrent use.
type Client struct {
	cfg  Config
	http *http.Client

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a client with the limits of cfg.
func New(cfg Config) *Client {
	def(&cfg.UserAgent, "Backchannel/1.0 (news reader for research; +https://example.org/backchannel)")
	def(&cfg.Robot, "Backchannel")
	def(&cfg.MaxWire, 8<<20)
	def(&cfg.MaxBytes, 16<<20)
	def(&cfg.MaxRedirects, 5)
	def(&cfg.Timeout, 30*time.Second)
	def(&cfg.Grace, 5*time.Second)
	def(&cfg.Interval, time.Second)
	def(&cfg.Tries, 3)
	def(&cfg.MaxWait, 2*time.Minute)
	def(&cfg.Pause, time.Second)
	dialer := &net.Dialer{Timeout: 10 * time.Second, Resolver: cfg.resolver, Control: cfg.guard}
	if cfg.guard == nil && !cfg.AllowPrivate {
		dialer.Control = guard
	}
	return &Client{
		cfg: cfg, hosts: map[string]*host{},
		http: &http.Client{
			// Redirects are followed here, hop by hop, each with its own checks.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{
				DialContext: dialer.DialContext,
				// No proxy: it would resolve names out of reach of the address check.
				Proxy:                  nil,
				DisableCompression:     true, // unpacked here, under a limit
				MaxResponseHeaderBytes: 64 << 10,
				TLSHandshakeTimeout:    10 * time.Second,
				ResponseHeaderTimeout:  cfg.Timeout,
				MaxIdleConns:           64,
				MaxIdleConnsPerHost:    2,
				IdleConnTimeout:        30 * time.Second,
				ForceAttemptHTTP2:      true,
			},
		},
	}
}

func def[T comparable](v *T, value T) {
	var zero T
	if *v == zero {
		*v = value
	}
}

// Close lets idle connections go.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Get fetches an address, following redirects and trying again while failures
// are temporary. The error wraps a reason above, a *StatusError, or what the
// network said; it is ctx.Err() when ctx ended before an answer came, or a while
// after a request was sent.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval = c.cfg.Pause
	return backoff.Retry(ctx, func() (*Response, error) {
		resp, err := c.follow(ctx, req)
		switch {
		case err == nil:
			return resp, nil
		case ctx.Err() != nil:
			return nil, backoff.Permanent(context.Cause(ctx))
		case !Temporary(err):
			return nil, backoff.Permanent(err)
		}
		var status *StatusError
		if errors.As(err, &status) && status.RetryAfter > c.cfg.MaxWait {
			return nil, backoff.Permanent(err)
		}
		return nil, err // the host itself remembers how long to wait
	}, backoff.WithBackOff(pause), backoff.WithMaxTries(c.cfg.Tries), backoff.WithMaxElapsedTime(0))
}

// follow goes from redirect to redirect until an answer.
func (c *Client) follow(ctx context.Context, req Request) (*Response, error) {
	at, err := parse(req.URL)
	if err != nil {
		return nil, err
	}
	moved, permanent := "", true
	for range c.cfg.MaxRedirects + 1 {
		if err := c.allowed(ctx, at); err != nil {
			return nil, err
		}
		resp, err := c.exchange(ctx, at, req)
		if err != nil {
			return nil, err
		}
		next := resp.Header.Get("Location")
		if resp.Status < 300 || resp.Status >= 400 || resp.NotModified || next == "" {
			if resp.Status >= 300 && !resp.NotModified {
				return nil, &StatusError{Code: resp.Status}
			}
			resp.Moved = moved
			return resp, nil
		}
		to, err := at.Parse(next)
		if err != nil {
			return nil, fmt.Errorf("redirect to %q: %w", next, ErrScheme)
		}
		if at, err = parse(to.String()); err != nil {
			return nil, err
		}
		permanent = permanent && (resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect)
		if permanent {
			moved = at.String()
		}
		if at.Host != resp.host {
			req.ETag, req.LastModified = "", "" // validators are the other server's
		}
	}
	return nil, fmt.Errorf("%w (%d)", ErrRedirects, c.cfg.MaxRedirects)
}

// parse reads an address and holds it to http and https.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q: %w", address, ErrScheme)
	}
	u.Fragment, u.User = "", nil
	return u, nil
}
