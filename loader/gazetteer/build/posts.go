package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// post is an office as a source implies it.
type post struct {
	id, title, body, class string
	shared                 bool   // several may hold it at once
	country                string // of its holders, as a rule
}

// posts collects the offices of a source, their holders and terms.
type posts struct {
	source, file                   string
	roster                         *roster
	persons, offices, terms, names *table
}

func newPosts(source, file string, r *roster) *posts {
	return &posts{
		source: source, file: file, roster: r,
		persons: &table{name: "persons_" + file + ".csv", columns: personColumns},
		offices: &table{name: "offices_" + file + ".csv", columns: officeColumns},
		terms:   &table{name: "terms_" + file + ".csv", columns: termColumns},
		names:   &table{name: "names_persons_" + file + ".csv", columns: nameColumns},
	}
}

func (p *posts) tables() []*table { return []*table{p.persons, p.offices, p.terms, p.names} }

// add records that h holds o, unless the terms known before this source say so already, or say otherwise.
func (p *posts) add(o post, h holder) {
	person, found := p.roster.person(o.country, h.name, h.full)
	before := slices.DeleteFunc(slices.Clone(p.roster.terms[o.id]), func(t term) bool { return t.file == p.file })
	for _, t := range before {
		if !found && slices.ContainsFunc(p.roster.persons[t.person], func(k known) bool { return alike(k.name, h.name) || alike(k.name, h.full) }) {
			person, found = t.person, true
		}
	}
	if found && slices.ContainsFunc(before, func(t term) bool { return t.person == person && t.overlaps(h.since, h.until) }) {
		p.alias(person, h.full)
		return
	}
	if !o.shared && slices.ContainsFunc(before, func(t term) bool { return t.excludes(h.since, h.until) }) {
		return
	}
	if !found {
		person = p.roster.newID(h.name, o.country)
		p.persons.add(person, h.name, o.country, h.gender, "", "", p.source)
		p.roster.addPerson(person, h.name, o.country)
	}
	p.alias(person, h.full)
	if p.roster.offices[o.id] == nil {
		single := fmt.Sprint(!o.shared)
		p.offices.add(o.id, o.title, o.body, o.class, single, p.source)
		p.roster.offices[o.id] = map[string]string{"body": o.body, "class": o.class, "single": single}
	}
	note := ""
	if !o.shared && slices.ContainsFunc(p.roster.terms[o.id], func(t term) bool { return meet(t.to, h.since) || meet(h.until, t.from) }) {
		note = dayShared
	}
	p.terms.add(person, o.id, h.since, h.until, note, p.source)
	p.roster.terms[o.id] = append(p.roster.terms[o.id], term{person, h.since, h.until, p.file})
}

// alias adds a longer or other spelling of a known person's name.
func (p *posts) alias(person, name string) {
	if !strings.Contains(name, " ") || unicode.IsLower([]rune(name)[0]) || p.roster.called(person, name) {
		return
	}
	p.names.add(person, name, "en", "alias", "strong", "", "", p.source)
}

// dayShared is the note of terms whose first day is the last of the term before.
const dayShared = "handed over in the course of the day"

func meet(end, start string) bool { return end != "" && end == start }

//go:embed officials.csv
var officialsCSV []byte

//go:embed aliases.csv
var aliasesCSV []byte

// officialTables gives the officials kept by hand in officials.csv: one line a term, with the office and the person. The
// hand-kept tables of the pack itself go before them. Further spellings of their names are in aliases.csv.
func officialTables(r *roster) ([]*table, error) {
	rows, err := records(officialsCSV)
	if err != nil {
		return nil, fmt.Errorf("read officials.csv: %w", err)
	}
	p := newPosts("general-knowledge", "officials", r)
	for _, row := range rows {
		o := post{id: row["office"], title: row["title"], body: row["body"], class: row["class"], shared: row["single"] == "false", country: row["country"]}
		if !o.shared && soleClasses[o.class] {
			o.id = r.officeOf(o.body, o.id, o.class)
		}
		p.add(o, holder{name: row["name"], full: row["name"], gender: row["gender"], since: row["from"], until: row["to"]})
	}
	aliases, err := records(aliasesCSV)
	if err != nil {
		return nil, fmt.Errorf("read aliases.csv: %w", err)
	}
	for _, row := range aliases {
		person, ok := r.person(row["country"], row["name"])
		if !ok {
			return nil, fmt.Errorf("aliases.csv: no %q of %q", row["name"], row["country"])
		}
		if !r.called(person, row["text"]) {
			p.names.add(person, row["text"], row["lang"], row["kind"], row["strength"], "", "", p.source)
			r.addPerson(person, row["text"], row["country"])
		}
	}
	return p.tables(), nil
}

// soleClasses are the classes of which a government has one office.
var soleClasses = set(`head_of_government foreign_minister defence_minister finance_minister interior_minister
	national_security_adviser central_bank_governor un_ambassador`)
