package dates

import (
	"strconv"
	"strings"
	"time"
)

// someDays is how many days back "a few days ago" may lie.
const someDays = 6

// Find returns the time expressions among the words of a text, in order and
// without overlap. Words are tokens as the annotation gives them.
func Find(words []string) []Expr {
	var found []Expr
	for i := 0; i < len(words); {
		p := parser{words: words, at: i}
		e, ok := p.expression()
		if !ok {
			i++
			continue
		}
		e.Start, e.End = i, p.at
		if i > 0 && strings.EqualFold(words[i-1], "since") || i > 1 && strings.EqualFold(words[i-2], "since") && partOfSpan[words[i-1]] {
			e.since = true
		}
		found = append(found, e)
		i = p.at
	}
	return found
}

// parser reads one expression from a position.
type parser struct {
	words []string
	at    int
}

// word returns the k-th word ahead in lower case without a final stop.
func (p *parser) word(k int) string {
	if p.at+k >= len(p.words) || p.at+k < 0 {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(p.words[p.at+k]), ".")
}

// capital reports whether the k-th word ahead starts with a capital: "may" and
// "march" are months only then.
func (p *parser) capital(k int) bool {
	w := p.words[p.at+k]
	return w[0] >= 'A' && w[0] <= 'Z'
}

func (p *parser) expression() (Expr, bool) {
	for _, read := range []func() (Expr, bool){
		p.simple, p.isoDay, p.monthFirst, p.dayFirst, p.namedWeekday, p.decades, p.plainYear, p.shifted, p.ago, p.neighbour,
	} {
		start := p.at
		if e, ok := read(); ok {
			return e, true
		}
		p.at = start
	}
	return Expr{}, false
}

// simple reads "today", "yesterday", "tomorrow".
func (p *parser) simple() (Expr, bool) {
	n, ok := map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[p.word(0)]
	p.at++
	return Expr{unit: dayUnit, count: n}, ok
}

// isoDay reads "2025-01-31".
func (p *parser) isoDay() (Expr, bool) {
	t, err := time.Parse(time.DateOnly, p.word(0))
	p.at++
	return Expr{year: t.Year(), month: t.Month(), day: t.Day()}, err == nil
}

// monthFirst reads "January", "January 2025", "Jan. 31", "January 31, 2025",
// "July last year", "last November", "January of this year".
func (p *parser) monthFirst() (Expr, bool) {
	var e Expr
	if s, ok := shifts[p.word(0)]; ok && p.at+1 < len(p.words) && p.isMonth(1) {
		e.shift = s
		p.at++
	}
	if p.at >= len(p.words) || !p.isMonth(0) {
		return e, false
	}
	e.month = months[p.word(0)]
	p.at++
	if d, ok := dayNumber(p.word(0)); ok {
		e.day = d
		p.at++
		p.throughDay(&e)
		if p.word(0) == "," && isYear(p.word(1)) {
			p.at++
		}
	}
	e.year = p.takeYear()
	if e.year == 0 && e.day == 0 && e.shift == bare {
		e.shift = p.yearShift()
		if e.shift != bare {
			e.unit = yearUnit
		}
	}
	return e, true
}

// throughDay reads the end of a span of days: "June 3-5", "June 3 to June 5",
// "between June 3 and 5".
func (p *parser) throughDay(e *Expr) {
	k := 1
	switch p.word(0) {
	case "-", "–", "to", "until", "through":
	case "and":
		if p.word(-3) != "between" {
			return
		}
	default:
		return
	}
	if p.at+k < len(p.words) && p.isMonth(k) && months[p.word(k)] == e.month {
		k++
	}
	if d, ok := dayNumber(p.word(k)); ok && d > e.day {
		e.lastDay = d
		p.at += k + 1
	}
}

