package neo4jstore

import (
	"slices"

	"backchannel/graph"
)

// derive brings events, and the edges they give, up to date with all that the
// claims that went or came reach.
func (t tx) derive(touched []claim) error {
	if len(touched) == 0 {
		return nil
	}
	var seeds []graph.Reach
	about := map[graph.ID]graph.ID{} // the event that claims are linked to
	old := map[graph.ID]bool{}       // events to be looked at
	for _, c := range touched {
		seeds = append(seeds, c.Reach())
		old[c.event] = true
	}
	near, err := t.near(seeds)
	if err != nil {
		return err
	}
	claims := make([]graph.Claim, len(near))
	for i, c := range near {
		claims[i] = c.Claim
		about[c.ID] = c.event
		old[c.event] = true
	}
	delete(old, "")
	stored, err := t.events(old)
	if err != nil {
		return err
	}
	var fresh, recast []graph.Event
	var miscast []graph.ID
	edges := edgeChanges{}
	events := graph.Derive(claims)
	for _, e := range events {
		was, known := stored[e.ID]
		delete(stored, e.ID)
		if known && was.digest == hashOf(e) {
			continue
		}
		fresh = append(fresh, e)
		if was.cast != castOf(e) {
			recast = append(recast, e)
			if known {
				miscast = append(miscast, e.ID)
			}
		}
		edges.take(was.edges, was.entry)
		edges.give(e)
	}
	var gone []graph.ID
	for id, e := range stored {
		gone = append(gone, id)
		edges.take(e.edges, e.entry)
	}
	slices.Sort(gone)
	if err := t.writeEvents(gone, fresh); err != nil {
		return err
	}
	if err := t.link(events, about); err != nil {
		return err
	}
	if err := t.cast(miscast, recast); err != nil {
		return err
	}
	if err := t.writeEdges(edges); err != nil {
		return err
	}
	return t.number(fresh)
}

// event is what is needed to know of a stored event.
type event struct {
	digest, cast string
	edges        []string
	entry        string
}

// events reads stored events.
func (t tx) events(ids map[graph.ID]bool) (map[graph.ID]event, error) {
	if len(ids) == 0 {
		return map[graph.ID]event{}, nil
	}
	var ask []string
	for id := range ids {
		ask = append(ask, string(id))
	}
	slices.Sort(ask)
	rows, err := t.rows(`UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN id, e.digest AS digest, e.cast AS cast, e.edges AS edges,
		e.dateFrom AS dateFrom, e.dateTo AS dateTo, e.datePrecision AS datePrecision`, map[string]any{"ids": ask})
	if err != nil {
		return nil, err
	}
	out := make(map[graph.ID]event, len(rows))
	for _, row := range rows {
		id := idOf(row["id"])
		out[id] = event{textOf(row["digest"]), textOf(row["cast"]), textsOf(row["edges"]), edgeEntry(id, dateOf(row))}
	}
	return out, nil
}
