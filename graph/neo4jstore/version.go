package neo4jstore

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"
)

// change runs work as one change of the graph, in a transaction that gives the
// graph a version of its own.
func (s *Store) change(ctx context.Context, name string, limit time.Duration, work func(tx) error) error {
	version := rand.Text()
	err := s.writeWithin(ctx, name, limit, func(t tx) error {
		t.version = version
		return work(t)
	})
	if err == nil {
		s.settled(ctx, version)
	}
	return err
}

// turn begins every change of the graph: writers take turns at the lock of one
// node, before they read anything that their change depends on. So no update is
// lost and none can deadlock; the work of reading articles is done outside. The rest
// of the statement finds that node as s.
func (t tx) turn(cypher string, params map[string]any) ([]map[string]any, error) {
	params["version"] = t.version
	return t.rows(`MERGE (s:Sequence {id: 'sequence:events'}) ON CREATE SET s.name = 'events', s.value = 0, s.involved = true, s.paired = true
		SET s.version = $version WITH s `+cypher, params)
}

// inTurn runs work as a change that begins with nothing but its turn.
func (s *Store) inTurn(ctx context.Context, name string, limit time.Duration, work func(tx) error) error {
	return s.change(ctx, name, limit, func(t tx) error {
		if _, err := t.turn("RETURN s.id AS id", map[string]any{}); err != nil {
			return err
		}
		return work(t)
	})
}

// settled notes that the change of a version is over. While the server applies a
// transaction, readers may meet some of what it wrote before the rest; this is
// written after it, so whoever meets it meets all. Where it is not written, the
// graph has no version until the next change.
func (s *Store) settled(ctx context.Context, version string) {
	err := s.write(ctx, "settle version", func(t tx) error {
		return t.run("MATCH (s:Sequence {id: 'sequence:events', version: $version}) SET s.settled = $version", map[string]any{"version": version})
	})
	if err != nil {
		slog.DebugContext(ctx, "version not settled", "error", err)
	}
}

// renew gives a graph a version that has none: an older build wrote it, or the
// last change was cut off before it was settled.
func (s *Store) renew(ctx context.Context) error {
	rows, err := s.read(ctx, "look for a version", `MATCH (s:Sequence {id: 'sequence:events'})
		WHERE s.version IS NULL OR s.settled IS NULL OR s.version <> s.settled RETURN s.id AS id`, nil)
	if err != nil || len(rows) == 0 {
		return err
	}
	return s.inTurn(ctx, "renew version", s.timeout, func(tx) error { return nil })
}

// Version names the state of the graph. It changes with each change that the
// store makes, from whatever process, and never comes back to name another state:
// reads that begin after it was read see what it names, or something later. It is
// empty while a change is under way, and where the graph never changed.
func (s *Store) Version(ctx context.Context) (string, error) {
	q := newQuery("version")
	q.add("MATCH (s:Sequence {id: 'sequence:events'}) WHERE s.settled = s.version RETURN {version: s.version} AS row")
	rows, err := s.rows(ctx, q)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return textOf(rows[0]["version"]), nil
}
