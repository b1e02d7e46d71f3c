package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"backchannel/graph"
)

// Config says where the database is.
type Config struct {
	URI      string // bolt:// or neo4j://, with +s for TLS
	Username string // empty where the server asks for none
	Password string
	Database string // empty means the server's default, "neo4j"
	// Timeout is the longest a transaction may run on the server; 0 means 30 s.
	Timeout time.Duration
	// Patience is the longest wait for a connection; 0 means 5 s.
	Patience time.Duration
	// Observe, where set, is told of every statement that answers a reader.
	Observe func(Read)
}

// Store is a connection pool to one database. It is safe for concurrent use.
type Store struct {
	driver   neo4j.DriverWithContext
	probe    neo4j.DriverWithContext // one connection, so that load does not keep Ping waiting
	database string
	timeout  time.Duration
	observe  func(Read)
	// bookmarks let a transaction see what those before it wrote, whichever member
	// of a cluster answers; nil where there is one server.
	bookmarks neo4j.BookmarkManager
}

// Open connects, and checks that the server answers. Errors wrap
// [graph.ErrUnavailable] where it does not.
func Open(ctx context.Context, c Config) (*Store, error) {
	auth := neo4j.NoAuth()
	if c.Username != "" {
		auth = neo4j.BasicAuth(c.Username, c.Password, "")
	}
	settings := func(o *config.Config) {
		o.ConnectionAcquisitionTimeout = cmp.Or(c.Patience, 5*time.Second)
		o.SocketConnectTimeout = cmp.Or(c.Patience, 5*time.Second)
		// The driver's pauses between tries double: longer than this, and a server
		// that is back is left waiting. Who can wait for longer tries again.
		o.MaxTransactionRetryTime = 5 * time.Second
		o.ConnectionLivenessCheckTimeout = 30 * time.Second
		o.TelemetryDisabled = true
	}
	driver, err := neo4j.NewDriverWithContext(c.URI, auth, settings)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w; want an address such as bolt://127.0.0.1:7687: %w", c.URI, err, graph.ErrInvalid)
	}
	probe, err := neo4j.NewDriverWithContext(c.URI, auth, settings, func(o *config.Config) { o.MaxConnectionPoolSize = 1 })
	if err != nil {
		return nil, fmt.Errorf("open %q: %w: %w", c.URI, err, graph.ErrInvalid)
	}
	s := &Store{driver: driver, probe: probe, database: c.Database, timeout: c.Timeout, observe: c.Observe}
	if strings.HasPrefix(c.URI, "neo4j") {
		s.bookmarks = driver.ExecuteQueryBookmarkManager()
	}
	if s.database == "" {
		s.database = "neo4j"
	}
	if s.timeout == 0 {
		s.timeout = 30 * time.Second
	}
	// A server that has just started answers its first query late.
	first, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := s.Ping(first); err != nil {
		s.Close(context.WithoutCancel(ctx))
		return nil, fmt.Errorf("open %s: %w", c.URI, err)
	}
	return s, nil
}

// Ping checks that the database answers a query: while it starts, the server
// takes connections already.
func (s *Store) Ping(ctx context.Context) error {
	session := s.probe.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, AccessMode: neo4j.AccessModeRead})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	return classify(err)
}

// Close returns all connections.
func (s *Store) Close(ctx context.Context) error {
	return errors.Join(s.probe.Close(ctx), s.driver.Close(ctx))
}

// classify gives errors of the driver the sentinel that callers know.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var db *neo4j.Neo4jError
	var connectivity *neo4j.ConnectivityError
	var limit *neo4j.TransactionExecutionLimit
	switch {
	case errors.As(err, &db):
		switch {
		case strings.Contains(db.Code, "TransactionTimedOut"):
			return fmt.Errorf("%w: %w", graph.ErrTimeout, err)
		case strings.Contains(db.Code, "TransientError"), strings.Contains(db.Code, "DatabaseUnavailable"), strings.Contains(db.Code, "NotALeader"):
			return fmt.Errorf("%w: %w", graph.ErrUnavailable, err)
		case strings.Contains(db.Code, "DatabaseError.Transaction"), strings.Contains(db.Code, "DatabaseError.Database"):
			return fmt.Errorf("%w: the database can't keep what it is given; look at the space on its disk, and its log: %w", graph.ErrUnavailable, err)
		case strings.Contains(db.Code, "Security."):
			return fmt.Errorf("the server refuses the user or password: %w", err)
		}
	case errors.As(err, &connectivity), errors.As(err, &limit), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", graph.ErrUnavailable, err)
	}
	return err
}
