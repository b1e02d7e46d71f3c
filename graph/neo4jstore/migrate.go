package neo4jstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

//go:embed migrations/*.cypher
var migrations embed.FS

// Migrate makes the constraints and indexes that the store needs, and adds to a
// graph of an older build what readers look for. Running it again changes nothing.
// The files change no data: what does must go through [Store.change], so that the
// graph gets a new version.
func (s *Store) Migrate(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.cypher")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for _, file := range files { // Glob sorts
		raw, err := migrations.ReadFile(file)
		if err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		for _, statement := range strings.Split(string(raw), ";") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if err := s.migrate(ctx, file, statement); err != nil {
				return err
			}
		}
	}
	if _, err = s.read(ctx, "await indexes", "CALL db.awaitIndexes(60)", nil); err != nil {
		return err
	}
	if err := s.complete(ctx); err != nil {
		return err
	}
	if err := s.renew(ctx); err != nil { // a long change is under way, and will do it
		slog.DebugContext(ctx, "version not renewed", "error", err)
	}
	return nil
}

// migrate runs one statement. A server that went down while it made a constraint
// may keep the index of it without the constraint, in whose way it then is.
func (s *Store) migrate(ctx context.Context, file, statement string) error {
	run := func(cypher string) error {
		return s.write(ctx, "migrate "+file, func(t tx) error { return t.run(cypher, nil) })
	}
	err := run(statement)
	var db *neo4j.Neo4jError
	words := strings.Fields(statement)
	if errors.As(err, &db) && strings.HasSuffix(db.Code, "IndexWithNameAlreadyExists") && len(words) > 2 && words[1] == "CONSTRAINT" {
		if err = run("DROP INDEX " + words[2] + " IF EXISTS"); err == nil {
			err = run(statement)
		}
	}
	return err
}

// Clear removes every node, and keeps constraints and indexes. It takes many
// transactions, relationships first, since the server's memory bounds each; from
// the first on, the graph has no version.
func (s *Store) Clear(ctx context.Context) error {
	for _, part := range []string{"MATCH (x:Sequence) WITH x LIMIT 10 DETACH DELETE x", "MATCH ()-[x]->() WITH x LIMIT 10000 DELETE x", "MATCH (x) WITH x LIMIT 2000 DETACH DELETE x"} {
		for left := true; left; {
			if err := s.write(ctx, "clear", func(tx tx) error {
				rows, err := tx.rows(part+" RETURN count(*) AS removed", nil)
				if err == nil {
					left = intOf(rows[0]["removed"]) > 0
				}
				return err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Size returns how many nodes and relationships the database holds.
func (s *Store) Size(ctx context.Context) (nodes, relationships int64, err error) {
	rows, err := s.read(ctx, "size", "MATCH (n) WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS relationships", nil)
	if err != nil || len(rows) == 0 {
		return 0, 0, err
	}
	return intOf(rows[0]["nodes"]), intOf(rows[0]["relationships"]), nil
}
