package batch_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/resolvers/batch"
)

func TestListWritesObjectsInOrder(t *testing.T) {
	ctx := graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, func(_ context.Context, cause any) error { return fmt.Errorf("%v", cause) })
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{}})
	list := batch.List(ctx, 4, func(ctx context.Context, i int) graphql.Marshaler {
		if at := graphql.GetFieldContext(ctx); at.Index == nil || *at.Index != i {
			t.Errorf("object %d stands at %v", i, at.Index)
		}
		if i == 2 {
			panic("lost")
		}
		return graphql.MarshalInt(i)
	})
	var out strings.Builder
	list.MarshalGQL(&out)
	if out.String() != "[0,1,null,3]" {
		t.Errorf("got %s", &out)
	}
	if errs := graphql.GetErrors(ctx); len(errs) != 1 || errs[0].Message != "lost" || errs[0].Path.String() != "[2]" {
		t.Errorf("errors: %v", errs)
	}
}

func TestListOfNothing(t *testing.T) {
	var out strings.Builder
	batch.List(t.Context(), 0, nil).MarshalGQL(&out)
	if out.String() != "[]" {
		t.Errorf("got %s", &out)
	}
}
