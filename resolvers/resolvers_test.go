package resolvers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"backchannel/graph/neo4jstore"
	"backchannel/resolvers"
)

// open connects to the server of the test run, told of every statement.
func open(t *testing.T, observe func(neo4jstore.Read)) *neo4jstore.Store {
	t.Helper()
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	s, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri, Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	if err := s.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// api answers GraphQL from a store, without the service around it.
func api(s *neo4jstore.Store) http.Handler {
	h := handler.New(resolvers.Schema(s))
	h.AddTransport(transport.POST{})
	h.Use(extension.Introspection{})
	return h
}

// ask puts a query and returns the whole answer.
func ask(t *testing.T, h http.Handler, query string, variables map[string]any) map[string]any {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/query", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(w, r)
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	if errs, ok := out["errors"].([]any); ok { // fields are resolved at once, in no order
		slices.SortFunc(errs, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	}
	return out
}
