// Package ledger keeps in Neo4j what loads have done: a LoadFeed for every feed,
// a LoadPage for every page it announced, a Load for every run, and the lock
// that lets one run work at a time. None of these nodes is part of the graph of
// contacts.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// Ledger implements night.Ledger.
type Ledger struct {
	driver   neo4j.DriverWithContext
	database string
}

// New returns the ledger in a database; "" is the server's default one.
func New(driver neo4j.DriverWithContext, database string) *Ledger {
	return &Ledger{driver, database}
}

// Prepare makes the constraints and indexes that the ledger relies on. It may be
// called any number of times.
func (l *Ledger) Prepare(ctx context.Context) error {
	for _, statement := range []string{
		`CREATE CONSTRAINT load_feed_id IF NOT EXISTS FOR (n:LoadFeed) REQUIRE n.id IS UNIQUE`,
		`CREATE CONSTRAINT load_page_id IF NOT EXISTS FOR (n:LoadPage) REQUIRE n.id IS UNIQUE`,
		`CREATE CONSTRAINT load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE`,
		`CREATE CONSTRAINT load_lock_id IF NOT EXISTS FOR (n:LoadLock) REQUIRE n.id IS UNIQUE`,
		`CREATE INDEX load_page_state IF NOT EXISTS FOR (n:LoadPage) ON (n.feed, n.status)`,
	} {
		if _, err := l.run(ctx, statement, nil); err != nil {
			return fmt.Errorf("prepare ledger: %w", err)
		}
	}
	return nil
}

// run executes one statement in a transaction of its own, which is tried again
// while that may help.
func (l *Ledger) run(ctx context.Context, statement string, params map[string]any) ([]*neo4j.Record, error) {
	result, err := neo4j.ExecuteQuery(ctx, l.driver, statement, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(l.database))
	switch {
	case err == nil:
		return result.Records, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case neo4j.IsConnectivityError(err) || neo4j.IsRetryable(err):
		return nil, fmt.Errorf("%w: %w", graph.ErrUnavailable, err)
	default:
		return nil, err
	}
}

// lock takes the write lock of the node before it looks who holds it.
const lock = `
MERGE (l:LoadLock {id: 'load'}) ON CREATE SET l.name = 'lock of loads'
SET l.asked = datetime()
WITH l, l.holder IS NULL OR l.holder = $holder OR l.until < datetime() AS free
SET l.holder = CASE WHEN free THEN $holder ELSE l.holder END,
    l.until = CASE WHEN free THEN datetime() + duration({milliseconds: $lease}) ELSE l.until END
RETURN free, l.holder AS holder`

// Lock takes or renews the lock by the server's clock.
func (l *Ledger) Lock(ctx context.Context, holder string, lease time.Duration) error {
	records, err := l.run(ctx, lock, map[string]any{"holder": holder, "lease": lease.Milliseconds()})
	if err != nil {
		return err
	}
	if len(records) != 1 {
		return errors.New("lock: no answer")
	}
	if free, _ := records[0].AsMap()["free"].(bool); !free {
		return fmt.Errorf("held by %v: %w", records[0].AsMap()["holder"], graph.ErrLocked)
	}
	return nil
}

// Unlock gives the lock back; another's lock stays.
func (l *Ledger) Unlock(ctx context.Context, holder string) error {
	_, err := l.run(ctx, `MATCH (l:LoadLock {id: 'load', holder: $holder}) REMOVE l.holder, l.until`, map[string]any{"holder": holder})
	return err
}

