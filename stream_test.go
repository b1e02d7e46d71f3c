package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Streams of serve: subscriptions, and clients that read slowly or leave.

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
