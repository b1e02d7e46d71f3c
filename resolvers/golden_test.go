package resolvers_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"backchannel/graph/neo4jstore"
)

var update = flag.Bool("update", false, "write the golden answers anew")

// Each query under testdata has the answer that lies beside it.
func TestAnswers(t *testing.T) {
	s := open(t, nil)
	seed(t, s)
	h := api(s)
	files, err := filepath.Glob("testdata/queries/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no queries: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			query, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(ask(t, h, string(query), nil), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".graphql") + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) != string(got)+"\n" {
				t.Errorf("the answer differs from %s; run with -update and read the difference\n%s", golden, got)
			}
		})
	}
}

// A list costs one statement a field, however long it is, and a root field one.
func TestRoundTrips(t *testing.T) {
	var names []string
	s := open(t, func(r neo4jstore.Read) { names = append(names, r.Name) })
	seed(t, s)
	h := api(s)
	for _, c := range []struct {
		query string
		want  int
	}{
		{`{ official(name: "Jonathan Powell") { id name country } }`, 1},
		{`{ events { edges { node { name participants { role actor { id name country } } } } } }`, 1},
		{`{ claims { edges { node { quote attributedTo { name } article { title } } } } }`, 1},
		{`{ dyad(a: "government:usa", b: "government:rus") { count byType { count } } }`, 1},
		{`{ timeline(filter: {}) { count } }`, 1},
		{`{ counterparts(of: "government:rus") { count actor { name } } }`, 1},
		{`{ search(text: "powell") { edges { hit { text } } } }`, 1},
		{`{ official(name: "Jonathan Powell") { name offices(on: "2025-03-01") { title } contacts(with: "government:rus", filter: {types: [PHONED], dateFrom: "2025-01-01"}, first: 3) { edges { node { participants { actor { name } } } } } } }`, 1},
		{`{ government(iso3: "RUS") { contacts { edges { node { participants { actor { name } } } } } } }`, 1},
		{`{ government(iso3: "RUS") { officials { edges { node { name offices { title body { name } } contacts { edges { node { name claims { edges { node { quote article { title } } } } } } } } } } } }`, 4},
		{`{ government(iso3: "RUS") { name officials(on: "2025-03-01", first: 5) { pageInfo { hasNextPage } edges { node { id name } } } } }`, 1},
		{`{ government(iso3: "RUS") { officials(first: 1) { edges { node { name country title } } } } }`, 1},
		{`{ events { edges { node { participants { actor { ... on Official { offices { body { name } } } contacts { totalCount } } } claims { edges { node { event { name } } } } } } } }`, 6},
		{`{ articles { edges { node { claims { totalCount } events { totalCount edges { node { name participants { actor { name } } } } } } } } }`, 5},
		{`{ nodes(ids: ["government:usa", "government:rus", "official:donald-trump"]) { id ... on Government { officials { totalCount } } } }`, 3},
		{`{ eventTypes { type } }`, 0},
	} {
		names = nil
		if out := ask(t, h, c.query, nil); out["errors"] != nil {
			t.Fatalf("%s: %v", c.query, out["errors"])
		}
		if len(names) != c.want {
			t.Errorf("%s: %d statements %v, want %d", c.query, len(names), names, c.want)
		}
	}
}

// What comes with an event is what its fields read on their own, as they do where
// they are asked for twice.
func TestEventsComeWhole(t *testing.T) {
	var names []string
	s := open(t, func(r neo4jstore.Read) { names = append(names, r.Name) })
	seed(t, s)
	h := api(s)
	const claims = `claims(first: $first) { pageInfo { hasNextPage endCursor } edges { cursor node { quote attributedTo { name country } article { title publisher } } } }`
	const offices = `{ role actor { name ... on Official { offices(on: $on) { title body { name } } } } }`
	whole := `query ($id: ID!, $first: Int!, $on: Date) { event(id: $id) { name ` + claims + ` participants ` + offices + ` } }`
	apart := `query ($id: ID!, $first: Int!, $on: Date) { event(id: $id) { name ` + claims + ` again: ` + claims + ` participants ` + offices + ` more: participants ` + offices + ` } }`
	found := ask(t, h, `{ events(filter: {status: null}) { edges { node { id } } } }`, nil)
	for _, edge := range found["data"].(map[string]any)["events"].(map[string]any)["edges"].([]any) {
		for _, variables := range []map[string]any{{"first": 1}, {"first": 5, "on": "2025-03-01"}} {
			variables["id"] = edge.(map[string]any)["node"].(map[string]any)["id"]
			event := func(query string) map[string]any {
				out := ask(t, h, query, variables)
				if out["errors"] != nil {
					t.Fatalf("%s: %v", query, out["errors"])
				}
				return out["data"].(map[string]any)["event"].(map[string]any)
			}
			names = nil
			got := event(whole)
			if len(names) != 1 {
				t.Errorf("%d statements %v, want 1", len(names), names)
			}
			want := event(apart)
			delete(want, "again")
			delete(want, "more")
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%v: got %v\nwant %v", variables, got, want)
			}
		}
	}
}

// Likewise for what comes with an actor.
func TestActorsComeWhole(t *testing.T) {
	s := open(t, nil)
	seed(t, s)
	h := api(s)
	for _, c := range []struct{ actor, field string }{
		{`government(iso3: "RUS")`, `officials(first: 1) { pageInfo { hasNextPage endCursor } edges { cursor node { id name country title } } }`},
		{`government(iso3: "RUS")`, `officials(on: "2025-03-01") { totalCount edges { node { name contacts(first: 1) { edges { node { name } } } } } }`},
		{`official(name: "Jonathan Powell")`, `offices(on: "2025-03-01") { title from { from } body { id name country } }`},
		{`official(name: "Jonathan Powell")`, `contacts(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { name participants { role actor { name } } } } }`},
	} {
		one := ask(t, h, "{ actor: "+c.actor+" { it: "+c.field+" } }", nil)
		two := ask(t, h, "{ actor: "+c.actor+" { it: "+c.field+" again: "+c.field+" } }", nil)
		if one["errors"] != nil || two["errors"] != nil {
			t.Fatalf("%s: %v, %v", c.field, one["errors"], two["errors"])
		}
		it := func(out map[string]any) any { return out["data"].(map[string]any)["actor"].(map[string]any)["it"] }
		if got, want := it(one), it(two); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v\nwant %v", c.field, got, want)
		}
	}
}
