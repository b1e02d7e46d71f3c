package graph

import (
	"cmp"
	"slices"
	"time"
)

// Derive returns the events that claims tell of, ordered by id. It is a function
// of the set of claims alone: neither their order nor repetition matters. Claims
// that do not reach each other (see [Reach]), directly or over others, do not
// touch each other's events, so a store derives anew only what a change reaches.
//
// Claims that are exact to the day come together first, over at most two days,
// since a call at night has two dates; of a meeting of many, accounts that leave
// parties out join the one they fit. A coarser claim then joins the one event of
// its parties it fits, and else stays apart with those of the same date. What one
// article tells apart stays apart.
//
// Derived from the claims that were published by some time alone, the events are
// those that were known then.
func Derive(claims []Claim) []Event {
	seen := map[ID]bool{}
	var set []Claim
	for _, c := range claims {
		if !seen[c.ID] {
			seen[c.ID] = true
			set = append(set, c)
		}
	}
	var events []Event
	for _, component := range components(set) {
		for _, cl := range clusters(tellings(component)) {
			events = append(events, cl.event())
		}
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Compare(a.ID, b.ID) })
	return events
}

// telling is one article's account of one happening: claims that never part.
type telling struct {
	telledBy
	claims    []Claim // ordered by id
	family    family
	parties   []ID
	mutual    bool
	published time.Time
}

// telledBy is what the claims of a telling share.
type telledBy struct {
	article   ID
	happening int
	group     ID
	date      Date
}

// negated reports whether the telling denies that the event took place at all.
func (t *telling) negated() bool { return t.claims[0].Status == StatusNegated }

// hoped reports whether the telling only expects the event.
func (t *telling) hoped() bool {
	return t.claims[0].Status == StatusPlanned || t.claims[0].Status == StatusPossible
}

func (t *telling) exact() bool { return t.date.Precision == PrecisionDay }

// tellings gathers claims by article and happening, in an order that depends on
// them alone: by date, publication, id.
func tellings(claims []Claim) []*telling {
	byKey := map[telledBy]*telling{}
	slices.SortFunc(claims, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	var out []*telling
	for _, c := range claims {
		k := telledBy{c.Article, c.Happening, c.GroupKey(), c.Date}
		t := byKey[k]
		if t == nil {
			t = &telling{telledBy: k, family: familyOf(c.Type), parties: union(c.Source, c.Target), mutual: c.mutual(), published: c.PublishedAt}
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
