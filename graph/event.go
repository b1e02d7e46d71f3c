package graph

// Role is the part an actor takes in an event.
type Role string

// Roles of participants.
const (
	RoleSource      Role = "source"
	RoleTarget      Role = "target"
	RoleParticipant Role = "participant"
	RoleMediator    Role = "mediator"
)

// Participant is an actor in its role.
type Participant struct {
	Actor ID
	Role  Role
}

// Event is one happening, derived from the claims that tell of it.
type Event struct {
	ID           ID
	Name         string // short caption, e.g. "phoned 2025-01"
	Type         EventType
	Date         Date
	Status       Status
	Disputed     bool // an actual event that somebody denies
	Confidence   float64
	Sources      int // independent publishers; near-identical texts count once
	Place        string
	Topic        string
	Outcome      string
	Participants []Participant // ordered by role, then id
	Claims       []ID          // ordered
}
