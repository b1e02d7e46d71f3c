package graph

import (
	"cmp"
	"slices"
	"time"
)

// Tally is a number of events of one type and date.
type Tally struct {
	Type  EventType
	Date  Date
	Count int
}

// Summary sums tallies up; the dyad's actors are left to the caller.
func Summary(tallies []Tally) Dyad {
	var d Dyad
	for _, t := range tallies {
		d.Count += t.Count
		if t.Date.IsZero() {
			continue
		}
		if d.First.IsZero() || compareDates(t.Date, d.First) < 0 {
			d.First = t.Date
		}
		if compareDates(t.Date, d.Last) > 0 {
			d.Last = t.Date
		}
		if t.Type.Contact() && (d.LastContact.IsZero() || t.Date.To > d.LastContact.To) {
			d.LastContact = t.Date
		}
	}
	d.ByType = byType(tallies)
	return d
}

// compareDates orders by start, the finer first; unknown dates come before all.
func compareDates(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(len(a.Precision), len(b.Precision))
	}
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

// byType counts the events of each type, the most frequent first.
func byType(tallies []Tally) []TypeCount {
	counts := map[EventType]int{}
	for _, t := range tallies {
		counts[t.Type] += t.Count
	}
	return SortTypes(counts)
}

// SortTypes orders counts, the most frequent type first.
func SortTypes(counts map[EventType]int) []TypeCount {
	out := make([]TypeCount, 0, len(counts))
	for t, n := range counts {
		out = append(out, TypeCount{t, n})
	}
	slices.SortFunc(out, func(a, b TypeCount) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Type, b.Type)) })
	return out
}

// Timeline counts events by the bucket in which they begin, in order of time.
// Those of unknown date, or of a span longer than the bucket, come last, in one
// bucket without a start.
func Timeline(tallies []Tally, width Bucket) []TimelineBucket {
	type key struct {
		start  Day
		coarse bool
	}
	parts := map[key][]Tally{}
	for _, t := range tallies {
		var k key
		if start, next := width.around(t.Date.From); t.Date.IsZero() || t.Date.To-t.Date.From >= next-start {
			k.coarse = true
		} else {
			k.start = start
		}
		parts[k] = append(parts[k], t)
	}
	out := make([]TimelineBucket, 0, len(parts))
	for k, part := range parts {
		b := TimelineBucket{ByType: byType(part)}
		if !k.coarse {
			b.Start = &k.start
		}
		for _, t := range part {
			b.Count += t.Count
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b TimelineBucket) int {
		if a.Start == nil || b.Start == nil {
			return cmp.Compare(boolRank(a.Start == nil), boolRank(b.Start == nil))
		}
		return cmp.Compare(*a.Start, *b.Start)
	})
	return out
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Valid reports whether the width is one of those known.
func (b Bucket) Valid() bool {
	return slices.Contains([]Bucket{ByDay, ByWeek, ByMonth, ByQuarter, ByYear}, b)
}

// around returns the first day of the bucket that a day lies in, and that of the
// next bucket.
func (b Bucket) around(d Day) (start, next Day) {
	year, month, _ := d.Time().Date()
	switch b {
	case ByDay:
		return d, d + 1
	case ByWeek:
		monday := d - Day((int(d.Time().Weekday())+6)%7)
		return monday, monday + 7
	case ByQuarter:
		first := month - (month-1)%3
		return NewDay(year, first, 1), NewDay(year, first+3, 1)
	case ByYear:
		return NewDay(year, time.January, 1), NewDay(year+1, time.January, 1)
	default:
		return NewDay(year, month, 1), NewDay(year, month+1, 1)
	}
}
