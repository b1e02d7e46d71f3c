package model

import (
	"time"

	"backchannel/graph"
	"backchannel/resolvers/batch"
)

// Event shows an event.
type Event struct {
	graph.EventView
	Parts []*Participant // nil where they were not read with the event
	With  *batch.Group[*Event]
}

// IsNode marks nodes.
func (*Event) IsNode() {}

// Date is null where unknown.
func (e *Event) Date() *graph.Date { return dateOrNull(e.EventView.Date) }

// Place is null where unknown.
func (e *Event) Place() *string { return orNull(e.EventView.Place) }

// Topic is null where unknown.
func (e *Event) Topic() *string { return orNull(e.EventView.Topic) }

// Outcome is null where unknown.
func (e *Event) Outcome() *string { return orNull(e.EventView.Outcome) }

// Participant shows an actor in its role.
type Participant struct {
	Role graph.Role
	node *ActorNode
}

// NewParticipant returns a participant.
func NewParticipant(role graph.Role, node *ActorNode) *Participant { return &Participant{role, node} }

// With are the actors that were read together with it.
func (p *Participant) With() *batch.Group[*ActorNode] { return p.node.With }

// Actor is who took part.
func (p *Participant) Actor() Actor { return ActorOf(p.node) }

// Claim shows a claim.
type Claim struct {
	graph.ClaimView
	Speaker *ActorNode
	Source  *Article
	With    *batch.Group[*Claim]
}

// IsNode marks nodes.
func (*Claim) IsNode() {}

// Date is null where the claim gives none.
func (c *Claim) Date() *graph.Date { return dateOrNull(c.ClaimView.Date) }

// Place is null where the claim gives none.
func (c *Claim) Place() *string { return orNull(c.ClaimView.Place) }

// Topic is null where the claim gives none.
func (c *Claim) Topic() *string { return orNull(c.ClaimView.Topic) }

// Outcome is null where the claim gives none.
func (c *Claim) Outcome() *string { return orNull(c.ClaimView.Outcome) }

// PublishedAt is null where the article does not say.
func (c *Claim) PublishedAt() *time.Time { return timeOrNull(c.ClaimView.PublishedAt) }

// Article shows an article.
type Article struct {
	graph.Article
	With *batch.Group[*Article]
}

// IsNode marks nodes.
func (*Article) IsNode() {}

// URL is null where there is none.
func (a *Article) URL() *string { return orNull(a.Article.URL) }

// Publisher is null where unknown.
func (a *Article) Publisher() *string { return orNull(a.Article.Publisher) }

// Language is null where unknown.
func (a *Article) Language() *string { return orNull(a.Article.Language) }

// PublishedAt is null where the article does not say.
func (a *Article) PublishedAt() *time.Time { return timeOrNull(a.Article.PublishedAt) }
