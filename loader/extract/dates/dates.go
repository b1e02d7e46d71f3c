// Package dates reads the time expressions of English news and places them on
// the calendar. It refuses rather than guesses: an expression that it can't
// place exactly gives the zero date.
package dates

import (
	"time"

	"backchannel/graph"
)

// Tense is the direction in which an expression without a year or a week of
// its own is to be read.
type Tense int

// Tenses. Past looks back from the publication, Future forward.
const (
	Past Tense = iota
	Future
)

// Context is what relative expressions are relative to.
type Context struct {
	// Published is the day of publication; meaningless unless HasPublished.
	Published    graph.Day
	HasPublished bool
	// Reference is the date the text spoke of last ("the following day"); zero
	// where it spoke of none.
	Reference graph.Date
}

// unit is the length an expression counts in.
type unit int

const (
	noUnit unit = iota
	dayUnit
	weekUnit
	monthUnit
	yearUnit
	decadeUnit
	weekendUnit
)

// shift says which of several like spans is meant.
type shift int

const (
	bare shift = iota // "Tuesday", "in January"
	last              // "last Tuesday"
	this              // "this January"
	next              // "next week"
)

// Expr is a time expression: a run of words and what it says.
type Expr struct {
	Start, End int // indices of words, End exclusive

	unit    unit
	shift   shift
	year    int // 0 where not stated
	month   time.Month
	day     int
	weekday int // 1 Monday to 7 Sunday; 0 where none is named
	count   int // "two weeks ago" is -2; days of "the past two weeks" are 14; "two days later" is +2 from the reference
	later   bool
	since   bool
	// anchored says that the expression counts from what the text goes on to
	// name: "two days after Erdogan spoke".
	anchored bool
	until    int // last year of a span of years or decades
	lastDay  int // last day of a span of days within a month
}

// Day reports whether the expression names a single day.
func (e Expr) Day() bool { return e.weekday != 0 || e.day != 0 || e.unit == dayUnit }

// Anchored reports whether the expression dates the clause that follows it, not
// the one it stands in: in "two days after X spoke", X spoke two days before.
func (e Expr) Anchored() bool { return e.anchored }

// Since reports whether the expression opens a time that lasts until the text
// appears: "since May".
func (e Expr) Since() bool { return e.since }

// Point returns the expression as the time that it opens, without what follows.
func (e Expr) Point() Expr {
	e.since = false
	return e
}

// Resolve places the expression on the calendar, or returns the zero date.
func (e Expr) Resolve(tense Tense, ctx Context) graph.Date {
	d := e.place(tense, ctx)
	if e.lastDay > e.day && d.Precision == graph.PrecisionDay {
		return graph.Between(d.From, d.From+graph.Day(e.lastDay-e.day))
	}
	if d.IsZero() || !e.since {
		return d
	}
	if !ctx.HasPublished || d.From > ctx.Published {
		return graph.Date{}
	}
	return graph.Between(d.From, ctx.Published)
}

func (e Expr) place(tense Tense, ctx Context) graph.Date {
	if e.later {
		return e.fromReference(ctx)
	}
	if e.year != 0 {
		return e.absolute()
	}
	if !ctx.HasPublished {
		return graph.Date{}
	}
	pub := ctx.Published
	switch {
	case e.weekday != 0:
		return e.onWeekday(pub, tense)
	case e.day != 0:
		return e.monthAndDay(pub, tense)
	case e.month != 0:
		return e.inMonth(pub, tense)
	default:
		return e.relative(pub, tense)
	}
}

// absolute places an expression that states its year.
func (e Expr) absolute() graph.Date {
	switch {
	case e.until != 0:
		return graph.Between(graph.NewDay(e.year, time.January, 1), graph.NewDay(e.until, time.December, 31))
	case e.day != 0:
		return onDay(e.year, e.month, e.day)
	case e.month != 0:
		return graph.InMonth(e.year, e.month)
	default:
		return graph.InYear(e.year)
	}
}

// onDay refuses days that the month does not have.
func onDay(year int, month time.Month, day int) graph.Date {
	d := graph.NewDay(year, month, day)
	if d.Time().Day() != day {
		return graph.Date{}
	}
	return graph.OnDay(d)
}

// onWeekday takes the nearest such day in the direction of the tense, the day
// of publication included unless the text says "last" or "next".
func (e Expr) onWeekday(pub graph.Day, tense Tense) graph.Date {
	today := weekday(pub)
	back := (today - e.weekday + 7) % 7
	ahead := (e.weekday - today + 7) % 7
	switch {
	case e.shift == last && back == 0:
		return graph.OnDay(pub - 7)
	case e.shift == next && ahead == 0:
		return graph.OnDay(pub + 7)
	case e.shift == last, e.shift != next && tense == Past:
		return graph.OnDay(pub - graph.Day(back))
	default:
		return graph.OnDay(pub + graph.Day(ahead))
	}
}

