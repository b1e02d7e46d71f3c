package neo4jstore

import (
	"context"
	"slices"

	"backchannel/graph"
)

// complete gives a graph that an older build wrote what readers look for, step by
// step. It goes on where it was cut off, and changes nothing in any other graph.
func (s *Store) complete(ctx context.Context) error {
	for _, step := range []struct {
		lacking string // in graphs without it
		take    func(context.Context) error
	}{{"involved", s.involveAll}, {"paired", s.pairAll}} {
		rows, err := s.read(ctx, "look for an older graph", "MATCH (s:Sequence {id: 'sequence:events'}) WHERE s[$lacking] IS NULL RETURN s.id AS id", map[string]any{"lacking": step.lacking})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		if err := step.take(ctx); err != nil {
			return err
		}
		if err := s.upgrade(ctx, func(t tx) error {
			return t.run("MATCH (s:Sequence {id: 'sequence:events'}) SET s[$lacking] = true", map[string]any{"lacking": step.lacking})
		}); err != nil {
			return err
		}
	}
	return nil
}

// pairAll pairs the governments that dealt with each other.
func (s *Store) pairAll(ctx context.Context) error {
	rows, err := s.read(ctx, "events of an older graph", "MATCH (e:Event) RETURN e.id AS id ORDER BY id", nil)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(idsIn(rows, "id"), 2000) {
		if err := s.upgrade(ctx, func(t tx) error { return t.pair(some) }); err != nil {
			return err
		}
	}
	return nil
}

// involveAll bounds terms and involves governments.
func (s *Store) involveAll(ctx context.Context) error {
	rows, err := s.read(ctx, "actors of an older graph", "MATCH (n:"+anyActor+") WHERE EXISTS { (n)-[:TOOK_PART]->() } RETURN n.id AS id ORDER BY id", nil)
	if err != nil {
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
	return nil
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
