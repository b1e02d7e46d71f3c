package neo4jstore

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"backchannel/graph"
)

// invariants are what must not be found in a sound graph; each returns ids.
var invariants = []struct{ fault, cypher string }{
	{"claim without an article", "MATCH (n:Claim) WHERE NOT EXISTS { (:Article)-[:STATES]->(n) } RETURN n.id AS id"},
	{"claim without an event", "MATCH (n:Claim) WHERE NOT EXISTS { (n)-[:ABOUT]->(:Event) } RETURN n.id AS id"},
	{"event without a claim", "MATCH (n:Event) WHERE NOT EXISTS { (:Claim)-[:ABOUT]->(n) } RETURN n.id AS id"},
	{"event without a participant", "MATCH (n:Event) WHERE NOT EXISTS { ()-[:TOOK_PART]->(n) } RETURN n.id AS id"},
	{"claim in two events", "MATCH (n:Claim)-[:ABOUT]->(e) WITH n, count(e) AS events WHERE events > 1 RETURN n.id AS id"},
	{"quote that is not in its article", "MATCH (a:Article)-[:STATES]->(n:Claim) WHERE NOT a.text CONTAINS n.quote RETURN n.id AS id"},
	{"actor that no article mentions", "MATCH (n:Official|Government|Organization|Person) WHERE NOT EXISTS { (:Article)-[:MENTIONS]->(n) } RETURN n.id AS id"},
	{"node without a name", "MATCH (n) WHERE n.id IS NOT NULL AND n.name IS NULL RETURN n.id AS id"},
}

// Check looks for breaches of the graph's invariants, and derives every event
// and edge anew to compare. It returns one line a breach, none for a sound graph.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var breaches []string
	for _, inv := range invariants {
		rows, err := s.read(ctx, "check", inv.cypher+" ORDER BY id LIMIT 20", nil)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			breaches = append(breaches, inv.fault+": "+textOf(row["id"]))
		}
	}
	derived, err := s.checkDerived(ctx)
	return append(breaches, derived...), err
}

// checkDerived compares stored events and edges with those the claims give.
func (s *Store) checkDerived(ctx context.Context) ([]string, error) {
	rows, err := s.read(ctx, "check claims", "MATCH (c:Claim) RETURN c {.*, quote: ''} AS claim", nil)
	if err != nil {
		return nil, err
	}
	claims := make([]graph.Claim, len(rows))
	for i, row := range rows {
		p, _ := row["claim"].(map[string]any)
		claims[i] = claimOf(p)
	}
	events := graph.Derive(claims)
	want := map[string]string{}
	for _, e := range events {
		want[string(e.ID)] = hashOf(e)
	}
	var breaches []string
	rows, err = s.read(ctx, "check events", "MATCH (e:Event) RETURN e.id AS id, e.digest AS digest", nil)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		id := textOf(row["id"])
		if want[id] != textOf(row["digest"]) {
			breaches = append(breaches, "event that its claims do not give: "+id)
		}
		delete(want, id)
	}
	for id := range want {
		breaches = append(breaches, "event missing: "+id)
	}
	edges := map[string]int{}
	for _, e := range graph.Edges(events) {
		edges[edgeKey(e.EdgeKey)] = e.Count
	}
	rows, err = s.read(ctx, "check edges", `MATCH (a)-[r]->(b) WHERE r.lastEvent IS NOT NULL
		RETURN type(r) + ' ' + a.id + ' ' + b.id AS key, r.count AS count`, nil)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		key := textOf(row["key"])
		if int64(edges[key]) != intOf(row["count"]) {
			breaches = append(breaches, "edge that its events do not give: "+key)
		}
		delete(edges, key)
	}
	for key := range edges {
		breaches = append(breaches, "edge missing: "+key)
	}
	slices.Sort(breaches)
	return breaches, nil
}

// Digest returns a hash of every node, edge and property, load times aside:
// equal graphs have equal digests, whatever way they came about.
func (s *Store) Digest(ctx context.Context) (string, error) {
	h := sha256.New()
	for _, cypher := range []string{
		"MATCH (n:Official|Government|Organization|Person|Event|Claim|Article) RETURN labels(n) AS kind, n.id AS id, n {.*, loadedAt: null, seq: null} AS props ORDER BY kind[0], id",
		`MATCH (a:Official|Government|Organization|Person|Event|Claim|Article)-[r]->(b) WITH type(r) AS kind, a.id AS from, b.id AS to, properties(r) AS props
			RETURN kind, from, to, props ORDER BY kind, from, to, toString(props.id), props.role`,
	} {
		rows, err := s.read(ctx, "digest", cypher, nil)
		if err != nil {
			return "", err
		}
		for _, row := range rows {
			raw, err := json.Marshal(row)
			if err != nil {
				return "", fmt.Errorf("digest: %w", err)
			}
			h.Write(raw)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}
