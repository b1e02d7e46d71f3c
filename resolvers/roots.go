package resolvers

import (
	"context"
	"fmt"

	"backchannel/graph"
	"backchannel/resolvers/batch"
	"backchannel/resolvers/model"
)

// missing says that an argument names no node.
func missing(field string, id graph.ID) error {
	return fmt.Errorf("%s: %q: %w", field, id, graph.ErrNotFound)
}

// wantOfNode returns what to read with a node of any kind.
func wantOfNode(ctx context.Context) graph.Want {
	a := asks(ctx)
	event, claim := a.ofEvent(), a.ofClaim()
	return graph.Want{Parties: event.Parties, Texts: event.Texts, Speakers: claim.Speakers, Articles: claim.Articles}
}

// dyad resolves Query.dyad.
func (r *Resolver) dyad(ctx context.Context, q graph.DyadQuery) (*model.Dyad, error) {
	d, err := r.graph.Dyad(ctx, q)
	if err != nil {
		return nil, err
	}
	pair := actors([]graph.Actor{d.A, d.B})
	return model.NewDyad(d, q, pair[0], pair[1]), nil
}

// dyadEvents resolves Dyad.events.
func (r *Resolver) dyadEvents(ctx context.Context, d *model.Dyad, order graph.Order, page graph.Page) (*model.EventConnection, error) {
	q := graph.ContactQuery{Of: []graph.ID{d.Query.A}, With: d.Query.B, Direct: d.Query.Direct, EventQuery: graph.EventQuery{
		Filter: d.Query.Filter, Order: order, Page: page, Want: asks(ctx).below("edges", "node").ofEvent(),
	}}
	got, err := r.graph.Contacts(ctx, q)
	if err != nil {
		return nil, err
	}
	list := got[d.Query.A]
	return &model.EventConnection{Connection: model.NewConnection(page, list, events(list.Items), func(ctx context.Context) (int, error) {
		counts, err := r.graph.CountContacts(ctx, q)
		return counts[d.Query.A], err
	})}, nil
}

// path resolves Query.path. The actors of all paths form one group, and so do
// their events.
func (r *Resolver) path(ctx context.Context, q graph.PathQuery) ([]*model.Path, error) {
	found, err := r.graph.Paths(ctx, q, asks(ctx).below("steps", "event").ofEvent())
	if err != nil {
		return nil, err
	}
	people := &batch.Group[*model.ActorNode]{}
	var links []graph.EventView
	for _, p := range found {
		links = append(links, p.Events...)
	}
	nodes := events(links)
	out := make([]*model.Path, len(found))
	for i, p := range found {
		out[i] = &model.Path{Links: nodes[:len(p.Events)]}
		nodes = nodes[len(p.Events):]
		for _, a := range p.Actors {
			node := &model.ActorNode{Actor: a, With: people}
			people.Members = append(people.Members, node)
			out[i].Nodes = append(out[i].Nodes, node)
		}
	}
	return out, nil
}

// search resolves Query.search.
func (r *Resolver) search(ctx context.Context, q graph.SearchQuery) (*model.SearchConnection, error) {
	list, err := r.graph.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &model.SearchConnection{Connection: model.NewConnection(q.Page, list, hits(list.Items), func(ctx context.Context) (int, error) {
		return r.graph.CountHits(ctx, q)
	})}, nil
}

// hits shapes search hits; those of one kind form a group.
func hits(list []graph.Hit) []*model.SearchHit {
	var people []graph.Actor
	var quotes []graph.ClaimView
	var texts []graph.Article
	for _, h := range list {
		switch {
		case h.Actor != nil:
			people = append(people, *h.Actor)
		case h.Claim != nil:
			quotes = append(quotes, *h.Claim)
		case h.Article != nil:
			texts = append(texts, *h.Article)
		}
	}
	actorNodes, claimNodes, articleNodes := actors(people), claims(quotes), articles(texts)
	out := make([]*model.SearchHit, len(list))
	for i, h := range list {
		out[i] = &model.SearchHit{Hit: h}
		switch {
		case h.Actor != nil:
			out[i].Node, actorNodes = model.ActorOf(actorNodes[0]), actorNodes[1:]
		case h.Claim != nil:
			out[i].Node, claimNodes = claimNodes[0], claimNodes[1:]
		case h.Article != nil:
			out[i].Node, articleNodes = articleNodes[0], articleNodes[1:]
		}
	}
	return out
}
