package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/deploy/neo4j/local"
)

// service is a running serve command.
type service struct {
	t       *testing.T
	address string
	end     context.CancelFunc
	code    chan int
	errs    *safeBuffer
}

type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// serve starts the command on a free port, and waits until it is ready.
func serve(t *testing.T, args ...string) *service {
	t.Helper()
	port, err := local.ClaimPort(0)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, address: fmt.Sprintf("127.0.0.1:%d", port), code: make(chan int, 1), errs: &safeBuffer{}}
	var ctx context.Context
	ctx, s.end = context.WithCancel(context.Background())
	go func() {
		s.code <- run(ctx, append([]string{"serve", "--listen", s.address}, args...), strings.NewReader(""), io.Discard, s.errs)
	}()
	t.Cleanup(s.end)
	for s.get("/readyz") != http.StatusOK {
		select {
		case code := <-s.code:
			t.Fatalf("serve ended with %d:\n%s", code, s.errs)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return s
}

// get returns the status of a page, 0 where nobody answers.
func (s *service) get(path string, headers ...string) int {
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://"+s.address+path, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

func (s *service) request(query, accept string, headers ...string) (*http.Response, error) {
	raw, _ := json.Marshal(map[string]string{"query": query})
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://"+s.address+"/query", bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", accept)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return http.DefaultClient.Do(req)
}

// ask returns the status and body of a query.
func (s *service) ask(query string, headers ...string) (int, string) {
	s.t.Helper()
	resp, err := s.request(query, "application/json", headers...)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

// stop ends the service as a signal does, and returns its exit code.
func (s *service) stop() int {
	s.end()
	return <-s.code
}

func TestServeAnswersFromTheGraphAndStopsCleanly(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", sampleCall)
	s := serve(t)
	if status, body := s.ask("{ events(first: 1) { edges { node { id name } } } }"); status != 200 || !strings.Contains(body, `"id":"event:`) {
		t.Errorf("%d %s", status, body)
	}
	if s.get("/") != 200 {
		t.Error("no playground on loopback")
	}
	if code := s.stop(); code != exitOK {
		t.Errorf("exit code %d:\n%s", code, s.errs)
	}
}

func TestKeysOpenAndRevokedOnesDoNot(t *testing.T) {
	p := newProgram(t)
	if _, errs := p.run(exitUsage, "serve", "--listen", "0.0.0.0:0"); !strings.Contains(errs, "key add") {
		t.Errorf("serving everybody without a guard: %s", errs)
	}
	out, _ := p.run(exitOK, "key", "add", "desk")
	secret := strings.TrimSpace(out)
	s := serve(t, "--require-key")
	if status, body := s.ask("{ __typename }"); status != 401 {
		t.Errorf("without a key: %d %s", status, body)
	}
	if status, body := s.ask("{ __typename }", "Authorization", "Bearer "+secret); status != 200 {
		t.Errorf("with the key: %d %s", status, body)
	}
	out, _ = p.run(exitOK, "key", "list")
	if !strings.Contains(out, "desk") || strings.Contains(out, secret) {
		t.Errorf("list:\n%s", out)
	}
	id := strings.Split(secret, "_")[1]
	p.run(exitOK, "key", "revoke", id)
	if out, _ = p.run(exitOK, "key", "list"); !strings.Contains(out, "revoked") {
		t.Errorf("list after revoking:\n%s", out)
	}
	p.run(exitFatal, "key", "revoke", "nobody")
	if strings.Contains(s.errs.String(), secret) {
		t.Error("the key is in the log")
	}
}

func TestReadersSeeNoLoads(t *testing.T) {
	p := newProgram(t)
	reader, _ := p.run(exitOK, "key", "add", "desk")
	operator, _ := p.run(exitOK, "key", "add", "--role", "operator", "ops")
	s := serve(t, "--require-key")
	const loads = "{ loads { edges { node { id } } } }"
	if status, body := s.ask(loads, "X-API-Key", strings.TrimSpace(reader)); status != 403 || !strings.Contains(body, "FORBIDDEN") {
		t.Errorf("a reader: %d %s", status, body)
	}
	if status, body := s.ask(loads, "X-API-Key", strings.TrimSpace(operator)); status != 200 || strings.Contains(body, "errors") {
		t.Errorf("an operator: %d %s", status, body)
	}
}

func TestExportsHoldWhatQueriesFind(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", "deploy/samples")
	s := serve(t)
	_, body := s.ask("{ events(filter: {status: null}) { totalCount edges { node { participants { actor { id } } } } } }")
	var answer struct {
		Data struct {
			Events struct {
				TotalCount int
				Edges      []struct {
					Node struct {
						Participants []struct{ Actor struct{ ID string } }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Data.Events.TotalCount == 0 {
		t.Fatalf("%s: %v", body, err)
	}
	if got := strings.Count(s.page("/export?format=jsonl&status=all"), "\n"); got != answer.Data.Events.TotalCount {
		t.Errorf("%d lines for %d events", got, answer.Data.Events.TotalCount)
	}
	rows, err := csv.NewReader(strings.NewReader(s.page("/export?format=csv&status=all"))).ReadAll()
	if err != nil || len(rows) != answer.Data.Events.TotalCount+1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	actor := answer.Data.Events.Edges[0].Node.Participants[0].Actor.ID
	if drawn := s.page("/export?format=graphml&status=all&around=" + actor); !strings.Contains(drawn, `<node id="`+actor+`">`) || !strings.Contains(drawn, "<edge ") {
		t.Errorf("around %s:\n%s", actor, drawn)
	}
}

// page returns what a path of the service holds.
func (s *service) page(path string) string {
	s.t.Helper()
	resp, err := http.Get("http://" + s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		s.t.Fatalf("%s: %d %s %v", path, resp.StatusCode, raw, err)
	}
	return string(raw)
}

// events reads server-sent events of a subscription until the test ends.
func (s *service) events(query string) <-chan string {
	s.t.Helper()
	resp, err := s.request(query, "text/event-stream")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { resp.Body.Close() })
	out, subscribed := make(chan string, 100), make(chan struct{})
	go func() {
		lines := bufio.NewScanner(resp.Body)
		for lines.Scan() {
			if lines.Text() == ":" && subscribed != nil {
				close(subscribed)
				subscribed = nil
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				out <- data
			}
		}
		close(out)
	}()
	<-subscribed
	return out
}

func TestSubscribersSeeEachEventOfAnyLoadOnce(t *testing.T) {
	p := newProgram(t)
	s := serve(t)
	all := s.events("subscription { eventAdded(filter: {status: null}) { id } }")
	phoned := s.events("subscription { eventAdded(filter: {types: [PHONED]}) { id type participants { actor { name } } } }")
	time.Sleep(time.Second) // let both subscribe in the database
	p.run(exitOK, "load", "deploy/samples")
	_, body := s.ask("{ events(filter: {status: null}, first: 200) { edges { node { id } } } }")
	var graph struct {
		Data struct {
			Events struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &graph); err != nil || len(graph.Data.Events.Edges) == 0 {
		t.Fatalf("%s: %v", body, err)
	}
	seen := map[string]bool{}
	for quiet := false; !quiet; {
		select {
		case data := <-all:
			var e struct {
				Data struct{ EventAdded struct{ ID string } }
			}
			if err := json.Unmarshal([]byte(data), &e); err != nil || e.Data.EventAdded.ID == "" {
				t.Fatalf("event %s: %v", data, err)
			}
			seen[e.Data.EventAdded.ID] = true
		case <-time.After(3 * time.Second):
			quiet = true
		}
	}
	for _, e := range graph.Data.Events.Edges {
		if !seen[e.Node.ID] {
			t.Errorf("%s never came", e.Node.ID)
		}
	}
	select {
	case data := <-phoned:
		if !strings.Contains(data, `"type":"PHONED"`) || !strings.Contains(data, `"name"`) {
			t.Errorf("a filtered subscription got %s", data)
		}
	case <-time.After(20 * time.Second):
		t.Error("the filtered subscription got nothing")
	}
	p.run(exitOK, "load", "deploy/samples") // changes nothing
	select {
	case data := <-all:
		t.Errorf("loading again sent %s", data)
	case <-time.After(2 * time.Second):
	}
}

func TestStreamsLeaveNothingBehind(t *testing.T) {
	newProgram(t)
	s := serve(t)
	before := settled(0)
	for range 20 {
		resp, err := s.request("subscription { eventAdded { id } }", "text/event-stream")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = resp.Body.Read(make([]byte, 3))
		resp.Body.Close()
	}
	if after := settled(before + 5); after > before+5 {
		t.Errorf("%d goroutines before, %d after 20 streams", before, after)
	}
	live := s.events("subscription { eventAdded { id } }")
	if code := s.stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	for range live { // the server ends the stream
	}
}

// settled returns the number of goroutines once it is at most enough, or has
// stood still for a while.
func settled(enough int) int {
	http.DefaultClient.CloseIdleConnections()
	n := runtime.NumGoroutine()
	for range 100 {
		time.Sleep(50 * time.Millisecond)
		if n = runtime.NumGoroutine(); enough > 0 && n <= enough {
			break
		}
	}
	return n
}

func TestSlowClientsAreCut(t *testing.T) {
	newProgram(t)
	s := serve(t)
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-") // and no more
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.ReadAll(conn); err != nil {
		t.Errorf("the connection stays open: %v", err)
	}
}

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
