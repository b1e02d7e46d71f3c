package night

import (
	"context"
	"errors"
	"fmt"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/fetch"
	"backchannel/loader/page"
)

// page fetches and loads one page and settles it in the ledger. It reports
// whether the server was in trouble; the error ends the work on the source.
func (w *reading) page(ctx context.Context, p graph.PageState) (trouble bool, err error) {
	loading := func() (graph.PageStatus, error) {
		resp, err := w.Web.Get(ctx, fetch.Request{URL: p.URL})
		if err != nil {
			trouble = fetch.Temporary(err)
			return graph.PageSetAside, err
		}
		d, err := w.document(p, resp)
		if err != nil {
			return graph.PageSetAside, err
		}
		if w.outside(d.Published) {
			return graph.PageFetched, nil
		}
		return graph.PageLoaded, w.take(ctx, &p, d)
	}
	status, err := loading()
	switch {
	case errors.Is(err, graph.ErrUnavailable):
		return false, err // the page waits as it did
	case err != nil && ctx.Err() != nil:
		return false, context.Cause(ctx)
	case err != nil:
		w.setAside(&p, trouble, err)
	default:
		p.Status, p.Reason = status, ""
		if status == graph.PageFetched {
			w.out.LeftOut++
		}
	}
	// What was loaded is settled also when the run was told to stop meanwhile.
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := w.Ledger.Settle(settle, p); err != nil {
		return trouble, fmt.Errorf("settle %s: %w", p.URL, err)
	}
	return trouble, nil
}

// take loads an article. It is finished even when the run is told to stop.
func (w *reading) take(ctx context.Context, p *graph.PageState, d article.Document) error {
	select {
	case w.loading <- struct{}{}:
		defer func() { <-w.loading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	id, err := w.Load(work, d)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	p.Article, p.Status = id, graph.PageLoaded
	w.out.Loaded++
	if d.Language != "" && d.Language != "en" {
		w.out.Foreign++
	}
	return nil
}

// setAside notes a failure: pages that may do better later wait for longer each
// time, until they have had their tries.
func (w *reading) setAside(p *graph.PageState, temporary bool, err error) {
	p.Tries++
	p.Reason = err.Error()
	if temporary && p.Tries < w.Tries {
		p.NextTry = w.Now().UTC().Add(time.Hour << min(p.Tries-1, 5))
		w.out.Waiting++
		return
	}
	p.Status, p.NextTry = graph.PageSetAside, time.Time{}
	w.out.SetAside++
	w.Log.Warn("article set aside", "source", w.source.Name, "url", p.URL, "reason", p.Reason, "tries", p.Tries)
}

// document reads the page; what the feed and the feeds file know of it fills
// the gaps.
func (w *reading) document(p graph.PageState, resp *fetch.Response) (article.Document, error) {
	found, err := w.Pages.Extract(resp.Body, resp.ContentType(), resp.URL)
	if err != nil {
		return article.Document{}, err
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
		switch {
		case p.Published.IsZero():
		case p.Published.After(w.Now().Add(article.Ahead)):
			d.Notes = append(d.Notes, fmt.Sprintf("publication date ignored: %s (feed) is in the future", p.Published.Format(time.DateOnly)))
		default:
			d.Published, d.PublishedRule = p.Published, "feed"
		}
	}
	return d, nil
}
