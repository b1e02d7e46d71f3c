package live_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"backchannel/graph"
	"backchannel/resolvers/live"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counter is a source whose number tests set; below 0 it is away.
type counter struct{ atomic.Int64 }

func (c *counter) Sequence(context.Context) (int64, error) {
	if n := c.Load(); n >= 0 {
		return n, nil
	}
	return 0, graph.ErrUnavailable
}

const soon = time.Millisecond

func subscribe(t *testing.T, f *live.Feed) *live.Subscription {
	t.Helper()
	s, err := f.Subscribe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// until takes spans up to a number, and returns the first number after which
// they begin. Spans must join without gap or overlap.
func until(t *testing.T, s *live.Subscription, upTo int64) int64 {
	t.Helper()
	first := int64(-1)
	for at := int64(-1); at != upTo; {
		span, err := s.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if first < 0 {
			first = span.After
		} else if span.After != at {
			t.Fatalf("span %+v follows %d", span, at)
		}
		at = span.UpTo
	}
	return first
}

func TestEverySubscriberSeesEveryLoadOnce(t *testing.T) {
	c := &counter{}
	c.Store(5)
	f := live.NewFeed(c, soon)
	quick, slow := subscribe(t, f), subscribe(t, f)
	for n := int64(6); n <= 20; n++ {
		c.Store(n)
		until(t, quick, n)
	}
	if first := until(t, slow, 20); first != 5 {
		t.Errorf("the slow subscriber begins after %d", first)
	}
}

func TestTheFeedOutlastsADatabaseThatGoesAway(t *testing.T) {
	c := &counter{}
	f := live.NewFeed(c, soon)
	s := subscribe(t, f)
	c.Store(-1)
	time.Sleep(5 * soon)
	c.Store(3)
	if first := until(t, s, 3); first != 0 {
		t.Errorf("begins after %d", first)
	}
	c.Store(-1)
	if _, err := f.Subscribe(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("subscribing without a database: %v", err)
	}
}

func TestNumbersThatBeginAgainAreReadFromTheirStart(t *testing.T) {
	c := &counter{}
	c.Store(100)
	s := subscribe(t, live.NewFeed(c, soon))
	c.Store(2)
	if first := until(t, s, 2); first != 0 {
		t.Errorf("begins after %d", first)
	}
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	s := subscribe(t, live.NewFeed(&counter{}, soon))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestSubscribersAreBounded(t *testing.T) {
	f := live.NewFeed(&counter{}, time.Hour)
	for range live.MostSubscribers {
		subscribe(t, f)
	}
	if _, err := f.Subscribe(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("one more: %v", err)
	}
}
