package resolvers

import (
	"context"
	"fmt"
	"log/slog"

	"backchannel/graph"
	"backchannel/resolvers/live"
	"backchannel/resolvers/model"
)

// perRead is how many changed events are read at once.
const perRead = 200

// eventAdded resolves Subscription.eventAdded: it reads on from load to load,
// at the client's pace, until the client goes away.
func (r *Resolver) eventAdded(ctx context.Context, f graph.EventFilter) (<-chan *model.Event, error) {
	if f.KnownAt != nil {
		return nil, fmt.Errorf("knownAt: a subscription tells what is new: %w", graph.ErrInvalid)
	}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	loads, err := r.loads.Subscribe(ctx)
	if err != nil {
		return nil, err
	}
	w := &watcher{reader: r.graph, filter: f, want: asks(ctx).ofEvent(), out: make(chan *model.Event)}
	go w.run(ctx, loads)
	return w.out, nil
}

// watcher sends one subscriber its events.
type watcher struct {
	reader Reader
	filter graph.EventFilter
	want   graph.Want
	out    chan *model.Event
}

func (w *watcher) run(ctx context.Context, loads *live.Subscription) {
	defer close(w.out)
	defer loads.Close()
	for {
		span, err := loads.Next(ctx)
		if err != nil {
			return
		}
		for at, done := graph.AfterLoad(span.After), false; !done; {
			if at, done, err = w.send(ctx, at, span.UpTo); err == nil {
				continue
			}
			// The database is away: the rest of the span waits for it.
			slog.DebugContext(ctx, "changed events not read", "error", err)
			if loads.Wait(ctx) != nil {
				return
			}
		}
	}
}

// send passes on the next events of a span, and returns where it stands and
// whether that is the end.
func (w *watcher) send(ctx context.Context, after graph.Change, upTo int64) (graph.Change, bool, error) {
	changed, err := w.reader.ChangedSince(ctx, after, upTo, perRead)
	if err != nil || len(changed) == 0 {
		return after, err == nil, err
	}
	ids := make([]graph.ID, len(changed))
	for i, c := range changed {
		ids[i] = c.ID
	}
	found, err := w.reader.EventsAmong(ctx, ids, w.filter, w.want)
	if err != nil {
		return after, false, err
	}
	for _, e := range events(found) {
		select {
		case <-ctx.Done():
			return after, false, ctx.Err()
		case w.out <- e:
		}
	}
	return changed[len(changed)-1], false, nil
}
