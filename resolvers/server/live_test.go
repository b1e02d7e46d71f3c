package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"backchannel/resolvers/auth"
	"backchannel/resolvers/server"
)

// dial opens a websocket of the protocol graphql-transport-ws and sends the
// first message.
func dial(t *testing.T, address string, payload map[string]any) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), strings.Replace(address, "http", "ws", 1)+"/query", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	if err := wsjson.Write(t.Context(), conn, map[string]any{"type": "connection_init", "payload": payload}); err != nil {
		t.Fatal(err)
	}
	return conn
}

type message struct {
	Type    string
	Payload json.RawMessage
}

// receive returns the next message that is no ping.
func receive(t *testing.T, conn *websocket.Conn) (message, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		var m message
		if err := wsjson.Read(ctx, conn, &m); err != nil || m.Type != "ping" {
			return m, err
		}
	}
}

func TestSocketsFollowGraphQLWS(t *testing.T) {
	web, _ := serve(t, hello, nil)
	conn := dial(t, web.URL, nil)
	if m, err := receive(t, conn); err != nil || m.Type != "connection_ack" {
		t.Fatalf("%+v, %v", m, err)
	}
	start := map[string]any{"type": "subscribe", "id": "1", "payload": map[string]any{"query": "subscription { ticks }"}}
	if err := wsjson.Write(t.Context(), conn, start); err != nil {
		t.Fatal(err)
	}
	for tick := 1; tick <= 3; tick++ {
		m, err := receive(t, conn)
		if want := fmt.Sprintf(`{"data":{"ticks":%d}}`, tick); err != nil || m.Type != "next" || string(m.Payload) != want {
			t.Fatalf("%s %s, %v", m.Type, m.Payload, err)
		}
	}
	if m, err := receive(t, conn); err != nil || m.Type != "complete" {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestASocketBringsItsKeyInTheFirstMessage(t *testing.T) {
	web, _, reader, _ := keyed(t)
	if m, err := receive(t, dial(t, web.URL, map[string]any{"Authorization": "Bearer " + reader})); err != nil || m.Type != "connection_ack" {
		t.Errorf("with a key: %+v, %v", m, err)
	}
	if m, err := receive(t, dial(t, web.URL, nil)); err == nil && m.Type == "connection_ack" {
		t.Errorf("without: %+v, %v", m, err)
	}
}

func TestPagesOfOtherOriginsOpenNoSocket(t *testing.T) {
	web, _ := serve(t, hello, nil)
	head := http.Header{"Origin": {"https://evil.example"}}
	conn, resp, err := websocket.Dial(t.Context(), strings.Replace(web.URL, "http", "ws", 1)+"/query", &websocket.DialOptions{HTTPHeader: head})
	if err == nil {
		_ = conn.CloseNow()
		t.Fatal("it opened")
	}
	if resp != nil {
		resp.Body.Close()
	}
}

// start runs a server on a listener of its own, and returns its address and
// what ends it.
func start(t *testing.T, c server.Config) (address string, stop func() error) {
	t.Helper()
	gate := auth.NewGate(0)
	gate.Open = true
	c.Listen, c.Gate = "127.0.0.1:0", gate
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", c.Listen)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	t.Cleanup(cancel)
	return "http://" + listener.Addr().String(), func() error { cancel(); return <-ended }
}

// A database that takes connections and answers none must not keep clients
// waiting for their deadline.
func TestWorkUnderWayIsGivenUpWhenTheDatabaseHangs(t *testing.T) {
	var away atomic.Bool
	begun := make(chan struct{})
	hang := func(ctx context.Context) (string, error) {
		close(begun)
		<-ctx.Done()
		return "", fmt.Errorf("read: %w", ctx.Err())
	}
	address, _ := start(t, server.Config{Schema: executable(hang), Timeout: time.Hour, Ping: func(context.Context) error {
		if away.Load() {
			return errors.New("no answer")
		}
		return nil
	}})
	answers := make(chan string, 1)
	go func() {
		_, body := ask(t, http.MethodPost, address+"/query", `{"query":"{ name }"}`, "Content-Type", "application/json")
		answers <- body
	}()
	<-begun
	away.Store(true)
	select {
	case body := <-answers:
		if code(t, body) != "UNAVAILABLE" {
			t.Errorf("%s", body)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no answer")
	}
	if resp, _ := ask(t, http.MethodGet, address+"/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", resp.StatusCode)
	}
	away.Store(false)
	for range 200 {
		if resp, _ := ask(t, http.MethodGet, address+"/readyz", ""); resp.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("not ready again")
}

func TestRequestsUnderWayFinishWhenTheServerStops(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	slow := func(context.Context) (string, error) { close(begun); <-finish; return "done", nil }
	address, stop := start(t, server.Config{Schema: executable(slow), Ping: func(context.Context) error { return nil }})
	answers := make(chan string, 1)
	go func() {
		_, body := ask(t, http.MethodPost, address+"/query", `{"query":"{ name }"}`, "Content-Type", "application/json")
		answers <- body
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	time.Sleep(50 * time.Millisecond)
	close(finish)
	if body := <-answers; body != `{"data":{"name":"done"}}` {
		t.Errorf("%s", body)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
