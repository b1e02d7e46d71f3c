package neo4jstore_test

import (
	"os"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A server that fell over in the middle of a migration left the index of a
// constraint behind: the next migration puts it right.
func TestMigrateOverAHalfMadeConstraint(t *testing.T) {
	s := open(t)
	driver, err := neo4j.NewDriverWithContext(os.Getenv("BACKCHANNEL_TEST_NEO4J"), neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(t.Context())
	for _, cypher := range []string{"DROP CONSTRAINT person_id", "CREATE INDEX person_id FOR (n:Person) ON (n.id)"} {
		if _, err := neo4j.ExecuteQuery(t.Context(), driver, cypher, nil, neo4j.EagerResultTransformer); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	res, err := neo4j.ExecuteQuery(t.Context(), driver, "SHOW CONSTRAINTS YIELD name WHERE name = 'person_id' RETURN name", nil, neo4j.EagerResultTransformer)
	if err != nil || len(res.Records) != 1 {
		t.Errorf("the constraint is not there: %v, %v", res, err)
	}
}
