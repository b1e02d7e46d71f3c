package graph

import (
	"slices"
	"strings"
)

// cluster is the tellings of one event.
type cluster struct {
	tellings []*telling // the fullest account first
	family   family     // of the most specific telling
	date     Date       // the finest date told
	first    Day        // the days told exactly
	last     Day
}

func newCluster(t *telling) *cluster {
	return &cluster{tellings: []*telling{t}, family: t.family, date: t.date, first: t.date.From, last: t.date.To}
}

func (c *cluster) add(t *telling) {
	c.tellings = append(c.tellings, t)
	if c.family.is(vague) {
		c.family = t.family
	}
	if t.exact() {
		c.first, c.last = min(c.first, t.date.From), max(c.last, t.date.From)
	}
}

// admits reports whether t may tell of the cluster's event, dates and parties
// aside: no article tells the two apart, the types fit, and so does whether it
// took place.
func (c *cluster) admits(t *telling) bool {
	apart := func(o *telling) bool { return o.article == t.article && o.happening != t.happening }
	if slices.ContainsFunc(c.tellings, apart) {
		return false
	}
	talk := c.family.is(vague) || t.family.is(vague)
	if !c.family.is(t.family) && !(talk && c.family.contact() && t.family.contact()) {
		return false
	}
	return c.agrees(t)
}

// agrees keeps what took place and what did not apart: a negation joins
// negations, or plans, which it cancels.
func (c *cluster) agrees(t *telling) bool {
	if t.negated() {
		return c.all(func(o *telling) bool { return o.negated() || o.hoped() })
	}
	if !slices.ContainsFunc(c.tellings, (*telling).negated) {
		return true
	}
	return t.hoped() && !c.all((*telling).negated)
}

func (c *cluster) all(is func(*telling) bool) bool {
	return !slices.ContainsFunc(c.tellings, func(t *telling) bool { return !is(t) })
}

// same reports whether the cluster holds an account of the very parties of t.
func (c *cluster) same(t *telling) bool {
	return slices.ContainsFunc(c.tellings, func(o *telling) bool { return o.group == t.group })
}

// covers reports whether t may be a part of the cluster's meeting of many, or
// the other way round: most parties of the shorter account are in the longer, on
// both sides where sides are told, and no other place is named.
func (c *cluster) covers(t *telling) bool {
	full := c.tellings[0]
	if !full.mutual || !t.mutual || max(len(full.parties), len(t.parties)) <= shared {
		return false
	}
	n := common(full.parties, t.parties)
	if n < shared || 4*n < 3*min(len(full.parties), len(t.parties)) {
		return false
	}
	return facing(full, t.parties) && facing(t, full.parties) && c.placed(t)
}

// facing reports whether others are on both sides of the telling; true where it
// knows no sides.
func facing(t *telling, others []ID) bool {
	claim := t.claims[0]
	if len(claim.Target) == 0 || len(claim.Source) == 0 {
		return true
	}
	return common(union(claim.Source), others) > 0 && common(union(claim.Target), others) > 0
}

// placed reports whether the places named do not differ.
func (c *cluster) placed(t *telling) bool {
	place := t.claims[0].Place
	if place == "" {
		return true
	}
	known := false
	for _, o := range c.tellings {
		if p := o.claims[0].Place; p != "" {
			if strings.EqualFold(p, place) {
				return true
			}
			known = true
		}
	}
	return !known
}
