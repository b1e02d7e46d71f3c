package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
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
