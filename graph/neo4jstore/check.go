package neo4jstore

import (
	"cmp"
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
	{"actor that neither an article nor the pack mentions", "MATCH (n:Official|Government|Organization|Person) WHERE NOT EXISTS { ()-[:MENTIONS]->(n) } RETURN n.id AS id"},
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
	for _, check := range []func(context.Context) ([]string, error){s.checkDerived, s.checkActors} {
		more, err := check(ctx)
		if err != nil {
			return nil, err
		}
		breaches = append(breaches, more...)
	}
	return breaches, nil
}

// checkDerived compares stored events and edges with those the claims give.
func (s *Store) checkDerived(ctx context.Context) ([]string, error) {
	rows, err := s.read(ctx, "check claims", "MATCH (c:Claim) RETURN c {.*, quote: null} AS claim", nil)
	if err != nil {
		return nil, err
	}
	claims := make([]graph.Claim, len(rows))
	for i, row := range rows {
		claims[i] = claimOf(mapOf(row["claim"]))
	}
	events, before, edges, derived := map[string]string{}, map[string]string{}, edgeChanges{}, graph.Derive(claims)
	for _, e := range derived {
		events[string(e.ID)], before[hashBefore(e)] = hashOf(e), hashOf(e)
		edges.give(e)
	}
	breaches, err := s.compare(ctx, "event", "MATCH (e:Event) RETURN e.id AS key, e.digest AS value", events, before)
	if err != nil {
		return nil, err
	}
	lists := map[string]string{}
	for key, c := range edges {
		slices.Sort(c.fresh)
		lists[edgeKey(key)] = fmt.Sprintf("%d %s", len(c.fresh), c.fresh)
	}
	more, err := s.compare(ctx, "edge", `MATCH (a)-[r]->(b) WHERE r.lastEvent IS NOT NULL
		RETURN type(r) + ' ' + a.id + ' ' + b.id AS key, toString(r.count) + ' [' + reduce(s = '', x IN r.events | s + CASE s WHEN '' THEN '' ELSE ' ' END + x) + ']' AS value`, lists, nil)
	if err != nil {
		return nil, err
	}
	involved, err := s.checkInvolved(ctx, derived)
	return slices.Concat(breaches, more, involved), err
}

// compare finds what is stored and not wanted, and the other way round; before
// says what values of earlier builds stand for.
func (s *Store) compare(ctx context.Context, kind, cypher string, want, before map[string]string) ([]string, error) {
	rows, err := s.read(ctx, "check "+kind+"s", cypher, nil)
	if err != nil {
		return nil, err
	}
	var breaches []string
	for _, row := range rows {
		key, value := textOf(row["key"]), textOf(row["value"])
		if wanted, ok := want[key]; !ok || wanted != cmp.Or(before[value], value) {
			breaches = append(breaches, kind+" that is not what the claims give: "+key)
		}
		delete(want, key)
	}
	for key := range want {
		breaches = append(breaches, kind+" missing: "+key)
	}
	slices.Sort(breaches)
	return breaches, nil
}

// checkActors counts again what articles say of actors, and sums it up.
func (s *Store) checkActors(ctx context.Context) ([]string, error) {
	rows, err := s.read(ctx, "check mentions", "MATCH (n:"+anyActor+")<-[m:MENTIONS]-() RETURN n.id AS id, "+formOf+" AS form", nil)
	if err != nil {
		return nil, err
	}
	tallies := map[graph.ID]tally{}
	for _, row := range rows {
		m, err := readMention(row)
		if err != nil {
			return nil, err
		}
		if tallies[m.node] == nil {
			tallies[m.node] = tally{}
		}
		tallies[m.node].count(m.said(), 1)
	}
	if rows, err = s.read(ctx, "check actors", "MATCH (n:"+anyActor+") RETURN n.id AS id, n.forms AS forms, n.counts AS counts, n.tally AS tally, n.form AS form ORDER BY id", nil); err != nil {
		return nil, err
	}
	var breaches []string
	for _, row := range rows {
		id := idOf(row["id"])
		actor, err := tallies[id].actor(id)
		if err != nil {
			return nil, err
		}
		now, known := readTally(row)
		if form := textOf(row["form"]); known && (now.String() != tallies[id].String() || form != hashOf(actor)) {
			breaches = append(breaches, "actor that is not what is said of it: "+string(id))
		}
	}
	return breaches, nil
}

// Digest returns a hash of every node, edge and property, load times aside:
// equal graphs have equal digests, whatever way they came about.
func (s *Store) Digest(ctx context.Context) (string, error) {
	total := sha256.New()
	for _, cypher := range []string{
		"MATCH (n:Official|Government|Organization|Person|Event|Claim|Article) RETURN labels(n) AS kind, n {.*, loadedAt: null, seq: null} AS props",
		`MATCH (a:Official|Government|Organization|Person|Event|Claim|Article)-[r]->(b)
			RETURN type(r) AS kind, a.id AS from, b.id AS to, properties(r) AS props`,
	} {
		var rows []string
		err := s.stream(ctx, "digest", cypher, func() { rows = nil }, func(row map[string]any) error {
			raw, err := json.Marshal(row)
			sum := sha256.Sum256(raw)
			rows = append(rows, string(sum[:]))
			return err
		})
		if err != nil {
			return "", err
		}
		slices.Sort(rows)
		for _, row := range rows {
			total.Write([]byte(row))
		}
	}
	return fmt.Sprintf("%x", total.Sum(nil)), nil
}
