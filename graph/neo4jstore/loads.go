package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"time"

	"backchannel/graph"
)

// Loads returns a page of the loads, the latest first.
func (s *Store) Loads(ctx context.Context, p graph.Page) (graph.List[graph.Load], error) {
	var none graph.List[graph.Load]
	if err := p.Validate(); err != nil {
		return none, err
	}
	at, err := graph.ParseCursor("loads", p.After)
	if err != nil {
		return none, err
	}
	q := newQuery("loads")
	q.add("MATCH (l:Load)")
	if at != nil {
		started := q.param(time.Unix(0, at.Rank).UTC())
		q.where([]string{"l.startedAt <= " + started, "NOT (l.startedAt = " + started + " AND l.id <= " + q.param(string(at.ID)) + ")"})
	} else {
		q.where([]string{"l.startedAt IS NOT NULL"})
	}
	q.add("WITH l ORDER BY l.startedAt DESC, l.id LIMIT ", q.param(p.First+1))
	q.add("RETURN l {.*, outcomes: [(l)-[r:READ]->(:LoadFeed) | properties(r)]} AS row ORDER BY l.startedAt DESC, l.id")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return none, err
	}
	return page(p, rows, readLoad, func(l graph.Load) graph.Position {
		return graph.Position{List: "loads", Rank: l.StartedAt.UnixNano(), ID: l.ID}
	}), nil
}

// CountLoads counts the loads.
func (s *Store) CountLoads(ctx context.Context) (int, error) {
	q := newQuery("count loads")
	q.add("MATCH (l:Load) RETURN {count: count(l)} AS row")
	return s.count(ctx, q)
}

func readLoad(p map[string]any) graph.Load {
	l := graph.Load{ID: idOf(p["id"]), StartedAt: timeOf(p["startedAt"]), FinishedAt: timeOf(p["finishedAt"])}
	for _, o := range listOf(p["outcomes"]) {
		l.Outcomes = append(l.Outcomes, outcomeOf(mapOf(o)))
	}
	slices.SortFunc(l.Outcomes, func(a, b graph.LoadOutcome) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Feed, b.Feed))
	})
	return l
}
