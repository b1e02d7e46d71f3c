package neo4jstore_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// older makes the graph of reports what an earlier build would have left: whole
// forms on the mentions, tallies in another shape, hashes over unused fields too.
func older(t *testing.T, reports []graph.Report) {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(os.Getenv("BACKCHANNEL_TEST_NEO4J"), neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(t.Context())
	var claims []graph.Claim
	for _, r := range reports {
		claims = append(claims, r.Claims...)
	}
	digests := map[string]any{}
	for _, e := range graph.Derive(claims) {
		raw, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		digests[string(e.ID)] = fmt.Sprintf("%x", sha256.Sum256(raw))[:32]
	}
	for _, cypher := range []string{
		`MATCH ()-[m:MENTIONS]->(n) SET m.form = replace(head([f IN n.forms WHERE f STARTS WITH m.form | substring(f, 13)]), '{"ID"', '{"Gone":0,"Title":"","ID"')`,
		`MATCH (n) WHERE n.forms IS NOT NULL SET n.tally = '{"Forms":{},"Aliases":{},"Offices":{}}', n.form = 'older' REMOVE n.forms, n.counts`,
		"MATCH (e:Event) SET e.digest = $digests[e.id]",
		"MATCH (a:Article) SET a.contribution = 'older'",
	} {
		if _, err := neo4j.ExecuteQuery(t.Context(), driver, cypher, map[string]any{"digests": digests}, neo4j.EagerResultTransformer); err != nil {
			t.Fatal(err)
		}
	}
}

// A graph that an earlier build wrote is sound, and whatever is loaded or
// forgotten brings what it touches to the form of today.
func TestGraphOfAnEarlierBuild(t *testing.T) {
	s := open(t)
	reports := slices.DeleteFunc(world(rand.New(rand.NewPCG(11, 4)), 30), func(r graph.Report) bool {
		// Claims under ids that were taken over are not derived from as they were reported.
		return slices.ContainsFunc(r.Actors, func(a graph.Actor) bool { return a.ID == provisional })
	})
	load(t, s, reports[:8])
	want := digest(t, s)

	older(t, reports[:8])
	left := digest(t, s)
	if err := s.Write(t.Context(), reports[8:]...); err != nil {
		t.Fatal(err)
	}
	digest(t, s)
	for _, r := range reports[8:] {
		if err := s.Forget(t.Context(), string(r.Article.ID)); err != nil {
			t.Fatal(err)
		}
	}
	if got := digest(t, s); got == left {
		t.Error("nothing was brought to the form of today")
	}
	load(t, s, reports[:8])
	if got := digest(t, s); got != want {
		t.Error("loading again did not bring all to the form of today")
	}
}
