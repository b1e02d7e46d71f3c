package ledger

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// values are the properties of a node or relationship, read with their types.
type values map[string]any

func properties(r *neo4j.Record, column string) values {
	if node, ok := r.AsMap()[column].(neo4j.Node); ok {
		return node.Props
	}
	return nil
}

func (v values) text(key string) string { s, _ := v[key].(string); return s }

func (v values) number(key string) int { n, _ := v[key].(int64); return int(n) }

func (v values) time(key string) time.Time {
	t, _ := v[key].(time.Time)
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// orNull keeps empty texts out of the database.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func orNever(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func pageRow(p graph.PageState) map[string]any {
	name := p.Title
	if name == "" {
		name = p.URL
	}
	return map[string]any{
		"id": p.URL, "name": name, "feed": p.Feed, "title": orNull(p.Title), "published": orNever(p.Published), "status": string(p.Status), "reason": orNull(p.Reason),
		"tries": p.Tries, "nextTry": orNever(p.NextTry), "article": orNull(string(p.Article)), "seenAt": orNever(p.SeenAt),
	}
}

func (l *Ledger) pages(ctx context.Context, statement string, params map[string]any) ([]graph.PageState, error) {
	records, err := l.run(ctx, statement, params)
	if err != nil {
		return nil, err
	}
	pages := make([]graph.PageState, len(records))
	for i, rec := range records {
		v := properties(rec, "p")
		pages[i] = graph.PageState{
			URL: v.text("id"), Feed: v.text("feed"), Title: v.text("title"), Published: v.time("published"), Status: graph.PageStatus(v.text("status")), Reason: v.text("reason"),
			Tries: v.number("tries"), NextTry: v.time("nextTry"), Article: graph.ID(v.text("article")), SeenAt: v.time("seenAt"),
		}
	}
	return pages, nil
}
