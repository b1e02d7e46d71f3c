package graph

import (
	"cmp"
	"slices"
)

// clusters splits tellings into events, the exactly dated ones first.
func clusters(all []*telling) []*cluster {
	var found []*cluster
	take := func(some []*telling, join func([]*cluster, *telling) *cluster) {
		for _, t := range some {
			if c := join(found, t); c != nil {
				c.add(t)
			} else {
				found = append(found, newCluster(t))
			}
		}
	}
	var exact, coarse, undated []*telling
	for _, t := range all {
		switch {
		case t.exact():
			exact = append(exact, t)
		case t.date.IsZero():
			undated = append(undated, t)
		default:
			coarse = append(coarse, t)
		}
	}
	definiteFirst(coarse)
	definiteFirst(undated)
	slices.SortStableFunc(exact, func(a, b *telling) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), -cmp.Compare(a.size(), b.size()))
	})
	slices.SortStableFunc(coarse, func(a, b *telling) int { return cmp.Compare(a.date.To-a.date.From, b.date.To-b.date.From) })
	take(exact, joinDay)
	take(coarse, joinCoarse)
	take(undated, joinUndated)
	return found
}

// rank puts definite types first, so that a vague one sees every cluster it
// might join, and negations last, so that they see the plans they cancel.
func (t *telling) rank() int {
	r := 0
	if t.family.is(vague) {
		r = 1
	}
	if t.negated() {
		r += 2
	}
	return r
}

// size is the number of parties of a meeting of many; all others are equal.
func (t *telling) size() int {
	if !t.mutual {
		return 0
	}
	return max(len(t.parties), shared)
}

func definiteFirst(some []*telling) {
	slices.SortStableFunc(some, func(a, b *telling) int { return cmp.Compare(a.rank(), b.rank()) })
}

// joinDay finds the cluster of a telling that is exact to the day: one of the
// very parties, that day or a day off, else the one meeting of many it fits.
func joinDay(found []*cluster, t *telling) *cluster {
	var thatDay, near, wider []*cluster
	for _, c := range found {
		if max(c.last, t.date.From)-min(c.first, t.date.From) > Nightfall || !c.admits(t) {
			continue
		}
		switch {
		case c.same(t) && c.first <= t.date.From && t.date.From <= c.last:
			thatDay = append(thatDay, c)
		case c.same(t):
			near = append(near, c)
		case c.covers(t):
			wider = append(wider, c)
		}
	}
	for _, some := range [][]*cluster{thatDay, near} {
		if len(some) > 0 {
			return ofOneFamily(some, t)
		}
	}
	return only(wider)
}

// ofOneFamily returns the first cluster, or that of t's own family; none where t
// is vague and may belong to several families.
func ofOneFamily(cs []*cluster, t *telling) *cluster {
	for _, c := range cs {
		if c.family.is(t.family) {
			return c
		}
	}
	if slices.ContainsFunc(cs, func(c *cluster) bool { return !c.family.is(cs[0].family) }) {
		return nil
	}
	return cs[0]
}

// joinCoarse finds the one finer cluster that a coarse telling fits, or the
// cluster of those with its very date.
func joinCoarse(found []*cluster, t *telling) *cluster {
	var fits, like []*cluster
	for _, c := range found {
		switch {
		case !c.same(t) || !c.admits(t):
		case c.date == t.date:
			like = append(like, c)
		case c.date.Within(t.date) && !t.date.wide():
			fits = append(fits, c)
		}
	}
	if len(like) > 0 {
		return like[0]
	}
	return only(fits)
}

// joinUndated finds the one dated event of the month before a telling without a
// date, or the undated news of the same days.
func joinUndated(found []*cluster, t *telling) *cluster {
	if t.published.IsZero() {
		return nil
	}
	day := DayOf(t.published)
	var fits []*cluster
	for _, c := range found {
		switch {
		case !c.same(t) || !c.admits(t):
		case c.date.IsZero():
			if first := c.tellings[0].published; !first.IsZero() && DayOf(first) <= day && day-DayOf(first) <= sameNews {
				return c
			}
		case !c.date.wide() && c.date.From <= day && day-c.date.To <= freshness:
			fits = append(fits, c)
		}
	}
	return only(fits)
}

// only returns the cluster where there is one; several leave a telling in doubt.
func only(cs []*cluster) *cluster {
	if len(cs) != 1 {
		return nil
	}
	return cs[0]
}
