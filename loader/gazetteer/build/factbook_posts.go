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
	f := &factbook{newPosts("factbook", "factbook", r), usual}
	home := slices.IndexFunc(pages, func(p page) bool { return strings.EqualFold(p.state.iso3, host) })
	for _, p := range pages {
		f.leaders(p)
		f.ambassador(p.Government.InUS.Chief, p.state, pages[home].state)
		f.ambassador(p.Government.FromUS.Chief, pages[home].state, p.state)
	}
	return f.tables(), nil
}

type factbook struct {
	*posts
	usual map[string]string // usual names by full name
}

// add records a holder under the usual name.
func (f *factbook) add(o post, h holder) {
	if name, ok := f.usual[h.full]; ok {
		if name == "" {
			return
		}
		h.name = name
	}
	h.gender = gender(h.title)
	f.posts.add(o, h)
}

// leaders adds the chief of state and the head of government. A monarch who is represented is listed with the own state.
func (f *factbook) leaders(p page) {
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
				o.id = f.roster.officeOf(o.body, o.id, "head_of_state", "monarch")
			}
			o.title = lasting(o)
			f.add(o, h)
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
		o.id = f.roster.officeOf(o.body, o.id, o.class)
		o.title = lasting(o)
		f.add(o, h)
	}
}

// ambassador adds the chief of a mission.
func (f *factbook) ambassador(t text, from, to state) {
	if from.kind == "territory" || to.kind == "territory" {
		return
	}
	for _, h := range holders(t, envoyWords) {
		f.add(post{
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

// lasting is the title of a post without what belongs to the holder or the moment.
func lasting(o post) string {
	if o.class == "head_of_government" && strings.Contains(o.title, "Prime Minister") {
		return "Prime Minister"
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(o.title), func(w string) bool { return transient[w] }), " ")
}

// gender is what a title tells, empty for most.
func gender(title string) string {
	for w := range strings.FieldsSeq(title) {
		switch w {
		case "King", "Sultan", "Emperor", "Pope", "Prince", "Amir", "Duke":
			return "m"
		case "Queen", "Princess":
			return "f"
		}
	}
	return ""
}
