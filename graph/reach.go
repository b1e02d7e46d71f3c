package graph

// Reach says which other claims may tell of the same happening as a claim. It
// lets a store find all that a change touches: whatever two claims that do not
// reach each other, directly or over others, derive to is independent.
type Reach struct {
	// Group is the claim's GroupKey: claims of one group reach each other where
	// their days overlap.
	Group ID
	// From and To bound the days. Claims without any date share day zero.
	From, To Day
	// Meeting is the class of a claim, exact to the day, of several parties on a
	// par; else empty. Two of one class whose days overlap reach each other where
	// they share parties and one is a crowd.
	Meeting string
	Parties []ID // once each, in order
}

// Nightfall is the number of days that accounts of one event, exact to the day,
// may lie apart: a call at night has two dates.
const Nightfall = 1

// Limits of reach, in days.
const (
	freshness = 31  // undated news is of the last month
	sameNews  = 3   // and one piece of it is published within days
	wide      = 366 // a span over a year fits nothing but its like
)

func (d Date) wide() bool { return d.To-d.From > wide }

// MaxReach is the greatest number of days between From and To.
const MaxReach = wide

// shared is the number of parties that two accounts of one meeting have in common.
const shared = 2

// Reach returns how far the claim reaches.
func (c Claim) Reach() Reach {
	r := Reach{Group: c.GroupKey(), Parties: union(c.Source, c.Target), From: c.Date.From, To: c.Date.To}
	switch {
	case c.Date.IsZero() && c.PublishedAt.IsZero():
	case c.Date.IsZero():
		day := DayOf(c.PublishedAt)
		r.From, r.To = day-freshness, day
	case c.Date.Precision == PrecisionDay:
		r.To += Nightfall
		if c.mutual() && len(r.Parties) >= shared {
			r.Meeting = familyOf(c.Type).class()
		}
	case c.Date.wide():
		r.To = r.From
	}
	return r
}

// Crowd reports whether accounts of the meeting may leave parties out.
func (r Reach) Crowd() bool { return r.Meeting != "" && len(r.Parties) > shared }

// Meets reports whether the two reach each other directly.
func (r Reach) Meets(o Reach) bool {
	if r.From > o.To || o.From > r.To {
		return false
	}
	if r.Group == o.Group {
		return true
	}
	return r.Meeting != "" && r.Meeting == o.Meeting && (r.Crowd() || o.Crowd()) && common(r.Parties, o.Parties) >= shared
}

// common counts the ids in both of two ordered lists.
func common(a, b []ID) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}
