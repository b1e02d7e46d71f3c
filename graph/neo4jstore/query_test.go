package neo4jstore

import (
	"context"
	"errors"
	"os"
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
