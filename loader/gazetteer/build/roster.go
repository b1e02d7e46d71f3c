package main

import (
	"fmt"
	"slices"
	"strings"
)

// roster is who the pack knows already: first the hand-kept rows, then what each generated source adds. Hand-kept rows win:
// a person, office or term they have is not made a second time.
type roster struct {
	persons map[string][]known           // by id
	byName  map[string]string            // id by country and folded name
	offices map[string]map[string]string // rows by id
	terms   map[string][]term            // by office
	bodies  map[string]bool              // "id name" of organizations, folded
}

// known is a name a person goes by.
type known struct{ name, country string }

// term is a time a person held an office.
type term struct {
	person, from, to string
	file             string // generated file it is of, empty for hand-kept ones
}

// overlaps reports whether a term can share a day with another time; an unknown end is open.
func (t term) overlaps(from, to string) bool {
	if t.from == "" || from == "" {
		return true
	}
	return samePeriod(t.from, from) || (t.to == "" || t.to >= from) && (to == "" || to >= t.from)
}

// excludes reports whether a term leaves no room for another holder's: they start together, or one of known end covers the
// start of the other.
func (t term) excludes(from, to string) bool {
	if t.from == "" || from == "" {
		return false
	}
	return samePeriod(t.from, from) || t.from < from && t.to > from || from < t.from && to > t.from
}

func readRoster(dir string) (*roster, error) {
	r := &roster{persons: map[string][]known{}, byName: map[string]string{}, offices: map[string]map[string]string{}, terms: map[string][]term{}, bodies: map[string]bool{}}
	rows := map[string][]map[string]string{}
	for _, kind := range []string{"persons", "organizations", "names", "offices", "terms"} {
		var err error
		if rows[kind], err = readTables(dir, kind); err != nil {
			return nil, fmt.Errorf("read %s: %w", kind, err)
		}
	}
	for _, row := range rows["persons"] {
		r.addPerson(row["id"], row["name"], row["country"])
	}
	for _, row := range rows["organizations"] {
		r.bodies[row["id"]+" "+fold(row["name"])] = true
	}
	for _, row := range rows["names"] {
		if strings.HasPrefix(row["entity"], "organization:") {
			r.bodies[row["entity"]+" "+fold(row["text"])] = true
		}
		if names := r.persons[row["entity"]]; names != nil {
			r.addPerson(row["entity"], row["text"], names[0].country)
		}
	}
	for _, row := range rows["offices"] {
		r.offices[row["id"]] = row
	}
	for _, row := range rows["terms"] {
		r.terms[row["office"]] = append(r.terms[row["office"]], term{row["person"], row["from"], row["to"], ""})
	}
	return r, nil
}

func (r *roster) addPerson(id, name, country string) {
	r.persons[id] = append(r.persons[id], known{name, country})
	key := country + " " + fold(name)
	if _, ok := r.byName[key]; !ok {
		r.byName[key] = id
	}
}

// person returns the id of whoever goes by one of the names in a country.
func (r *roster) person(country string, names ...string) (id string, ok bool) {
	for _, n := range names {
		if id, ok := r.byName[country+" "+fold(n)]; ok {
			return id, true
		}
	}
	return "", false
}

// called reports whether a person is known to go by a name, whatever its marks and points.
func (r *roster) called(id, name string) bool {
	return slices.ContainsFunc(r.persons[id], func(k known) bool { return fold(k.name) == fold(name) })
}

// organizationNamed reports whether a hand-kept organization goes by a text.
func (r *roster) organizationNamed(id, text string) bool { return r.bodies[id+" "+fold(text)] }

// newID returns a free id for a person: the slug of the name, with the country in front where it is taken.
func (r *roster) newID(name, country string, more ...string) string {
	slugs := append([]string{slug(name), slug(country + " " + name)}, more...)
	for _, s := range slugs {
		if id := "official:" + s; r.persons[id] == nil {
			return id
		}
	}
	return ""
}

// officeOf returns the hand-kept single-holder office of a class in a body, or the default.
func (r *roster) officeOf(body, byDefault string, classes ...string) string {
	var ids []string
	for id, row := range r.offices {
		if row["body"] == body && row["single"] == "true" && slices.Contains(classes, row["class"]) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return byDefault
	}
	if slices.Contains(ids, byDefault) {
		return byDefault
	}
	return slices.Min(ids)
}

// held reports whether the terms already say that a person held an office at a date.
func (r *roster) held(office, person, date string) bool {
	return slices.ContainsFunc(r.terms[office], func(t term) bool {
		return t.person == person && (samePeriod(t.from, date) || t.from <= date && (t.to == "" || t.to >= date))
	})
}

// samePeriod reports whether two dates agree as far as both are precise.
func samePeriod(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] == b[:n]
}

// alike reports whether two names can be spellings of one: half of the consonants of their words agree.
func alike(a, b string) bool {
	x, y := skeletons(a), skeletons(b)
	same := 0
	for _, s := range x {
		if slices.Contains(y, s) {
			same++
		}
	}
	return same > 0 && same*2 >= min(len(x), len(y))
}

var (
	sounds = strings.NewReplacer("kh", "k", "ph", "f", "th", "t", "sh", "s", "ch", "c", "gh", "g", "dh", "d", "q", "k", "c", "k", "z", "s", "w", "v", "j", "y")
	vowels = "aeiouyh"
	common = set("al el bin ibn ben abd abdul van von de da del la")
)

// skeletons are the consonants of the words of a name, common particles left out.
func skeletons(name string) []string {
	var out []string
	for w := range strings.FieldsSeq(fold(name)) {
		if common[w] {
			continue
		}
		var s []rune
		for _, c := range sounds.Replace(w) {
			if !strings.ContainsRune(vowels, c) && (len(s) == 0 || s[len(s)-1] != c) {
				s = append(s, c)
			}
		}
		if len(s) > 0 {
			out = append(out, string(s))
		}
	}
	return out
}
