// Package live tells subscribers that loads changed events, whichever process
// loads: it polls the number of the last load while anybody listens.
package live

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"backchannel/graph"
)

// Source tells the number of the last load that changed events.
type Source interface {
	Sequence(ctx context.Context) (int64, error)
}

// Span is what loads changed after one number, up to and including another.
type Span struct{ After, UpTo int64 }

// MostSubscribers bounds who listens at once.
const MostSubscribers = 500

// Feed polls a source for all its subscribers. It runs only while there are
// some, so it needs no closing.
type Feed struct {
	source Source
	every  time.Duration

	mu          sync.Mutex
	subscribers map[*subscriber]bool
	stop        context.CancelFunc // of the poll; nil while nobody listens
}

// NewFeed returns a feed that asks every so often.
func NewFeed(source Source, every time.Duration) *Feed {
	return &Feed{source: source, every: every, subscribers: map[*subscriber]bool{}}
}

// subscriber holds what it has not taken yet as one span that grows, however
// long it takes: a slow one costs no memory.
type subscriber struct {
	last  int64 // number up to which spans were taken
	seen  int64 // number of the last load
	ready chan struct{}
}

// Subscription is one listener's place in the feed.
type Subscription struct {
	feed *Feed
	own  *subscriber
}

// Subscribe listens to loads that commit from now on. Close the subscription.
func (f *Feed) Subscribe(ctx context.Context) (*Subscription, error) {
	now, err := f.source.Sequence(ctx)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.subscribers) >= MostSubscribers {
		return nil, fmt.Errorf("%d listen already: %w", MostSubscribers, graph.ErrUnavailable)
	}
	own := &subscriber{last: now, seen: now, ready: make(chan struct{}, 1)}
	f.subscribers[own] = true
	if f.stop == nil {
		var polling context.Context
		polling, f.stop = context.WithCancel(context.WithoutCancel(ctx))
		go f.poll(polling)
	}
	return &Subscription{f, own}, nil
}

// Close ends the subscription, and the poll where it was the last.
func (s *Subscription) Close() {
	f := s.feed
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.subscribers, s.own)
	if len(f.subscribers) == 0 && f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// Next waits for loads and returns what they changed since the last call.
func (s *Subscription) Next(ctx context.Context) (Span, error) {
	for {
		select {
		case <-ctx.Done():
			return Span{}, ctx.Err()
		case <-s.own.ready:
		}
		if span := s.take(); span.After != span.UpTo { // the last call may have had it
			return span, nil
		}
	}
}

// Wait lets one poll's time pass, before something is tried again.
func (s *Subscription) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(s.feed.every):
		return nil
	}
}

func (s *Subscription) take() Span {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	span := Span{s.own.last, s.own.seen}
	s.own.last = s.own.seen
	return span
}

func (f *Feed) poll(ctx context.Context) {
	tick := time.NewTicker(f.every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now, err := f.source.Sequence(ctx)
		if err != nil {
			if ctx.Err() == nil {
				slog.DebugContext(ctx, "loads not polled", "error", err) // readiness says so already
			}
			continue
		}
		f.tell(now)
	}
}

// tell notes the number of the last load for every subscriber.
func (f *Feed) tell(now int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subscribers {
		if now == s.seen {
			continue
		}
		if now < s.seen { // the graph was emptied, and numbers began again
			s.last = 0
		}
		s.seen = now
		select {
		case s.ready <- struct{}{}:
		default: // a span waits already, and has grown
		}
	}
}
