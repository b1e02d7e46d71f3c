// Package limits refuses operations that would cost too much, from their text
// and variables alone: before anything reaches the database, and before the
// validation of GraphQL, whose time grows with the square of repeated fields.
package limits

import (
	"context"
	"errors"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Code is the extensions.code of what is refused.
const Code = "TOO_COMPLEX"

// Limits bounds one operation. The zero value refuses everything; use [Default].
type Limits struct {
	Tokens     int // words and marks of the document
	Depth      int // nested selections, fragments spread out
	Fields     int // selected fields, fragments spread out
	Aliases    int // renamed fields
	Repeats    int // selections of one name in one selection set
	Directives int // on one field or fragment
	Cost       int // fields times the lengths of the lists that hold them
	First      int // entries of one page
	Hops       int // length of a path
}

// Default suits the questions that analysts ask, with room to spare.
func Default() Limits {
	return Limits{Tokens: 3000, Depth: 18, Fields: 1000, Aliases: 30, Repeats: 10, Directives: 5, Cost: 50_000, First: 200, Hops: 6}
}

// Extension applies limits to an executor of gqlgen.
type Extension struct {
	Limits
	checked *lru.LRU[bool] // documents whose shape is fine
	schema  *ast.Schema
}

// New returns the extension that applies l.
func New(l Limits) *Extension { return &Extension{Limits: l, checked: lru.New[bool](1000)} }

// ExtensionName names the extension to gqlgen.
func (*Extension) ExtensionName() string { return "Limits" }

// Validate takes the schema that operations are written against.
func (x *Extension) Validate(s graphql.ExecutableSchema) error {
	x.schema = s.Schema()
	return nil
}

// MutateOperationParameters checks the shape of a document before it is validated.
func (x *Extension) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, ok := x.checked.Get(ctx, params.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, x.Tokens)
	if err != nil {
		return parseError(err)
	}
	if err := x.shape(doc); err != nil {
		return err
	}
	x.checked.Add(ctx, params.Query, true)
	return nil
}

// parseError passes errors of the parser on, and gives the one about tokens
// its code.
func parseError(err error) *gqlerror.Error {
	var parse *gqlerror.Error
	if !errors.As(err, &parse) {
		return gqlerror.Wrap(err)
	}
	if strings.HasPrefix(parse.Message, "exceeded token limit") {
		parse.Extensions = map[string]any{"code": Code}
	} else {
		parse.Extensions = map[string]any{"code": "GRAPHQL_PARSE_FAILED"}
	}
	return parse
}

// MutateOperationContext checks what arguments and variables ask for.
func (x *Extension) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	m := meter{limits: x.Limits, schema: x.schema, variables: op.Variables}
	cost := m.selections(op.Operation.SelectionSet)
	if m.err != nil {
		return m.err
	}
	if cost > x.Cost {
		return refuse(op.Operation.Position, "the operation may return about %d values, more than the %d allowed: ask for shorter pages or fewer nested lists", cost, x.Cost)
	}
	return nil
}

// refuse returns the error for something that goes beyond a limit.
func refuse(at *ast.Position, format string, args ...any) *gqlerror.Error {
	err := gqlerror.ErrorPosf(at, format, args...)
	err.Extensions = map[string]any{"code": Code}
	return err
}
