package resolvers

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"backchannel/graph"
	"backchannel/resolvers/batch"
	"backchannel/resolvers/model"
)

// fieldOf names the field being resolved, with its arguments: a key under which
// all nodes of a group read it together.
func fieldOf(ctx context.Context) *ast.Field { return graphql.GetFieldContext(ctx).Field.Field }

// countOf is the key under which a field's totalCount is read.
type countOf struct{ field *ast.Field }

// read is a nested list as it came for a whole group.
type read[I, N any] struct {
	lists map[graph.ID]graph.List[I]
	nodes map[graph.ID][]N
}

// cut shapes the lists of a nested field.
func cut[I, N any](got map[graph.ID]graph.List[I], shape func([]I) []N) read[I, N] {
	return read[I, N]{got, lists(got, shape)}
}

// nested resolves a connection below nodes that were read together: one read
// for all of them, and one more where their totals are asked for.
func nested[P, I, N any](ctx context.Context, of *batch.Group[P], id func(P) graph.ID, self graph.ID, page graph.Page,
	list func(ids []graph.ID) (map[graph.ID]graph.List[I], error), shape func([]I) []N,
	count func(ctx context.Context, ids []graph.ID) (map[graph.ID]int, error),
) (model.Connection[N], error) {
	field := fieldOf(ctx)
	all, err := batch.Read(of, field, func(members []P) (read[I, N], error) {
		got, err := list(idsOf(members, id))
		if err != nil {
			return read[I, N]{}, err
		}
		return cut(got, shape), nil
	})
	if err != nil {
		return model.Connection[N]{}, err
	}
	total := func(ctx context.Context) (int, error) {
		totals, err := batch.Read(of, countOf{field}, func(members []P) (map[graph.ID]int, error) { return count(ctx, idsOf(members, id)) })
		return totals[self], err
	}
	return model.NewConnection(page, all.lists[self], all.nodes[self], total), nil
}

// contacts resolves Actor.contacts.
func (r *Resolver) contacts(ctx context.Context, a *model.ActorNode, with *graph.ID, filter *graph.EventFilter, direct *bool, order *graph.Order, first *int, after *string) (*model.EventConnection, error) {
	q := contactQuery(asks(ctx), with, filter, direct, order, first, after)
	of := func(ids []graph.ID) graph.ContactQuery { q := q; q.Of = ids; return q }
	c, err := nested(ctx, a.With, actorID, a.Actor.ID, q.Page,
		func(ids []graph.ID) (map[graph.ID]graph.List[graph.EventView], error) {
			return r.graph.Contacts(ctx, of(ids))
		}, events,
		func(ctx context.Context, ids []graph.ID) (map[graph.ID]int, error) {
			return r.graph.CountContacts(ctx, of(ids))
		})
	return &model.EventConnection{Connection: c}, err
}

func contactQuery(below asked, with *graph.ID, filter *graph.EventFilter, direct *bool, order *graph.Order, first *int, after *string) graph.ContactQuery {
	return graph.ContactQuery{With: or(with, ""), Direct: or(direct, false), EventQuery: graph.EventQuery{
		Filter: filterOf(filter).OfContact(), Order: or(order, graph.NewestFirst), Page: pageOf(first, after), Want: below.below("edges", "node").ofEvent(),
	}}
}

// nodes resolves ids to nodes, nil where there is none.
func (r *Resolver) nodes(ctx context.Context, ids []graph.ID, w graph.Want) ([]model.Node, error) {
	if len(ids) > graph.MaxPage {
		return nil, fmt.Errorf("ids: %d of them; at most %d: %w", len(ids), graph.MaxPage, graph.ErrInvalid)
	}
	got, err := r.graph.Nodes(ctx, ids, w)
	if err != nil {
		return nil, err
	}
	return inOrder(ids, got), nil
}

// inOrder shapes nodes in the order of the ids that asked for them.
func inOrder(ids []graph.ID, got graph.Nodes) []model.Node {
	byID := map[graph.ID]model.Node{}
	for _, a := range actors(pick(ids, got.Actors)) {
		byID[a.Actor.ID] = model.ActorOf(a)
	}
	for _, c := range claims(pick(ids, got.Claims)) {
		byID[c.ID] = c
	}
	for _, a := range articles(pick(ids, got.Articles)) {
		byID[a.ID] = a
	}
	found := events(pick(ids, got.Events))
	for _, id := range ids {
		if _, ok := got.Events[id]; ok && byID[id] == nil {
			byID[id], found = found[0], found[1:]
		}
	}
	out := make([]model.Node, len(ids))
	for i, id := range ids {
		out[i] = byID[id]
	}
	return out
}

// pick returns the values of ids, each once.
func pick[V any](ids []graph.ID, from map[graph.ID]V) []V {
	var out []V
	seen := map[graph.ID]bool{}
	for _, id := range ids {
		if v, ok := from[id]; ok && !seen[id] {
			seen[id] = true
			out = append(out, v)
		}
	}
	return out
}
