package server_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"backchannel/graph"
	"backchannel/resolvers/server"
)

func TestAnswersAreKeptWhileTheGraphStandsStill(t *testing.T) {
	var answered atomic.Int64
	var version, failure error // as texts
	name := func(context.Context) (string, error) {
		if failure != nil {
			return "", failure
		}
		return fmt.Sprint(answered.Add(1)), nil
	}
	web, _ := serve(t, name, func(c *server.Config) {
		c.Answers = 1 << 20
		c.Version = func(context.Context) (string, error) {
			if errors.Is(version, graph.ErrUnavailable) {
				return "", version
			}
			return version.Error(), nil
		}
	})
	one, none := errors.New("one"), errors.New("")
	for _, step := range []struct {
		what    string
		version error
		failure error
		body    string
		fresh   bool // whether the answer is worked out
		code    string
	}{
		{"the first time", one, nil, `{"query":"{ name }"}`, true, ""},
		{"again", one, nil, `{"query":"{ name }"}`, false, ""},
		{"for another argument", one, nil, `{"query":"query ($n: Int) { name(n: $n) }","variables":{"n":1}}`, true, ""},
		{"for the same, with more said", one, nil, `{"query":"query ($n: Int) { name(n: $n) }","variables":{"n":1,"m":2}}`, false, ""},
		{"for another value", one, nil, `{"query":"query ($n: Int) { name(n: $n) }","variables":{"n":2}}`, true, ""},
		{"one operation of two", one, nil, `{"query":"query A { name } query B { name }","operationName":"A"}`, true, ""},
		{"the other one", one, nil, `{"query":"query A { name } query B { name }","operationName":"B"}`, true, ""},
		{"what tells of the service", one, nil, `{"query":"{ name secret }"}`, true, ""},
		{"what tells of it again", one, nil, `{"query":"{ name secret }"}`, true, ""},
		{"the schema", one, nil, `{"query":"{ name __schema { description } }"}`, true, ""},
		{"the schema again", one, nil, `{"query":"{ name __schema { description } }"}`, true, ""},
		{"after a change", errors.New("two"), nil, `{"query":"{ name }"}`, true, ""},
		{"the state before, had it come back", one, nil, `{"query":"{ name }"}`, true, ""},
		{"during a change", none, nil, `{"query":"{ name }"}`, true, ""},
		{"during it, again", none, nil, `{"query":"{ name }"}`, true, ""},
		{"after it", one, nil, `{"query":"{ name }"}`, false, ""},
		{"without a database", graph.ErrUnavailable, graph.ErrUnavailable, `{"query":"{ name }"}`, true, "UNAVAILABLE"},
		{"a failure", one, graph.ErrTimeout, `{"query":"{ a: name }"}`, true, "TIMEOUT"},
		{"after a failure", one, nil, `{"query":"{ a: name }"}`, true, ""},
	} {
		version, failure = step.version, step.failure
		before := answered.Load()
		_, body := post(t, web, step.body)
		if got := code(t, body); got != step.code {
			t.Errorf("%s: %s", step.what, body)
		}
		if fresh := answered.Load() > before || step.failure != nil; fresh != step.fresh {
			t.Errorf("%s: answered from the graph: %v; %s", step.what, fresh, body)
		}
	}
	_, page := ask(t, "GET", web.URL+"/metrics", "")
	for _, line := range []string{`backchannel_answers_total{from="kept"} 3`, `backchannel_answers_total{from="graph"}`, "backchannel_answers_bytes"} {
		if !strings.Contains(page, line) {
			t.Errorf("no %s in\n%s", line, page)
		}
	}
}
