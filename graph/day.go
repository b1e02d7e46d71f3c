package graph

import (
	"fmt"
	"time"
)

// Day is a calendar day without time zone, counted in days since 1970-01-01.
type Day int32

// DayOf returns the calendar day of t in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay returns the day of the proleptic Gregorian calendar; values outside
// their usual ranges are normalised as by time.Date.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads YYYY-MM-DD. The error wraps ErrInvalid.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q: %w: want YYYY-MM-DD", s, ErrInvalid)
	}
	return DayOf(t), nil
}

// Time returns midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the day as YYYY-MM-DD.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// Precision tells how exactly a date is known.
type Precision string

// Precisions, finest first.
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionRange Precision = "range"
)

// Date is the inclusive span of days in which something happened. The zero
// value means that the date is not known.
type Date struct {
	From, To  Day
	Precision Precision
}

// OnDay returns the date that is exactly d.
func OnDay(d Day) Date { return Date{From: d, To: d, Precision: PrecisionDay} }

// InMonth returns the date that is some day of the month.
func InMonth(year int, month time.Month) Date {
	return Date{From: NewDay(year, month, 1), To: NewDay(year, month+1, 0), Precision: PrecisionMonth}
}

// InYear returns the date that is some day of the year.
func InYear(year int) Date {
	return Date{From: NewDay(year, time.January, 1), To: NewDay(year, time.December, 31), Precision: PrecisionYear}
}

// Between returns the date that is, or lasts, from one day to another.
func Between(from, to Day) Date {
	if from == to {
		return OnDay(from)
	}
	return Date{From: from, To: to, Precision: PrecisionRange}
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d.Precision == "" }

// Overlaps reports whether the two spans share a day. An unknown date overlaps nothing.
func (d Date) Overlaps(other Date) bool {
	return !d.IsZero() && !other.IsZero() && d.From <= other.To && other.From <= d.To
}

// Within reports whether d lies inside other. An unknown date lies in nothing.
func (d Date) Within(other Date) bool {
	return !d.IsZero() && !other.IsZero() && other.From <= d.From && d.To <= other.To
}

// String returns the shortest form at the date's precision: 2025-01-31, 2025-01,
// 2025, 2025-01-03/2025-01-09, or "" when unknown.
func (d Date) String() string {
	switch d.Precision {
	case "":
		return ""
	case PrecisionDay:
		return d.From.String()
	case PrecisionMonth:
		return d.From.Time().Format("2006-01")
	case PrecisionYear:
		return d.From.Time().Format("2006")
	default:
		return d.From.String() + "/" + d.To.String()
	}
}
