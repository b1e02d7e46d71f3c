package answers

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// asking returns the context of an operation.
func asking(t *testing.T) context.Context {
	t.Helper()
	return graphql.WithOperationContext(t.Context(), &graphql.OperationContext{
		RawQuery: "{ name }", Operation: &ast.OperationDefinition{Operation: ast.Query, SelectionSet: ast.SelectionSet{&ast.Field{Name: "name"}}},
	})
}

// Of those who ask the same at once, one works, and where it has nothing to give
// the others do.
func TestThoseWhoAskTheSameShareTheWork(t *testing.T) {
	const others = 10
	for name, c := range map[string]struct {
		first *graphql.Response
		works int64
	}{
		"an answer":      {&graphql.Response{Data: []byte(`{"name":"x"}`)}, 1},
		"a failure":      {&graphql.Response{Data: []byte(`{"name":null}`), Errors: gqlerror.List{{Message: "no"}}}, 1 + 1},
		"nothing at all": {nil, 1 + 1},
	} {
		k := New(1<<20, func(context.Context) (string, error) { return "one", nil })
		var works atomic.Int64
		working, end := make(chan struct{}), make(chan struct{})
		var group sync.WaitGroup
		group.Go(func() {
			k.InterceptOperation(asking(t), func(context.Context) graphql.ResponseHandler {
				works.Add(1)
				return func(context.Context) *graphql.Response { close(working); <-end; return c.first }
			})(t.Context())
		})
		<-working
		for range others {
			group.Go(func() {
				resp := k.InterceptOperation(asking(t), func(context.Context) graphql.ResponseHandler {
					works.Add(1)
					return graphql.OneShot(&graphql.Response{Data: []byte(`{"name":"x"}`)})
				})(t.Context())
				if resp == nil || string(resp.Data) != `{"name":"x"}` {
					t.Errorf("%s: got %v", name, resp)
				}
			})
		}
		close(end)
		group.Wait()
		if n := works.Load(); n < c.works || c.works == 1 && n > 1 {
			t.Errorf("%s: worked out %d times", name, n)
		}
		if len(k.underway.works) > 0 {
			t.Errorf("%s: work is left", name)
		}
	}
}

func TestAPanicLeavesNobodyWaiting(t *testing.T) {
	k := New(1<<20, func(context.Context) (string, error) { return "one", nil })
	func() {
		defer func() { _ = recover() }()
		k.InterceptOperation(asking(t), func(context.Context) graphql.ResponseHandler { panic("broken") })
	}()
	resp := k.InterceptOperation(asking(t), func(context.Context) graphql.ResponseHandler {
		return graphql.OneShot(&graphql.Response{Data: []byte("{}")})
	})(t.Context())
	if resp == nil {
		t.Error("no answer")
	}
}
