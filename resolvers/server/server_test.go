package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"backchannel/graph"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/server"
)

// The schema of these tests: HTTP is what they look at, so one field whose
// answer each test chooses is enough.
var small = gqlparser.MustLoadSchema(&ast.Source{Input: `
directive @requires(role: String!) on FIELD_DEFINITION
type Query { name(n: Int): String secret: String @requires(role: "operator") }
type Mutation { set: String }
type Subscription { ticks: Int! }
`})

// executable answers name by a function, and ticks with 1, 2, 3.
func executable(name func(ctx context.Context) (string, error)) graphql.ExecutableSchema {
	return &graphql.ExecutableSchemaMock{
		SchemaFunc: func() *ast.Schema { return small },
		ExecFunc: func(ctx context.Context) graphql.ResponseHandler {
			op := graphql.GetOperationContext(ctx)
			if op.Operation.Operation == ast.Subscription {
				tick := 0
				return func(context.Context) *graphql.Response {
					tick++
					if tick > 3 {
						return nil
					}
					return &graphql.Response{Data: fmt.Appendf(nil, `{"ticks":%d}`, tick)}
				}
			}
			return graphql.OneShot(answer(ctx, op, name))
		},
	}
}

func answer(ctx context.Context, op *graphql.OperationContext, name func(context.Context) (string, error)) (resp *graphql.Response) {
	defer func() {
		if p := recover(); p != nil {
			graphql.AddError(ctx, op.Recover(ctx, p))
			resp = &graphql.Response{Data: []byte("null"), Errors: graphql.GetErrors(ctx)}
		}
	}()
	text, err := name(ctx)
	if err != nil {
		graphql.AddError(ctx, err)
		return &graphql.Response{Data: []byte(`{"name":null}`), Errors: graphql.GetErrors(ctx)}
	}
	raw, _ := json.Marshal(map[string]string{"name": text})
	return &graphql.Response{Data: raw}
}

func hello(context.Context) (string, error) { return "hello", nil }

// logged collects log lines.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// serve starts a server that is open, unless change says otherwise.
func serve(t *testing.T, name func(context.Context) (string, error), change func(*server.Config)) (*httptest.Server, *logged) {
	t.Helper()
	log := &logged{}
	gate := auth.NewGate(0)
	gate.Open = true
	c := server.Config{Listen: "127.0.0.1:0", Schema: executable(name), Gate: gate, Ping: func(context.Context) error { return nil },
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&c)
	}
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return web, log
}

// ask sends a request and returns the answer with its body read.
func ask(t *testing.T, method, address, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(raw)
}

