package graph

import "slices"

// Holding is a term of office, and who holds it.
type Holding struct {
	Holder ID
	Office
}

// Tenure is the time for which a term counts; nil is no bound.
type Tenure struct {
	Since, Until *Day
	Open         bool // without a known end, which undated events ask for
}

// unseen is the number of years that an office of unknown end counts at most.
const unseen = 5

// Tenures returns the bounds of all terms of one office: one title at one body.
// A term without an end lasts until somebody else takes up the office, and five
// years at most after it began, or after the day on which it was last seen to run.
func Tenures(terms []Holding) []Tenure {
	succeeded := succession(terms)
	out := make([]Tenure, len(terms))
	for i, t := range terms {
		ended := !t.To.IsZero()
		out[i].Open = !ended
		switch {
		case !t.From.IsZero():
			out[i].Since = &terms[i].From.From
		case ended:
			out[i].Since = years(t.To.To, -unseen)
		}
		switch {
		case ended:
			out[i].Until = &terms[i].To.To
		case t.Seen != 0:
			out[i].Until = years(t.Seen, unseen)
		case !t.From.IsZero():
			out[i].Until = years(t.From.From, unseen)
		}
		if next := succeeded(t); !ended && next != nil && (out[i].Until == nil || *next < *out[i].Until) {
			out[i].Until = next
		}
	}
	return out
}

// succession finds the day on which somebody else takes up an office after a term
// began. In an office of many seats, such as a member of parliament, where many
// terms start together, whoever comes next succeeds nobody in particular.
func succession(terms []Holding) func(Holding) *Day {
	var starts []Day
	for _, t := range terms {
		if !t.From.IsZero() {
			starts = append(starts, t.From.From)
		}
	}
	slices.Sort(starts)
	seats := len(starts) > 2*len(slices.Compact(slices.Clone(starts)))
	return func(of Holding) *Day {
		var first *Day
		if seats || of.From.IsZero() {
			return nil
		}
		for i, t := range terms {
			if t.Holder != of.Holder && !t.From.IsZero() && t.From.From > of.From.From && (first == nil || t.From.From < *first) {
				first = &terms[i].From.From
			}
		}
		return first
	}
}

// years returns the day some years after another.
func years(d Day, n int) *Day {
	at := d.Time()
	day := NewDay(at.Year()+n, at.Month(), at.Day())
	return &day
}

// Covers reports whether the term counts for an event of a date. For undated
// events those without an end count.
func (t Tenure) Covers(d Date) bool {
	if d.IsZero() {
		return t.Open
	}
	return (t.Since == nil || d.To >= *t.Since) && (t.Until == nil || d.From <= *t.Until)
}
