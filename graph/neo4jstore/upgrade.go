package neo4jstore

import (
	"context"
	"slices"

	"backchannel/graph"
)

// involveAll bounds terms and involves governments in a graph that an older build
// wrote. It goes on where it was cut off, and changes nothing in any other graph.
func (s *Store) involveAll(ctx context.Context) error {
	rows, err := s.read(ctx, "look for an older graph", "MATCH (s:Sequence {id: 'sequence:events'}) WHERE s.involved IS NULL RETURN s.id AS id", nil)
	if err != nil || len(rows) == 0 {
		return err
	}
	if rows, err = s.read(ctx, "actors of an older graph", "MATCH (n:"+anyActor+") WHERE EXISTS { (n)-[:TOOK_PART]->() } RETURN n.id AS id ORDER BY id", nil); err != nil {
		return err
	}
	if err := s.upgrade(ctx, func(t tx) error { return t.boundAll() }); err != nil {
		return err
	}
	for some := range slices.Chunk(idsIn(rows, "id"), 200) {
		if err := s.upgrade(ctx, func(t tx) error { return t.reinvolve(some) }); err != nil {
			return err
		}
	}
	return s.upgrade(ctx, func(t tx) error {
		return t.run("MATCH (s:Sequence {id: 'sequence:events'}) SET s.involved = true", nil)
	})
}

// upgrade takes a step of an upgrade, in a change of its own.
func (s *Store) upgrade(ctx context.Context, step func(tx) error) error {
	return s.inTurn(ctx, "upgrade", packTimeout, step)
}

// boundAll bounds the terms of all offices.
func (t tx) boundAll() error {
	rows, err := t.rows("MATCH (body)<-[s:SERVES]-() RETURN DISTINCT body.id AS body, s.title AS title", nil)
	if err != nil {
		return err
	}
	m := newMovements()
	for _, row := range rows {
		m.vacate(graph.Actor{Offices: []graph.Office{{Body: idOf(row["body"]), Title: textOf(row["title"])}}})
	}
	_, err = t.bound(nil, m, nil)
	return err
}
