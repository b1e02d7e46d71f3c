package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"backchannel/graph"
)

// writeEvents deletes events that are gone, and writes those that are new or changed.
func (t tx) writeEvents(gone []graph.ID, fresh []graph.Event) error {
	if len(gone) > 0 {
		if err := t.run("UNWIND $ids AS id MATCH (e:Event {id: id}) DETACH DELETE e", map[string]any{"ids": strs(gone)}); err != nil {
			return err
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	rows := make([]map[string]any, len(fresh))
	for i, e := range fresh {
		rows[i] = eventProps(e)
	}
	return t.run("UNWIND $rows AS row MERGE (e:Event {id: row.id}) SET e = row", map[string]any{"rows": rows})
}

// link leads claims to events, and away from those they were about.
func (t tx) link(links map[string]string) error {
	if len(links) == 0 {
		return nil
	}
	var rows []map[string]any
	for _, claim := range slices.Sorted(maps.Keys(links)) {
		rows = append(rows, map[string]any{"claim": claim, "event": links[claim]})
	}
	return t.run(`UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (e:Event {id: row.event})
		OPTIONAL MATCH (c)-[r:ABOUT]->() DELETE r CREATE (c)-[:ABOUT]->(e)`, map[string]any{"rows": rows})
}

// cast links events to their participants, after those that are miscast lost theirs.
func (t tx) cast(miscast []graph.ID, events []graph.Event) error {
	if len(events) == 0 {
		return nil
	}
	if len(miscast) > 0 {
		if err := t.run("UNWIND $ids AS id MATCH (e:Event {id: id})<-[r:TOOK_PART]-() DELETE r", map[string]any{"ids": strs(miscast)}); err != nil {
			return err
		}
	}
	var rows []map[string]any
	for _, e := range events {
		var date any
		if !e.Date.IsZero() {
			date = dayProp(e.Date.From)
		}
		for _, p := range e.Participants {
			rows = append(rows, map[string]any{"event": string(e.ID), "actor": string(p.Actor), "role": string(p.Role), "date": date})
		}
	}
	return t.run(`UNWIND $rows AS row MATCH (e:Event {id: row.event}) MATCH (n:`+anyActor+` {id: row.actor})
		CREATE (n)-[:TOOK_PART {role: row.role, date: row.date}]->(e)`, map[string]any{"rows": rows})
}

// EventID returns the id of the event that an id finds: its own, or "event:" and
// the hash of any claim about it. The error wraps [graph.ErrNotFound].
func (s *Store) EventID(ctx context.Context, id graph.ID) (graph.ID, error) {
	rows, err := s.read(ctx, "find event", `MATCH (:Claim {id: $claim})-[:ABOUT]->(e:Event) RETURN e.id AS id`, map[string]any{"claim": string(graph.ClaimOf(id))})
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", fmt.Errorf("event %q: %w", id, graph.ErrNotFound)
	}
	return idOf(rows[0]["id"]), nil
}
