package night

import (
	"context"
	"errors"
	"fmt"
	"time"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/contain"
	"backchannel/loader/fetch"
	"backchannel/loader/page"
)

// page fetches and loads one page and settles it in the ledger. It reports
// whether the server was in trouble; the error ends the work on the source, and
// the page waits as it did.
func (w *reading) page(ctx context.Context, p graph.PageState) (trouble bool, err error) {
	ctx, end := span(ctx, "page", "url", p.URL)
	defer func() { end(err) }()
	resp, err := w.fetch(ctx, p.URL)
	switch {
	case err != nil && ctx.Err() != nil:
		return false, context.Cause(ctx)
	case err != nil:
		trouble = fetch.Temporary(err)
		return trouble, w.finish(ctx, p, loader.SetAside(article.Document{Name: p.URL, Title: p.Title}, err), trouble)
	}
	d, err := w.document(p, resp)
	switch {
	case err != nil:
		return false, w.finish(ctx, p, loader.SetAside(d, err), errors.Is(err, contain.ErrBusy))
	case w.outside(d.Published):
		p.Published = d.Published // so that it is not fetched again to learn this
		return false, w.finish(ctx, p, leftOut(d), false)
	}
	o, err := w.take(context.WithoutCancel(ctx), d) // what was fetched is kept
	if err != nil {
		return false, err
	}
	return false, w.finish(ctx, p, o, false)
}

// fetch returns a page, which a single page is already.
func (w *reading) fetch(ctx context.Context, url string) (*fetch.Response, error) {
	if w.single != nil && url == article.Canonical(w.source.URL) {
		return w.single, nil
	}
	return w.Web.Get(ctx, fetch.Request{URL: url})
}

// take loads an article. Where the loader stopped before it, that is an error.
func (w *reading) take(ctx context.Context, d article.Document) (loader.Outcome, error) {
	o, err := w.Load(ctx, d)
	switch {
	case err != nil:
		return o, fmt.Errorf("load %s: %w", d.Name, err)
	case o.State == loader.StateLeft:
		return o, fmt.Errorf("load %s: %w: %s", d.Name, graph.ErrUnavailable, o.Reason)
	}
	return o, nil
}

// finish settles a page in the ledger and tells what became of it. A page that
// may do better later waits for longer each time, until it has had its tries.
func (w *reading) finish(ctx context.Context, p graph.PageState, o loader.Outcome, temporary bool) error {
	p.Reason, p.NextTry = o.Reason, time.Time{}
	switch o.State {
	case loader.StateLoaded:
		p.Status, p.Article = graph.PageLoaded, o.ID
	case loader.StateLeftOut:
		p.Status, p.Reason = graph.PageFetched, ""
	default:
		p.Tries++
		p.Status = graph.PageSetAside
		if temporary && p.Tries < w.Tries {
			p.Status, o.State = graph.PageSeen, loader.StateLeft
			p.NextTry = w.Now().UTC().Add(time.Hour << min(p.Tries-1, 5))
		}
	}
	w.tell(o)
	return w.settle(ctx, p)
}

// settle keeps the state of a page, also when the run was told to stop meanwhile.
func (w *reading) settle(ctx context.Context, p graph.PageState) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := w.Ledger.Settle(ctx, p); err != nil {
		return fmt.Errorf("settle %s: %w", p.URL, err)
	}
	return nil
}

// tell counts an outcome for the source and the run.
func (w *reading) tell(o loader.Outcome) {
	w.mu.Lock()
	switch o.State {
	case loader.StateLoaded:
		w.out.Loaded++
		if o.Language != "en" {
			w.out.Foreign++
		}
	case loader.StateLeftOut:
		w.out.LeftOut++
	case loader.StateLeft:
		w.out.Waiting++
	default:
		w.out.SetAside++
	}
	w.mu.Unlock()
	w.Runner.tell(o)
}

// leftOut is the outcome of an article outside the dates asked for.
func leftOut(d article.Document) loader.Outcome {
	return loader.Outcome{
		Name: d.Name, Title: d.Title, State: loader.StateLeftOut, Notes: d.Notes,
		Reason: "published " + d.Published.Format(time.DateOnly) + ", outside the dates asked for",
	}
}

// document reads the page; what the feed and the feeds file know of it fills
// the gaps.
func (w *reading) document(p graph.PageState, resp *fetch.Response) (article.Document, error) {
	found, err := w.Pages.Extract(resp.Body, resp.ContentType(), resp.URL)
	if err != nil {
		return article.Document{Name: p.URL, Title: p.Title}, err
	}
	d := found.Document()
	d.Name = p.URL
	if d.Title == "" {
		d.Title = p.Title
	}
	if w.source.Publisher != "" {
		d.Publisher = w.source.Publisher
	}
	if d.Language == "" {
		d.Language = w.source.Language
	}
	if d.Published.IsZero() || d.PublishedRule == page.RuleText { // the feed is surer
		w.dateByFeed(&d, p.Published)
	}
	return d, nil
}

// dateByFeed takes the date that the feed gave, unless it lies in the future.
func (w *reading) dateByFeed(d *article.Document, published time.Time) {
	switch {
	case published.IsZero():
	case published.After(w.Now().Add(article.Ahead)):
		d.Notes = append(d.Notes, fmt.Sprintf("publication date ignored: %s (feed) is in the future", published.Format(time.DateOnly)))
	default:
		d.Published, d.PublishedRule = published, "feed"
	}
}

// fatal tells what ends the whole run from what ends the work on one source.
func fatal(err error) bool { return errors.Is(err, graph.ErrUnavailable) }
