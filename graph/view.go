package graph

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// EventView is an event as readers see it, with what was asked for beside it.
type EventView struct {
	Event
	Parties []Party         // where asked for
	Told    List[ClaimView] // likewise: the first claims about it
	// KnownAt is set where the event is what was known then; Claims then holds
	// the claims known. Without it Claims is empty: they are read on their own.
	KnownAt *time.Time
}

// Party is an actor in its role.
type Party struct {
	Actor Actor
	Role  Role
	Terms []Term // where asked for
}

// ClaimView is a claim with its speaker and article, where asked for.
type ClaimView struct {
	Claim
	Event   ID
	Speaker *Actor // nil also for the article's own voice
	Source  *Article
}

// Term is an office held, with the body served.
type Term struct {
	Office
	Body Actor
}

// Counterpart is an actor that another one dealt with.
type Counterpart struct {
	Actor       Actor
	Count       int
	First, Last Date // of dated events
	ByType      []TypeCount
}

// TypeCount is a number of events of one type.
type TypeCount struct {
	Type  EventType
	Count int
}

// Dyad sums up what happened between two actors.
type Dyad struct {
	A, B        Actor
	Count       int
	First, Last Date // of dated events
	ByType      []TypeCount
	LastContact Date // of the latest dated event of a contact type
}

// Path is a chain of actors, each linked to the next by an event.
type Path struct {
	Actors []Actor
	Events []EventView // one fewer than actors
}

// PathQuery asks for the ways from one actor to another.
type PathQuery struct {
	From, To    ID
	Filter      EventFilter
	MaxHops     int
	InTimeOrder bool // no event starts before the one ahead of it has ended
	Limit       int
}

// Bounds of path queries.
const (
	MaxHops  = 6
	MaxPaths = 10
)

// Bucket is the width of a timeline's buckets.
type Bucket string

// Widths. Weeks start on Monday.
const (
	ByDay     Bucket = "DAY"
	ByWeek    Bucket = "WEEK"
	ByMonth   Bucket = "MONTH"
	ByQuarter Bucket = "QUARTER"
	ByYear    Bucket = "YEAR"
)

// TimelineBucket counts the events that begin in one stretch of time. Start is
// nil for the bucket of events whose date is coarser than the stretch.
type TimelineBucket struct {
	Start  *Day
	Count  int
	ByType []TypeCount
}

// NodeKind is a kind of node that search finds.
type NodeKind string

// Kinds of nodes.
const (
	NodeOfficial     NodeKind = "OFFICIAL"
	NodeGovernment   NodeKind = "GOVERNMENT"
	NodeOrganization NodeKind = "ORGANIZATION"
	NodePerson       NodeKind = "PERSON"
	NodeClaim        NodeKind = "CLAIM"
	NodeArticle      NodeKind = "ARTICLE"
)

// Match tells how a search hit matched.
type Match string

// Matches, best first.
const (
	MatchExact  Match = "EXACT"
	MatchPrefix Match = "PREFIX"
	MatchWords  Match = "WORDS"
	MatchFuzzy  Match = "FUZZY"
)

// Hit is a search result: one of its nodes is set.
type Hit struct {
	Kind    NodeKind
	Match   Match
	Score   float64 // comparable within one match only
	Text    string  // the name, title or quote that matched
	Actor   *Actor
	Claim   *ClaimView
	Article *Article
}

// EventQuery asks for a page of events.
type EventQuery struct {
	Filter EventFilter
	Order  Order
	Page   Page
	Want   Want
}

// ContactQuery asks, for each of several actors, for a page of its events.
type ContactQuery struct {
	Of     []ID
	With   ID   // only events with this actor, unless empty
	Direct bool // governments do not stand for their officials and bodies
	EventQuery
}

// ActorQuery asks for the actors of a kind by one key, and for what is to be read
// with them.
type ActorQuery struct {
	Kind ActorKind
	ID   ID     // this one, or
	Name string // those that go by the name, letter case, accents and script aside, or
	ISO3 string // the government of the code

	Contacts *ContactQuery // a page of their events; whose it is, is not read
	Terms    bool          // their terms of office,
	On       *Day          // those held on a day where one is given
	// Of governments: their first officials, by name.
	Officials *OfficialQuery
}

// OfficialQuery asks for so many officials of a government.
type OfficialQuery struct {
	First int
	On    *Day // those in office on a day where one is given
	Names bool // no more than id, kind and name
}

// ActorView is an actor with what was read with it.
type ActorView struct {
	Actor
	Events    List[EventView] // a page of contacts
	Terms     []Term
	Officials List[Actor]
}

// DyadQuery asks what happened between two actors.
type DyadQuery struct {
	A, B   ID
	Filter EventFilter
	Direct bool
}

// CounterpartQuery asks, for each of several actors, whom it dealt with most.
type CounterpartQuery struct {
	Of     []ID
	Filter EventFilter
	Direct bool
	First  int
}

// Want says what to read beside the items of a list. What is not wanted is left
// empty, and costs nothing.
type Want struct {
	Parties  bool // of events: their participants
	Names    bool // participants, speakers: no more than id, kind and name
	Speakers bool // of claims: who says so
	Articles bool // of claims: where it is said
	// Texts are the optional properties of events that are read; nil means all.
	Texts []string

	// Beside the nodes of ids alone:
	Claims int  // of events: so many of the claims about them, the earliest published first
	Terms  bool // of participants: their terms of office,
	On     *Day // those held on a day where one is given
}

// Nodes are nodes of all kinds, by id.
type Nodes struct {
	Actors   map[ID]Actor
	Events   map[ID]EventView // also under the ids of their claims, as event:…
	Claims   map[ID]ClaimView
	Articles map[ID]Article
}

// SortParties orders the parties of an event by role, then by actor.
func SortParties(parties []Party) {
	slices.SortFunc(parties, func(a, b Party) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Actor.ID, b.Actor.ID)) })
}

// SearchQuery asks for nodes whose names, titles or quotes match a text.
type SearchQuery struct {
	Text  string
	Kinds []NodeKind // none means all
	Page  Page
}

// Validate reports what is no dyad. Errors wrap ErrInvalid.
func (q DyadQuery) Validate() error {
	if err := actorsOnly(q.A, q.B); err != nil {
		return err
	}
	if q.A == q.B {
		return fmt.Errorf("a and b are the same actor: %w", ErrInvalid)
	}
	return q.Filter.Validate()
}

// Validate reports what is no question for contacts. Errors wrap ErrInvalid.
func (q ContactQuery) Validate() error {
	if q.With != "" {
		if err := actorsOnly(q.With); err != nil {
			return fmt.Errorf("with: %w", err)
		}
	}
	if err := actorsOnly(q.Of...); err != nil {
		return err
	}
	return q.Filter.Validate()
}

// Validate reports what is no question for counterparts. Errors wrap ErrInvalid.
func (q CounterpartQuery) Validate() error {
	if err := actorsOnly(q.Of...); err != nil {
		return err
	}
	if err := (Page{First: q.First}).Validate(); err != nil {
		return err
	}
	return q.Filter.Validate()
}

// actorsOnly checks that ids are of actors.
func actorsOnly(ids ...ID) error {
	for _, id := range ids {
		if _, ok := id.Kind(); !ok {
			return fmt.Errorf("%q is no id of an actor, such as government:gbr: %w", id, ErrInvalid)
		}
	}
	return nil
}
