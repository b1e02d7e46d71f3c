package auth

import (
	"context"
	"errors"
	"math"
	"net"
	"net/http"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// ErrTooMany says that a client has to wait.
var ErrTooMany = errors.New("too many requests")

// Gate decides on requests: who it is, whether they failed too often, whether
// they ask too fast.
type Gate struct {
	// Open lets everybody in as [Local].
	Open   bool
	Keys   Verifier // nil: keys open nothing
	Tokens Verifier // nil: tokens open nothing

	failures *limiters // by address
	requests *limiters // by identity, or by address where open
}

// Failures that one address may make in a row, and how long one of them counts.
const (
	failureBurst = 10
	failureTime  = 6 * time.Second
)

// NewGate returns a gate that is shut until Open, Keys or Tokens is set. Each
// client may make perSecond requests a second, in bursts of twice as many; 0
// means no limit.
func NewGate(perSecond float64) *Gate {
	g := &Gate{failures: newLimiters(rate.Every(failureTime), failureBurst)}
	if perSecond > 0 {
		g.requests = newLimiters(rate.Limit(perSecond), int(math.Ceil(2*perSecond)))
	}
	return g
}

// Admit returns who makes the request, or the error to answer with, and how
// long the client should wait, if at all.
func (g *Gate) Admit(r *http.Request) (Identity, time.Duration, error) {
	who, wait, err := g.identify(r.Context(), address(r), Credential(r))
	if err == nil && !g.Pace(r, who) {
		return who, time.Second, ErrTooMany
	}
	return who, wait, err
}

// Pace counts one operation, and reports whether the client may go on.
func (g *Gate) Pace(r *http.Request, who Identity) bool {
	client := who.ID
	if g.Open {
		client = address(r)
	}
	return g.requests == nil || g.requests.of(client).Allow()
}

// AdmitSocket returns who opens a websocket. Its client sends the credential in
// the first message where it could not set a header. Operations are paced one
// by one.
func (g *Gate) AdmitSocket(r *http.Request, authorization string) (Identity, error) {
	credential := Credential(r)
	if credential == "" {
		credential = bearer(authorization)
	}
	who, _, err := g.identify(r.Context(), address(r), credential)
	return who, err
}

func (g *Gate) identify(ctx context.Context, from, credential string) (Identity, time.Duration, error) {
	if g.Open {
		return Local, 0, nil
	}
	failures := g.failures.of(from)
	if failures.Tokens() < 1 {
		return Identity{}, failureTime, ErrTooMany
	}
	if credential == "" {
		return Identity{}, 0, ErrNoCredential
	}
	who, err := g.verify(ctx, credential)
	if errors.Is(err, ErrBadCredential) {
		failures.Allow()
	}
	return who, 0, err
}

func (g *Gate) verify(ctx context.Context, credential string) (Identity, error) {
	switch {
	case IsKey(credential) && g.Keys != nil:
		return g.Keys.Verify(ctx, credential)
	case !IsKey(credential) && g.Tokens != nil:
		return g.Tokens.Verify(ctx, credential)
	}
	return Identity{}, ErrBadCredential
}

// Credential returns the key or token that a request brings, or nothing.
func Credential(r *http.Request) string {
	if c := bearer(r.Header.Get("Authorization")); c != "" {
		return c
	}
	return r.Header.Get("X-API-Key")
}

func bearer(header string) string {
	scheme, credential, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(credential)
}

// address is the host that a connection comes from. Headers of proxies are not
// believed: anybody can send them.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// limiters holds a limiter for each of the clients last seen.
type limiters struct {
	rate   rate.Limit
	burst  int
	latest *lru.Cache[string, *rate.Limiter]
}

// clientsKept bounds the memory that strangers can take.
const clientsKept = 10_000

func newLimiters(r rate.Limit, burst int) *limiters {
	latest, err := lru.New[string, *rate.Limiter](clientsKept)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &limiters{rate: r, burst: burst, latest: latest}
}

func (l *limiters) of(client string) *rate.Limiter {
	if found, ok := l.latest.Get(client); ok {
		return found
	}
	fresh := rate.NewLimiter(l.rate, l.burst)
	if earlier, found, _ := l.latest.PeekOrAdd(client, fresh); found {
		return earlier
	}
	return fresh
}
