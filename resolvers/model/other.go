package model

import (
	"time"

	"backchannel/graph"
)

// SearchHit shows a search result.
type SearchHit struct {
	graph.Hit
	Node Node
}

// Dyad shows what happened between two actors.
type Dyad struct {
	graph.Dyad
	Query graph.DyadQuery // that it answers
	a, b  *ActorNode
}

// NewDyad returns a dyad whose actors were read together.
func NewDyad(d graph.Dyad, q graph.DyadQuery, a, b *ActorNode) *Dyad { return &Dyad{d, q, a, b} }

// A is the one actor.
func (d *Dyad) A() Actor { return ActorOf(d.a) }

// B is the other.
func (d *Dyad) B() Actor { return ActorOf(d.b) }

// First is null where no event is dated.
func (d *Dyad) First() *graph.Date { return dateOrNull(d.Dyad.First) }

// Last is null where no event is dated.
func (d *Dyad) Last() *graph.Date { return dateOrNull(d.Dyad.Last) }

// LastContact is null where no contact is dated.
func (d *Dyad) LastContact() *graph.Date { return dateOrNull(d.Dyad.LastContact) }

// SilenceDays counts the days from the end of the last contact to a day.
func (d *Dyad) SilenceDays(on *graph.Day) *int {
	if d.Dyad.LastContact.IsZero() {
		return nil
	}
	day := graph.DayOf(time.Now().UTC())
	if on != nil {
		day = *on
	}
	days := max(0, int(day-d.Dyad.LastContact.To))
	return &days
}

// Path shows a chain of actors.
type Path struct {
	Nodes []*ActorNode
	Links []*Event
}

// Length is the number of steps.
func (p *Path) Length() int { return len(p.Links) }

// Actors are those on the path.
func (p *Path) Actors() []Actor {
	out := make([]Actor, len(p.Nodes))
	for i, n := range p.Nodes {
		out[i] = ActorOf(n)
	}
	return out
}

// Steps are the links of the path.
func (p *Path) Steps() []*PathStep {
	out := make([]*PathStep, len(p.Links))
	for i, e := range p.Links {
		out[i] = &PathStep{ActorOf(p.Nodes[i]), ActorOf(p.Nodes[i+1]), e}
	}
	return out
}

// PathStep is one link of a path.
type PathStep struct {
	From, To Actor
	Event    *Event
}

// Load shows a run of the loader.
type Load struct{ graph.Load }

// FinishedAt is null while the load runs.
func (l *Load) FinishedAt() *time.Time { return timeOrNull(l.Load.FinishedAt) }

// Loaded is the number of articles loaded.
func (l *Load) Loaded() int { return l.Total().Loaded }

// SetAside is the number of articles set aside.
func (l *Load) SetAside() int { return l.Total().SetAside }

// Outcomes are by source.
func (l *Load) Outcomes() []*LoadOutcome {
	out := make([]*LoadOutcome, len(l.Load.Outcomes))
	for i, o := range l.Load.Outcomes {
		out[i] = &LoadOutcome{o}
	}
	return out
}

// LoadOutcome shows what came of one source.
type LoadOutcome struct{ graph.LoadOutcome }

// Error is null where nothing went wrong.
func (o *LoadOutcome) Error() *string { return orNull(o.LoadOutcome.Error) }

// Seconds is how long the source took.
func (o *LoadOutcome) Seconds() float64 { return o.Took.Seconds() }

// EventTypeInfo shows a row of the table of event types.
type EventTypeInfo struct{ graph.EventTypeInfo }

// Cameo is null where the type has no code.
func (i *EventTypeInfo) Cameo() *string { return orNull(i.CAMEO) }
