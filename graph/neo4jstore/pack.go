package neo4jstore

import (
	"context"
	"time"

	"backchannel/graph"
)

// packID is the node that mentions the actors of a reference pack as articles
// mention theirs, so that they stay whether or not an article does.
const packID = "pack:reference"

// packTimeout is for thousands of actors in one transaction.
const packTimeout = 10 * time.Minute

// WritePack keeps the actors of a reference pack, in place of those of the pack
// kept before, in one transaction. What articles say of them adds to it.
func (s *Store) WritePack(ctx context.Context, actors []graph.Actor) error {
	return s.change(ctx, "write pack", packTimeout, func(t tx) error {
		if _, err := t.turn("MERGE (p:Pack {id: $id}) SET p.name = 'reference pack'", map[string]any{"id": packID}); err != nil {
			return err
		}
		out, err := t.storedPack()
		if err != nil {
			return err
		}
		put, err := t.statements([]graph.Report{{Article: graph.Article{ID: packID}, Actors: actors}})
		if err != nil {
			return err
		}
		at := places{}
		former, err := t.settle(at, []statement{out}, put)
		if err != nil {
			return err
		}
		if err := t.mentionPack(at, put[0]); err != nil {
			return err
		}
		renamed, err := t.claimFormer(former)
		if err != nil {
			return err
		}
		return t.restate(at, renamed)
	})
}

// storedPack reads what the pack kept before says.
func (t tx) storedPack() (statement, error) {
	s := statement{article: packID}
	rows, err := t.rows("MATCH (:Pack {id: $id})-[m:MENTIONS]->(n) RETURN n.id AS id, "+formOf+" AS form", map[string]any{"id": packID})
	if err != nil {
		return s, err
	}
	for _, row := range rows {
		m, err := readMention(row)
		if err != nil {
			return s, err
		}
		s.mentions = append(s.mentions, m)
	}
	return s, nil
}

// mentionPack writes the mentions of the pack in place of the old ones.
func (t tx) mentionPack(at places, s statement) error {
	if err := t.run("MATCH (:Pack {id: $id})-[m:MENTIONS]->() DELETE m", map[string]any{"id": packID}); err != nil {
		return err
	}
	rows := make([]map[string]any, len(s.mentions))
	for i, m := range s.mentions {
		rows[i] = map[string]any{"actor": at[m.node], "form": formKey(m.said())}
	}
	return t.run(`MATCH (p:Pack {id: $id}) UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.actor
		CREATE (p)-[:MENTIONS {form: row.form}]->(n)`, map[string]any{"id": packID, "rows": rows})
}