func post(t *testing.T, web *httptest.Server, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, http.MethodPost, web.URL+"/query", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

func code(t *testing.T, body string) string {
	t.Helper()
	var answer struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if len(answer.Errors) == 0 {
		return ""
	}
	return answer.Errors[0].Extensions.Code
}

const (
	newType = "application/graphql-response+json"
	oldType = "application/json"
)

func TestRequestsGetTheStatusOfTheDraft(t *testing.T) {
	web, _ := serve(t, hello, nil)
	good := `{"query":"{ name }"}`
	for name, c := range map[string]struct {
		body    string
		headers []string
		status  int
		media   string
		code    string
	}{
		"a query":                     {good, nil, 200, oldType, ""},
		"for the new type":            {good, []string{"Accept", newType}, 200, newType, ""},
		"the better type wins":        {good, []string{"Accept", oldType + ";q=0.5, " + newType + ";q=0.9"}, 200, newType, ""},
		"anything":                    {good, []string{"Accept", "*/*"}, 200, oldType, ""},
		"nothing that we have":        {good, []string{"Accept", "text/html"}, 406, oldType, "BAD_USER_INPUT"},
		"a syntax error":              {`{"query":"{"}`, []string{"Accept", newType}, 400, newType, "BAD_USER_INPUT"},
		"a syntax error, old type":    {`{"query":"{"}`, nil, 200, oldType, "BAD_USER_INPUT"},
		"an unknown field":            {`{"query":"{ nam }"}`, []string{"Accept", newType}, 400, newType, "BAD_USER_INPUT"},
		"a variable of a wrong type":  {`{"query":"query ($n: Int) { name(n: $n) }","variables":{"n":"x"}}`, []string{"Accept", newType}, 400, newType, "BAD_USER_INPUT"},
		"no JSON":                     {`{"query`, nil, 400, oldType, "BAD_USER_INPUT"},
		"two objects":                 {good + good, nil, 400, oldType, "BAD_USER_INPUT"},
		"no query":                    {`{}`, nil, 400, oldType, "BAD_USER_INPUT"},
		"a number for a query":        {`{"query":1}`, nil, 400, oldType, "BAD_USER_INPUT"},
		"a list for variables":        {`{"query":"{ name }","variables":[]}`, nil, 400, oldType, "BAD_USER_INPUT"},
		"null variables":              {`{"query":"{ name }","variables":null,"extensions":null,"operationName":null}`, nil, 200, oldType, ""},
		"a batch":                     {"[" + good + "," + good + "]", nil, 400, oldType, "BAD_USER_INPUT"},
		"another content type":        {good, []string{"Content-Type", "text/plain"}, 415, oldType, "BAD_USER_INPUT"},
		"a form":                      {"query={name}", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, oldType, "BAD_USER_INPUT"},
		"another charset":             {good, []string{"Content-Type", "application/json; charset=latin1"}, 415, oldType, "BAD_USER_INPUT"},
		"a large body":                {`{"query":"{ name }","x":"` + strings.Repeat("x", 300<<10) + `"}`, nil, 413, oldType, "TOO_COMPLEX"},
		"a field 2,000 times":         {`{"query":"{ ` + strings.Repeat("name ", 2000) + `}"}`, []string{"Accept", newType}, 400, newType, "TOO_COMPLEX"},
		"a subscription":              {`{"query":"subscription { ticks }"}`, []string{"Accept", newType}, 400, newType, "BAD_USER_INPUT"},
		"an operation that is absent": {`{"query":"query A { name }","operationName":"B"}`, []string{"Accept", newType}, 400, newType, "BAD_USER_INPUT"},
	} {
		resp, body := post(t, web, c.body, c.headers...)
		if resp.StatusCode != c.status || !strings.HasPrefix(resp.Header.Get("Content-Type"), c.media) || code(t, body) != c.code {
			t.Errorf("%s: %d %s %s", name, resp.StatusCode, resp.Header.Get("Content-Type"), body)
		}
		if c.status != 200 && strings.Contains(body, `"data"`) {
			t.Errorf("%s: data in %s", name, body)
		}
	}
}

func TestGETIsForQueries(t *testing.T) {
	web, _ := serve(t, hello, nil)
	at := func(query string) string { return web.URL + "/query?" + url.Values{"query": {query}}.Encode() }
	resp, body := ask(t, http.MethodGet, at("{ name }"), "")
	tag := resp.Header.Get("ETag")
	if resp.StatusCode != 200 || body != `{"data":{"name":"hello"}}` || tag == "" || !strings.Contains(resp.Header.Get("Cache-Control"), "private") {
		t.Errorf("%d %s %v", resp.StatusCode, body, resp.Header)
	}
	if resp, body := ask(t, http.MethodGet, at("{ name }"), "", "If-None-Match", tag); resp.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("with the tag: %d %s", resp.StatusCode, body)
	}
	if resp, body := ask(t, http.MethodGet, at("mutation { set }"), "", "Accept", newType); resp.StatusCode != 400 || !strings.Contains(body, "GET") {
		t.Errorf("a mutation: %d %s", resp.StatusCode, body)
	}
	if resp, _ := ask(t, http.MethodGet, at("{ name }")+"&variables=1", ""); resp.StatusCode != 400 {
		t.Errorf("a number for variables: %d", resp.StatusCode)
	}
	if resp, _ := ask(t, http.MethodPut, web.URL+"/query", "{}"); resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") == "" {
		t.Errorf("PUT: %d", resp.StatusCode)
	}
}

