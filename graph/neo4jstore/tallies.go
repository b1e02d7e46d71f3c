package neo4jstore

import (
	"context"
	"fmt"

	"backchannel/graph"
)

// tallied ends a statement that has found the events e, each once: one list of
// tallies.
const tallied = `WITH e.type AS type, e.dateFrom AS from, e.dateTo AS to, e.datePrecision AS precision, count(*) AS count
	WITH collect([type, from, to, precision, count]) AS tallies`

func readTallies(list any) []graph.Tally {
	var out []graph.Tally
	for _, x := range listOf(list) {
		l := listOf(x)
		out = append(out, graph.Tally{Type: graph.EventType(textOf(l[0])), Date: readSpan(l[1:4]), Count: int(intOf(l[4]))})
	}
	return out
}

// Dyad sums up what happened between two actors, or those they stand for.
func (s *Store) Dyad(ctx context.Context, dq graph.DyadQuery) (graph.Dyad, error) {
	if err := dq.Validate(); err != nil {
		return graph.Dyad{}, err
	}
	cq := graph.ContactQuery{Of: []graph.ID{dq.A}, With: dq.B, Direct: dq.Direct, EventQuery: graph.EventQuery{Filter: dq.Filter}}
	q := newQuery("dyad")
	q.add("CALL () { MATCH ", q.actor("n", dq.A), " RETURN n UNION ALL MATCH ", q.actor("n", dq.B), " RETURN n }")
	q.add("WITH collect(n ", actorAll, ") AS pair ")
	if dq.Filter.KnownAt != nil {
		q.add("RETURN {pair: pair} AS row")
	} else {
		q.add("CALL (pair) {").between(dq.A, dq.B, dq.Direct)
		q.add("WITH DISTINCT e").where(q.conditions(dq.Filter, true))
		q.add(tallied, " RETURN tallies } RETURN {pair: pair, tallies: tallies} AS row")
	}
	rows, err := s.rows(ctx, q)
	if err != nil {
		return graph.Dyad{}, err
	}
	tallies := readTallies(rows[0]["tallies"])
	if dq.Filter.KnownAt != nil {
		known, err := s.knownContacts(ctx, cq)
		if err != nil {
			return graph.Dyad{}, err
		}
		tallies = tallyOf(known[dq.A])
	}
	return dyadOf(dq, listOf(rows[0]["pair"]), tallies)
}

// dyadOf sums up, and tells the two actors apart.
func dyadOf(dq graph.DyadQuery, pair []any, tallies []graph.Tally) (graph.Dyad, error) {
	d := graph.Summary(tallies)
	for _, n := range pair {
		switch a := readActor(mapOf(n)); a.ID {
		case dq.A:
			d.A = a
		case dq.B:
			d.B = a
		}
	}
	if d.A.ID == "" {
		return graph.Dyad{}, fmt.Errorf("a: %q: %w", dq.A, graph.ErrNotFound)
	}
	if d.B.ID == "" {
		return graph.Dyad{}, fmt.Errorf("b: %q: %w", dq.B, graph.ErrNotFound)
	}
	return d, nil
}

// Timeline counts the events that a filter wants by when they began.
// Governments that the filter names stand for their officials and bodies.
func (s *Store) Timeline(ctx context.Context, f graph.EventFilter, width graph.Bucket, direct bool) ([]graph.TimelineBucket, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	if !width.Valid() {
		return nil, fmt.Errorf("bucket: %q is no width: %w", width, graph.ErrInvalid)
	}
	if f.KnownAt != nil {
		events, err := s.knownTimeline(ctx, f, direct)
		return graph.Timeline(tallyOf(events), width), err
	}
	q := newQuery("timeline")
	conditions, _ := q.source(f, direct)
	q.where(conditions)
	q.add(tallied, " RETURN {tallies: tallies} AS row")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return graph.Timeline(readTallies(rows[0]["tallies"]), width), nil
}
