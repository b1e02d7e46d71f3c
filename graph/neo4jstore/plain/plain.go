// Package plain writes a graph as the fastest do that know nothing of what it
// means: batched MERGE of nodes, then of relationships. The store's speed is
// measured against it.
package plain

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// rowsAtOnce is the number of nodes or relationships that a transaction merges.
const rowsAtOnce = 1000

// Graph is what a database holds, as rows of statements.
type Graph struct{ groups []group }

// group is nodes of one label, or edges of one type between two labels.
type group struct {
	cypher string
	rows   []any
}

// Read reads all that a database holds.
func Read(ctx context.Context, uri string) (*Graph, error) {
	g := &Graph{}
	err := within(ctx, uri, func(s neo4j.SessionWithContext) error {
		if err := g.collect(ctx, s, "MATCH (n) RETURN labels(n)[0] AS a, '' AS t, '' AS b, {id: n.id, p: properties(n)} AS row", func(a, _, _ string) string {
			return "UNWIND $rows AS r MERGE (n:" + a + " {id: r.id}) SET n += r.p"
		}); err != nil {
			return err
		}
		return g.collect(ctx, s, `MATCH (a)-[x]->(b) RETURN labels(a)[0] AS a, type(x) AS t, labels(b)[0] AS b,
			{a: a.id, b: b.id, p: properties(x)} AS row`, func(a, t, b string) string {
			return "UNWIND $rows AS r MATCH (a:" + a + " {id: r.a}) MATCH (b:" + b + " {id: r.b}) MERGE (a)-[x:" + t + "]->(b) SET x += r.p"
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	return g, nil
}

// collect gathers rows by the statement that writes them.
func (g *Graph) collect(ctx context.Context, s neo4j.SessionWithContext, cypher string, merge func(a, t, b string) string) error {
	result, err := s.Run(ctx, cypher, nil)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		r := result.Record().AsMap()
		text := func(key string) string { v, _ := r[key].(string); return v }
		statement := merge(text("a"), text("t"), text("b"))
		i := slices.IndexFunc(g.groups, func(x group) bool { return x.cypher == statement })
		if i < 0 {
			i = len(g.groups)
			g.groups = append(g.groups, group{cypher: statement})
		}
		g.groups[i].rows = append(g.groups[i].rows, r["row"])
	}
	return result.Err()
}

// Merge writes the graph to a database, and returns how long that took.
func (g *Graph) Merge(ctx context.Context, uri string) (took time.Duration, err error) {
	err = within(ctx, uri, func(s neo4j.SessionWithContext) error {
		begun := time.Now()
		defer func() { took = time.Since(begun) }()
		for _, group := range g.groups {
			for rows := range slices.Chunk(group.rows, rowsAtOnce) {
				result, err := s.Run(ctx, group.cypher, map[string]any{"rows": rows})
				if err != nil {
					return err
				}
				if _, err := result.Consume(ctx); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return took, err
}

// within runs work in a session of its own.
func within(ctx context.Context, uri string, work func(neo4j.SessionWithContext) error) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	if err != nil {
		return fmt.Errorf("open %s: %w", uri, err)
	}
	defer driver.Close(context.WithoutCancel(ctx))
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer session.Close(context.WithoutCancel(ctx))
	return work(session)
}
