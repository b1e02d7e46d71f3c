package neo4jstore

import (
	"context"
	"fmt"

	"backchannel/graph"
)

// AddKey keeps a new key of the service.
func (s *Store) AddKey(ctx context.Context, k graph.Key) error {
	return s.write(ctx, "add key", func(tx tx) error {
		return tx.run("MERGE (k:ApiKey {id: $props.id}) SET k = $props", map[string]any{"props": map[string]any{
			"id": "key:" + k.ID, "key": k.ID, "name": k.Name, "role": string(k.Role), "hash": k.Hash,
			"createdAt": timeProp(k.CreatedAt), "expiresAt": timeProp(k.ExpiresAt), "revokedAt": timeProp(k.RevokedAt),
		}})
	})
}

// Keys returns all keys, revoked ones too, the oldest first.
func (s *Store) Keys(ctx context.Context) ([]graph.Key, error) {
	rows, err := s.read(ctx, "keys", "MATCH (k:ApiKey) RETURN k {.*} AS key ORDER BY k.createdAt, k.id", nil)
	if err != nil {
		return nil, err
	}
	keys := make([]graph.Key, len(rows))
	for i, row := range rows {
		p, _ := row["key"].(map[string]any)
		keys[i] = graph.Key{ID: textOf(p["key"]), Name: textOf(p["name"]), Role: graph.Access(textOf(p["role"])), Hash: textOf(p["hash"]),
			CreatedAt: timeOf(p["createdAt"]), ExpiresAt: timeOf(p["expiresAt"]), RevokedAt: timeOf(p["revokedAt"])}
	}
	return keys, nil
}

// RevokeKey shuts out the key with the id. The error wraps [graph.ErrNotFound]
// where none has it; revoking a key twice changes nothing.
func (s *Store) RevokeKey(ctx context.Context, id string) error {
	return s.write(ctx, "revoke key", func(tx tx) error {
		rows, err := tx.rows("MATCH (k:ApiKey {id: $id}) SET k.revokedAt = coalesce(k.revokedAt, datetime()) RETURN k.id AS id", map[string]any{"id": "key:" + id})
		if err == nil && len(rows) == 0 {
			err = fmt.Errorf("key %q: %w", id, graph.ErrNotFound)
		}
		return err
	})
}
