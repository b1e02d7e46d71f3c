package dates

import (
	"strconv"
	"strings"
	"time"
)

// This file holds the words of dates, and what they count.

var months = map[string]time.Month{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
	"june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
	"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
}

var units = map[string]unit{
	"day": dayUnit, "days": dayUnit, "week": weekUnit, "weeks": weekUnit, "month": monthUnit, "months": monthUnit,
	"year": yearUnit, "years": yearUnit, "decade": decadeUnit, "decades": decadeUnit,
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}

var shifts = map[string]shift{"last": last, "past": last, "this": this, "next": next, "coming": next}

// partOfDay holds the words that stand for their day: "this morning" is today.
var partOfDay = map[string]bool{"morning": true, "afternoon": true, "evening": true}

// partOfSpan holds the words that pick a part of a span: "since late last year".
var partOfSpan = map[string]bool{"late": true, "early": true, "mid": true}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isYear accepts 1800 to 2199.
func isYear(w string) bool {
	n, err := strconv.Atoi(w)
	return err == nil && len(w) == 4 && n >= 1800 && n < 2200
}

func decade(w string) (int, bool) {
	if !strings.HasSuffix(w, "0s") || !isYear(strings.TrimSuffix(w, "s")) {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(w, "s"))
	return n, err == nil
}

// dayNumber accepts 1 to 31, with an ordinal ending or without.
func dayNumber(w string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n >= 1 && n <= 31 && len(w) <= 2
}

func number(w string) (int, bool) {
	if n, ok := numbers[w]; ok {
		return n, true
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n > 0 && n < 1000
}
