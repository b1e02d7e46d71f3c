package neo4jstore

import (
	"context"
	"fmt"

	"backchannel/graph"
)

// writeEvents deletes events that are gone, and writes those that are new or
// changed, with the next number of the load sequence.
func (t tx) writeEvents(at places, gone []graph.ID, fresh []graph.Event) error {
	var rows []map[string]any
	for _, id := range gone {
		rows = append(rows, map[string]any{"place": at[id]})
		delete(at, id)
	}
	if err := t.each("MATCH (e) WHERE elementId(e) = row.place DETACH DELETE e", rows); err != nil || len(fresh) == 0 {
		return err
	}
	number, err := t.number()
	if err != nil {
		return err
	}
	var made, changed []map[string]any
	for _, e := range fresh {
		props := eventProps(e)
		props["seq"] = number
		if place := at[e.ID]; place != "" {
			changed = append(changed, map[string]any{"place": place, "props": props})
		} else {
			made = append(made, props)
		}
	}
	if len(made) > 0 {
		rows, err := t.rows("UNWIND $rows AS row CREATE (e:Event) SET e = row RETURN e.id AS id, elementId(e) AS place", map[string]any{"rows": made})
		if err != nil {
			return err
		}
		at.note(rows)
	}
	return t.each("MATCH (e) WHERE elementId(e) = row.place SET e = row.props", changed)
}

// move leads stored claims to other events.
func (t tx) move(at places, claims []claim, about map[graph.ID]graph.ID) error {
	var rows []map[string]any
	for _, c := range claims {
		rows = append(rows, map[string]any{"claim": c.place, "event": at[about[c.ID]]})
	}
	return t.each(`MATCH (c) WHERE elementId(c) = row.claim MATCH (e) WHERE elementId(e) = row.event
		OPTIONAL MATCH (c)-[r:ABOUT]->() DELETE r CREATE (c)-[:ABOUT]->(e)`, rows)
}

// cast links events to their participants, and to the governments these stand for,
// and pairs of these, after those that are miscast lost theirs.
func (t tx) cast(at places, miscast []graph.ID, events []graph.Event) error {
	var wrong, rows []map[string]any
	for _, id := range miscast {
		wrong = append(wrong, map[string]any{"event": at[id]})
	}
	if err := t.each("MATCH (e) WHERE elementId(e) = row.event MATCH (e)<-[r:TOOK_PART|INVOLVED_IN]-() DELETE r", wrong); err != nil {
		return err
	}
	ids := make([]graph.ID, len(events))
	for i, e := range events {
		ids[i] = e.ID
		var date any
		if !e.Date.IsZero() {
			date = dayProp(e.Date.From)
		}
		for _, p := range e.Participants {
			rows = append(rows, map[string]any{"event": at[e.ID], "actor": at[p.Actor], "role": string(p.Role), "date": date})
		}
	}
	err := t.each(`MATCH (e) WHERE elementId(e) = row.event MATCH (n) WHERE elementId(n) = row.actor
		CREATE (n)-[:TOOK_PART {role: row.role, date: row.date}]->(e)
		WITH e, n, row.role AS role`+involve, rows)
	if err != nil {
		return err
	}
	return t.pair(ids)
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