// longAgo is how many days back a day lies that a plan can't mean, so that it means
// next year's.
const longAgo = 90

func (e Expr) monthAndDay(pub graph.Day, tense Tense) graph.Date {
	year := pub.Time().Year()
	d := onDay(year, e.month, e.day)
	switch {
	case d.IsZero():
		return d
	case tense == Past && d.From > pub:
		return onDay(year-1, e.month, e.day)
	case tense == Future && d.From < pub-longAgo:
		return onDay(year+1, e.month, e.day)
	case tense == Future && d.From < pub: // what was planned of late for days that are over is told of no other year
		return graph.Date{}
	}
	return d
}

func (e Expr) inMonth(pub graph.Day, tense Tense) graph.Date {
	now := pub.Time()
	year := now.Year()
	switch {
	case e.shift == last && e.unit == yearUnit: // "July last year"
		return graph.InMonth(year-1, e.month)
	case e.shift == next && e.unit == yearUnit:
		return graph.InMonth(year+1, e.month)
	case e.shift == this:
		return graph.InMonth(year, e.month)
	case e.shift == last && e.month >= now.Month(), tense == Past && e.month > now.Month():
		return graph.InMonth(year-1, e.month)
	case e.shift == next && e.month <= now.Month(), tense == Future && e.shift != last && e.month < now.Month():
		return graph.InMonth(year+1, e.month)
	}
	return graph.InMonth(year, e.month)
}

// relative places "yesterday", "last week", "two years ago", "this month".
func (e Expr) relative(pub graph.Day, tense Tense) graph.Date {
	n := e.count
	switch e.shift {
	case last:
		n = -1
	case next:
		n = 1
	}
	now := pub.Time()
	switch e.unit {
	case dayUnit:
		if e.shift == last { // "the past three days"
			return graph.Between(pub-graph.Day(e.count), pub)
		}
		return graph.OnDay(pub + graph.Day(n))
	case weekendUnit:
		saturday := pub - graph.Day((weekday(pub)+1)%7)
		if tense == Future && weekday(pub) < 6 || e.shift == next {
			saturday += 7
		}
		return graph.Between(saturday, saturday+1)
	case weekUnit:
		return e.week(pub, n, tense)
	case monthUnit:
		return graph.InMonth(now.Year(), now.Month()+time.Month(n))
	case yearUnit:
		return graph.InYear(now.Year() + n)
	}
	return graph.Date{}
}

// week returns the calendar week n weeks from the publication's, Monday to
// Sunday. A Sunday paper speaks of the six days before it as last week.
func (e Expr) week(pub graph.Day, n int, tense Tense) graph.Date {
	monday := pub - graph.Day(weekday(pub)-1)
	if weekday(pub) == 7 && e.shift != bare {
		if n == 0 && tense == Past {
			return graph.Between(monday, pub)
		}
		if n == -1 {
			return graph.Between(monday, pub-1)
		}
		monday += 7
	}
	if n == 0 {
		return graph.Between(min(monday, pub), monday+6)
	}
	from := monday + graph.Day(7*n)
	return graph.Between(from, from+6)
}

// fromReference places "two days later", "the previous day" and "four years later".
func (e Expr) fromReference(ctx Context) graph.Date {
	ref, from := ctx.Reference, ctx.Reference.From.Time()
	var d graph.Date
	switch {
	case ref.Precision == graph.PrecisionDay && e.unit == dayUnit:
		return graph.OnDay(ref.From + graph.Day(e.count))
	case ref.Precision == graph.PrecisionDay && e.unit == weekUnit:
		return graph.OnDay(ref.From + graph.Day(7*e.count))
	case (ref.Precision == graph.PrecisionDay || ref.Precision == graph.PrecisionMonth) && e.unit == monthUnit:
		month := time.Date(from.Year(), from.Month()+time.Month(e.count), 1, 0, 0, 0, 0, time.UTC)
		d = graph.InMonth(month.Year(), month.Month())
	case !ref.IsZero() && ref.Precision != graph.PrecisionRange && e.unit == yearUnit:
		d = graph.InYear(from.Year() + e.count)
	}
	if ctx.HasPublished && d.From > ctx.Published {
		return graph.Date{} // counted from the news itself
	}
	return d
}

// weekday counts 1 Monday to 7 Sunday.
func weekday(d graph.Day) int { return (int(d.Time().Weekday())+6)%7 + 1 }