// isMonth reports whether the k-th word ahead names a month. The abbreviations
// "Mar" and "Jan" are names of people as well: they want a stop.
func (p *parser) isMonth(k int) bool {
	w := p.word(k)
	if months[w] == 0 || !p.capital(k) {
		return false
	}
	return len(w) > 3 || w == "may" || strings.HasSuffix(p.words[p.at+k], ".") || p.at+k+1 < len(p.words) && p.word(k+1) != "" && isDigit(p.word(k + 1)[0])
}

// yearShift reads "last year", "of this year", "of last year" behind a month.
func (p *parser) yearShift() shift {
	k := 0
	if p.word(0) == "of" || p.word(0) == "," {
		k = 1
	}
	if s, ok := shifts[p.word(k)]; ok && p.word(k+1) == "year" {
		p.at += k + 2
		return s
	}
	return bare
}

// dayFirst reads "31 January 2025".
func (p *parser) dayFirst() (Expr, bool) {
	d, ok := dayNumber(p.word(0))
	e := Expr{day: d}
	if sep := p.word(1); sep == "-" || sep == "–" || sep == "to" {
		if last, through := dayNumber(p.word(2)); through && last > d {
			e.lastDay = last
			p.at += 2
		}
	}
	if !ok || p.at+1 >= len(p.words) || !p.isMonth(1) {
		return Expr{}, false
	}
	p.at++
	e.month = months[p.word(0)]
	p.at++
	e.year = p.takeYear()
	return e, true
}

// namedWeekday reads "Tuesday", "last Tuesday", "next Tuesday" and "Tuesday,
// March 4".
func (p *parser) namedWeekday() (Expr, bool) {
	var e Expr
	if s, ok := shifts[p.word(0)]; ok {
		e.shift = s
		p.at++
	}
	e.weekday = weekdays[p.word(0)]
	if e.weekday == 0 || !p.capital(0) {
		return e, false
	}
	p.at++
	behind := parser{words: p.words, at: p.at}
	if behind.word(0) == "," {
		behind.at++
	}
	if exact, ok := behind.monthFirst(); ok && exact.day != 0 {
		p.at = behind.at
		return exact, true
	}
	return e, true
}

// decades reads "the 1960s and 1970s".
func (p *parser) decades() (Expr, bool) {
	from, ok := decade(p.word(0))
	if !ok {
		return Expr{}, false
	}
	p.at++
	e := Expr{year: from, until: from + 9, unit: decadeUnit}
	if p.word(0) == "and" {
		if to, ok := decade(p.word(1)); ok && to > from {
			e.until = to + 9
			p.at += 2
		}
	}
	return e, true
}

// plainYear reads a bare year and "2009 to 2014". Four digits are a year only
// where the words before allow it: "2,000 troops" and "1915 houses" are not.
func (p *parser) plainYear() (Expr, bool) {
	if !isYear(p.word(0)) {
		return Expr{}, false
	}
	switch p.word(-1) {
	case "in", "since", "by", "of", "from", "until", "late", "early", "mid", "during", "after", "before", "between", "for", "and", "to", "year", ",", "(", "around", "as":
	case "the", "a", "his", "her", "its", "their", "our", "'s", "’s", "controversial", "landmark", "historic":
		if !p.nounAhead(p.word(1)) {
			return Expr{}, false
		}
	default:
		return Expr{}, false
	}
	year, _ := strconv.Atoi(p.word(0))
	p.at++
	e := Expr{year: year}
	if sep := p.word(0); (sep == "to" || sep == "until" || sep == "and" && (p.word(-2) == "between")) && isYear(p.word(1)) {
		if to, _ := strconv.Atoi(p.word(1)); to > year {
			e.until = to
			p.at += 2
		}
	}
	return e, true
}

// nounAhead reports whether a word may be what a year modifies ("the 2015 deal").
func (p *parser) nounAhead(w string) bool { return w != "" && w[0] >= 'a' && w[0] <= 'z' }

