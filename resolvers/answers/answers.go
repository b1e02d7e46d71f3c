// Package answers keeps finished answers while the graph stands still.
//
// An answer is a function of the question, the graph and the day. So it is kept
// under the version of the graph that was read before it was worked out, and
// given again where the version, read after the question came in, is that one
// still: a load that has committed is never hidden, whatever process it came
// from. Questions that come in while one reading of the version is under way
// share the next, and those that ask the same share the work.
package answers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"backchannel/resolvers/selection"
)

// patience is how long a reading of the version may take. Where it takes longer,
// questions are answered without what is kept.
const patience = 2 * time.Second

// Keeper keeps answers. As an extension of gqlgen it belongs inside of whatever
// checks and counts operations. Make it with [New].
type Keeper struct {
	shelf    *shelf
	latest   *latest
	underway *underway
	now      func() time.Time
}

// New returns a keeper of answers up to a number of bytes. version names the state
// of the graph, never two by one name; empty means that it has none now.
func New(most int, version func(context.Context) (string, error)) *Keeper {
	return &Keeper{newShelf(most), &latest{read: version}, &underway{works: map[question]*work{}}, time.Now}
}

// ExtensionName names the extension to gqlgen.
func (*Keeper) ExtensionName() string { return "Answers" }

// Validate accepts any schema.
func (*Keeper) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation answers from what is kept, or keeps the answer.
func (k *Keeper) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Query || !ofGraph(op.Operation.SelectionSet) {
		return next(ctx)
	}
	key, err := keyOf(op)
	if err != nil {
		return next(ctx)
	}
	version, err := k.latest.get(ctx)
	if err != nil || version == "" {
		return next(ctx) // whoever asks learns from the fields what is wrong
	}
	now := k.now().UTC()
	state := version + now.Format(time.DateOnly) // silence is counted to today
	if data, ok := k.shelf.take(state, key, now); ok {
		return graphql.OneShot(&graphql.Response{Data: data})
	}
	q := question{state, key}
	work, own := k.underway.join(q)
	if !own {
		if data := work.wait(ctx); data != nil {
			return graphql.OneShot(&graphql.Response{Data: data})
		}
		return next(ctx)
	}
	return k.workOut(ctx, q, work, next)
}

// workOut answers a question from the graph, keeps the answer, and gives it to
// those who wait for it.
func (k *Keeper) workOut(ctx context.Context, q question, w *work, next graphql.OperationHandler) graphql.ResponseHandler {
	handed := false
	defer func() {
		if !handed { // it panicked
			k.underway.end(q, w, nil)
		}
	}()
	responses := next(ctx)
	handed = true
	return func(ctx context.Context) *graphql.Response {
		var data []byte
		defer func() { k.underway.end(q, w, data) }()
		resp := responses(ctx)
		if resp != nil && len(resp.Errors) == 0 && len(resp.Extensions) == 0 && ctx.Err() == nil {
			data = bytes.Clone(resp.Data)
			k.shelf.put(q.state, q.key, data, k.now())
		}
		return resp
	}
}

// Counts are the questions that were answered from what is kept, those that were
// answered from the graph, and the bytes that are kept.
type Counts struct{ Kept, Fresh, Bytes int }

// Counts says how things stand.
func (k *Keeper) Counts() Counts { return k.shelf.counts() }

// ofGraph reports whether fields tell of nothing but the graph: those for
// operators tell of the service, introspection of the schema.
func ofGraph(set ast.SelectionSet) bool {
	return selection.Field(set, func(f *ast.Field) bool {
		return f.Name == "__schema" || f.Name == "__type" || selection.Guarded(f)
	}) == nil
}

// key is the hash of a question: a document, the name of one of its operations
// and the variables, with defaults filled in.
type key [sha256.Size]byte

// keyOf returns the key of an operation.
func keyOf(op *graphql.OperationContext) (key, error) {
	variables, err := json.Marshal(op.Variables) // sorts by name
	if err != nil {
		return key{}, err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %d ", len(op.RawQuery), len(op.OperationName)) // tells where they end
	for _, part := range []string{op.RawQuery, op.OperationName, string(variables)} {
		io.WriteString(sum, part)
	}
	return key(sum.Sum(nil)), nil
}
