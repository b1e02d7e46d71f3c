package night

import (
	"context"
	"errors"
	"fmt"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
)

// maxSitemaps is the number of sitemaps of an index that are read in a run.
const maxSitemaps = 5

// announcement is what a feed lists.
type announcement struct {
	pages    []graph.PageState
	sitemaps []string
}

// announced reads a feed. A source of which nobody said what it is may also be
// an article itself.
func (w *reading) announced(resp *fetch.Response, now time.Time) (announcement, error) {
	if w.source.Kind == feed.KindPage {
		return w.itself(resp, now), nil
	}
	f, err := feed.Parse(resp.Body, resp.ContentType(), resp.URL, w.source.Limit)
	if errors.Is(err, feed.ErrFormat) && w.source.Kind == kindAny {
		return w.itself(resp, now), nil
	}
	if err != nil {
		return announcement{}, err
	}
	if f.Dropped > 0 {
		w.Log.Warn("a feed announces more than is taken", "source", w.out.Name, "url", resp.URL, "leftOut", f.Dropped,
			"reason", fmt.Sprintf("beyond its limit of %d, or without an address", w.source.Limit))
	}
	list := announcement{sitemaps: f.Sitemaps[:min(len(f.Sitemaps), maxSitemaps)]}
	for _, item := range f.Items {
		list.pages = append(list.pages, graph.PageState{
			URL: article.Canonical(item.URL), Feed: w.source.URL, Title: item.Title, Published: item.Published, Status: graph.PageSeen, SeenAt: now,
		})
	}
	return list, nil
}

// itself is the announcement of a source that is a page: its answer is at hand.
func (w *reading) itself(resp *fetch.Response, now time.Time) announcement {
	w.single = resp
	return announcement{pages: []graph.PageState{{URL: article.Canonical(w.source.URL), Feed: w.source.URL, Status: graph.PageSeen, SeenAt: now}}}
}

// sitemap reads a sitemap that an index lists, with a state of its own in the
// ledger. Its failure is noted and does no harm to the others.
func (w *reading) sitemap(ctx context.Context, url string, now time.Time) (int, error) {
	state, err := w.Ledger.Feed(ctx, url)
	if err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	state.Name, state.LastAttempt = url, now
	resp, err := w.Web.Get(ctx, fetch.Request{URL: url, ETag: state.ETag, LastModified: state.LastModified})
	var list announcement
	if err == nil && !resp.NotModified {
		list, err = w.announced(resp, now)
	}
	switch {
	case ctx.Err() != nil:
		return 0, context.Cause(ctx)
	case err != nil:
		state.Errors++
		state.LastError = err.Error()
		w.out.Error = err.Error()
	default:
		state.LastSuccess, state.Errors, state.LastError = now, 0, ""
		if !resp.NotModified {
			state.ETag, state.LastModified = resp.ETag, resp.LastModified
		}
	}
	return w.record(ctx, state, list.pages)
}
