package neo4jstore

import (
	"context"
	"fmt"

	"backchannel/graph"
)

// Events returns a page of the events that a filter wants.
func (s *Store) Events(ctx context.Context, eq graph.EventQuery) (graph.List[graph.EventView], error) {
	list := "events " + string(eq.Order)
	at, err := begin(list, eq)
	if err != nil {
		return graph.List[graph.EventView]{}, err
	}
	if eq.Filter.KnownAt != nil {
		k, err := s.known(ctx, eq.Filter, byFilter(eq.Filter))
		if err != nil {
			return graph.List[graph.EventView]{}, err
		}
		return listed(k.events, list, eq.Order, eq.Page, at), nil
	}
	q, o := newQuery("events"), orders[eq.Order]
	conditions, sourced := q.source(eq.Filter, true)
	q.where(append(conditions, q.beyond("e", o, at)...))
	by := o.by("e")
	if !sourced && len(eq.Filter.Status) == 1 {
		by = o.by("e", "status")
	}
	q.add("WITH e ", by, " LIMIT ", q.param(eq.Page.First+1))
	q.add("RETURN ", q.eventShape(eq.Want), " AS row ", by)
	rows, err := s.rows(ctx, q)
	if err != nil {
		return graph.List[graph.EventView]{}, err
	}
	return page(eq.Page, rows, readEvent, placeIn(list, eq.Order)), nil
}

// CountEvents counts the events that a filter wants.
func (s *Store) CountEvents(ctx context.Context, f graph.EventFilter) (int, error) {
	if err := f.Validate(); err != nil {
		return 0, err
	}
	if f.KnownAt != nil {
		k, err := s.known(ctx, f, byFilter(f))
		if err != nil {
			return 0, err
		}
		return len(k.events), nil
	}
	q := newQuery("count events")
	conditions, _ := q.source(f, true)
	q.where(conditions).add("RETURN {count: count(e)} AS row")
	return s.count(ctx, q)
}

// count returns the one number that a query gives.
func (s *Store) count(ctx context.Context, q *query) (int, error) {
	rows, err := s.rows(ctx, q)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return int(intOf(rows[0]["count"])), nil
}

func placeIn(list string, o graph.Order) func(graph.EventView) graph.Position {
	return func(e graph.EventView) graph.Position { return e.Position(list, o) }
}

// begin checks an event query, and reads its cursor.
func begin(list string, eq graph.EventQuery) (*graph.Position, error) {
	if err := eq.Filter.Validate(); err != nil {
		return nil, err
	}
	if err := eq.Page.Validate(); err != nil {
		return nil, err
	}
	if _, ok := orders[eq.Order]; !ok {
		return nil, fmt.Errorf("orderBy: %q is no order of events: %w", eq.Order, graph.ErrInvalid)
	}
	return graph.ParseCursor(list, eq.Page.After)
}

// Parties returns who took part in events.
func (s *Store) Parties(ctx context.Context, events []graph.ID, w graph.Want) (map[graph.ID][]graph.Party, error) {
	q := newQuery("participants")
	q.add("UNWIND ", q.param(strs(events)), " AS id MATCH (e:Event {id: id}) RETURN {id: id, parties: ", q.partiesShape(w), "} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID][]graph.Party{}
	for _, row := range rows {
		out[idOf(row["id"])] = readParties(listOf(row["parties"]))
	}
	return out, err
}
