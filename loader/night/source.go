package night

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
)

// maxSitemaps is the number of sitemaps of an index that are read in a run.
const maxSitemaps = 5

// patience is the number of pages in a row that may fail for trouble of the
// server before the rest of its feed waits for another night.
const patience = 5

// reading is the work on one source in one run.
type reading struct {
	*Runner
	source feed.Source
	state  graph.FeedState
	out    graph.LoadOutcome
	stop   context.CancelCauseFunc
}

// source reads one source from its feed to its last article.
func (r *Runner) source(ctx context.Context, stop context.CancelCauseFunc, s feed.Source) {
	begin := time.Now()
	w := &reading{Runner: r, source: s, stop: stop, out: graph.LoadOutcome{Feed: s.URL, Name: s.Name}}
	err := w.read(ctx)
	w.out.Took = time.Since(begin)
	if err != nil {
		if ctx.Err() != nil && !errors.Is(err, graph.ErrUnavailable) {
			err = context.Cause(ctx)
		}
		w.out.Error = err.Error()
		if w.out.Status == "" {
			w.out.Status = "failed"
		}
	}
	if errors.Is(err, graph.ErrUnavailable) {
		stop(err)
	}
	r.mu.Lock()
	r.load.Outcomes = append(r.load.Outcomes, w.out)
	r.mu.Unlock()
	level := r.Log.Info
	if err != nil {
		level = r.Log.Warn
	}
	level("source done", "source", s.Name, "status", w.out.Status, "new", w.out.New, "loaded", w.out.Loaded, "setAside", w.out.SetAside, "error", w.out.Error)
}

func (w *reading) read(ctx context.Context) error {
	var err error
	if w.state, err = w.Ledger.Feed(ctx, w.source.URL); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	w.state.Name = w.source.Name
	now := w.Now()
	switch {
	case w.state.Gone:
		w.out.Status = "gone"
		return nil
	case now.Before(w.state.NotBefore), !w.Force && now.Before(w.state.LastAttempt.Add(w.source.Interval)):
		w.out.Status = "not due"
	default:
		if err := w.feed(ctx, now.UTC()); err != nil {
			return err
		}
	}
	return w.pending(ctx)
}

// feed fetches the feed and keeps what it announces. A failure of the feed is
// kept too, and is no reason to leave waiting pages alone.
func (w *reading) feed(ctx context.Context, now time.Time) error {
	at := w.source.URL
	if w.state.MovedTo != "" {
		at = w.state.MovedTo
	}
	w.state.LastAttempt = now
	resp, err := w.Web.Get(ctx, fetch.Request{URL: at, ETag: w.state.ETag, LastModified: w.state.LastModified})
	var announced []graph.PageState
	if err == nil && !resp.NotModified {
		announced, err = w.announced(ctx, resp, now)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		w.fail(err, now)
		if _, kept := w.Ledger.Record(ctx, w.state, nil); kept != nil {
			return fmt.Errorf("keep state of feed: %w", kept)
		}
		return nil
	}
	w.out.Status = "read"
	if resp.NotModified {
		w.out.Status = "unchanged"
	} else {
		w.state.ETag, w.state.LastModified = resp.ETag, resp.LastModified
	}
	if resp.Moved != "" {
		w.state.MovedTo = resp.Moved
	}
	w.state.LastSuccess, w.state.Errors, w.state.LastError, w.state.NotBefore = now, 0, "", time.Time{}
	w.out.Items = len(announced)
	// The validators are kept together with the pages: what a feed announced
	// can't be lost between them.
	if w.out.New, err = w.Ledger.Record(ctx, w.state, announced); err != nil {
		return fmt.Errorf("keep pages of feed: %w", err)
	}
	if w.out.New > 0 {
		w.state.LastNew = now
		if _, err = w.Ledger.Record(ctx, w.state, nil); err != nil {
			return fmt.Errorf("keep state of feed: %w", err)
		}
	}
	return nil
}

// fail notes why a feed could not be read.
func (w *reading) fail(err error, now time.Time) {
	w.out.Status, w.out.Error = "failed", err.Error()
	w.state.Errors++
	w.state.LastError = err.Error()
	var status *fetch.StatusError
	switch {
	case fetch.Gone(err):
		w.out.Status, w.state.Gone = "gone", true
	case errors.As(err, &status) && status.RetryAfter > 0:
		w.state.NotBefore = now.Add(min(status.RetryAfter, 7*24*time.Hour))
	}
}

// announced returns the pages of a feed as the ledger takes them, those of the
// sitemaps it refers to included.
func (w *reading) announced(ctx context.Context, resp *fetch.Response, now time.Time) ([]graph.PageState, error) {
	if w.source.Kind == "page" {
		return []graph.PageState{{URL: w.source.URL, Feed: w.source.URL, Status: graph.PageSeen, SeenAt: now}}, nil
	}
	f, err := feed.Parse(resp.Body, resp.ContentType(), resp.URL, w.source.Limit)
	if err != nil {
		return nil, err
	}
	items := f.Items
	for _, sitemap := range f.Sitemaps[:min(len(f.Sitemaps), maxSitemaps)] {
		part, err := w.Web.Get(ctx, fetch.Request{URL: sitemap})
		if err != nil {
			return nil, err
		}
		more, err := feed.Parse(part.Body, part.ContentType(), part.URL, w.source.Limit)
		if err != nil {
			return nil, err
		}
		items = append(items, more.Items...)
	}
	var pages []graph.PageState
	for _, item := range items[:min(len(items), w.source.Limit)] {
		u, err := url.Parse(item.URL)
		if err != nil || w.outside(item.Published) {
			continue
		}
		pages = append(pages, graph.PageState{URL: article.CleanURL(u), Feed: w.source.URL, Title: item.Title, Published: item.Published, Status: graph.PageSeen, SeenAt: now})
	}
	return pages, nil
}

// outside reports whether a publication lies outside the window asked for.
func (r *Runner) outside(published time.Time) bool {
	if published.IsZero() {
		return false
	}
	return !r.Since.IsZero() && published.Before(r.Since) || !r.Until.IsZero() && !published.Before(r.Until)
}

// pending works through the pages that wait.
func (w *reading) pending(ctx context.Context) error {
	pages, err := w.Ledger.Pending(ctx, w.source.URL, w.Now())
	if err != nil {
		return fmt.Errorf("read pages that wait: %w", err)
	}
	w.known.Add(int64(len(pages)))
	failures := 0
	for i, p := range pages {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if w.outside(p.Published) {
			w.out.Waiting++
			w.tick()
			continue
		}
		if !w.admit() {
			w.out.Waiting += len(pages) - i
			return nil
		}
		trouble, err := w.page(ctx, p)
		if err != nil {
			return err
		}
		w.tick()
		if !trouble {
			failures = 0
		} else if failures++; failures >= patience {
			w.out.Waiting += len(pages) - i - 1
			return fmt.Errorf("%d pages in a row failed; the rest waits", failures)
		}
	}
	return nil
}
