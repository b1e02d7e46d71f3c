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
	q := newQuery("counterparts")
	q.add("UNWIND ", q.param(strs(cq.Of)), " AS of CALL (of) {", members("of", cq.Of, cq.Direct), " RETURN collect({m: m, since: since, until: until, open: open}) AS terms }")
	q.add("WITH of, terms, [t IN terms | t.m] AS ours WHERE size(ours) > 0 CALL (terms, ours) {")
	q.unwind("terms")
	q.add("MATCH (m)-[x:TOOK_PART]->(e)<-[y:TOOK_PART]-(n)")
	conditions := append(q.conditions(cq.Filter), sides("x", "y"), "NOT n IN ours")
	if standFor(cq.Direct, cq.Of...) {
		conditions = append(conditions, inOffice)
	}
	q.where(conditions)
	q.add(`WITH n, e.type AS type, count(DISTINCT e) AS count,
			min(CASE WHEN e.dateFrom IS NOT NULL THEN [e.dateFrom, e.dateTo, e.datePrecision] END) AS first,
			max(CASE WHEN e.dateFrom IS NOT NULL THEN [e.dateFrom, e.dateTo, e.datePrecision] END) AS last
		WITH n, sum(count) AS count, min(first) AS first, max(last) AS last, collect({type: type, count: count}) AS byType
		ORDER BY count DESC, n.id LIMIT `, q.param(cq.First))
	q.add("RETURN collect({actor: n ", actorAll, ", count: count, first: first, last: last, byType: byType}) AS found }")
	q.add("RETURN {of: of, found: found} AS row")
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
	counts := map[graph.EventType]int{}
	for _, x := range listOf(p["byType"]) {
		counts[graph.EventType(textOf(mapOf(x)["type"]))] = int(intOf(mapOf(x)["count"]))
	}
	return graph.Counterpart{
		Actor: readActor(mapOf(p["actor"])), Count: int(intOf(p["count"])), ByType: graph.SortTypes(counts),
		First: readSpan(p["first"]), Last: readSpan(p["last"]),
	}
}

// readSpan reads a date that stands as a list: from, to, precision.
func readSpan(v any) graph.Date {
	l := listOf(v)
	if len(l) != 3 {
		return graph.Date{}
	}
	return dateOf(map[string]any{"dateFrom": l[0], "dateTo": l[1], "datePrecision": l[2]})
}
