package resolvers

import (
	"context"

	"backchannel/graph"
	"backchannel/resolvers/batch"
	"backchannel/resolvers/model"
)

// This file resolves what lies below nodes and needs no page.

// ofAll reads a field for all nodes of a group, and returns what is this one's.
func ofAll[P, V any](ctx context.Context, of *batch.Group[P], id func(P) graph.ID, self graph.ID, load func(ids []graph.ID) (map[graph.ID]V, error)) (V, error) {
	all, err := batch.Read(of, fieldOf(ctx), func(members []P) (map[graph.ID]V, error) { return load(idsOf(members, id)) })
	return all[self], err
}

// offices resolves Official.offices.
func (r *Resolver) offices(ctx context.Context, o *model.Official, on *graph.Day) ([]*model.Office, error) {
	all, err := ofAll(ctx, o.With, actorID, o.Actor.ID, func(ids []graph.ID) (map[graph.ID][]*model.Office, error) {
		terms, err := r.graph.Terms(ctx, officials(ids), on)
		return termNodes(terms), err
	})
	if all == nil {
		all = []*model.Office{}
	}
	return all, err
}

// officials returns the ids of officials among those of actors.
func officials(ids []graph.ID) []graph.ID {
	var out []graph.ID
	for _, id := range ids {
		if kind, _ := id.Kind(); kind == graph.KindOfficial {
			out = append(out, id)
		}
	}
	return out
}

// termNodes shapes terms, whose bodies form one group.
func termNodes(terms map[graph.ID][]graph.Term) map[graph.ID][]*model.Office {
	bodies := &batch.Group[*model.ActorNode]{}
	out := make(map[graph.ID][]*model.Office, len(terms))
	for id, list := range terms {
		for _, t := range list {
			body := &model.ActorNode{Actor: t.Body, With: bodies}
			bodies.Members = append(bodies.Members, body)
			out[id] = append(out[id], model.NewOffice(t, body))
		}
	}
	return out
}

// officials resolves Government.officials.
func (r *Resolver) officials(ctx context.Context, g *model.Government, on *graph.Day, first *int, after *string) (*model.OfficialConnection, error) {
	page := pageOf(first, after)
	c, err := nested(ctx, g.With, actorID, g.Actor.ID, page,
		func(ids []graph.ID) (map[graph.ID]graph.List[graph.Actor], error) {
			return r.graph.Officials(ctx, ids, on, page)
		}, officialNodes,
		func(ctx context.Context, ids []graph.ID) (map[graph.ID]int, error) {
			return r.graph.CountOfficials(ctx, ids, on)
		})
	return &model.OfficialConnection{Connection: c}, err
}

func officialNodes(list []graph.Actor) []*model.Official {
	out := make([]*model.Official, len(list))
	for i, n := range actors(list) {
		out[i] = &model.Official{ActorNode: n}
	}
	return out
}

// governmentOf resolves Organization.government.
func (r *Resolver) governmentOf(ctx context.Context, o *model.Organization) (*model.Government, error) {
	node, err := ofAll(ctx, o.With, actorID, o.Actor.ID, func(ids []graph.ID) (map[graph.ID]*model.ActorNode, error) {
		got, err := r.graph.GovernmentsOf(ctx, ids)
		return grouped(got), err
	})
	if node == nil {
		return nil, err
	}
	return &model.Government{ActorNode: node}, err
}

// grouped shapes one actor for each id as one group.
func grouped(of map[graph.ID]graph.Actor) map[graph.ID]*model.ActorNode {
	group := &batch.Group[*model.ActorNode]{}
	out := make(map[graph.ID]*model.ActorNode, len(of))
	for id, a := range of {
		out[id] = &model.ActorNode{Actor: a, With: group}
		group.Members = append(group.Members, out[id])
	}
	return out
}

// counterparts resolves Actor.counterparts.
func (r *Resolver) counterparts(ctx context.Context, a *model.ActorNode, filter *graph.EventFilter, first *int) ([]*model.Counterpart, error) {
	out, err := ofAll(ctx, a.With, actorID, a.Actor.ID, func(ids []graph.ID) (map[graph.ID][]*model.Counterpart, error) {
		got, err := r.graph.Counterparts(ctx, counterpartQuery(ids, filter, false, first))
		return counterpartNodes(got), err
	})
	if out == nil {
		out = []*model.Counterpart{}
	}
	return out, err
}

func counterpartQuery(of []graph.ID, filter *graph.EventFilter, direct bool, first *int) graph.CounterpartQuery {
	return graph.CounterpartQuery{Of: of, Filter: filterOf(filter).OfContact(), Direct: direct, First: or(first, 10)}
}

