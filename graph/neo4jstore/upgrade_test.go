package neo4jstore_test

import (
	"math/rand/v2"
	"testing"
)

// A graph that an older build wrote gets what it lacks, and is then the graph
// that this one writes.
func TestMigrationCompletesAnOlderGraph(t *testing.T) {
	s, session := open(t), plain(t)
	load(t, s, world(rand.New(rand.NewPCG(2, 9)), 20))
	want := digest(t, s)
	for _, older := range []string{
		"MATCH ()-[x:INVOLVED_IN]->() DELETE x", "MATCH (d:Dyad) DETACH DELETE d",
		"MATCH ()-[x:SERVES]->() REMOVE x.since, x.until", "MATCH (s:Sequence) REMOVE s.involved, s.paired",
	} {
		consume(t, session, older, nil)
	}
	for again := range 3 {
		if again == 2 { // a build in between
			consume(t, session, "MATCH (d:Dyad) DETACH DELETE d", nil)
			consume(t, session, "MATCH (s:Sequence) REMOVE s.paired", nil)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if digest(t, s) != want {
			t.Error("another graph than before")
		}
	}
}

// Readers find a government's events by what is stored, so a graph that lacks some
// of it, or holds too much, is not sound.
func TestCheckLooksAtInvolvedGovernments(t *testing.T) {
	s, session := open(t), plain(t)
	for _, damage := range []string{
		"MATCH ()-[x:INVOLVED_IN]->() WITH x LIMIT 1 DELETE x",
		"MATCH (g)-[x:INVOLVED_IN]->(e) WITH * LIMIT 1 CREATE (g)-[y:INVOLVED_IN]->(e) SET y = properties(x)",
		"MATCH ()-[x:HELD]->() WITH x LIMIT 1 DELETE x",
		"MATCH (d:Dyad), (e:Event) WITH d, e LIMIT 1 CREATE (d)-[:HELD]->(e), (d)-[:HELD]->(e)",
		"MATCH ()-[x:SERVES]->() WITH x LIMIT 1 SET x.until = date('1900-01-01')",
	} {
		wipe(t, s)
		load(t, s, world(rand.New(rand.NewPCG(2, 9)), 20))
		digest(t, s)
		consume(t, session, damage, nil)
		if breaches, err := s.Check(t.Context()); err != nil || len(breaches) == 0 {
			t.Errorf("%s: not noticed: %v", damage, err)
		}
	}
}
