package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/graph"
	"backchannel/resolvers/batch"
	"backchannel/resolvers/model"
)

// find resolves a lookup of one actor. What most clients ask of it comes in the
// same statement: its contacts, offices or officials, where each is asked for once.
func (r *Resolver) find(ctx context.Context, q graph.ActorQuery, keys ...bool) (*model.ActorNode, error) {
	if err := exactlyOne(keys...); err != nil {
		return nil, err
	}
	alone := q
	below := asks(ctx).ahead(ctx, &q)
	found, err := r.graph.FindActors(ctx, q)
	if below.contacts != nil && errors.Is(err, graph.ErrInvalid) { // the field shall say so
		below = ahead{}
		found, err = r.graph.FindActors(ctx, alone)
	}
	if err != nil {
		return nil, err
	}
	v, err := one(q.Name, found)
	if v == nil {
		return nil, err
	}
	node := actors([]graph.Actor{v.Actor})[0]
	if f := below.contacts; f != nil {
		batch.Put(node.With, f.Field, cut(map[graph.ID]graph.List[graph.EventView]{v.ID: v.Events}, events))
	}
	if f := below.offices; f != nil {
		batch.Put(node.With, f.Field, termNodes(map[graph.ID][]graph.Term{v.ID: v.Terms}))
	}
	if f := below.officials; f != nil {
		batch.Put(node.With, f.Field, cut(map[graph.ID]graph.List[graph.Actor]{v.ID: v.Officials}, officialNodes))
	}
	return node, nil
}

// ahead are fields below an actor that were read with it.
type ahead struct{ contacts, offices, officials *graphql.CollectedField }

// ahead adds to a query what the fields below it will ask for, and returns these
// fields. What it can't make out it leaves to them.
func (a asked) ahead(ctx context.Context, q *graph.ActorQuery) (below ahead) {
	if f := a.only("contacts"); f != nil {
		if cq, err := contactArgs(ctx, a.op, f); err == nil && cq.Filter.KnownAt == nil {
			q.Contacts, below.contacts = &cq, f
		}
	}
	if f := a.only("offices"); f != nil && q.Kind == graph.KindOfficial {
		if day, err := dayArg(f.ArgumentMap(a.op.Variables)["on"]); err == nil {
			q.Terms, q.On, below.offices = true, day, f
		}
	}
	if f := a.only("officials"); f != nil && q.Kind == graph.KindGovernment {
		day, err := dayArg(f.ArgumentMap(a.op.Variables)["on"])
		if first, ok := a.firstOf(f); ok && err == nil {
			q.Officials = &graph.OfficialQuery{First: first, On: day, Names: a.below("officials", "edges", "node").onlyNames()}
			below.officials = f
		}
	}
	return below
}

// firstOf returns the length of the page that a field asks for, where it is the
// first one.
func (a asked) firstOf(f *graphql.CollectedField) (first int, ok bool) {
	args := f.ArgumentMap(a.op.Variables)
	n, err := intArg(args["first"])
	first = or(n, defaultPage)
	return first, err == nil && args["after"] == nil && first > 0 && first <= graph.MaxPage
}

// event resolves Query.event. What most clients ask of it comes in the same
// statement: its first claims and the offices of those who took part, where each is
// asked for once.
func (r *Resolver) event(ctx context.Context, id graph.ID) (*model.Event, error) {
	w, told, offices := asks(ctx).ofOneEvent()
	got, err := r.graph.Nodes(ctx, []graph.ID{id}, w)
	if err != nil {
		return nil, err
	}
	v, ok := got.Events[id]
	if !ok {
		return nil, nil
	}
	event := events([]graph.EventView{v})[0]
	if told != nil {
		batch.Put(event.With, told.Field, cut(map[graph.ID]graph.List[graph.ClaimView]{v.ID: v.Told}, claims))
	}
	if offices != nil && len(event.Parts) > 0 {
		terms := map[graph.ID][]graph.Term{}
		for _, p := range v.Parties {
			terms[p.Actor.ID] = p.Terms
		}
		batch.Put(event.Parts[0].With(), offices.Field, termNodes(terms))
	}
	return event, nil
}

// ofOneEvent adds to ofEvent what the fields further below will ask for, and returns
// these fields. What it can't make out it leaves to them.
func (a asked) ofOneEvent() (w graph.Want, told, offices *graphql.CollectedField) {
	w = a.ofEvent()
	if f := a.only("claims"); f != nil {
		if first, ok := a.firstOf(f); ok {
			of := a.below("claims", "edges", "node").ofClaim()
			w.Claims, w.Speakers, w.Articles, w.Names = first, of.Speakers, of.Articles, w.Names && of.Names
			told = f
		}
	}
	if f := a.below("participants", "actor").only("offices"); f != nil {
		if day, err := dayArg(f.ArgumentMap(a.op.Variables)["on"]); err == nil {
			w.Terms, w.On, offices = true, day, f
		}
	}
	return w, told, offices
}

// only returns the field of a name where there is just one.
func (a asked) only(name string) *graphql.CollectedField {
	var found *graphql.CollectedField
	for i, f := range a.fields {
		if f.Name == name {
			if found != nil {
				return nil
			}
			found = &a.fields[i]
		}
	}
	return found
}

// contactArgs reads the arguments of Actor.contacts before it is resolved.
func contactArgs(ctx context.Context, op *graphql.OperationContext, f *graphql.CollectedField) (graph.ContactQuery, error) {
	args := f.ArgumentMap(op.Variables)
	var filter *graph.EventFilter
	if raw, ok := args["filter"]; ok && raw != nil {
		filter = &graph.EventFilter{}
		if err := graphql.UnmarshalNamedInputFromContext(ctx, "EventFilter", raw, filter); err != nil {
			return graph.ContactQuery{}, err
		}
	}
	with, err := arg[string](args, "with")
	direct, err2 := arg[bool](args, "direct")
	order, err3 := arg[string](args, "orderBy")
	after, err4 := arg[string](args, "after")
	first, err5 := intArg(args["first"])
	for _, err := range []error{err, err2, err3, err4, err5} {
		if err != nil {
			return graph.ContactQuery{}, err
		}
	}
	below := asked{op, graphql.CollectFields(op, f.Selections, kindsOfNodes)}
	return contactQuery(below, (*graph.ID)(with), filter, direct, (*graph.Order)(order), first, after), nil
}

// arg reads an argument of a plain type; nil where it is null or not given.
func arg[T any](args map[string]any, name string) (*T, error) {
	raw := args[name]
	if raw == nil {
		return nil, nil
	}
	v, ok := raw.(T)
	if !ok {
		return nil, fmt.Errorf("%s: %T is not expected", name, raw)
	}
	return &v, nil
}

func intArg(raw any) (*int, error) {
	switch n := raw.(type) {
	case nil:
		return nil, nil
	case int64:
		i := int(n)
		return &i, nil
	case json.Number:
		i64, err := n.Int64()
		i := int(i64)
		return &i, err
	}
	return nil, fmt.Errorf("%T is not expected", raw)
}

func dayArg(raw any) (*graph.Day, error) {
	s, ok := raw.(string)
	if raw == nil {
		return nil, nil
	}
	if !ok {
		return nil, fmt.Errorf("%T is not expected", raw)
	}
	day, err := graph.ParseDay(s)
	return &day, err
}
