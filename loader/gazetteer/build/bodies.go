package main

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed bodies.csv
var bodiesCSV []byte

//go:embed bodies_hand.csv
var bodiesHandCSV []byte

// bodyTables gives the bodies that every state has, with the forms reports name them by: a foreign ministry, a parliament,
// an army. Where the hand-kept table has the body under its own name, the forms become names of that one.
// The first form of a slot is the body's name. The forms of the slot "government" are names of the government itself.
func bodyTables(states []state, capitals map[string][]string, r *roster) ([]*table, error) {
	forms, err := records(bodiesCSV)
	if err != nil {
		return nil, fmt.Errorf("read bodies.csv: %w", err)
	}
	own, err := records(bodiesHandCSV)
	if err != nil {
		return nil, fmt.Errorf("read bodies_hand.csv: %w", err)
	}
	ids := map[string]string{}
	for _, row := range own {
		ids[row["country"]+" "+row["slot"]] = row["id"]
	}
	bodies := &table{name: "organizations_bodies.csv", columns: organizationColumns}
	names := &table{name: "names_bodies.csv", columns: nameColumns}
	for _, s := range states {
		if len(s.adjectives) == 0 {
			continue
		}
		ids[s.iso3+" government"] = s.id
		for _, f := range forms {
			key := s.iso3 + " " + f["slot"]
			texts := s.inForm(f["form"], capitals[s.id])
			if ids[key] == "" {
				ids[key] = "organization:" + slug(s.iso3+" "+f["slot"])
				bodies.add(ids[key], texts[0], f["kind"], s.iso3, s.id, "", "general-knowledge")
				texts = texts[1:]
			}
			for _, text := range texts {
				if !r.organizationNamed(ids[key], text) {
					names.add(ids[key], text, "en", "alias", f["strength"], "", "", "general-knowledge")
				}
			}
		}
	}
	return []*table{bodies, names}, nil
}

// inForm puts a state's adjectives, names or capitals into a form: "ADJ army" gives "U.S. army", "American army".
func (s state) inForm(form string, capitals []string) []string {
	var out []string
	put := func(place string, words ...string) {
		if !strings.Contains(form, place) {
			return
		}
		for _, w := range words {
			if strings.Contains(form, place+"'s") {
				out = append(out, strings.Replace(form, place+"'s", possessive(strings.TrimPrefix(w, "the ")), 1))
			} else {
				out = append(out, strings.Replace(form, place, w, 1))
			}
		}
	}
	put("ADJ", s.adjectives...)
	put("NAME", append([]string{s.inSentence()}, s.called...)...)
	put("CAPITAL", capitals...)
	if out == nil && !strings.Contains(form, "CAPITAL") {
		out = []string{form}
	}
	return out
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}
