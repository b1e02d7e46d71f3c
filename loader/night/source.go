package night

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"backchannel/graph"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
)

// Kinds of sources beside those of a feeds file.
const (
	kindAny     = ""        // an address of which nobody said what is there
	kindFile    = "file"    // a file, a folder, or "-" for JSON lines on standard input
	kindWaiting = "waiting" // a feed whose waiting pages are tried, without reading it
)

// patience is the number of pages in a row that may fail for trouble of the
// server before the rest of its feed waits for another night.
const patience = 5

// reading is the work on one source in one run.
type reading struct {
	*Runner
	source feed.Source
	state  graph.FeedState
	out    graph.LoadOutcome
	// single is the answer that is an article itself, where the source is a page.
	single *fetch.Response
}

// source reads one source from its feed to its last article.
func (r *Runner) source(ctx context.Context, stop context.CancelCauseFunc, s feed.Source) {
	begin := time.Now()
	w := &reading{Runner: r, source: s, out: graph.LoadOutcome{Feed: s.URL, Name: s.Name}}
	ctx, end := span(ctx, "source", "name", s.Name)
	read := w.read
	if s.Kind == kindFile {
		w.out.Feed = fileID(s.URL)
		read = w.files
	}
	err := read(ctx)
	end(err)
	w.out.Took = time.Since(begin)
	if err != nil {
		if ctx.Err() != nil && !fatal(err) {
			err = context.Cause(ctx)
		}
		w.out.Error = err.Error()
		if w.out.Status == "" {
			w.out.Status = "failed"
		}
	}
	if fatal(err) {
		stop(err)
	}
	r.mu.Lock()
	r.load.Outcomes = append(r.load.Outcomes, w.out)
	r.mu.Unlock()
	w.report(ctx)
}

// report logs how the source went, loudly where it failed.
func (w *reading) report(ctx context.Context) {
	level := slog.LevelDebug
	if w.out.Error != "" {
		level = slog.LevelWarn
	}
	w.Log.Log(ctx, level, "source done", "source", w.out.Name, "status", w.out.Status, "items", w.out.Items, "new", w.out.New, "loaded", w.out.Loaded,
		"setAside", w.out.SetAside, "waiting", w.out.Waiting, "took", w.out.Took, "error", w.out.Error)
}

// early is how much of its interval a feed may be read before time: the timer of
// a nightly load does not keep to the second.
const early = 10 // percent

func (w *reading) read(ctx context.Context) error {
	var err error
	if w.state, err = w.Ledger.Feed(ctx, w.source.URL); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	w.state.Name = w.source.Name
	now := w.Now()
	due := w.state.LastAttempt.Add(w.source.Interval * (100 - early) / 100)
	switch {
	case w.source.Kind == kindWaiting:
		w.out.Status = "not due"
	case w.state.Gone && !w.Force:
		w.out.Status = "gone"
		return nil
	case !w.Force && (now.Before(w.state.NotBefore) || now.Before(due)):
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
	var list announcement
	if err == nil && !resp.NotModified {
		list, err = w.announced(resp, now)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		w.fail(err, now)
		_, kept := w.record(ctx, w.state, nil)
		return kept
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
	w.state.LastSuccess, w.state.Errors, w.state.LastError, w.state.NotBefore, w.state.Gone = now, 0, "", time.Time{}, false
	fresh, err := w.record(ctx, w.state, list.pages)
	if err != nil {
		return err
	}
	for _, sitemap := range list.sitemaps {
		more, err := w.sitemap(ctx, sitemap, now)
		if err != nil {
			return err
		}
		fresh += more
	}
	if fresh == 0 {
		return nil
	}
	w.state.LastNew = now
	_, err = w.record(ctx, w.state, nil)
	return err
}

// record keeps the state of a feed together with the pages it announced: its
// validators must not be kept without them, or they would be lost. It returns
// how many are new.
func (w *reading) record(ctx context.Context, state graph.FeedState, pages []graph.PageState) (int, error) {
	fresh, err := w.Ledger.Record(ctx, state, pages)
	if err != nil {
		return 0, fmt.Errorf("keep feed in ledger: %w", err)
	}
	w.out.Items += len(pages)
	w.out.New += fresh
	return fresh, nil
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

// outside reports whether a publication lies outside the window asked for.
func (r *Runner) outside(published time.Time) bool {
	if published.IsZero() {
		return false
	}
	return !r.Since.IsZero() && published.Before(r.Since) || !r.Until.IsZero() && !published.Before(r.Until)
}

// pending works through the pages that wait.
func (w *reading) pending(ctx context.Context) error {
	pages, err := w.waiting(ctx)
	if err != nil {
		return err
	}
	w.known.Add(int64(len(pages)))
	failures := 0
	for i, p := range pages {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !w.admit() {
			w.out.Waiting += len(pages) - i
			return nil
		}
		trouble, err := w.page(ctx, p)
		if err != nil {
			return err
		}
		if !trouble {
			failures = 0
		} else if failures++; failures >= patience {
			w.out.Waiting += len(pages) - i - 1
			return fmt.Errorf("%d pages in a row failed; the rest waits", failures)
		}
	}
	return nil
}

// waiting returns the pages to load, those outside the dates asked for left out.
// A single page that has just been read is among them even when it was loaded
// before: it may have changed.
func (w *reading) waiting(ctx context.Context) ([]graph.PageState, error) {
	pages, err := w.Ledger.Pending(ctx, w.source.URL, w.Now())
	if err != nil {
		return nil, fmt.Errorf("read pages that wait: %w", err)
	}
	if w.single != nil && len(pages) == 0 {
		pages = w.itself(w.single, w.Now().UTC()).pages
	}
	inside := pages[:0]
	for _, p := range pages {
		if w.outside(p.Published) {
			w.out.LeftOut++
			continue
		}
		inside = append(inside, p)
	}
	return inside, nil
}