func TestErrorsShowACodeAndNothingOfTheirCause(t *testing.T) {
	const secret = "MATCH (n) password=hunter2"
	for name, c := range map[string]struct {
		err    error
		code   string
		shown  string // part of the message
		logged bool
	}{
		"bad input":   {fmt.Errorf("first: 201 is too many: %w", graph.ErrInvalid), "BAD_USER_INPUT", "first: 201", false},
		"not found":   {fmt.Errorf("actor x: %w", graph.ErrNotFound), "NOT_FOUND", "actor x", false},
		"unavailable": {fmt.Errorf("%s: %w", secret, graph.ErrUnavailable), "UNAVAILABLE", "try again", true},
		"timeout":     {fmt.Errorf("%s: %w", secret, graph.ErrTimeout), "TIMEOUT", "too long", false},
		"deadline":    {fmt.Errorf("%s: %w", secret, context.DeadlineExceeded), "TIMEOUT", "too long", false},
		"forbidden":   {auth.ErrForbidden, "FORBIDDEN", "operator", false},
		"unknown":     {errors.New(secret), "INTERNAL", "internal error", true},
	} {
		web, log := serve(t, func(context.Context) (string, error) { return "", c.err }, nil)
		resp, body := post(t, web, `{"query":"{ name }"}`)
		if code(t, body) != c.code || !strings.Contains(body, c.shown) || strings.Contains(body, "hunter2") {
			t.Errorf("%s: %s", name, body)
		}
		if c.logged && !strings.Contains(log.String(), resp.Header.Get("X-Request-Id")) {
			t.Errorf("%s: no log line of request %s:\n%s", name, resp.Header.Get("X-Request-Id"), log)
		}
	}
}

func TestAPanicIsAnInternalError(t *testing.T) {
	web, log := serve(t, func(context.Context) (string, error) { panic("hunter2") }, nil)
	resp, body := post(t, web, `{"query":"{ name }"}`)
	if code(t, body) != "INTERNAL" || strings.Contains(body, "hunter2") {
		t.Errorf("%s", body)
	}
	if text := log.String(); !strings.Contains(text, "hunter2") || !strings.Contains(text, "server_test.go") || !strings.Contains(text, resp.Header.Get("X-Request-Id")) {
		t.Errorf("the log misses the panic, its stack or the request:\n%s", text)
	}
}

func TestASlowQueryEndsAtTheDeadline(t *testing.T) {
	web, _ := serve(t, func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() },
		func(c *server.Config) { c.Timeout = 20 * time.Millisecond })
	if _, body := post(t, web, `{"query":"{ name }"}`); code(t, body) != "TIMEOUT" {
		t.Errorf("%s", body)
	}
}

func TestProductionTellsNothingOfTheSchema(t *testing.T) {
	production := func(c *server.Config) { c.Production, c.Playground = true, true }
	web, _ := serve(t, hello, production)
	if _, body := post(t, web, `{"query":"{ __schema { types { name } } }"}`); code(t, body) == "" && strings.Contains(body, "Query") {
		t.Errorf("introspection: %s", body)
	}
	if _, body := post(t, web, `{"query":"{ nam }"}`); strings.Contains(body, "Did you mean") {
		t.Errorf("suggestion: %s", body)
	}
	if resp, _ := ask(t, http.MethodGet, web.URL+"/", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("playground: %d", resp.StatusCode)
	}
	if resp, _ := ask(t, http.MethodGet, web.URL+"/query?query={__typename}", "", "Accept", "*/*"); resp.StatusCode != http.StatusNotAcceptable {
		t.Errorf("a GET that any page can make: %d", resp.StatusCode)
	}
	if resp, _ := ask(t, http.MethodGet, web.URL+"/query?query={name}", "", "Accept", oldType); resp.StatusCode != 200 {
		t.Errorf("a GET that asks for JSON: %d", resp.StatusCode)
	}
	open, _ := serve(t, hello, nil)
	if _, body := post(t, open, `{"query":"{ nam }"}`); !strings.Contains(body, "Did you mean") {
		t.Errorf("no suggestion outside production: %s", body)
	}
}

func TestThePlaygroundLoadsNothingFromElsewhere(t *testing.T) {
	web, _ := serve(t, hello, nil)
	for _, path := range []string{"/", "/playground/app.js", "/playground/style.css"} {
		resp, body := ask(t, http.MethodGet, web.URL+path, "")
		if resp.StatusCode != 200 || strings.Contains(body, "http://") || strings.Contains(body, "https://") || strings.Contains(body, "//cdn") {
			t.Errorf("%s: %d, %d bytes", path, resp.StatusCode, len(body))
		}
		if !strings.Contains(resp.Header.Get("Content-Security-Policy"), "default-src 'self'") {
			t.Errorf("%s: policy %q", path, resp.Header.Get("Content-Security-Policy"))
		}
	}
}

