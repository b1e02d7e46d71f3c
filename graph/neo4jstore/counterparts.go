package neo4jstore

import (
	"context"

	"backchannel/graph"
)

// Counterparts returns, for each of several actors, those with whom it, or those
// it stands for, dealt most. Actors that are not in the graph are left out.
func (s *Store) Counterparts(ctx context.Context, cq graph.CounterpartQuery) (map[graph.ID][]graph.Counterpart, error) {
	if err := cq.Validate(); err != nil {
		return nil, err
	}
	if cq.Filter.KnownAt != nil {
		return s.knownCounterparts(ctx, cq)
	}
	q, own := newQuery("counterparts"), took(cq.Direct, cq.Of...)
	q.add("MATCH (m:", labelsOf(cq.Of), ") WHERE m.id IN ", q.param(strs(cq.Of)))
	q.add("CALL (m) { MATCH (m)-[x:", own, "]->(e)<-[y:TOOK_PART]-(n)")
	q.where(append(q.conditions(cq.Filter, true), dealt("m", own, "n", "TOOK_PART")...))
	q.add("WITH n, collect(DISTINCT e) AS events")
	if standFor(cq.Direct, cq.Of...) { // it is none of its own, and neither are those that ever stood for it
		q.add("WHERE n <> m AND NOT (m:Government AND EXISTS { (n)-[:SERVES|BELONGS_TO*1..2]->(m) })")
	}
	q.add("WITH n, events, size(events) AS total ORDER BY total DESC, n.id LIMIT ", q.param(cq.First))
	q.add("RETURN collect({actor: n ", actorAll, ", tallies: [e IN events | [e.type, e.dateFrom, e.dateTo, e.datePrecision, 1]]}) AS found }")
	q.add("RETURN {of: m.id, found: found} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID][]graph.Counterpart{}
	for _, row := range rows {
		found := []graph.Counterpart{}
		for _, x := range listOf(row["found"]) {
			found = append(found, readCounterpart(mapOf(x)))
		}
		out[idOf(row["of"])] = found
	}
	return out, err
}

func readCounterpart(p map[string]any) graph.Counterpart {
	sum := graph.Summary(readTallies(p["tallies"]))
	return graph.Counterpart{Actor: readActor(mapOf(p["actor"])), Count: sum.Count, ByType: sum.ByType, First: sum.First, Last: sum.Last}
}

// readSpan reads a date that stands as a list: from, to, precision.
func readSpan(v any) graph.Date {
	l := listOf(v)
	if len(l) != 3 {
		return graph.Date{}
	}
	return dateOf(map[string]any{"dateFrom": l[0], "dateTo": l[1], "datePrecision": l[2]})
}
