package server

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"backchannel/graph"
)

// health watches the database. A server that starts or hangs takes connections
// and answers none, so waiting for its errors would keep clients waiting too:
// when pings fail twice, what is under way is given up.
type health struct {
	ping func(context.Context) error

	mu sync.Mutex
	state
}

// state says whether the database answers.
type state struct {
	up   context.Context         // done while the database is away
	fall context.CancelCauseFunc // ends up, with the cause that clients are told
}

const (
	pingEvery  = time.Second
	pingTime   = 1800 * time.Millisecond
	pingsToEnd = 2
)

func newHealth(ping func(context.Context) error) *health {
	h := &health{ping: ping}
	h.up, h.fall = context.WithCancelCause(context.Background())
	return h
}

// watch pings until ctx ends. Each time that the database comes up, the first
// time too, it calls risen beside.
func (h *health) watch(ctx context.Context, risen func(context.Context)) {
	failed, up := 0, false
	for ctx.Err() == nil {
		if h.check(ctx) == nil {
			failed = 0
			h.rise()
			if !up && risen != nil {
				go risen(ctx)
			}
			up = true
		} else if failed++; failed == pingsToEnd {
			up = false
			h.current().fall(graph.ErrUnavailable)
		}
		if failed == 0 || failed >= pingsToEnd {
			select {
			case <-ctx.Done():
			case <-time.After(pingEvery):
			}
		}
	}
}

func (h *health) check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingTime)
	defer cancel()
	return h.ping(ctx)
}

func (h *health) current() state {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

func (h *health) rise() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.up.Err() != nil {
		h.up, h.fall = context.WithCancelCause(context.Background())
	}
}

// while returns a context that also ends when the database goes away.
func (h *health) while(ctx context.Context) (context.Context, context.CancelFunc) {
	up := h.current().up
	ctx, end := context.WithCancelCause(ctx)
	unhook := context.AfterFunc(up, func() { end(context.Cause(up)) })
	context.AfterFunc(ctx, func() { unhook() })
	return ctx, func() { end(nil) }
}

// ready answers whether requests can be served now.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.stopping.Err() != nil:
		http.Error(w, "stopping", http.StatusServiceUnavailable)
	case s.health.check(r.Context()) != nil:
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
	default:
		fmt.Fprintln(w, "ok")
	}
}