func TestPersistedQueries(t *testing.T) {
	web, _ := serve(t, hello, nil)
	const hash = "d2d74e8d55b6c1b1a8f2b9f7e4e8d4b1f9a7c0a3f1f0f7ed66d5d7e2f0b3c4d5"
	only := `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}}`
	if _, body := post(t, web, only); code(t, body) != "PERSISTED_QUERY_NOT_FOUND" || !strings.Contains(body, "PersistedQueryNotFound") {
		t.Errorf("unknown: %s", body)
	}
	real := "3ba5efec2d4e7e8d8d3bd6e2b4e4a9f9" // not the hash of the text below
	if _, body := post(t, web, `{"query":"{ name }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"`+real+`"}}}`); code(t, body) != "BAD_USER_INPUT" {
		t.Errorf("a hash that does not fit: %s", body)
	}
	sum := sum256("{ name }")
	both := `{"query":"{ name }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + sum + `"}}}`
	if _, body := post(t, web, both); code(t, body) != "" {
		t.Errorf("kept: %s", body)
	}
	if _, body := post(t, web, strings.Replace(both, `"query":"{ name }",`, "", 1)); body != `{"data":{"name":"hello"}}` {
		t.Errorf("by hash: %s", body)
	}
}

func TestStreamsFollowGraphQLSSE(t *testing.T) {
	web, _ := serve(t, hello, nil)
	resp, body := post(t, web, `{"query":"subscription { ticks }"}`, "Accept", "text/event-stream")
	want := "event: next\ndata: {\"data\":{\"ticks\":1}}\n\nevent: next\ndata: {\"data\":{\"ticks\":2}}\n\nevent: next\ndata: {\"data\":{\"ticks\":3}}\n\nevent: complete\ndata:\n\n"
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") || strings.TrimPrefix(body, ":\n\n") != want {
		t.Errorf("%s\n%s", resp.Header.Get("Content-Type"), body)
	}
	_, body = post(t, web, `{"query":"subscription { tick }"}`, "Accept", "text/event-stream")
	if !strings.Contains(body, "event: next\ndata: {\"errors\"") || !strings.HasSuffix(body, "event: complete\ndata:\n\n") {
		t.Errorf("an invalid subscription: %s", body)
	}
}

func TestHealth(t *testing.T) {
	var mu sync.Mutex
	var down error
	web, _ := serve(t, hello, func(c *server.Config) {
		c.Ping = func(context.Context) error { mu.Lock(); defer mu.Unlock(); return down }
	})
	for _, c := range []struct {
		path   string
		down   error
		status int
	}{{"/livez", nil, 200}, {"/readyz", nil, 200}, {"/livez", graph.ErrUnavailable, 200}, {"/readyz", graph.ErrUnavailable, 503}, {"/readyz", nil, 200}} {
		mu.Lock()
		down = c.down
		mu.Unlock()
		if resp, _ := ask(t, http.MethodGet, web.URL+c.path, ""); resp.StatusCode != c.status {
			t.Errorf("%s with database error %v: %d", c.path, c.down, resp.StatusCode)
		}
	}
	post(t, web, `{"query":"{ name }"}`)
	if _, body := ask(t, http.MethodGet, web.URL+"/metrics", ""); !strings.Contains(body, `backchannel_operations_total{code="OK"} 1`) {
		t.Errorf("metrics: %s", body)
	}
}

func TestPagesOfOtherOriginsNeedLeave(t *testing.T) {
	web, _ := serve(t, hello, func(c *server.Config) { c.Origins = []string{"https://desk.example"} })
	for origin, allowed := range map[string]bool{"https://desk.example": true, "https://evil.example": false} {
		resp, _ := ask(t, http.MethodOptions, web.URL+"/query", "", "Origin", origin,
			"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		if got := resp.Header.Get("Access-Control-Allow-Origin") == origin; got != allowed {
			t.Errorf("%s: allowed %v", origin, got)
		}
	}
	if resp, _ := post(t, web, `{"query":"{ name }"}`, "Origin", "https://evil.example"); resp.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("an answer for an origin that is not allowed")
	}
}

func TestAnOpenServiceAnswersToLocalNamesOnly(t *testing.T) {
	web, _ := serve(t, hello, nil)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, web.URL+"/query", strings.NewReader(`{"query":"{ name }"}`))
	req.Host = "rebound.example"
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("got %d", resp.StatusCode)
	}
}

func TestLongAnswersAreCompressed(t *testing.T) {
	web, _ := serve(t, func(context.Context) (string, error) { return strings.Repeat("long ", 1000), nil }, nil)
	resp, _ := post(t, web, `{"query":"{ name }"}`, "Accept-Encoding", "gzip")
	if resp.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v", resp.Header)
	}
}

