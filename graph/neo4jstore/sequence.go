package neo4jstore

import (
	"context"

	"backchannel/graph"
)

// number returns the next number of the load sequence, for events that are made
// or changed. The lock on its node is held to the commit, so that numbers become
// visible in their order and whoever reads on from the last one misses nothing.
func (t tx) number() (int64, error) {
	rows, err := t.rows("MATCH (s:Sequence {id: 'sequence:events'}) SET s.value = s.value + 1 RETURN s.value AS value", nil)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return intOf(rows[0]["value"]), nil
}

// Sequence returns the number of the last load that changed events, 0 before
// the first.
func (s *Store) Sequence(ctx context.Context) (int64, error) {
	rows, err := s.read(ctx, "sequence", "OPTIONAL MATCH (s:Sequence {id: 'sequence:events'}) RETURN s.value AS value", nil)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return intOf(rows[0]["value"]), nil
}

// ChangedSince returns the events that loads changed after a place in their
// sequence, up to and including the number upTo, in order; at most limit of them.
func (s *Store) ChangedSince(ctx context.Context, after graph.Change, upTo int64, limit int) ([]graph.Change, error) {
	rows, err := s.read(ctx, "changed events", `MATCH (e:Event) WHERE e.seq >= $seq AND e.seq <= $upTo AND (e.seq > $seq OR e.id > $id)
		RETURN e.seq AS seq, e.id AS id ORDER BY seq, id LIMIT $limit`, map[string]any{"seq": after.Seq, "id": string(after.ID), "upTo": upTo, "limit": limit})
	if err != nil {
		return nil, err
	}
	changes := make([]graph.Change, len(rows))
	for i, row := range rows {
		changes[i] = graph.Change{Seq: intOf(row["seq"]), ID: idOf(row["id"])}
	}
	return changes, nil
}
