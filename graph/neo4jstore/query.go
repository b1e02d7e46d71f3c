package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// query is a read statement in the making. Its text is joined from constant
// pieces only; values go in as parameters.
type query struct {
	name   string
	text   strings.Builder
	params map[string]any
}

func newQuery(name string) *query { return &query{name: name, params: map[string]any{}} }

// add appends pieces to the text.
func (q *query) add(pieces ...string) *query {
	for _, p := range pieces {
		q.text.WriteString(p)
	}
	q.text.WriteByte('\n')
	return q
}

// param returns the placeholder of a value.
func (q *query) param(v any) string {
	name := "p" + strconv.Itoa(len(q.params))
	q.params[name] = v
	return "$" + name
}

// where appends conditions, all of which must hold.
func (q *query) where(conditions []string) *query {
	if len(conditions) > 0 {
		q.add("WHERE ", strings.Join(conditions, " AND "))
	}
	return q
}

// Read is one statement that the store put to the database: a round trip.
type Read struct {
	Name   string
	Cypher string
	Params map[string]any
	Took   time.Duration
	Err    error
}

// rows runs the query and returns its rows, each a map in the one column.
func (s *Store) rows(ctx context.Context, q *query) ([]map[string]any, error) {
	started, cypher := time.Now(), gathered(q.text.String())
	rows, err := s.ask(ctx, q, cypher)
	if err != nil && neo4j.IsRetryable(err) && ctx.Err() == nil {
		rows, err = s.ask(ctx, q, cypher) // a connection that had gone stale, or a leader that moved
	}
	if s.observe != nil {
		s.observe(Read{q.name, cypher, q.params, time.Since(started), err})
	}
	switch {
	case err == nil:
		return rows, nil
	case errors.Is(ctx.Err(), context.Canceled):
		return nil, fmt.Errorf("%s: %w", q.name, context.Canceled)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s: %w", q.name, graph.ErrTimeout)
	default:
		return nil, fmt.Errorf("%s: %w", q.name, classify(err))
	}
}

// ask runs the query once, in a transaction that the server ends by itself: one
// message there and one back. It goes away with ctx.
func (s *Store) ask(ctx context.Context, q *query, cypher string) ([]map[string]any, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, BookmarkManager: s.bookmarks, AccessMode: neo4j.AccessModeRead})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, cypher, q.params, neo4j.WithTxTimeout(s.timeout), neo4j.WithTxMetadata(map[string]any{"query": q.name}))
	if err != nil {
		return nil, err
	}
	var rows []map[string]any
	for result.Next(ctx) {
		list, _ := result.Record().Values[0].([]any)
		for _, item := range list {
			row, ok := item.(map[string]any)
			if !ok {
				return nil, fmt.Errorf("%s: the statement gives no maps", q.name)
			}
			rows = append(rows, row)
		}
	}
	return rows, result.Err()
}

// gathered makes a statement, whose last clause returns maps AS row, return them as
// one list: the driver reads each record in three steps, each with a goroutine and a
// timer, which costs more than what a row holds.
func gathered(cypher string) string {
	depth, last := 0, -1
	var quote byte
	for i := range len(cypher) {
		switch c := cypher[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '`':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case depth == 0 && strings.HasPrefix(cypher[i:], "RETURN "):
			last = i
		}
	}
	return cypher[:last] + "WITH " + cypher[last+len("RETURN "):] + "RETURN collect(row) AS rows"
}
