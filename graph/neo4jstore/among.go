package neo4jstore

import (
	"context"

	"backchannel/graph"
)

// EventsAmong returns those of the events of ids that a filter wants, in the
// order of the ids.
func (s *Store) EventsAmong(ctx context.Context, ids []graph.ID, f graph.EventFilter, w graph.Want) ([]graph.EventView, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	q := newQuery("events among")
	q.add("UNWIND ", q.param(strs(ids)), " AS id MATCH (e:Event {id: id})").where(q.conditions(f, true))
	q.add("RETURN ", q.eventShape(w), " AS row")
	rows, err := s.rows(ctx, q)
	byID := map[graph.ID]graph.EventView{}
	for _, row := range rows {
		e := readEvent(row)
		byID[e.ID] = e
	}
	var out []graph.EventView
	for _, id := range ids {
		if e, ok := byID[id]; ok {
			out = append(out, e)
		}
	}
	return out, err
}
