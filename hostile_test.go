package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"backchannel/resolvers"
)

// payloads are texts that would break out of a query built from strings, in
// Cypher or in Lucene's query language, and texts that parsers stumble over.
func payloads() []string {
	var out []string
	for _, quote := range []string{"'", `"`, "`", "\\'", "\u2019", ""} {
		for _, tail := range []string{
			" OR 1=1 //", "}) DETACH DELETE n //", ") MATCH (n) SET n.hacked = true //", " UNION MATCH (n) RETURN n //",
			"; DROP CONSTRAINT event_id;", " CALL db.labels() YIELD label //", " LOAD CSV FROM 'http://127.0.0.1:1/' AS l //",
			" CALL dbms.listConfig() //", "]-(x) DELETE x //", " RETURN $p0, $p1 //", "/*", "*/", " FOREACH (x IN [1] | CREATE (:Hacked)) //",
		} {
			out = append(out, quote+tail)
		}
	}
	out = append(out, "*", "?", "~", "a~99", "a^9999", "[a TO z]", "{a TO z]", "name:*", "_exists_:x", "a AND", "OR", "NOT a", "(((", ")", "\"", "/a/", "/(/", "a*b*c*", "+-!", "&& ||", "\\", "\\u0000", "~~~~", "*:*")
	for c := range 32 {
		out = append(out, string(rune(c)), "a"+string(rune(c))+"b")
	}
	return append(out, "\u0000", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\uffff", "\U0010ffff", "ﷺ", "İ", "ß", "\u0301", strings.Repeat("a", 499), strings.Repeat("( ", 200),
		"$p0", "${p0}", "{{p0}}", "%00", "%s%n", "../../etc/passwd", "<script>", "null", "true", "[]", "{}", "-1", "1e999", "official:", "official:x' OR 'a'='a", "event:`", "claim:\"", ":", "::", " ")
}

// Whatever text an argument holds, the graph stays as it is, and no error tells
// of the database behind.
func TestHostileTextsChangeNothingAndLearnNothing(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", sampleCall)
	before := p.digest()
	s := serve(t)
	schema := resolvers.Schema(nil).Schema()
	asked := 0
	for _, field := range schema.Query.Fields {
		for _, place := range places(schema, field) {
			for _, text := range payloads() {
				asked++
				body := place.ask(t, s, text)
				for _, leak := range []string{"INTERNAL", "Neo4j", "neo4j", "Cypher", "cypher", "Lucene", "lucene", "MATCH (", "panic", "goroutine", "org.apache", "parse exception"} {
					if strings.Contains(strings.ReplaceAll(body, text, ""), leak) {
						t.Errorf("%s with %q: %s", place.query, text, body)
						break
					}
				}
			}
		}
	}
	if after := p.digest(); after != before {
		t.Error("the graph has changed")
	}
	t.Logf("%d queries", asked)
}

// place is one argument that takes text.
type place struct {
	query string
	value func(text string) any
}

func (p place) ask(t *testing.T, s *service, text string) string {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"query": p.query, "variables": map[string]any{"x": p.value(text)}})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post("http://"+s.address+"/query", "application/json", strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// places returns a query for every argument, and every field of its input
// object, in which text can stand.
func places(schema *ast.Schema, field *ast.FieldDefinition) []place {
	var out []place
	for _, arg := range field.Arguments {
		query := queryWith(schema, field, arg)
		if schema.Types[arg.Type.Name()].Kind != ast.InputObject {
			if takesText(arg.Type) {
				out = append(out, place{query, listed(arg.Type)})
			}
			continue
		}
		for _, inner := range schema.Types[arg.Type.Name()].Fields {
			if takesText(inner.Type) {
				value := listed(inner.Type)
				out = append(out, place{query, func(text string) any { return map[string]any{inner.Name: value(text)} }})
			}
		}
	}
	return out
}

func takesText(t *ast.Type) bool {
	return map[string]bool{"String": true, "ID": true, "Date": true, "DateTime": true}[t.Name()]
}

func listed(t *ast.Type) func(string) any {
	if t.Elem == nil {
		return func(text string) any { return text }
	}
	return func(text string) any { return []string{text} }
}

// queryWith asks a root field with one argument as variable x; those that are
// needed besides have harmless values.
func queryWith(schema *ast.Schema, field *ast.FieldDefinition, arg *ast.ArgumentDefinition) string {
	args := []string{arg.Name + ": $x"}
	for _, other := range field.Arguments {
		if other == arg || !other.Type.NonNull || other.DefaultValue != nil {
			continue
		}
		value := `"official:nobody"`
		if schema.Types[other.Type.Name()].Kind == ast.InputObject {
			value = "{}"
		}
		args = append(args, other.Name+": "+value)
	}
	selection := " { __typename }"
	if schema.Types[field.Type.Name()].Fields.ForName("pageInfo") != nil {
		selection = " { edges { node { __typename } } }"
	}
	return fmt.Sprintf("query ($x: %s) { %s(%s)%s }", arg.Type, field.Name, strings.Join(args, ", "), selection)
}
