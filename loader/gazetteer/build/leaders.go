package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

//go:embed usual_names.csv
var usualNamesCSV []byte

// readUsualNames returns usual names by full name, where the rules do not find them. An empty one means that the full name
// is none, or that its holder holds another office than the statement is about.
func readUsualNames() (map[string]string, error) {
	rows, err := records(usualNamesCSV)
	if err != nil {
		return nil, fmt.Errorf("read usual_names.csv: %w", err)
	}
	usual := map[string]string{}
	for _, row := range rows {
		usual[row["full"]] = row["name"]
	}
	return usual, nil
}

// holder is a person in an office as the factbook writes it: "Prime Minister Keir STARMER (since 5 July 2024)".
type holder struct {
	title  string // "Prime Minister"
	name   string // usual form: first given name and surname
	full   string // all names
	since  string // pack date, empty if not given
	until  string // pack date, empty if not known
	gender string
}

var (
	statementOf = regexp.MustCompile(`^([^();]+?)(?:\s*\([^()]*\))*\s*\((?:since )?((?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})\)`)
	represented = regexp.MustCompile(`[;,]\s*represented by (.*)`)
	titled      = regexp.MustCompile(`^(?:Sr|Capt|Col|Gen|Lt|Maj|Brig|Dr|Mr|Mrs|Ms|Sir|Dame|Adm|Cdr|Rev|Sheikh|Cardinal|General|Captain|Colonel|Commander)\.?$`)
)

// holders reads a statement of the factbook, with the words its titles end in. A statement without a date, or for a vacancy, a period or two persons, gives none.
func holders(t text, vocabulary map[string]bool) []holder {
	s := string(t)
	var out []holder
	if m := represented.FindStringSubmatch(s); m != nil {
		out = append(out, holders(text(m[1]), vocabulary)...)
		s = strings.TrimSuffix(s, m[0])
	}
	m := statementOf.FindStringSubmatch(s)
	if m == nil || strings.Contains(m[1], "designate") || strings.Contains(m[1], " and Co-") && !strings.Contains(m[1], "Minister") {
		return out
	}
	title, names := splitTitle(strings.Fields(m[1]), vocabulary)
	if len(names) == 0 || title == "" {
		return out
	}
	return append([]holder{{title: title, name: usualName(names), full: fullName(names), since: packDate(m[2])}}, out...)
}

// splitTitle parts "Transition Prime Minister Abdoulaye MAIGA" before the first name. Names stand after the last word of
// the vocabulary of offices, ranks left out.
func splitTitle(words []string, vocabulary map[string]bool) (title string, names []string) {
	last := -1
	for i, w := range words {
		if vocabulary[strings.Trim(w, ",")] {
			last = i
		}
	}
	names = words[last+1:]
	for len(names) > 0 && titled.MatchString(names[0]) {
		names = names[1:]
	}
	for i, n := range names {
		if i > 0 && n == "of" { // "HARALD V of Norway"
			names = names[:i]
			break
		}
	}
	return strings.TrimSuffix(strings.Join(words[:last+1], " "), ","), names
}

// officeWords are the words titles of the factbook end in.
var officeWords = set(`President Minister King Queen Sultan Amir Emperor Prince Princess Duke Pope Premier Chancellor Governor
	General Chairperson Chairman Chair Leader Commissioner Administrator Ambassador Nuncio Council Ministers Captain-General
	Chief Executive Taoiseach Secretary Forces Homeland State Representative Observer Consul`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fullName writes all names in usual case.
func fullName(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		if capital(n) && (i == 0 || !roman(n)) {
			out[i] = usualCase(n)
		}
	}
	return strings.Join(out, " ")
}

// usualName keeps the first given name and the surname, which the factbook writes in capitals. What follows the surname of
// a name given family first stays: "XI Jinping". A later maternal surname goes: "Santiago PEÑA Palacios".
func usualName(names []string) string {
	first, last := -1, -1
	for i, n := range names {
		if capital(n) && (i == 0 || !roman(n)) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first <= 0 {
		return fullName(names)
	}
	for first > 1 && particle(names[first-1]) {
		first--
	}
	return strings.TrimSuffix(fullName(append([]string{names[0]}, names[first:last+1]...)), ",")
}

func particle(n string) bool { return n == strings.ToLower(n) }

// capital reports whether a name is written in capitals, as "el-SISI" or "McNAMARA" also are in part. An initial is not.
func capital(n string) bool {
	upper := 0
	for _, r := range n {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 1 && upper*2 >= len([]rune(strings.TrimFunc(n, unicode.IsPunct))) && !strings.Contains(n, ".")
}

func roman(n string) bool { return strings.Trim(n, "IVX") == "" }

// usualCase lowers the capitals of a surname: "TOUADÉRA" is "Touadéra", "SASSOU-Nguesso" is "Sassou-Nguesso".
func usualCase(n string) string {
	runes := []rune(n)
	for i := 1; i < len(runes); i++ {
		if unicode.IsLetter(runes[i-1]) && !(i == 2 && string(runes[:2]) == "Mc") {
			runes[i] = unicode.ToLower(runes[i])
		}
	}
	return string(runes)
}

var months = strings.Fields("January February March April May June July August September October November December")

// packDate turns "5 July 2024", "July 2024" or "2024" into a date of the pack.
func packDate(s string) string {
	parts := strings.Fields(s)
	date := parts[len(parts)-1]
	for i, m := range months {
		if len(parts) > 1 && parts[len(parts)-2] == m {
			date += fmt.Sprintf("-%02d", i+1)
			if len(parts) == 3 {
				date += "-" + ("0" + parts[0])[len(parts[0])-1:]
			}
		}
	}
	return date
}
