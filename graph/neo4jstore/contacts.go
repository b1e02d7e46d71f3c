package neo4jstore

import (
	"context"
	"slices"
	"strings"

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
	limit := q.param(cq.Page.First + 1)
	if joins(cq) {
		q.contactsWith(cq, q.beyond("e", o, at))
		q.add("WITH m, e ", o.by("e"), " WITH m, collect(e)[..", limit, "] AS events UNWIND events AS e")
	} else {
		q.contacts(cq, q.beyond("e", o, at))
		q.add("WITH e ", o.by("e"), " LIMIT ", limit, " RETURN e }")
	}
	q.add("RETURN {of: m.id, event: ", q.eventShape(cq.Want), "} AS row")
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
	if joins(cq) {
		q.contactsWith(cq, nil)
		q.add("WITH m, count(e) AS count")
	} else {
		q.contacts(cq, nil)
		q.add("RETURN count(e) AS count }")
	}
	q.add("RETURN {of: m.id, count: count} AS row")
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

// contacts opens a subquery for each of several actors m and matches its events e
// there.
func (q *query) contacts(cq graph.ContactQuery, conditions []string) {
	q.add("MATCH (m:", labelsOf(cq.Of), ") WHERE m.id IN ", q.param(strs(cq.Of)), " CALL (m) {")
	q.eventsOf("m", cq, conditions)
}

// eventsOf matches the events e of an actor, each once; where the query names
// another actor, those in which they dealt with each other.
func (q *query) eventsOf(actor string, cq graph.ContactQuery, conditions []string) {
	own := took(cq.Direct, cq.Of...)
	q.add("MATCH (", actor, ")-[x:", own, "]->(e)")
	if cq.With != "" {
		other := took(cq.Direct, cq.With)
		join := "MATCH (e)<-[y:" + other + "]-" + q.actor("n", cq.With)
		q.add("WITH ", actor, ", x, e ", join).where(dealt(actor, own, "n", other))
	}
	q.add("WITH DISTINCT e").where(append(q.conditions(cq.Filter, true), conditions...))
}

// contactsWith matches the events e in which each of several actors m dealt with
// another one. Both sides have their events looked up, and joined: going from each
// event of the many to all who are linked to it costs more.
func (q *query) contactsWith(cq graph.ContactQuery, conditions []string) {
	own, other := took(cq.Direct, cq.Of...), took(cq.Direct, cq.With)
	if len(cq.Of) == 1 && paired(cq.Of[0], cq.With, cq.Direct) {
		q.add("MATCH ", q.actor("m", cq.Of[0])).heldBy(cq.Of[0], cq.With)
		q.add("WITH DISTINCT m, e").where(append(q.conditions(cq.Filter, true), conditions...))
		return
	}
	q.add("MATCH (m:", labelsOf(cq.Of), ")-[x:", own, "]->(e)<-[y:", other, "]-", q.actor("n", cq.With), " USING JOIN ON e")
	q.where(append(dealt("m", own, "n", other), "m.id IN "+q.param(strs(cq.Of))))
	q.add("WITH DISTINCT m, e").where(append(q.conditions(cq.Filter, true), conditions...))
}

// joins reports whether contactsWith is the way to go: the events of many, or of a
// government, are many.
func joins(cq graph.ContactQuery) bool {
	const few = 4
	return cq.With != "" && (len(cq.Of) > few || standFor(cq.Direct, cq.Of...))
}

// labelsOf returns the labels of the kinds of actors, as a pattern.
func labelsOf(actors []graph.ID) string {
	var out []string
	for _, kind := range kinds {
		if slices.ContainsFunc(actors, func(id graph.ID) bool { return id.Class() == string(kind) }) {
			out = append(out, labels[kind])
		}
	}
	return strings.Join(out, "|")
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
