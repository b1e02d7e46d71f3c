package limits_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/resolvers/limits"
)

const schema = `
type Query {
	thing(id: ID): Thing
	things(first: Int = 20, after: String): ThingConnection!
	path(maxHops: Int = 4, limit: Int = 3): [Thing!]!
	nodes(ids: [ID!]!): [Thing]!
}
type Thing { id: ID! name: String! tags: [String!]! parts: [Thing!]! things(first: Int = 20): ThingConnection! }
type ThingConnection { edges: [Edge!]! pageInfo: PageInfo! totalCount: Int! }
type Edge { cursor: String! node: Thing! }
type PageInfo { hasNextPage: Boolean! }
`

// check returns the code with which an operation is refused, or nothing. What
// would be executed fails the test: the limits come before.
func check(t *testing.T, query string, variables map[string]any) (code, message string) {
	t.Helper()
	parsed := gqlparser.MustLoadSchema(&ast.Source{Input: schema})
	exec := executor.New(&graphql.ExecutableSchemaMock{SchemaFunc: func() *ast.Schema { return parsed }})
	exec.SetParserTokenLimit(limits.Default().Tokens)
	exec.Use(limits.New(limits.Default()))
	ctx := graphql.StartOperationTrace(context.Background())
	_, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(errs) == 0 {
		return "", ""
	}
	code, _ = errs[0].Extensions["code"].(string)
	return code, errs[0].Message
}

func TestOrdinaryQuestionsPass(t *testing.T) {
	for _, query := range []string{
		`{ thing(id: "a") { id name } }`,
		`{ a: thing(id: "a") { ...T } b: thing(id: "b") { ...T } } fragment T on Thing { id name parts { id } }`,
		`{ things(first: 200) { totalCount edges { cursor node { id name tags parts { id name } } } } }`,
		`{ things(first: 20) { edges { node { things(first: 20) { edges { node { id name } } } } } } }`,
		`{ path(maxHops: 6) { name } }`,
	} {
		if code, message := check(t, query, nil); code != "" {
			t.Errorf("%s: %s: %s", query, code, message)
		}
	}
}

func TestCostlyOperationsAreRefused(t *testing.T) {
	repeat := func(part string, n int) string { return "{ " + strings.Repeat(part+" ", n) + "}" }
	aliases := &strings.Builder{}
	for i := range 101 {
		fmt.Fprintf(aliases, "a%d: __typename ", i)
	}
	doubling := &strings.Builder{} // 2^30 fields in a short text
	doubling.WriteString("{ thing { ...F0 } } ")
	for i := range 30 {
		fmt.Fprintf(doubling, "fragment F%d on Thing { parts { ...F%d } things { edges { node { ...F%d } } } } ", i, i+1, i+1)
	}
	doubling.WriteString("fragment F30 on Thing { id }")
	ids := make([]any, 201)
	for i := range ids {
		ids[i] = "x"
	}
	for name, c := range map[string]struct {
		query, code string
		variables   map[string]any
	}{
		"a field 2,000 times":      {query: repeat("thing { id }", 2000), code: limits.Code},
		"a field 500 times":        {query: repeat("__typename", 500), code: limits.Code},
		"101 aliases":              {query: "{ " + aliases.String() + "}", code: limits.Code},
		"inline fragments":         {query: repeat("... { __typename }", 100), code: limits.Code},
		"one spread many times":    {query: repeat("...F", 100) + " fragment F on Query { __typename }", code: limits.Code},
		"directives":               {query: "{ __typename " + strings.Repeat("@a ", 10) + "}", code: limits.Code},
		"depth":                    {query: "{ thing { " + strings.Repeat("parts { ", 30) + "id" + strings.Repeat(" }", 32), code: limits.Code},
		"fragments that double":    {query: doubling.String(), code: limits.Code},
		"a fragment in itself":     {query: "{ thing { ...F } } fragment F on Thing { parts { ...F } }", code: limits.Code},
		"an unused one, in itself": {query: "{ thing { id } } fragment F on Thing { ...F }", code: limits.Code},
		"tokens":                   {query: "{ thing(id: \"" + "x\") { id } } " + strings.Repeat("fragment F on Thing { id } ", 1000), code: limits.Code},
		"long lists in lists":      {query: "{ things(first: 200) { edges { node { things(first: 200) { edges { node { id name } } } } } } }", code: limits.Code},
		"the same by variables":    {query: "query ($n: Int) { things(first: $n) { edges { node { things(first: $n) { edges { node { id name } } } } } } }", variables: map[string]any{"n": 200}, code: limits.Code},
		"a page too long":          {query: "{ things(first: 201) { totalCount } }", code: "BAD_USER_INPUT"},
		"a page below nothing":     {query: "{ things(first: -1) { totalCount } }", code: "BAD_USER_INPUT"},
		"a path too long":          {query: "query ($n: Int) { path(maxHops: $n) { id } }", variables: map[string]any{"n": 7}, code: "BAD_USER_INPUT"},
		"ids":                      {query: "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", variables: map[string]any{"ids": ids}, code: "BAD_USER_INPUT"},
	} {
		if code, message := check(t, c.query, c.variables); code != c.code {
			t.Errorf("%s: got %q (%s), want %s", name, code, message, c.code)
		}
	}
}

func TestTheParserSpeaksOfSyntax(t *testing.T) {
	if code, message := check(t, "{ thing {", nil); code != "GRAPHQL_PARSE_FAILED" {
		t.Errorf("got %q: %s", code, message)
	}
}

func FuzzShape(f *testing.F) {
	f.Add(`{ a { b ...F } } fragment F on T { c ...G } fragment G on T { d }`)
	f.Add(`query Q($x: Int = 1) @d { a(x: $x) @skip(if: true) { ... on T { b } } }`)
	parsed := gqlparser.MustLoadSchema(&ast.Source{Input: schema})
	x := limits.New(limits.Default())
	if err := x.Validate(&graphql.ExecutableSchemaMock{SchemaFunc: func() *ast.Schema { return parsed }}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		var err *gqlerror.Error = x.MutateOperationParameters(t.Context(), &graphql.RawParams{Query: query})
		if err != nil && err.Extensions["code"] == nil {
			t.Errorf("no code: %v", err)
		}
	})
}
