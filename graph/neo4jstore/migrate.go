package neo4jstore

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed migrations/*.cypher
var migrations embed.FS

// Migrate makes the constraints and indexes that the store needs. Running it
// again changes nothing.
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
			if err := s.write(ctx, "migrate "+file, func(tx tx) error { return tx.run(statement, nil) }); err != nil {
				return err
			}
		}
	}
	_, err = s.read(ctx, "await indexes", "CALL db.awaitIndexes(60)", nil)
	return err
}

// Clear removes every node of the graph, and keeps constraints and indexes.
func (s *Store) Clear(ctx context.Context) error {
	return s.write(ctx, "clear", func(tx tx) error { return tx.run("MATCH (n) DETACH DELETE n", nil) })
}