// counterpartNodes shapes counterparts, whose actors form one group.
func counterpartNodes(of map[graph.ID][]graph.Counterpart) map[graph.ID][]*model.Counterpart {
	group := &batch.Group[*model.ActorNode]{}
	out := make(map[graph.ID][]*model.Counterpart, len(of))
	for id, list := range of {
		out[id] = make([]*model.Counterpart, len(list))
		for i, c := range list {
			node := &model.ActorNode{Actor: c.Actor, With: group}
			group.Members = append(group.Members, node)
			out[id][i] = model.NewCounterpart(c, node)
		}
	}
	return out
}

// counterpartsOf resolves Query.counterparts.
func (r *Resolver) counterpartsOf(ctx context.Context, of graph.ID, filter *graph.EventFilter, direct bool, first *int) ([]*model.Counterpart, error) {
	got, err := r.graph.Counterparts(ctx, counterpartQuery([]graph.ID{of}, filter, direct, first))
	if err != nil {
		return nil, err
	}
	list, ok := got[of]
	if !ok {
		return nil, missing("of", of)
	}
	return counterpartNodes(map[graph.ID][]graph.Counterpart{of: list})[of], nil
}

// participants resolves Event.participants: read with the event, or now for all
// events that came with it.
func (r *Resolver) participants(ctx context.Context, e *model.Event) ([]*model.Participant, error) {
	if e.Parts != nil {
		return e.Parts, nil
	}
	want := graph.Want{Names: asks(ctx).below("actor").onlyNames()}
	out, err := ofAll(ctx, e.With, eventID, e.ID, func(ids []graph.ID) (map[graph.ID][]*model.Participant, error) {
		got, err := r.graph.Parties(ctx, ids, want)
		people := &batch.Group[*model.ActorNode]{}
		all := make(map[graph.ID][]*model.Participant, len(got))
		for id, parties := range got {
			all[id] = participants(parties, people)
		}
		return all, err
	})
	if out == nil {
		out = []*model.Participant{}
	}
	return out, err
}

// claimsAbout resolves Event.claims.
func (r *Resolver) claimsAbout(ctx context.Context, e *model.Event, page graph.Page) (*model.ClaimConnection, error) {
	want := asks(ctx).below("edges", "node").ofClaim()
	c, err := nested(ctx, e.With, eventID, e.ID, page,
		func(ids []graph.ID) (map[graph.ID]graph.List[graph.ClaimView], error) {
			return r.graph.ClaimsAbout(ctx, ids, e.KnownAt, page, want)
		}, claims,
		func(ctx context.Context, ids []graph.ID) (map[graph.ID]int, error) {
			return r.graph.CountClaimsAbout(ctx, ids, e.KnownAt)
		})
	return &model.ClaimConnection{Connection: c}, err
}

// speaker resolves Claim.attributedTo.
func (r *Resolver) speaker(ctx context.Context, c *model.Claim) (model.Actor, error) {
	if c.By == "" {
		return nil, nil
	}
	if c.Speaker != nil {
		return model.ActorOf(c.Speaker), nil
	}
	node, err := ofAll(ctx, c.With, func(c *model.Claim) graph.ID { return c.By }, c.By, func(ids []graph.ID) (map[graph.ID]*model.ActorNode, error) {
		got, err := r.graph.Nodes(ctx, ids, graph.Want{})
		return grouped(got.Actors), err
	})
	if node == nil {
		return nil, err
	}
	return model.ActorOf(node), err
}

// source resolves Claim.article.
func (r *Resolver) source(ctx context.Context, c *model.Claim) (*model.Article, error) {
	if c.Source != nil {
		return c.Source, nil
	}
	return ofAll(ctx, c.With, func(c *model.Claim) graph.ID { return c.ClaimView.Article }, c.ClaimView.Article, func(ids []graph.ID) (map[graph.ID]*model.Article, error) {
		got, err := r.graph.Nodes(ctx, ids, graph.Want{})
		all := map[graph.ID]*model.Article{}
		for _, a := range articles(pick(ids, got.Articles)) {
			all[a.ID] = a
		}
		return all, err
	})
}

// eventOf resolves Claim.event.
func (r *Resolver) eventOf(ctx context.Context, c *model.Claim) (*model.Event, error) {
	want := asks(ctx).ofEvent()
	return ofAll(ctx, c.With, func(c *model.Claim) graph.ID { return c.ClaimView.Event }, c.ClaimView.Event, func(ids []graph.ID) (map[graph.ID]*model.Event, error) {
		got, err := r.graph.Nodes(ctx, ids, want)
		all := map[graph.ID]*model.Event{}
		for _, e := range events(pick(ids, got.Events)) {
			all[e.ID] = e
		}
		return all, err
	})
}