// Feed returns the state of a feed.
func (l *Ledger) Feed(ctx context.Context, url string) (graph.FeedState, error) {
	records, err := l.run(ctx, `MATCH (f:LoadFeed {id: $id}) RETURN f`, map[string]any{"id": url})
	if err != nil || len(records) == 0 {
		return graph.FeedState{URL: url}, err
	}
	p := properties(records[0], "f")
	return graph.FeedState{
		URL: url, Name: p.text("name"), MovedTo: p.text("movedTo"), ETag: p.text("etag"), LastModified: p.text("lastModified"),
		LastAttempt: p.time("lastAttempt"), LastSuccess: p.time("lastSuccess"), LastNew: p.time("lastNew"),
		Errors: p.number("errors"), LastError: p.text("lastError"), NotBefore: p.time("notBefore"), Gone: p["gone"] == true,
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
	rows := make([]map[string]any, len(pages))
	for i, p := range pages {
		rows[i] = pageRow(p)
		rows[i]["place"] = i
	}
	records, err := l.run(ctx, record, map[string]any{"id": f.URL, "pages": rows, "run": time.Now().UnixNano(), "feed": map[string]any{
		"name": f.Name, "movedTo": orNull(f.MovedTo), "etag": orNull(f.ETag), "lastModified": orNull(f.LastModified), "lastAttempt": orNever(f.LastAttempt),
		"lastSuccess": orNever(f.LastSuccess), "lastNew": orNever(f.LastNew), "errors": f.Errors, "lastError": orNull(f.LastError), "notBefore": orNever(f.NotBefore), "gone": f.Gone,
	}})
	if err != nil || len(records) == 0 {
		return 0, err
	}
	return values(records[0].AsMap()).number("fresh"), nil
}

// Pending returns the pages of a feed that wait.
func (l *Ledger) Pending(ctx context.Context, feed string, now time.Time) ([]graph.PageState, error) {
	return l.pages(ctx, `MATCH (p:LoadPage {feed: $feed, status: 'seen'}) WHERE p.nextTry IS NULL OR p.nextTry <= $now RETURN p ORDER BY p.seenAt, p.place`, map[string]any{"feed": feed, "now": now.UTC()})
}

// Settle replaces the state of a page.
func (l *Ledger) Settle(ctx context.Context, p graph.PageState) error {
	_, err := l.run(ctx, `MERGE (p:LoadPage {id: $id}) SET p += $page`, map[string]any{"id": p.URL, "page": pageRow(p)})
	return err
}

// Dead returns the pages that were set aside, the latest first.
func (l *Ledger) Dead(ctx context.Context) ([]graph.PageState, error) {
	return l.pages(ctx, `MATCH (p:LoadPage {status: 'set aside'}) RETURN p ORDER BY p.seenAt DESC, p.id`, nil)
}

// Retry lets pages that were set aside wait for the next load again: those
// named, or all where none is. It returns how many.
func (l *Ledger) Retry(ctx context.Context, urls ...string) (int, error) {
	if urls == nil {
		urls = []string{}
	}
	records, err := l.run(ctx, `MATCH (p:LoadPage {status: 'set aside'}) WHERE size($urls) = 0 OR p.id IN $urls SET p.status = 'seen', p.tries = 0 REMOVE p.nextTry RETURN count(p) AS n`, map[string]any{"urls": urls})
	if err != nil {
		return 0, err
	}
	return values(records[0].AsMap()).number("n"), nil
}

const report = `
MERGE (l:Load {id: $id})
SET l.name = $name, l.startedAt = $started, l.finishedAt = $finished, l.sources = size($outcomes), l.loaded = $loaded, l.setAside = $setAside
WITH l UNWIND $outcomes AS o
MERGE (f:LoadFeed {id: o.feed}) ON CREATE SET f.name = o.name
MERGE (l)-[r:READ]->(f)
SET r += o`

// Report keeps a load and its outcomes.
func (l *Ledger) Report(ctx context.Context, load graph.Load) error {
	rows := make([]map[string]any, len(load.Outcomes))
	for i, o := range load.Outcomes {
		rows[i] = map[string]any{
			"feed": o.Feed, "name": o.Name, "status": o.Status, "items": o.Items, "new": o.New, "loaded": o.Loaded, "foreign": o.Foreign,
			"leftOut": o.LeftOut, "setAside": o.SetAside, "waiting": o.Waiting, "error": orNull(o.Error), "seconds": o.Took.Seconds(),
		}
	}
	total := load.Total()
	_, err := l.run(ctx, report, map[string]any{
		"id": string(load.ID), "name": "load " + load.StartedAt.UTC().Format("2006-01-02 15:04"), "started": load.StartedAt.UTC(), "finished": orNever(load.FinishedAt),
		"outcomes": rows, "loaded": total.Loaded, "setAside": total.SetAside,
	})
	return err
}

// Loads returns the latest loads, the newest first, after the start of the one
// given (zero: from the newest on).
func (l *Ledger) Loads(ctx context.Context, before time.Time, limit int) ([]graph.Load, error) {
	records, err := l.run(ctx, `
MATCH (l:Load) WHERE $before IS NULL OR l.startedAt < $before
WITH l ORDER BY l.startedAt DESC, l.id LIMIT $limit
OPTIONAL MATCH (l)-[r:READ]->(:LoadFeed)
WITH l, r ORDER BY r.name
RETURN l, collect(properties(r)) AS outcomes ORDER BY l.startedAt DESC, l.id`, map[string]any{"before": orNever(before), "limit": limit})
	if err != nil {
		return nil, err
	}
	loads := make([]graph.Load, len(records))
	for i, rec := range records {
		p := properties(rec, "l")
		loads[i] = graph.Load{ID: graph.ID(p.text("id")), StartedAt: p.time("startedAt"), FinishedAt: p.time("finishedAt")}
		outcomes, _ := rec.AsMap()["outcomes"].([]any)
		for _, o := range outcomes {
			row, _ := o.(map[string]any)
			v := values(row)
			seconds, _ := row["seconds"].(float64)
			loads[i].Outcomes = append(loads[i].Outcomes, graph.LoadOutcome{
				Feed: v.text("feed"), Name: v.text("name"), Status: v.text("status"), Items: v.number("items"), New: v.number("new"), Loaded: v.number("loaded"), Foreign: v.number("foreign"),
				LeftOut: v.number("leftOut"), SetAside: v.number("setAside"), Waiting: v.number("waiting"), Error: v.text("error"), Took: time.Duration(seconds * float64(time.Second)),
			})
		}
	}
	return loads, nil
}
