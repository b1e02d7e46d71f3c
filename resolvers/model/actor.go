package model

import (
	"backchannel/graph"
	"backchannel/resolvers/batch"
)

// Actor is one of the four kinds of actors.
type Actor interface {
	Node
	IsActor()
}

// ActorNode is what the kinds of actors share.
type ActorNode struct {
	graph.Actor
	With *batch.Group[*ActorNode] // those read together with it
}

// Official shows an official.
type Official struct{ *ActorNode }

// Government shows a government.
type Government struct{ *ActorNode }

// Organization shows an organization.
type Organization struct{ *ActorNode }

// Person shows a person.
type Person struct{ *ActorNode }

// IsNode marks nodes.
func (*ActorNode) IsNode() {}

// IsActor marks actors.
func (*ActorNode) IsActor() {}

// Country is null where there is none.
func (a *ActorNode) Country() *string { return orNull(a.Actor.Country) }

// Aliases are a list, if an empty one.
func (a *ActorNode) Aliases() []string {
	if a.Actor.Aliases == nil {
		return []string{}
	}
	return a.Actor.Aliases
}

// Title is null where nobody names one.
func (o *Official) Title() *string { return orNull(o.Actor.Title) }

// Wikidata is null where it is not known.
func (o *Official) Wikidata() *string { return orNull(o.Actor.Wikidata) }

// Iso3 is the country's own code.
func (g *Government) Iso3() *string { return orNull(g.Actor.Country) }

// Kind is what the government is.
func (g *Government) Kind() *string { return orNull(g.GovKind) }

// Kind is what the organization is.
func (o *Organization) Kind() *string { return orNull(o.OrgKind) }

// ActorOf shows a node as the kind of actor it is.
func ActorOf(n *ActorNode) Actor {
	switch n.Actor.Kind {
	case graph.KindOfficial:
		return &Official{n}
	case graph.KindGovernment:
		return &Government{n}
	case graph.KindOrganization:
		return &Organization{n}
	default:
		return &Person{n}
	}
}

// Office shows a term of office.
type Office struct {
	graph.Term
	body *ActorNode
}

// NewOffice returns a term whose body was read with others.
func NewOffice(t graph.Term, body *ActorNode) *Office { return &Office{t, body} }

// Body is whom the official serves.
func (o *Office) Body() Actor { return ActorOf(o.body) }

// From is null where unknown.
func (o *Office) From() *graph.Date { return dateOrNull(o.Term.From) }

// To is null where unknown.
func (o *Office) To() *graph.Date { return dateOrNull(o.Term.To) }

// Counterpart shows an actor that another one dealt with.
type Counterpart struct {
	graph.Counterpart
	node *ActorNode
}

// NewCounterpart returns a counterpart whose actor was read with others.
func NewCounterpart(c graph.Counterpart, node *ActorNode) *Counterpart { return &Counterpart{c, node} }

// Actor is the other actor.
func (c *Counterpart) Actor() Actor { return ActorOf(c.node) }

// First is null where no event is dated.
func (c *Counterpart) First() *graph.Date { return dateOrNull(c.Counterpart.First) }

// Last is null where no event is dated.
func (c *Counterpart) Last() *graph.Date { return dateOrNull(c.Counterpart.Last) }
