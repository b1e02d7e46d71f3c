package faults

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"backchannel/graph/neo4jstore"
)

func openStore(t *testing.T, uri string) *neo4jstore.Store {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; { // a cold server on a busy machine is slow
		s, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri})
		if err == nil {
			t.Cleanup(func() { s.Close(context.Background()) })
			return s
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

func wipe(t *testing.T, uri string) {
	t.Helper()
	if err := openStore(t, uri).Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// size counts nodes, 0 while the server does not answer.
func size(t *testing.T, s *neo4jstore.Store) int64 {
	nodes, _, err := s.Size(t.Context())
	if err != nil {
		return 0
	}
	return nodes
}

// kills is how often a loader is killed: as often as BACKCHANNEL_SOAK says.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("BACKCHANNEL_SOAK")); err == nil {
		return n
	}
	return 20
}

// A loader that is killed at any moment, twenty times over, leaves a graph that
// the next load completes.
func TestKilledLoaders(t *testing.T) {
	needs(t)
	uri, ref := os.Getenv("BACKCHANNEL_TEST_NEO4J"), refer(t)
	took := ref.took / 2 // the server has its plans from now on
	wipe(t, uri)
	r := rand.New(rand.NewPCG(4, 2))
	for range kills() {
		cmd := command(t, uri, "load", ref.file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(took))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	t.Logf("%d nodes after the last kill", size(t, openStore(t, uri)))
	run(t, exitOK, uri, "load", ref.file)
	if got := digest(t, uri); got != ref.digest {
		t.Errorf("digest %s, undisturbed %s", got, ref.digest)
	}
}

// A server that is killed under a load and comes back is waited for; one that
// stays away ends the load with the code that says so.
func TestServerGoesAway(t *testing.T) {
	needs(t)
	server := newServer(t, t.TempDir())
	uri, ref := server.URI(), refer(t)
	wipe(t, uri)
	cmd, said := start(t, uri, 100, "--patience=3m", ref.file)
	server.Kill()
	server = again(t, server)
	back := time.Now()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("the load did not outlive a restart: %v\n%s", err, said)
	}
	t.Logf("done %s after the server was back", time.Since(back).Round(time.Second))
	if got := digest(t, uri); got != ref.digest {
		t.Errorf("after a restart: digest %s, undisturbed %s", got, ref.digest)
	}

	wipe(t, uri)
	cmd, said = start(t, uri, 100, "--patience=1s", ref.file)
	server.Stop()
	if code := exitCode(cmd.Wait()); code != exitUnavailable {
		t.Fatalf("exit code %d without a server, want %d\n%s", code, exitUnavailable, said)
	}
	if !strings.Contains(said.String(), "unavailable") {
		t.Errorf("it does not say that the store is unavailable: %s", said)
	}
	again(t, server)
	run(t, exitOK, uri, "load", ref.file)
	if got := digest(t, uri); got != ref.digest {
		t.Errorf("after an outage: digest %s, undisturbed %s", got, ref.digest)
	}
}
