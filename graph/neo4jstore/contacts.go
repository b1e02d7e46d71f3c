package neo4jstore

import (
	"context"

	"backchannel/graph"
)

// Contacts returns, for each of several actors, a page of the events in which
// it, or those it stands for, took part.
func (s *Store) Contacts(ctx context.Context, cq graph.ContactQuery) (map[graph.ID]graph.List[graph.EventView], error) {
	list := "contacts " + string(cq.Order)
	if err := cq.Validate(); err != nil {
		return nil, err
	}
	at, err := begin(list, cq.EventQuery)
	if err != nil {
		return nil, err
	}
	if cq.Filter.KnownAt != nil {
		known, err := s.knownContacts(ctx, cq)
		out := map[graph.ID]graph.List[graph.EventView]{}
		for of, events := range known {
			out[of] = listed(events, list, cq.Order, cq.Page, at)
		}
		return out, err
	}
	q, o := newQuery("contacts"), orders[cq.Order]
	q.contacts(cq, q.beyond("e", o, at))
	q.add("WITH DISTINCT e ", o.by("e"), " LIMIT ", q.param(cq.Page.First+1), " RETURN e }")
	q.add("RETURN {of: of, event: ", eventShape(cq.Want), "} AS row ", o.by("e"))
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return pages(cq.Page, cq.Of, rows, "event", readEvent, placeIn(list, cq.Order)), nil
}

// CountContacts counts, for each of several actors, what Contacts pages through.
func (s *Store) CountContacts(ctx context.Context, cq graph.ContactQuery) (map[graph.ID]int, error) {
	if err := cq.Validate(); err != nil {
		return nil, err
	}
	if cq.Filter.KnownAt != nil {
		known, err := s.knownContacts(ctx, cq)
		out := map[graph.ID]int{}
		for of, events := range known {
			out[of] = len(events)
		}
		return out, err
	}
	q := newQuery("count contacts")
	q.contacts(cq, nil)
	q.add("RETURN count(DISTINCT e) AS count } RETURN {of: of, count: count} AS row")
	return s.counts(ctx, q)
}

// counts returns a number for each actor, article or event that a query is of.
func (s *Store) counts(ctx context.Context, q *query) (map[graph.ID]int, error) {
	rows, err := s.rows(ctx, q)
	out := map[graph.ID]int{}
	for _, row := range rows {
		out[idOf(row["of"])] = int(intOf(row["count"]))
	}
	return out, err
}

// contacts opens a subquery for each actor and matches its events e there.
func (q *query) contacts(cq graph.ContactQuery, conditions []string) {
	if standFor(cq.Direct, cq.With) {
		q.gather(cq.With, cq.Direct, []string{"others"})
	}
	q.add("UNWIND ", q.param(strs(cq.Of)), " AS of")
	q.actorEvents(cq, conditions)
}

// actorEvents opens a subquery that matches the events e of the actor whose id is
// in the variable of; where the query names another actor, those with it, or with
// one of those gathered for it.
func (q *query) actorEvents(cq graph.ContactQuery, conditions []string) {
	conditions = append(q.conditions(cq.Filter), conditions...)
	if standFor(cq.Direct, cq.Of...) {
		conditions = append(conditions, inOffice)
	}
	within, event := "CALL (of) {", "(m)-[:TOOK_PART]->(e)"
	switch {
	case cq.With == "":
	case standFor(cq.Direct, cq.With):
		within, event = "CALL (of, others, othersNodes) {", "(m)-[x:TOOK_PART]->(e)<-[y:TOOK_PART]-(n)"
		conditions = append(conditions, "n <> m", sides("x", "y"), stands("others", "n"))
	default:
		event = "(m)-[x:TOOK_PART]->(e)<-[y:TOOK_PART]-" + q.actor("n", cq.With)
		conditions = append(conditions, "n <> m", sides("x", "y"))
	}
	q.add(within, members("of", cq.Of, cq.Direct), " MATCH ", event).where(conditions)
}

// pages splits rows by what they are of, and cuts each part to its page.
func pages[T any](p graph.Page, of []graph.ID, rows []map[string]any, column string, read func(map[string]any) T, at func(T) graph.Position) map[graph.ID]graph.List[T] {
	parts := map[graph.ID][]map[string]any{}
	for _, row := range rows {
		id := idOf(row["of"])
		parts[id] = append(parts[id], mapOf(row[column]))
	}
	out := make(map[graph.ID]graph.List[T], len(of))
	for _, id := range of {
		out[id] = page(p, parts[id], read, at)
	}
	return out
}
