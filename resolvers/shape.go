package resolvers

import (
	"maps"
	"slices"

	"backchannel/graph"
	"backchannel/resolvers/batch"
	"backchannel/resolvers/model"
)

// The functions below shape what was read together as one group of nodes.

// actors keeps the order of what it is given.
func actors(list []graph.Actor) []*model.ActorNode {
	group := &batch.Group[*model.ActorNode]{}
	for _, a := range list {
		group.Members = append(group.Members, &model.ActorNode{Actor: a, With: group})
	}
	return group.Members
}

func events(list []graph.EventView) []*model.Event {
	group := &batch.Group[*model.Event]{Members: make([]*model.Event, len(list))}
	people := &batch.Group[*model.ActorNode]{}
	for i := range list {
		event := &model.Event{EventView: list[i], With: group}
		if event.Parties != nil {
			event.Parts = participants(event.Parties, people)
		}
		group.Members[i] = event
	}
	return group.Members
}

// participants adds the actors of an event to those of others.
func participants(parties []graph.Party, people *batch.Group[*model.ActorNode]) []*model.Participant {
	out := make([]*model.Participant, len(parties))
	for i, p := range parties {
		node := &model.ActorNode{Actor: p.Actor, With: people}
		people.Members = append(people.Members, node)
		out[i] = model.NewParticipant(p.Role, node)
	}
	return out
}

func articles(list []graph.Article) []*model.Article {
	group := &batch.Group[*model.Article]{}
	for _, a := range list {
		group.Members = append(group.Members, &model.Article{Article: a, With: group})
	}
	return group.Members
}

func claims(list []graph.ClaimView) []*model.Claim {
	group := &batch.Group[*model.Claim]{}
	speakers, sources := &batch.Group[*model.ActorNode]{}, &batch.Group[*model.Article]{}
	for _, c := range list {
		claim := &model.Claim{ClaimView: c, With: group}
		if c.Speaker != nil {
			claim.Speaker = &model.ActorNode{Actor: *c.Speaker, With: speakers}
			speakers.Members = append(speakers.Members, claim.Speaker)
		}
		if c.Source != nil {
			claim.Source = &model.Article{Article: *c.Source, With: sources}
			sources.Members = append(sources.Members, claim.Source)
		}
		group.Members = append(group.Members, claim)
	}
	return group.Members
}

// lists shapes the items of several lists as one group, and splits them again
// by what they are of.
func lists[I, N any](of map[graph.ID]graph.List[I], shape func([]I) []N) map[graph.ID][]N {
	ids := slices.Collect(maps.Keys(of))
	items := make([][]I, len(ids))
	for i, id := range ids {
		items[i] = of[id].Items
	}
	nodes := shape(slices.Concat(items...))
	out := make(map[graph.ID][]N, len(of))
	for i, id := range ids {
		n := len(items[i])
		out[id], nodes = nodes[:n:n], nodes[n:]
	}
	return out
}

// idsOf returns the distinct ids of nodes, in order of appearance.
func idsOf[T any](nodes []T, id func(T) graph.ID) []graph.ID {
	seen := make(map[graph.ID]bool, len(nodes))
	var out []graph.ID
	for _, n := range nodes {
		if i := id(n); i != "" && !seen[i] {
			seen[i] = true
			out = append(out, i)
		}
	}
	return out
}

func actorID(a *model.ActorNode) graph.ID { return a.Actor.ID }
func eventID(e *model.Event) graph.ID     { return e.ID }
func articleID(a *model.Article) graph.ID { return a.ID }