// shifted reads "last week", "this month", "next year".
func (p *parser) shifted() (Expr, bool) {
	if w := p.word(0); (shifts[w] != bare || w == "the") && p.word(1) == "weekend" {
		p.at += 2
		return Expr{shift: shifts[w], unit: weekendUnit}, true
	}
	s, ok := shifts[p.word(0)]
	u := units[p.word(1)]
	if !ok || u == noUnit || u == decadeUnit || strings.HasSuffix(p.word(1), "s") || p.word(0) == "past" {
		return Expr{}, false
	}
	if u == dayUnit && s != next {
		return Expr{}, false
	}
	p.at += 2
	return Expr{shift: s, unit: u}, true
}

// ago reads "two weeks ago", "two days later", "a day earlier".
func (p *parser) ago() (Expr, bool) {
	if w := p.word(0); (w == "few" || w == "several") && p.word(1) == "days" && p.word(2) == "ago" {
		p.at += 3
		return Expr{unit: dayUnit, shift: last, count: someDays}, true
	}
	if n, ok := number(p.word(1)); ok && p.word(1) != "a" && shifts[p.word(0)] == last && (units[p.word(2)] == dayUnit || units[p.word(2)] == weekUnit) && strings.HasSuffix(p.word(2), "s") { // "the past two weeks"
		e := Expr{unit: dayUnit, shift: last, count: n}
		if units[p.word(2)] == weekUnit {
			e.count = 7 * n
		}
		p.at += 3
		return e, true
	}
	n, ok := number(p.word(0))
	u := units[p.word(1)]
	if !ok || u == noUnit || u == decadeUnit {
		return Expr{}, false
	}
	e := Expr{unit: u, count: n}
	switch p.word(2) {
	case "ago":
		e.count = -n
	case "later":
		e.later = true
	case "earlier":
		e.later, e.count = true, -n
	case "after":
		e.later, e.count, e.anchored = true, -n, true
	case "before":
		e.later, e.count, e.anchored = true, n, true
	default:
		return Expr{}, false
	}
	p.at += 3
	return e, true
}

// neighbour reads "the following day", "the next day", "the following year",
// "the day before", "the day after", "that morning", "earlier in the day".
func (p *parser) neighbour() (Expr, bool) {
	if partOfDay[p.word(1)] && p.word(0) == "this" {
		p.at += 2
		return Expr{unit: dayUnit}, true
	}
	if w := p.word(0); (w == "that" || w == "same") && (p.word(1) == "day" || partOfDay[p.word(1)]) || (p.word(-1) == "earlier" || p.word(-1) == "later") && w == "in" && p.word(1) == "the" && p.word(2) == "day" {
		p.at += 2
		if w == "in" {
			p.at++
		}
		return Expr{unit: dayUnit, later: true}, true
	}
	if u := units[p.word(2)]; (p.word(-1) == "earlier" || p.word(-1) == "later") && p.word(0) == "in" && p.word(1) == "the" && u >= weekUnit && u <= yearUnit {
		p.at += 3
		return Expr{unit: u, shift: this}, true
	}
	if p.word(0) != "the" {
		return Expr{}, false
	}
	n := map[string]int{"following": 1, "next": 1, "previous": -1}[p.word(1)]
	if n != 0 && p.word(2) == "day" {
		p.at += 3
		return Expr{unit: dayUnit, later: true, count: n}, true
	}
	if u := units[p.word(2)]; p.word(1) == "following" && (u == monthUnit || u == yearUnit) { // "over the next year" is to come, "the previous year" compares
		p.at += 3
		return Expr{unit: u, later: true, count: n}, true
	}
	n = map[string]int{"after": 1, "before": -1, "earlier": -1}[p.word(2)]
	if n != 0 && p.word(1) == "day" {
		p.at += 3
		return Expr{unit: dayUnit, later: true, count: n}, true
	}
	return Expr{}, false
}

// takeYear reads a year, if one is next.
func (p *parser) takeYear() int {
	if !isYear(p.word(0)) {
		return 0
	}
	year, _ := strconv.Atoi(p.word(0))
	p.at++
	return year
}
