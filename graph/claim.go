package graph

import "time"

// Status tells whether something happened.
type Status string

// Statuses of claims and events.
const (
	StatusActual   Status = "actual"
	StatusPlanned  Status = "planned"
	StatusPossible Status = "possible"
	StatusNegated  Status = "negated"
	StatusDenied   Status = "denied"
)

// Stance is what a speaker does with a claim.
type Stance string

// Stances of speakers.
const (
	StanceReports   Stance = "reports"
	StanceConfirms  Stance = "confirms"
	StanceDenies    Stance = "denies"
	StanceAnnounces Stance = "announces"
)

// Claim is one statement of an article that something happened, will happen or
// did not happen, and who vouches for it.
type Claim struct {
	ID      ID
	Article ID
	// Happening numbers the article's own events from 0: claims that share it
	// tell of one event, claims of one article that differ in it never merge.
	Happening int
	Type      EventType
	Status    Status
	Stance    Stance
	// By is the actor who says so; empty for the article's own voice.
	By ID
	// Source and Target are the parties. Of a symmetric type they are the two
	// sides, or everybody in Source where no sides are known. A PHONED whose
	// caller is not stated has CallerUnstated set, and its sides are unordered.
	Source, Target []ID
	CallerUnstated bool
	Mediators      []ID
	Date           Date
	Place          string
	Topic          string
	Outcome        string // verbatim phrase such as "did not go well", or empty
	// Quote is Article.Text[Start:End].
	Quote      string
	Start, End int
	// PublishedAt and Publisher repeat the article's.
	PublishedAt time.Time
	Publisher   string
	Simhash     uint64  // the article's
	Confidence  float64 // 0 to 1: how sure the extractor is
	Extractor   string  // name and version of the rules that made it
}

// Parties returns all parties of the claim, sources first.
func (c Claim) Parties() []ID {
	return append(append([]ID(nil), c.Source...), c.Target...)
}
