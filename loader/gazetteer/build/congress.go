package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// member is an entry of the legislators' and the executive's files.
type member struct {
	ID struct {
		Bioguide  string `yaml:"bioguide"`
		Wikidata  string `yaml:"wikidata"`
		Wikipedia string `yaml:"wikipedia"`
	} `yaml:"id"`
	Name struct {
		First    string `yaml:"first"`
		Middle   string `yaml:"middle"`
		Last     string `yaml:"last"`
		Nickname string `yaml:"nickname"`
		Full     string `yaml:"official_full"`
	} `yaml:"name"`
	Bio struct {
		Gender string `yaml:"gender"`
	} `yaml:"bio"`
	Terms []struct {
		Type  string `yaml:"type"`
		Start string `yaml:"start"`
		End   string `yaml:"end"`
	} `yaml:"terms"`
}

// usOffices are the offices of the files' term types.
var usOffices = map[string]struct{ id, title, body, class, single string }{
	"sen":      {"office:usa-senator", "Senator", "organization:us-senate", "legislator", "false"},
	"rep":      {"office:usa-representative", "Representative", "organization:us-house-of-representatives", "legislator", "false"},
	"prez":     {"office:usa-head-of-state", "President", "government:usa", "head_of_state", "true"},
	"viceprez": {"office:usa-vice-president", "Vice President", "government:usa", "vice_president", "true"},
}

// congressTables gives the members of the legislature, the presidents and the vice presidents with their terms.
func congressTables(raw string, r *roster) ([]*table, error) {
	usual, err := readUsualNames()
	if err != nil {
		return nil, err
	}
	var tables []*table
	ids := map[string]string{} // by the library's own id: one person can be in both files
	for _, source := range []struct{ name, file, since string }{
		{"executive", "us-executive.yaml", "1945"},
		{"legislators", "us-legislators-current.yaml", "1945"},
	} {
		b, err := os.ReadFile(filepath.Join(raw, source.file))
		if err != nil {
			return nil, err
		}
		var members []member
		if err := yaml.Unmarshal(b, &members); err != nil {
			return nil, fmt.Errorf("read %s: %w", source.file, err)
		}
		tables = append(tables, membersTables(members, source.name, source.since, usual, ids, r)...)
	}
	return tables, nil
}

// membersTables writes what the roster does not know. Terms that ended before since are left out. Two entries of these
// files are two persons, whatever their names.
func membersTables(members []member, source, since string, usual, ids map[string]string, r *roster) []*table {
	const country = "USA"
	p := newPosts(source, source, r)
	now := "" // the latest start: an end after it is an end foreseen
	for _, m := range members {
		for _, t := range m.Terms {
			now = max(now, t.Start)
		}
	}
	members = slices.DeleteFunc(members, func(m member) bool { return len(m.spans(since, now)) == 0 })
	shared := map[string]int{}
	for _, m := range members {
		_, others := m.names(usual)
		for _, n := range others {
			shared[fold(n)]++
		}
	}
	for _, m := range members {
		name, others := m.names(usual)
		id, found := ids[m.ID.Bioguide]
		if !found {
			id, found = r.person(country, append([]string{name}, others...)...)
		}
		if !found {
			id = r.newID(name, country, slug(name+" "+m.ID.Bioguide))
			p.persons.add(id, name, country, strings.ToLower(m.Bio.Gender), m.ID.Wikidata, "", source)
			r.persons[id] = []known{{name, country}}
		}
		if m.ID.Bioguide != "" {
			ids[m.ID.Bioguide] = id
		}
		for _, other := range others {
			if r.called(id, other) {
				continue
			}
			rank := "strong"
			if namesake, ok := r.person(country, other); shared[fold(other)] > 1 || ok && namesake != id {
				rank = "weak"
			}
			p.names.add(id, other, "en", "alias", rank, "", "", source)
		}
		for _, s := range m.spans(since, now) {
			o := usOffices[s.kind]
			if r.held(o.id, id, s.from) {
				continue
			}
			if r.offices[o.id] == nil {
				p.offices.add(o.id, o.title, o.body, o.class, o.single, source)
				r.offices[o.id] = map[string]string{"body": o.body, "class": o.class, "single": o.single}
			}
			note := ""
			if o.single == "true" {
				note = dayShared
			}
			p.terms.add(id, o.id, s.from, s.to, note, source)
			r.terms[o.id] = append(r.terms[o.id], term{id, s.from, s.to, source})
		}
	}
	return p.tables()
}

// names returns the usual name and the other forms, which may repeat it.
func (m member) names(usualNames map[string]string) (usual string, others []string) {
	n := m.Name
	short, long := n.First+" "+n.Last, strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last), " ")
	usual, _, _ = strings.Cut(m.ID.Wikipedia, " (")
	usual = cmp.Or(usualNames[long], usual, n.Full, short)
	for _, other := range []string{n.Full, short, long} {
		if other != "" {
			others = append(others, other)
		}
	}
	if n.Nickname != "" {
		others = append(others, n.Nickname+" "+n.Last)
	}
	slices.Sort(others)
	return usual, slices.Compact(others)
}

// span is an unbroken time in one office.
type span struct{ kind, from, to string }

// spans joins terms of one office that follow each other. An end in the future of the file is not known yet.
func (m member) spans(since, now string) []span {
	var out []span
	for _, t := range m.Terms {
		if i := len(out) - 1; i >= 0 && out[i].kind == t.Type && near(out[i].to, t.Start) {
			out[i].to = t.End
			continue
		}
		out = append(out, span{t.Type, t.Start, t.End})
	}
	out = slices.DeleteFunc(out, func(s span) bool { return s.to < since || usOffices[s.kind].id == "" })
	for i := range out {
		if out[i].to > now {
			out[i].to = ""
		}
	}
	return out
}

// near reports whether a term starts within ten days of the end of the one before.
func near(end, start string) bool {
	e, err1 := time.Parse(time.DateOnly, end)
	s, err2 := time.Parse(time.DateOnly, start)
	return err1 == nil && err2 == nil && s.Sub(e) <= 10*24*time.Hour
}
