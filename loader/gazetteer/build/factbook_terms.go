package main

import (
	"slices"
	"strings"
)

// host is the state the factbook is published by: its missions and those to it are the ones it lists.
const host = "usa"

// factbookTables gives the leaders and ambassadors of the factbook with the start of their terms. Ends are not known.
func factbookTables(pages []page, r *roster) ([]*table, error) {
	usual, err := readUsualNames()
	if err != nil {
		return nil, err
	}
	b := &factbookOffices{
		roster: r, usual: usual,
		persons: &table{name: "persons_factbook.csv", columns: personColumns},
		offices: &table{name: "offices_factbook.csv", columns: officeColumns},
		terms:   &table{name: "terms_factbook.csv", columns: termColumns},
		names:   &table{name: "names_persons_factbook.csv", columns: nameColumns},
	}
	home := slices.IndexFunc(pages, func(p page) bool { return strings.EqualFold(p.state.iso3, host) })
	for _, p := range pages {
		b.leaders(p)
		b.ambassador(p.Government.InUS.Chief, p.state, pages[home].state)
		b.ambassador(p.Government.FromUS.Chief, pages[home].state, p.state)
	}
	return []*table{b.persons, b.offices, b.terms, b.names}, nil
}

type factbookOffices struct {
	roster                         *roster
	usual                          map[string]string
	persons, offices, terms, names *table
}

// post is an office as a statement of the factbook implies it.
type post struct {
	id, title, body, class string
	country                string
}

// lasting is the title without what belongs to the holder or the moment.
func (o post) lasting() string {
	if o.class == "head_of_government" && strings.Contains(o.title, "Prime Minister") {
		return "Prime Minister"
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(o.title), func(w string) bool { return transient[w] }), " ")
}

// leaders adds the chief of state and the head of government. A monarch who is represented is listed with the own state.
func (b *factbookOffices) leaders(p page) {
	executive := p.Government.Executive
	id := "office:" + strings.ToLower(p.state.iso3)
	chief := ""
	if p.state.kind != "territory" {
		for i, h := range holders(executive.State, officeWords) {
			o := post{id: id + "-head-of-state", title: h.title, body: p.state.id, class: "head_of_state", country: p.state.iso3}
			switch {
			case strings.HasPrefix(h.title, "Governor"):
				o.id, o.title = id+"-governor-general", "Governor-General"
			case i == 0 && represented.MatchString(string(executive.State)):
				continue
			case slices.ContainsFunc(strings.Fields(h.title), func(w string) bool { return crowns[w] }):
				o.class = "monarch"
			}
			if o.id == id+"-head-of-state" {
				chief = h.full
				o.id = b.roster.officeOf(o.body, o.id, "head_of_state", "monarch")
			}
			b.add(o, h)
		}
	}
	for _, h := range holders(executive.Government, officeWords) {
		if h.full == chief {
			continue
		}
		o := post{id: id + "-head-of-government", title: h.title, body: p.state.id, class: "head_of_government", country: p.state.iso3}
		if strings.HasPrefix(h.title, "Vice") {
			o.id, o.class = id+"-vice-president", "vice_president"
		}
		o.id = b.roster.officeOf(o.body, o.id, o.class)
		b.add(o, h)
	}
}

// ambassador adds the chief of a mission.
func (b *factbookOffices) ambassador(t text, from, to state) {
	if from.kind == "territory" || to.kind == "territory" {
		return
	}
	for _, h := range holders(t, envoyWords) {
		b.add(post{
			id:    "office:" + strings.ToLower(from.iso3) + "-ambassador-to-" + slug(to.inSentence()),
			title: "Ambassador to " + to.inSentence(), body: from.id, class: "ambassador", country: from.iso3,
		}, h)
	}
}

var (
	crowns     = set("King Queen Sultan Amir Emperor Prince Princess Duke Pope")
	envoyWords = set("Ambassador Nuncio")
	transient  = set("Acting Caretaker Interim Transition Transitional GNU CNSP")
)

// add records that h holds o, unless the hand-kept terms say so already, or say otherwise.
func (b *factbookOffices) add(o post, h holder) {
	full := h.full
	if name, ok := b.usual[full]; ok {
		if name == "" {
			return
		}
		h.name = name
	}
	person, found := b.roster.person(o.country, h.name, full)
	for _, t := range b.roster.terms[o.id] {
		if !found && slices.ContainsFunc(b.roster.persons[t.person], func(k known) bool { return alike(k.name, h.name) || alike(k.name, full) }) {
			person, found = t.person, true
		}
	}
	if found && slices.ContainsFunc(b.roster.terms[o.id], func(t term) bool { return t.person == person }) {
		b.alias(person, full)
		return
	}
	if b.roster.taken(o.id, h.since) {
		return
	}
	if !found {
		person = b.roster.newID(h.name, o.country)
		b.persons.add(person, h.name, o.country, gender(h.title), "", "", "factbook")
		b.roster.addPerson(person, h.name, o.country)
	}
	b.alias(person, full)
	if b.roster.offices[o.id] == nil {
		b.offices.add(o.id, o.lasting(), o.body, o.class, "true", "factbook")
		b.roster.offices[o.id] = map[string]string{"body": o.body, "class": o.class}
	}
	note := ""
	if slices.ContainsFunc(b.roster.terms[o.id], func(t term) bool { return t.to == h.since }) {
		note = dayShared
	}
	b.terms.add(person, o.id, h.since, "", note, "factbook")
	b.roster.terms[o.id] = append(b.roster.terms[o.id], term{person: person, from: h.since})
}

// alias adds a longer or other spelling of a known person's name.
func (b *factbookOffices) alias(person, name string) {
	if !strings.Contains(name, " ") || slices.ContainsFunc(b.roster.persons[person], func(k known) bool { return fold(k.name) == fold(name) }) {
		return
	}
	b.names.add(person, name, "en", "alias", "strong", "", "", "factbook")
}

// gender is what a title tells, empty for most.
func gender(title string) string {
	for _, w := range strings.Fields(title) {
		switch w {
		case "King", "Sultan", "Emperor", "Pope", "Prince", "Amir", "Duke":
			return "m"
		case "Queen", "Princess":
			return "f"
		}
	}
	return ""
}
