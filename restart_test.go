package main

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"backchannel/deploy/neo4j/local"
)

// The database restarts while clients ask: each gets an answer or an error that
// says why, readiness tells, and afterwards all is well again.
func TestADatabaseThatRestartsUnderLoad(t *testing.T) {
	p := newProgram(t)
	runtime.LockOSThread() // the kernel ties the database to the thread that started it
	defer runtime.UnlockOSThread()
	db, err := local.Start(t.Context(), local.Options{Home: t.TempDir(), POM: "deploy/neo4j/pom.xml", Cache: ".cache"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { db.Stop() }()
	t.Setenv("NEO4J_URI", db.URI())
	p.run(exitOK, "load", sampleCall) // a graph whose answers are kept
	s := serve(t)

	asking, quit := context.WithCancel(t.Context())
	defer quit()
	var clients sync.WaitGroup
	var mu sync.Mutex
	slowest, codes := time.Duration(0), map[string]int{}
	for range 8 {
		clients.Go(func() {
			for asking.Err() == nil {
				began := time.Now()
				_, body := s.ask(`{ events(first: 5) { edges { node { id } } } }`)
				took := time.Since(began)
				var answer struct {
					Errors []struct{ Extensions struct{ Code string } }
				}
				_ = json.Unmarshal([]byte(body), &answer)
				code := "OK"
				if len(answer.Errors) > 0 {
					code = answer.Errors[0].Extensions.Code
				}
				mu.Lock()
				slowest = max(slowest, took)
				codes[code]++
				mu.Unlock()
				time.Sleep(5 * time.Millisecond)
			}
		})
	}
	waitFor(t, "answers", func() bool { mu.Lock(); defer mu.Unlock(); return codes["OK"] > 20 })
	db.Kill()
	waitFor(t, "an error that says so", func() bool { mu.Lock(); defer mu.Unlock(); return codes["UNAVAILABLE"] > 0 })
	waitFor(t, "readiness to fail", func() bool { return s.get("/readyz") == http.StatusServiceUnavailable })
	if s.get("/livez") != 200 {
		t.Error("the process is alive, and says it is not")
	}
	if db, err = local.Start(t.Context(), db.Options()); err != nil {
		t.Fatal(err)
	}
	back := time.Now()
	waitFor(t, "readiness to return", func() bool { return s.get("/readyz") == http.StatusOK })
	t.Logf("ready %s after the database's return", time.Since(back))
	mu.Lock()
	before := codes["OK"]
	mu.Unlock()
	waitFor(t, "answers again", func() bool { mu.Lock(); defer mu.Unlock(); return codes["OK"] > before+20 })
	quit()
	clients.Wait()
	t.Logf("codes %v, the slowest request took %s", codes, slowest)
	for code := range codes {
		if code != "OK" && code != "UNAVAILABLE" && code != "TIMEOUT" {
			t.Errorf("codes %v", codes)
		}
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatalf("no %s within a minute", what)
}
