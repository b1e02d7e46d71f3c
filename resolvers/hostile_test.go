package resolvers_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"

	"backchannel/graph/neo4jstore"
)

func valid(query string) error {
	if _, err := gqlparser.LoadQueryWithRules(schema(), query, nil); err != nil {
		return err
	}
	return nil
}

// payloads are texts that break out of careless queries.
func payloads() []string {
	breakers := []string{"'", `"`, "`", `\`, `\'`, `\"`, "')", "'})", `"})`, "}", "]", ")", "`]->()", "//", "/*", "\x00", "\n", "\r\n", "\u2028", "\u0000'", "$p0", "{", "%27", "\ufeff", "\u202e"}
	fragments := []string{
		" DETACH DELETE n //", "}) MATCH (n) DETACH DELETE n //", " OR 1=1 //", " UNION MATCH (n) RETURN n {.*} AS row //", " SET e.name = 'owned' //",
		" CALL db.labels() YIELD label //", " LOAD CSV FROM 'file:///etc/passwd' AS l //", " CREATE (x:Owned) //",
	}
	var out []string
	for _, b := range breakers {
		for _, f := range fragments {
			out = append(out, b+f)
		}
	}
	return append(out, "a* OR *:*", "+ - && || ! ( ) { } [ ] ^ \" ~ * ? : \\ /", "name:[* TO *]", "ushakov AND (", strings.Repeat("(", 150), strings.Repeat("~", 150), "NOT", "AND", "*", "?", "~", "\\")
}

// leaks is what an error must not show: the database, its language, our files.
var leaks = regexp.MustCompile(`(?i)neo4j|cypher|lucene|MATCH \(|\.go:|goroutine|org\.|syntax`)

// Whatever text stands in an argument, it is no more than a text: the graph
// stays as it is, and errors show nothing of what lies behind.
func TestHostileTextIsText(t *testing.T) {
	s := open(t, nil)
	seed(t, s)
	h := api(s)
	before, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const query = `query ($s: String!, $id: ID!, $list: [String!], $ids: [ID!]!) {
		node(id: $id) { id } nodes(ids: $ids) { id } official(name: $s) { id } government(iso3: $s) { id } organization(id: $id) { id } person(name: $s) { id }
		event(id: $id) { id } article(url: $s) { id } a: article(id: $id) { id } search(text: $s) { totalCount edges { cursor } } s: search(text: "x", after: $s) { edges { cursor } }
		events(filter: {text: $s, publishers: $list, plover: $list}) { totalCount } e: events(filter: {text: $s, publishers: $list}) { totalCount edges { node { id } } }
		p: events(filter: {participants: $ids}) { totalCount } c: events(filter: {countries: $list}) { totalCount } b: events(filter: {between: {a: $id, b: $id}}) { totalCount }
		x: events(after: $s) { edges { cursor } } articles(filter: {text: $s, publishers: $list, language: $s}, after: $s) { totalCount } y: articles(filter: {text: $s, publishers: $list, language: $s}) { totalCount }
		claims(filter: {text: $s}, after: $s) { totalCount } dyad(a: $id, b: $id) { count } path(from: $id, to: $id) { length } counterparts(of: $id) { count }
		timeline(filter: {text: $s}) { count } loads(after: $s) { totalCount }
		g: government(iso3: "GBR") { contacts(with: $id, after: $s) { totalCount } officials(after: $s) { totalCount } }
	}`
	for i, p := range payloads() {
		out := ask(t, h, query, map[string]any{"s": p, "id": p, "list": []string{p}, "ids": []string{p}})
		errs, _ := out["errors"].([]any)
		for _, e := range errs {
			message := fmt.Sprint(e.(map[string]any)["message"])
			if leaks.MatchString(strings.ReplaceAll(message, fmt.Sprintf("%.40q", p), "")) && !leaks.MatchString(p) {
				t.Errorf("payload %q: the error shows too much: %s", p, message)
			}
		}
		if i%50 == 0 {
			unchanged(t, s, before)
		}
	}
	unchanged(t, s, before)
}

func unchanged(t *testing.T, s *neo4jstore.Store, before string) {
	t.Helper()
	after, err := s.Digest(t.Context())
	if err != nil || after != before {
		t.Fatalf("the graph changed: %v", err)
	}
}
