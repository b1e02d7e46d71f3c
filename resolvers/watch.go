package resolvers

import (
	"context"
	"fmt"
	"time"

	"backchannel/graph"
	"backchannel/resolvers/model"
)

const (
	pollEvery = time.Second // how often the number of the last load is asked for
	perPoll   = 500         // events read at once
)

// eventAdded resolves Subscription.eventAdded: it reads on from load to load,
// at the client's pace, until the client goes away.
func (r *Resolver) eventAdded(ctx context.Context, f graph.EventFilter) (<-chan *model.Event, error) {
	if f.KnownAt != nil {
		return nil, fmt.Errorf("knownAt: a subscription tells what is new: %w", graph.ErrInvalid)
	}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	last, err := r.graph.Sequence(ctx)
	if err != nil {
		return nil, err
	}
	want := asks(ctx).ofEvent()
	out := make(chan *model.Event)
	go func() {
		defer close(out)
		tick := time.NewTicker(pollEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			now, err := r.graph.Sequence(ctx)
			if err != nil || now == last {
				continue // readiness tells of a database that is away
			}
			if r.send(ctx, out, last, now, f, want) == nil {
				last = now
			}
		}
	}()
	return out, nil
}

// send passes on what loads changed after one number, up to another.
func (r *Resolver) send(ctx context.Context, out chan<- *model.Event, after, upTo int64, f graph.EventFilter, w graph.Want) error {
	ids, err := r.graph.ChangedSince(ctx, after, upTo, perPoll)
	if err != nil {
		return err
	}
	found, err := r.graph.EventsAmong(ctx, ids, f, w)
	if err != nil {
		return err
	}
	for _, e := range events(found) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case out <- e:
		}
	}
	return nil
}
