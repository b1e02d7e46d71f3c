package batch

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// List marshals the objects of a list one after another. The executor that gqlgen
// generates calls it in place of its own way, a goroutine an object: what there is to
// wait for below a list is read for all its objects at once, so they had nothing to
// do side by side but to wait for each other.
func List(ctx context.Context, length int, object func(ctx context.Context, i int) graphql.Marshaler) graphql.Array {
	out := make(graphql.Array, length)
	for i := range out {
		out[i] = one(graphql.WithFieldContext(ctx, &graphql.FieldContext{Index: &i}), i, object)
	}
	return out
}

// one marshals one object; one that panics is null.
func one(ctx context.Context, i int, object func(ctx context.Context, i int) graphql.Marshaler) (m graphql.Marshaler) {
	defer func() {
		if r := recover(); r != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, r))
			m = graphql.Null
		}
	}()
	return object(ctx, i)
}
