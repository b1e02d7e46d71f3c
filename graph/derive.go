package graph

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
)

// Derive returns the events that claims tell of. It is a function of the set of
// claims alone: neither their order nor repetition matters. Claims of different
// groups (see [Claim.GroupKey]) never meet, so deriving group by group gives
// the same events.
//
// Within a group, claims that are exact to the day come together first, over at
// most two days, since a call at night has two dates. A coarser claim joins the
// one cluster it fits and else stays apart with those of the same date. What
// one article tells apart stays apart.
func Derive(claims []Claim) []Event {
	groups := map[ID][]Claim{}
	seen := map[ID]bool{}
	for _, c := range claims {
		if !seen[c.ID] {
			seen[c.ID] = true
			key := c.GroupKey()
			groups[key] = append(groups[key], c)
		}
	}
	var events []Event
	for _, group := range groups {
		for _, cl := range clusters(tellings(group)) {
			events = append(events, cl.event())
		}
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Compare(a.ID, b.ID) })
	return events
}

// telling is one article's account of one happening: claims that never part.
type telling struct {
	claims    []Claim // ordered by id, of one status, type and date
	family    family
	date      Date
	article   ID
	published time.Time
}

func (t *telling) negated() bool { return t.claims[0].Status == StatusNegated }

// tellings gathers the claims of one group by article and happening, in an
// order that depends on them alone.
func tellings(group []Claim) []*telling {
	type key struct {
		article   ID
		happening int
	}
	byKey := map[key]*telling{}
	slices.SortFunc(group, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	var out []*telling
	for _, c := range group {
		k := key{c.Article, c.Happening}
		t := byKey[k]
		if t == nil {
			t = &telling{family: familyOf(c.Type), date: c.Date, article: c.Article, published: c.PublishedAt}
			byKey[k] = t
			out = append(out, t)
		}
		t.claims = append(t.claims, c)
	}
	slices.SortFunc(out, func(a, b *telling) int {
		return cmp.Or(cmp.Compare(a.date.From, b.date.From), cmp.Compare(a.date.To, b.date.To), a.published.Compare(b.published), cmp.Compare(a.claims[0].ID, b.claims[0].ID))
	})
	return out
}

// cluster is the tellings of one event.
type cluster struct {
	tellings []*telling
	family   family // of the most specific telling
	date     Date   // the finest date told
}

func newCluster(t *telling) *cluster { return &cluster{[]*telling{t}, t.family, t.date} }

func (c *cluster) add(t *telling) {
	c.tellings = append(c.tellings, t)
	if c.family[0] == TalkedWith {
		c.family = t.family
	}
}

// tellsApart reports whether an article of the cluster knows t as another happening.
func (c *cluster) tellsApart(t *telling) bool {
	return slices.ContainsFunc(c.tellings, func(o *telling) bool { return o.article == t.article })
}

// admits reports whether t may tell of the cluster's event, dates aside.
func (c *cluster) admits(t *telling) bool {
	if c.tellsApart(t) {
		return false
	}
	related := c.family[0] == t.family[0]
	talk := c.family[0] == TalkedWith || t.family[0] == TalkedWith
	contact := c.contact() && isContactFamily(t.family)
	if !related && !(talk && contact) {
		return false
	}
	if negated := c.tellings[0].negated(); negated != t.negated() {
		return t.negated() && c.onlyPlanned() // a plan that fell through
	}
	return true
}

func (c *cluster) contact() bool { return isContactFamily(c.family) }

func isContactFamily(f family) bool {
	return f[0] == TalkedWith || f[0] == byPhone[0] || f[0] == inPerson[0]
}

func (c *cluster) onlyPlanned() bool {
	for _, t := range c.tellings {
		if s := t.claims[0].Status; s != StatusPlanned && s != StatusPossible {
			return false
		}
	}
	return true
}

// clusters splits the tellings of a group into events.
func clusters(all []*telling) []*cluster {
	var found []*cluster
	// Definite types first, so that a vague one sees every cluster it might join;
	// negations last, so that they see the plans they cancel.
	rank := func(t *telling) int {
		r := 0
		if t.family[0] == TalkedWith {
			r = 1
		}
		if t.negated() {
			r += 2
		}
		return r
	}
	take := func(want func(Date) bool, join func([]*cluster, *telling) *cluster) {
		for r := range 4 {
			for _, t := range all {
				if rank(t) != r || !want(t.date) {
					continue
				}
				if c := join(found, t); c != nil {
					c.add(t)
				} else {
					found = append(found, newCluster(t))
				}
			}
		}
	}
	take(func(d Date) bool { return d.Precision == PrecisionDay }, joinDay)
	coarse := map[Day]bool{}
	for _, t := range all {
		if t.date.Precision != PrecisionDay && !t.date.IsZero() {
			coarse[t.date.To-t.date.From] = true
		}
	}
	widths := make([]Day, 0, len(coarse))
	for w := range coarse {
		widths = append(widths, w)
	}
	slices.Sort(widths)
	for _, width := range widths {
		take(func(d Date) bool { return d.Precision != PrecisionDay && !d.IsZero() && d.To-d.From == width }, joinCoarse)
	}
	take(Date.IsZero, joinUndated)
	return found
}

// joinDay finds the cluster of a telling that is exact to the day.
func joinDay(found []*cluster, t *telling) *cluster {
	var near *cluster
	for _, c := range found {
		if !c.admits(t) {
			continue
		}
		from, to := c.days()
		switch {
		case from <= t.date.From && t.date.From <= to:
			return c
		case max(to, t.date.From)-min(from, t.date.From) <= 1 && near == nil:
			near = c
		}
	}
	return near
}

// days returns the first and last day told exactly.
func (c *cluster) days() (from, to Day) {
	from, to = c.date.From, c.date.To
	for _, t := range c.tellings {
		if t.date.Precision == PrecisionDay {
			from, to = min(from, t.date.From), max(to, t.date.From)
		}
	}
	return from, to
}

// joinCoarse finds the one finer cluster that a coarse telling fits, or the
// cluster of those with its very date.
func joinCoarse(found []*cluster, t *telling) *cluster {
	var fits, same []*cluster
	for _, c := range found {
		if !c.admits(t) {
			continue
		}
		switch {
		case c.date == t.date:
			same = append(same, c)
		case c.date.Within(t.date):
			fits = append(fits, c)
		}
	}
	switch {
	case len(fits) == 1 && len(same) == 0:
		return fits[0]
	case len(same) > 0:
		return same[0]
	}
	return nil
}

// Undated tellings go with a dated event of the last month, or with undated
// ones published within days of each other: the news of one moment.
const (
	freshness = 31
	sameNews  = 3
)

func joinUndated(found []*cluster, t *telling) *cluster {
	if t.published.IsZero() {
		return nil
	}
	day := DayOf(t.published)
	var fits []*cluster
	for _, c := range found {
		if !c.admits(t) {
			continue
		}
		if c.date.IsZero() {
			first := c.tellings[0].published
			if !first.IsZero() && day-DayOf(first) <= sameNews && day >= DayOf(first) {
				return c
			}
			continue
		}
		if c.date.From <= day && day-c.date.To <= freshness {
			fits = append(fits, c)
		}
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return nil
}

// event sums the cluster up.
func (c *cluster) event() Event {
	var claims []Claim
	for _, t := range c.tellings {
		claims = append(claims, t.claims...)
	}
	slices.SortFunc(claims, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	e := Event{
		ID:         ID("event:" + strings.TrimPrefix(string(claims[0].ID), "claim:")),
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

// sources counts independent sources, and returns the chance that at least one
// of them is right.
func sources(claims []Claim) (int, float64) {
	type source struct {
		publisher  string
		prints     []uint64
		confidence float64
	}
	var all []*source
	for _, c := range claims {
		publisher := cmp.Or(c.Publisher, string(c.Article))
		mine := &source{publisher, []uint64{c.Simhash}, c.Confidence}
		rest := all[:0:0]
		for _, s := range all {
			if s.publisher == publisher || slices.ContainsFunc(s.prints, func(p uint64) bool { return NearCopies(p, c.Simhash) }) {
				mine.prints = append(mine.prints, s.prints...)
				mine.confidence = max(mine.confidence, s.confidence)
				mine.publisher = min(mine.publisher, s.publisher)
				continue
			}
			rest = append(rest, s)
		}
		all = append(rest, mine)
	}
	doubt := 1.0
	confidences := make([]float64, 0, len(all))
	for _, s := range all {
		confidences = append(confidences, s.confidence)
	}
	slices.Sort(confidences) // so that rounding does not depend on order
	for _, c := range confidences {
		doubt *= 1 - c
	}
	return len(all), math.Round((1-doubt)*1000) / 1000
}

// participants gives every party its role: source and target where the sides
// are known, participant where they are not.
func participants(t EventType, claims []Claim) []Participant {
	type sides struct{ source, target string }
	votes := map[sides]int{}
	bySides := map[sides]Claim{}
	for _, c := range claims {
		if c.Type != t || t == Phoned && c.CallerUnstated {
			continue
		}
		c.Source, c.Target = union(c.Source), union(c.Target)
		if t.Symmetric() && t != Phoned && len(c.Target) > 0 && joinIDs(c.Target) < joinIDs(c.Source) {
			c.Source, c.Target = c.Target, c.Source
		}
		k := sides{joinIDs(c.Source), joinIDs(c.Target)}
		votes[k]++
		bySides[k] = c
	}
	var best *sides
	for k, n := range votes {
		if best == nil || n > votes[*best] || n == votes[*best] && (k.source < best.source || k.source == best.source && k.target < best.target) {
			best = &k
		}
	}
	var out []Participant
	add := func(ids []ID, role Role) {
		for _, id := range union(ids) {
			out = append(out, Participant{id, role})
		}
	}
	switch {
	case best == nil:
		add(union(claims[0].Source, claims[0].Target), RoleParticipant)
	case t.Symmetric() && len(bySides[*best].Target) == 0:
		add(bySides[*best].Source, RoleParticipant)
	default:
		add(bySides[*best].Source, RoleSource)
		add(bySides[*best].Target, RoleTarget)
	}
	var mediators []ID
	for _, c := range claims {
		mediators = append(mediators, c.Mediators...)
	}
	add(mediators, RoleMediator)
	slices.SortFunc(out, func(a, b Participant) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Actor, b.Actor)) })
	return out
}
