package neo4jstore

import (
	"cmp"
	"context"
	"time"

	"backchannel/graph"
)

// This file keeps the ledger's feeds and the pages they announced.

// Feed returns the state of a feed.
func (l *Ledger) Feed(ctx context.Context, url string) (graph.FeedState, error) {
	rows, err := l.store.read(ctx, "read feed", `MATCH (f:LoadFeed {id: $id}) RETURN f {.*} AS feed`, map[string]any{"id": url})
	if err != nil || len(rows) == 0 {
		return graph.FeedState{URL: url}, err
	}
	p := mapOf(rows[0]["feed"])
	return graph.FeedState{
		URL: url, Name: textOf(p["name"]), MovedTo: textOf(p["movedTo"]), ETag: textOf(p["etag"]), LastModified: textOf(p["lastModified"]),
		LastAttempt: timeOf(p["lastAttempt"]), LastSuccess: timeOf(p["lastSuccess"]), LastNew: timeOf(p["lastNew"]),
		Errors: int(intOf(p["errors"])), LastError: textOf(p["lastError"]), NotBefore: timeOf(p["notBefore"]), Gone: p["gone"] == true,
	}, nil
}

const record = `
MERGE (f:LoadFeed {id: $id}) SET f += $feed
WITH f UNWIND $pages AS page
MERGE (p:LoadPage {id: page.id})
ON CREATE SET p = page, p.fresh = $run
WITH DISTINCT p WHERE p.fresh = $run
REMOVE p.fresh
RETURN count(p) AS fresh`

// Record keeps a feed and its pages in one transaction.
func (l *Ledger) Record(ctx context.Context, f graph.FeedState, pages []graph.PageState) (int, error) {
	announced := make([]map[string]any, len(pages))
	for i, p := range pages {
		announced[i] = pageProps(p)
		announced[i]["place"] = i
	}
	rows, err := l.run(ctx, "record feed", record, map[string]any{"id": f.URL, "pages": announced, "run": time.Now().UnixNano(), "feed": feedProps(f)})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return int(intOf(rows[0]["fresh"])), nil
}

// Pending returns the pages of a feed that wait, those left out before included.
func (l *Ledger) Pending(ctx context.Context, feed string, now time.Time) ([]graph.PageState, error) {
	return l.pages(ctx, "pending pages", `MATCH (p:LoadPage {feed: $feed}) WHERE p.status IN ['seen', 'fetched'] AND (p.nextTry IS NULL OR p.nextTry <= $now)
		RETURN p {.*} AS page ORDER BY p.seenAt, p.place`, map[string]any{"feed": feed, "now": now.UTC()})
}

// Settle replaces the state of a page.
func (l *Ledger) Settle(ctx context.Context, p graph.PageState) error {
	_, err := l.run(ctx, "settle page", `MERGE (p:LoadPage {id: $id}) SET p += $page`, map[string]any{"id": p.URL, "page": pageProps(p)})
	return err
}

// Dead returns the pages that were set aside, the latest first.
func (l *Ledger) Dead(ctx context.Context) ([]graph.PageState, error) {
	return l.pages(ctx, "dead pages", `MATCH (p:LoadPage {status: 'set aside'}) RETURN p {.*} AS page ORDER BY p.seenAt DESC, p.id`, nil)
}

// Retry lets pages that were set aside wait for the next load again: those
// named, or all where none is. It returns how many.
func (l *Ledger) Retry(ctx context.Context, urls ...string) (int, error) {
	if urls == nil {
		urls = []string{}
	}
	rows, err := l.run(ctx, "retry pages", `MATCH (p:LoadPage {status: 'set aside'}) WHERE size($urls) = 0 OR p.id IN $urls
		SET p.status = 'seen', p.tries = 0 REMOVE p.nextTry RETURN count(p) AS pages`, map[string]any{"urls": urls})
	if err != nil {
		return 0, err
	}
	return int(intOf(rows[0]["pages"])), nil
}

func (l *Ledger) pages(ctx context.Context, name, cypher string, params map[string]any) ([]graph.PageState, error) {
	rows, err := l.store.read(ctx, name, cypher, params)
	if err != nil {
		return nil, err
	}
	pages := make([]graph.PageState, len(rows))
	for i, row := range rows {
		p := mapOf(row["page"])
		pages[i] = graph.PageState{
			URL: textOf(p["id"]), Feed: textOf(p["feed"]), Title: textOf(p["title"]), Published: timeOf(p["published"]),
			Status: graph.PageStatus(textOf(p["status"])), Reason: textOf(p["reason"]), Tries: int(intOf(p["tries"])),
			NextTry: timeOf(p["nextTry"]), Article: idOf(p["article"]), SeenAt: timeOf(p["seenAt"]),
		}
	}
	return pages, nil
}

func feedProps(f graph.FeedState) map[string]any {
	return map[string]any{
		"name": f.Name, "movedTo": optional(f.MovedTo), "etag": optional(f.ETag), "lastModified": optional(f.LastModified),
		"lastAttempt": timeProp(f.LastAttempt), "lastSuccess": timeProp(f.LastSuccess), "lastNew": timeProp(f.LastNew),
		"errors": f.Errors, "lastError": optional(f.LastError), "notBefore": timeProp(f.NotBefore), "gone": f.Gone,
	}
}

func pageProps(p graph.PageState) map[string]any {
	return map[string]any{
		"id": p.URL, "name": cmp.Or(p.Title, p.URL), "feed": p.Feed, "title": optional(p.Title), "published": timeProp(p.Published),
		"status": string(p.Status), "reason": optional(p.Reason), "tries": p.Tries, "nextTry": timeProp(p.NextTry),
		"article": optional(string(p.Article)), "seenAt": timeProp(p.SeenAt),
	}
}
