package export_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/resolvers"
	"backchannel/resolvers/export"
)

// api answers as GraphQL would, and remembers what it was asked.
type api struct {
	asked   []map[string]any
	answers []string // of one query after another
	err     error    // after them
}

func (a *api) Run(_ context.Context, _ string, variables map[string]any) (*graphql.Response, error) {
	a.asked = append(a.asked, maps.Clone(variables))
	if len(a.answers) == 0 {
		return nil, a.err
	}
	raw := a.answers[0]
	a.answers = a.answers[1:]
	return &graphql.Response{Data: json.RawMessage(raw)}, nil
}

func events(more bool, nodes ...string) string {
	edges := make([]string, len(nodes))
	for i, n := range nodes {
		edges[i] = `{"node":` + n + `}`
	}
	return fmt.Sprintf(`{"events":{"edges":[%s],"pageInfo":{"hasNextPage":%v,"endCursor":"c%d"}}}`, strings.Join(edges, ","), more, len(nodes))
}

const call = `{"id":"event:1","name":"phoned 2025-01","type":"PHONED","status":"ACTUAL","disputed":false,"confidence":0.9,"sources":2,"place":null,"topic":"=1+1","outcome":null,` +
	`"date":{"from":"2025-01-01","to":"2025-01-31","precision":"MONTH"},"participants":[{"role":"SOURCE","actor":{"id":"official:a","name":"Ann, A.","country":"GBR"}},{"role":"TARGET","actor":{"id":"official:b","name":"Bo","country":null}}]}`

const talks = `{"id":"event:2","name":"met","type":"MET","status":"PLANNED","disputed":true,"confidence":1,"sources":1,"place":"Here","topic":null,"outcome":null,"date":null,` +
	`"participants":[{"role":"PARTICIPANT","actor":{"id":"official:a","name":"Ann, A.","country":"GBR"}},{"role":"PARTICIPANT","actor":{"id":"government:rus","name":"Russia","country":"RUS"}}]}`

func get(t *testing.T, a *api, query string) (*http.Response, string) {
	t.Helper()
	web := httptest.NewServer(export.Handler(a))
	defer web.Close()
	resp, err := http.Get(web.URL + "/export?" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, _ := io.ReadAll(resp.Body)
	return resp, string(raw)
}

func TestEventsComeAsCSVPageByPage(t *testing.T) {
	a := &api{answers: []string{events(true, call), events(false, talks)}}
	resp, body := get(t, a, "format=csv&types=PHONED,MET&status=all&minSources=2&between=official:a,official:b&orderBy=DATE_ASC")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) != 3 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/csv") {
		t.Fatalf("%v, %v:\n%s", err, resp.Header, body)
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[1][i]
	}
	for name, want := range map[string]string{"id": "event:1", "date_from": "2025-01-01", "source_names": "Ann, A.", "target_ids": "official:b", "sources": "2", "topic": "'=1+1"} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
	filter, _ := a.asked[0]["filter"].(map[string]any)
	if fmt.Sprint(filter["types"]) != "[PHONED MET]" || filter["status"] != nil || filter["minSources"] != 2 || fmt.Sprint(filter["between"]) != "map[a:official:a b:official:b]" {
		t.Errorf("filter %v", filter)
	}
	if a.asked[0]["orderBy"] != "DATE_ASC" || a.asked[1]["after"] != "c1" {
		t.Errorf("asked %v", a.asked)
	}
}

func TestJSONLinesAreTheNodesThemselves(t *testing.T) {
	a := &api{answers: []string{events(false, call, talks)}}
	if _, body := get(t, a, `format=jsonl&filter={"types":["MET"],"status":null}`); body != call+"\n"+talks+"\n" {
		t.Errorf("got\n%s", body)
	}
}

func TestALimitEndsTheExport(t *testing.T) {
	a := &api{answers: []string{events(true, call, talks)}}
	if _, body := get(t, a, "format=jsonl&limit=2"); strings.Count(body, "\n") != 2 || len(a.asked) != 1 || a.asked[0]["first"] != 2 {
		t.Errorf("asked %v, got\n%s", a.asked, body)
	}
}

