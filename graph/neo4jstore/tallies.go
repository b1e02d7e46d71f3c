package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"backchannel/graph"
)

// tallied ends a statement that has found the events e: one list of tallies.
const tallied = `WITH DISTINCT e
	WITH e.type AS type, e.dateFrom AS dateFrom, e.dateTo AS dateTo, e.datePrecision AS datePrecision, count(*) AS count
	WITH collect({type: type, dateFrom: dateFrom, dateTo: dateTo, datePrecision: datePrecision, count: count}) AS tallies`

func readTallies(list any) []graph.Tally {
	var out []graph.Tally
	for _, x := range listOf(list) {
		m := mapOf(x)
		out = append(out, graph.Tally{Type: graph.EventType(textOf(m["type"])), Date: dateOf(m), Count: int(intOf(m["count"]))})
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
		q.add("CALL (pair) {")
		q.contacts(cq, nil)
		q.add("WITH DISTINCT e RETURN e }", tallied, " RETURN tallies } RETURN {pair: pair, tallies: tallies} AS row")
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
	if direct {
		conditions, _ := q.source(f)
		q.where(conditions)
	} else {
		q.expanded(f)
	}
	q.add(tallied, " RETURN {tallies: tallies} AS row")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return graph.Timeline(readTallies(rows[0]["tallies"]), width), nil
}

// expanded matches the events e that a filter wants, where the governments that
// it names stand for their officials and bodies.
func (q *query) expanded(f graph.EventFilter) {
	participants, between := f.Participants, f.Between
	f.Participants, f.Between = nil, nil
	var lists []string
	for i, id := range participants {
		lists = append(lists, "party"+strconv.Itoa(i))
		q.gather(id, false, lists)
	}
	parties := slices.Clone(lists)
	if between != nil {
		lists = append(lists, "ours")
		q.gather(between.A, false, lists)
		lists = append(lists, "theirs")
		q.gather(between.B, false, lists)
	}
	var conditions []string
	met := []string{"n <> m", sides("x", "y"), stands("theirs", "n")}
	switch {
	case len(parties) > 0:
		q.unwind(parties[0])
		q.add("MATCH (m)-[:TOOK_PART]->(e)")
		for _, list := range parties[1:] {
			conditions = append(conditions, "EXISTS { (e)<-[:TOOK_PART]-(n) WHERE "+stands(list, "n")+" }")
		}
		if between != nil {
			conditions = append(conditions, "EXISTS { (k)-[x:TOOK_PART]->(e)<-[y:TOOK_PART]-(n) WHERE k <> n AND "+sides("x", "y")+" AND "+stands("ours", "k")+" AND "+stands("theirs", "n")+" }")
		}
		conditions = append(conditions, inOffice)
	case between != nil:
		// The events of both sides first: few of those of one are of the other too.
		q.add("UNWIND theirsNodes AS n MATCH (n)-[:TOOK_PART]->(e) WITH ours, oursNodes, theirs, theirsNodes, collect(DISTINCT e) AS shared")
		q.unwind("ours")
		q.add("MATCH (m)-[x:TOOK_PART]->(e) WHERE e IN shared WITH * MATCH (e)<-[y:TOOK_PART]-(n)")
		conditions = append(met, inOffice)
	default:
		conditions, _ = q.source(f)
		q.where(conditions)
		return
	}
	q.where(append(conditions, q.conditions(f)...))
}
