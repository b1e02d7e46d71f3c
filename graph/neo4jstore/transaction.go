package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// commitTries is how often a transaction is tried whose connection broke at the commit.
const commitTries = 4

// transact runs work in one transaction, again where the server asks for it or
// its answer was lost. Work that was done must be safe to do again.
func (s *Store) transact(ctx context.Context, mode neo4j.AccessMode, name string, limit time.Duration, work func(tx) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, BookmarkManager: s.bookmarks, AccessMode: mode})
	defer session.Close(context.WithoutCancel(ctx))
	execute := session.ExecuteWrite
	if mode == neo4j.AccessModeRead {
		execute = session.ExecuteRead
	}
	var err error
	for range commitTries {
		_, err = execute(ctx, func(m neo4j.ManagedTransaction) (any, error) {
			return nil, work(tx{ctx: ctx, m: m})
		}, neo4j.WithTxTimeout(limit), neo4j.WithTxMetadata(map[string]any{"query": name}))
		if !lostCommit(err) || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, classify(err))
	}
	return nil
}

// lostCommit reports whether it is not known if a transaction took place: of a
// connection that broke, the driver itself tries again all but the commit.
func lostCommit(err error) bool {
	var broken *neo4j.ConnectivityError
	return errors.As(err, &broken)
}

// write changes the database.
func (s *Store) write(ctx context.Context, name string, work func(tx) error) error {
	return s.transact(ctx, neo4j.AccessModeWrite, name, s.timeout, work)
}

// writeWithin is write with a time limit of its own.
func (s *Store) writeWithin(ctx context.Context, name string, limit time.Duration, work func(tx) error) error {
	return s.transact(ctx, neo4j.AccessModeWrite, name, limit, work)
}

// read returns the rows of one statement, read only.
func (s *Store) read(ctx context.Context, name, cypher string, params map[string]any) (rows []map[string]any, err error) {
	err = s.transact(ctx, neo4j.AccessModeRead, name, s.timeout, func(t tx) error {
		rows, err = t.rows(cypher, params)
		return err
	})
	return rows, err
}

// stream hands the rows of one statement over one by one, read only. A retry
// begins anew: start is called before the first row of every try.
func (s *Store) stream(ctx context.Context, name, cypher string, start func(), row func(map[string]any) error) error {
	return s.transact(ctx, neo4j.AccessModeRead, name, s.timeout, func(t tx) error {
		start()
		res, err := t.m.Run(ctx, cypher, nil)
		if err != nil {
			return err
		}
		for res.Next(ctx) {
			if err := row(res.Record().AsMap()); err != nil {
				return err
			}
		}
		return res.Err()
	})
}

// tx runs statements within one transaction.
type tx struct {
	ctx context.Context
	m   neo4j.ManagedTransaction
	// version is the one that the graph gets, where it is changed.
	version string
}

// run executes a statement and drops its rows.
func (t tx) run(cypher string, params map[string]any) error {
	res, err := t.m.Run(t.ctx, cypher, params)
	if err != nil {
		return err
	}
	_, err = res.Consume(t.ctx)
	return err
}

// each executes a statement for each of some rows, and not at all for none.
func (t tx) each(cypher string, rows []map[string]any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.run("UNWIND $rows AS row "+cypher, map[string]any{"rows": rows})
}

// rows executes a statement and returns its rows.
func (t tx) rows(cypher string, params map[string]any) ([]map[string]any, error) {
	res, err := t.m.Run(t.ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	records, err := res.Collect(t.ctx)
	if err != nil {
		return nil, err
	}
	out := make([]map[string]any, len(records))
	for i, r := range records {
		out[i] = r.AsMap()
	}
	return out, nil
}