func TestANeighbourhoodComesAsGraphML(t *testing.T) {
	a := &api{answers: []string{events(false, call, talks)}}
	resp, body := get(t, a, "format=graphml&around=official:a")
	var doc struct {
		Graph struct {
			Nodes []struct {
				ID string `xml:"id,attr"`
			} `xml:"node"`
			Edges []struct {
				From     string `xml:"source,attr"`
				To       string `xml:"target,attr"`
				Directed bool   `xml:"directed,attr"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal([]byte(body), &doc); err != nil || !strings.Contains(resp.Header.Get("Content-Type"), "graphml") {
		t.Fatalf("%v:\n%s", err, body)
	}
	if len(doc.Graph.Nodes) != 3 || len(doc.Graph.Edges) != 2 || !doc.Graph.Edges[0].Directed || doc.Graph.Edges[1].Directed {
		t.Errorf("got %+v", doc)
	}
	if filter := a.asked[0]["filter"].(map[string]any); fmt.Sprint(filter["participants"]) != "[official:a]" {
		t.Errorf("filter %v", filter)
	}
}

func TestPathsShareTheirStepsInGraphML(t *testing.T) {
	step := `{"from":{"id":"official:a"},"to":{"id":"official:b"},"event":` + call + `}`
	path := `{"actors":[{"id":"official:a","name":"Ann, A.","country":"GBR"},{"id":"official:b","name":"Bo","country":null}],"steps":[` + step + `]}`
	a := &api{answers: []string{`{"path":[` + path + `,` + path + `]}`}}
	if _, body := get(t, a, "format=graphml&from=official:a&to=official:b&maxHops=2"); strings.Count(body, "<edge ") != 1 || strings.Count(body, "<node ") != 2 {
		t.Errorf("got\n%s", body)
	}
	if a.asked[0]["maxHops"] != 2 || a.asked[0]["limit"] != 3 {
		t.Errorf("asked %v", a.asked)
	}
}

func TestBadRequestsAndErrorsHaveACodeAndAStatus(t *testing.T) {
	failing := func(code string) error {
		return gqlerror.List{{Message: "no", Extensions: map[string]any{"code": code}}}
	}
	for query, c := range map[string]struct {
		err    error
		status int
	}{
		"":                                     {nil, 400},
		"format=pdf":                           {nil, 400},
		"format=csv&limit=0":                   {nil, 400},
		"format=csv&minSources=x":              {nil, 400},
		"format=csv&between=x":                 {nil, 400},
		"format=csv&filter=[]":                 {nil, 400},
		"format=graphml":                       {nil, 400},
		"format=graphml&from=a&to=b&maxHops=x": {nil, 400},
		"format=csv":                           {failing("BAD_USER_INPUT"), 400},
		"format=jsonl":                         {failing("UNAVAILABLE"), 503},
		"format=graphml&around=a":              {failing("TIMEOUT"), 504},
		"format=graphml&from=a&to=b":           {failing("NOT_FOUND"), 404},
	} {
		resp, body := get(t, &api{err: c.err}, query)
		if resp.StatusCode != c.status || !strings.Contains(body, `"code"`) {
			t.Errorf("%s: %d %s", query, resp.StatusCode, body)
		}
	}
}

func TestAnExportThatBreaksOffIsSeenToBeCutShort(t *testing.T) {
	a := &api{answers: []string{events(true, call)}, err: gqlerror.List{{Message: "no", Extensions: map[string]any{"code": "UNAVAILABLE"}}}}
	web := httptest.NewServer(export.Handler(a))
	defer web.Close()
	resp, err := http.Get(web.URL + "?format=jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.ReadAll(resp.Body); err == nil {
		t.Error("the end looks like the end")
	}
}

func TestEveryFieldOfTheFilterIsAParameter(t *testing.T) {
	var want []string
	for _, f := range resolvers.Schema(nil).Schema().Types["EventFilter"].Fields {
		want = append(want, f.Name)
	}
	got := slices.Concat(export.ListFields, export.TextFields, export.OtherFields)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("parameters %v, filter %v", got, want)
	}
}