// keyed starts a server that asks for keys, and returns those of a reader and
// an operator.
func keyed(t *testing.T) (web *httptest.Server, log *logged, reader, operator string) {
	t.Helper()
	now := time.Now()
	one, reader := auth.NewKey("desk", graph.AccessReader, now, time.Time{})
	two, operator := auth.NewKey("ops", graph.AccessOperator, now, time.Time{})
	web, log = serve(t, hello, func(c *server.Config) {
		c.Listen = "0.0.0.0:8080"
		c.Gate = auth.NewGate(0)
		c.Gate.Keys = auth.NewKeys(list{one, two})
		c.Answers, c.Version = 1<<20, func(context.Context) (string, error) { return "one", nil } // given to those only who may have them
	})
	return web, log, reader, operator
}

type list []graph.Key

func (l list) Keys(context.Context) ([]graph.Key, error) { return l, nil }

func TestElsewhereAKeyIsNeeded(t *testing.T) {
	web, log, reader, operator := keyed(t)
	for name, c := range map[string]struct {
		headers []string
		query   string
		status  int
		code    string
	}{
		"nobody":                 {nil, "{ name }", 401, "UNAUTHENTICATED"},
		"a wrong key":            {[]string{"Authorization", "Bearer bck_a_b"}, "{ name }", 401, "UNAUTHENTICATED"},
		"a reader":               {[]string{"Authorization", "Bearer " + reader}, "{ name }", 200, ""},
		"by the other header":    {[]string{"X-API-Key", reader}, "{ name }", 200, ""},
		"a reader as operator":   {[]string{"Authorization", "Bearer " + reader}, "{ secret }", 403, "FORBIDDEN"},
		"the same in a fragment": {[]string{"Authorization", "Bearer " + reader}, "{ ...F } fragment F on Query { ... { secret } }", 403, "FORBIDDEN"},
		"an operator":            {[]string{"Authorization", "Bearer " + operator}, "{ secret }", 200, ""},
	} {
		resp, body := post(t, web, `{"query":"`+c.query+`"}`, c.headers...)
		if resp.StatusCode != c.status || code(t, body) != c.code {
			t.Errorf("%s: %d %s", name, resp.StatusCode, body)
		}
	}
	for path, status := range map[string]int{"/livez": 200, "/readyz": 200, "/metrics": 401, "/export?format=csv": 401, "/": 404} {
		if resp, _ := ask(t, http.MethodGet, web.URL+path, ""); resp.StatusCode != status {
			t.Errorf("%s without a key: %d", path, resp.StatusCode)
		}
	}
	if resp, _ := ask(t, http.MethodGet, web.URL+"/metrics", "", "X-API-Key", reader); resp.StatusCode != 403 {
		t.Errorf("metrics for a reader: %d", resp.StatusCode)
	}
	text := log.String()
	if strings.Contains(text, reader) || strings.Contains(text, operator) || strings.Contains(text, "bck_") {
		t.Errorf("a key in the log:\n%s", text)
	}
	if !strings.Contains(text, "who=key:") || !strings.Contains(text, "name=desk") || !strings.Contains(text, "{ name }") {
		t.Errorf("the log does not say who asked what:\n%s", text)
	}
}

func TestRepeatedFailuresAreAnswered429(t *testing.T) {
	web, _, reader, _ := keyed(t)
	for range 10 {
		post(t, web, `{"query":"{ name }"}`, "X-API-Key", "bck_guess_guess")
	}
	resp, _ := post(t, web, `{"query":"{ name }"}`, "X-API-Key", reader)
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") == "" {
		t.Errorf("got %d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
}

func TestNothingListensToStrangersUnguarded(t *testing.T) {
	open, shut := auth.NewGate(0), auth.NewGate(0)
	open.Open = true
	for _, c := range []struct {
		listen string
		gate   *auth.Gate
		fine   bool
	}{
		{"127.0.0.1:8080", open, true}, {"localhost:0", open, true}, {"[::1]:8080", open, true}, {"127.9.9.9:1", open, true},
		{":8080", open, false}, {"0.0.0.0:8080", open, false}, {"[::]:8080", open, false}, {"192.0.2.1:80", open, false}, {"example.org:80", open, false},
		{":8080", shut, true}, {"8080", shut, false},
	} {
		err := server.Config{Listen: c.listen, Gate: c.gate}.Validate()
		if c.fine != (err == nil) || err != nil && !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s, open %v: %v", c.listen, c.gate.Open, err)
		}
	}
}
