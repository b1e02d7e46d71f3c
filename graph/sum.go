package graph

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// event sums the cluster up.
func (c *cluster) event() Event {
	var claims []Claim
	for _, t := range c.tellings {
		claims = append(claims, t.claims...)
	}
	slices.SortFunc(claims, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	e := Event{
		ID:         EventOf(claims[0].ID),
		Type:       c.eventType(),
		Date:       c.eventDate(),
		Confidence: 1,
		Place:      agreed(claims, func(c Claim) string { return c.Place }),
		Topic:      agreed(claims, func(c Claim) string { return c.Topic }),
		Outcome:    agreed(claims, func(c Claim) string { return c.Outcome }),
	}
	e.Status = status(claims)
	for _, cl := range claims {
		e.Claims = append(e.Claims, cl.ID)
		e.Disputed = e.Disputed || e.Status == StatusActual && (cl.Status == StatusDenied || cl.Stance == StanceDenies)
	}
	e.Sources, e.Confidence = sources(claims)
	e.Participants = participants(e.Type, claims)
	e.Name = e.Caption()
	return e
}

// Caption is what a viewer of the graph reads on the node.
func (e Event) Caption() string {
	name := strings.ReplaceAll(strings.ToLower(string(e.Type)), "_", " ")
	if e.Status != StatusActual && e.Status != "" {
		name += " (" + string(e.Status) + ")"
	}
	if !e.Date.IsZero() {
		name += " " + e.Date.String()
	}
	return name
}

// eventType returns the most specific type told.
func (c *cluster) eventType() EventType {
	told := map[EventType]bool{}
	for _, t := range c.tellings {
		told[t.claims[0].Type] = true
	}
	for _, typ := range c.family {
		if told[typ] {
			return typ
		}
	}
	return c.tellings[0].claims[0].Type
}

// eventDate returns the finest date; of several days the one most tellings give,
// the earlier of two as frequent.
func (c *cluster) eventDate() Date {
	count := map[Date]int{}
	for _, t := range c.tellings {
		if !t.date.IsZero() {
			count[t.date]++
		}
	}
	var best Date
	for d, n := range count {
		if best.IsZero() {
			best = d
			continue
		}
		width, bestWidth := d.To-d.From, best.To-best.From
		if width < bestWidth || width == bestWidth && (n > count[best] || n == count[best] && d.From < best.From) {
			best = d
		}
	}
	return best
}

// status is actual where anybody tells so, else what the latest publication says.
func status(claims []Claim) Status {
	order := []Status{StatusNegated, StatusDenied, StatusPlanned, StatusPossible}
	var latest time.Time
	for _, c := range claims {
		if c.Status == StatusActual {
			return StatusActual
		}
		if c.PublishedAt.After(latest) {
			latest = c.PublishedAt
		}
	}
	for _, s := range order {
		if slices.ContainsFunc(claims, func(c Claim) bool { return c.Status == s && c.PublishedAt.Equal(latest) }) {
			return s
		}
	}
	return claims[0].Status
}

// agreed returns the value most articles give, the smallest of those as
// frequent; empty ones do not count.
func agreed(claims []Claim, value func(Claim) string) string {
	articles := map[string]map[ID]bool{}
	for _, c := range claims {
		if v := value(c); v != "" {
			if articles[v] == nil {
				articles[v] = map[ID]bool{}
			}
			articles[v][c.Article] = true
		}
	}
	best := ""
	for v, a := range articles {
		if best == "" || len(a) > len(articles[best]) || len(a) == len(articles[best]) && v < best {
			best = v
		}
	}
	return best
}
