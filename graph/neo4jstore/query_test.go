package neo4jstore

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
)

// slow is a statement that runs for minutes.
func slow() *query {
	return newQuery("slow").add("UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j WITH sum(i * j % 7) AS n RETURN {n: n} AS row")
}

func within(t *testing.T, limit time.Duration) *Store {
	t.Helper()
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	s, err := Open(t.Context(), Config{URI: uri, Timeout: limit})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

func TestTheServerStopsWhatTakesTooLong(t *testing.T) {
	s := within(t, 300*time.Millisecond)
	if _, err := s.rows(t.Context(), slow()); !errors.Is(err, graph.ErrTimeout) {
		t.Fatalf("got %v, want ErrTimeout", err)
	}
}

// Whoever goes away leaves no work behind on the server.
func TestAReaderThatGoesAwayStopsTheServer(t *testing.T) {
	s := within(t, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, cancel)
	if _, err := s.rows(ctx, slow()); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want Canceled", err)
	}
	for range 100 {
		running, err := s.read(t.Context(), "transactions", "SHOW TRANSACTIONS YIELD metaData WHERE metaData.query = 'slow' RETURN metaData", nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(running) == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the statement still runs on the server")
}

func TestRowsAreGatheredFromTheLastReturn(t *testing.T) {
	for _, c := range [][2]string{
		{"RETURN {a: 1} AS row", "WITH {a: 1} AS row RETURN collect(row) AS rows"},
		{"CALL () { RETURN 1 AS a } RETURN {a: a} AS row ORDER BY a LIMIT 2", "CALL () { RETURN 1 AS a } WITH {a: a} AS row ORDER BY a LIMIT 2 RETURN collect(row) AS rows"},
		{"MATCH (n) RETURN {a: COLLECT { MATCH (n)--(m) RETURN m.id }} AS row", "MATCH (n) WITH {a: COLLECT { MATCH (n)--(m) RETURN m.id }} AS row RETURN collect(row) AS rows"},
		{"MATCH (n:`A)`) WHERE n.id <> ') RETURN ' RETURN {id: n.id} AS row", "MATCH (n:`A)`) WHERE n.id <> ') RETURN ' WITH {id: n.id} AS row RETURN collect(row) AS rows"},
	} {
		if got := gathered(c[0] + "\n"); strings.Join(strings.Fields(got), " ") != c[1] {
			t.Errorf("%s\nbecomes %s\nwant    %s", c[0], got, c[1])
		}
	}
}
