package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// page is what the pack takes from a country page of the factbook.
type page struct {
	state      state
	Government struct {
		Name struct {
			Long   text `json:"conventional long form"`
			Short  text `json:"conventional short form"`
			Abbrev text `json:"abbreviation"`
			Former text `json:"former"`
		} `json:"Country name"`
		Capital struct {
			Name text `json:"name"`
		} `json:"Capital"`
		Executive struct {
			State      text `json:"chief of state"`
			Government text `json:"head of government"`
		} `json:"Executive branch"`
		InUS   mission `json:"Diplomatic representation in the US"`
		FromUS mission `json:"Diplomatic representation from the US"`
	}
	Society struct {
		Nationality struct {
			Noun      text `json:"noun"`
			Adjective text `json:"adjective"`
		}
	} `json:"People and Society"`
}

type mission struct {
	Chief text `json:"chief of mission"`
}

// text is a leaf of the factbook: an object with a text, HTML inside.
type text string

var tag = regexp.MustCompile(`<[^>]*>`)

// UnmarshalJSON takes the text and drops its markup. A leaf of another shape is empty.
func (t *text) UnmarshalJSON(b []byte) error {
	var leaf struct{ Text string }
	if json.Unmarshal(b, &leaf) == nil {
		plain := tag.ReplaceAllString(html.UnescapeString(leaf.Text), " ")
		*t = text(strings.Join(strings.Fields(plain), " "))
	}
	return nil
}

// readFactbook reads the pages of the states that have one.
func readFactbook(raw string, states []state) ([]page, error) {
	byCode := map[string]state{}
	for _, s := range states {
		if s.factbook != "" {
			byCode[s.factbook] = s
		}
	}
	files, err := filepath.Glob(filepath.Join(raw, "factbook", "*", "*.json"))
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, f := range files {
		s, ok := byCode[strings.TrimSuffix(filepath.Base(f), ".json")]
		if !ok {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		p := page{state: s}
		if err := json.Unmarshal(b, &p); err != nil {
			return nil, fmt.Errorf("read %s: %w", f, err)
		}
		pages = append(pages, p)
	}
	if len(pages) != len(byCode) {
		return nil, fmt.Errorf("factbook has %d of %d pages", len(pages), len(byCode))
	}
	return pages, nil
}

// capitalsOf gives the capitals by government, with their diacritics and without.
func capitalsOf(pages []page) map[string][]string {
	found := map[string][]string{}
	for _, p := range pages {
		for _, capital := range capitals(p.Government.Capital.Name) {
			found[p.state.id] = append(found[p.state.id], capital)
			if bare := plain(capital); bare != capital {
				found[p.state.id] = append(found[p.state.id], bare)
			}
		}
	}
	return found
}

// factbookNames gives the capitals, demonyms and further English names of the governments.
func factbookNames(pages []page, weak map[string]bool) *table {
	t := &table{name: "names_factbook.csv", columns: nameColumns}
	ofStates := map[string]bool{} // demonyms: a territory has only those that are its own
	for _, p := range pages {
		if p.state.kind != "territory" {
			for _, d := range p.demonyms() {
				ofStates[d] = true
			}
		}
	}
	for _, p := range pages {
		add := func(name, kind string) {
			if name == "" || len(name) < 3 || name == p.state.Name {
				return
			}
			rank := strength(name, weak)
			if kind == "capital" && p.state.kind == "territory" {
				rank = "weak"
			}
			t.add(p.state.id, name, "en", kind, rank, "", "", "factbook")
			if bare := plain(name); bare != name {
				t.add(p.state.id, bare, "en", kind, rank, "", "", "factbook")
			}
		}
		names := p.Government.Name
		add(statement(names.Long), "official")
		add(statement(names.Short), "short")
		for _, capital := range capitals(p.Government.Capital.Name) {
			add(capital, "capital")
		}
		for _, d := range p.demonyms() {
			if p.state.kind != "territory" || !ofStates[d] {
				add(d, "demonym")
			}
		}
	}
	return t
}

var (
	aside = regexp.MustCompile(`\s*\[[^\]]*\]|\s*\([^)]*\)`)
	note  = regexp.MustCompile(`\s*;?\s*note\b.*`)
)

// statement is a name without its notes and asides; empty for "none".
func statement(t text) string {
	s := strings.TrimSpace(aside.ReplaceAllString(note.ReplaceAllString(string(t), ""), ""))
	s, _, _ = strings.Cut(s, ";")
	s = strings.TrimPrefix(s, "The ")
	if s == "none" || s == "NA" || strings.Contains(s, ",") {
		return ""
	}
	return s
}

// capitals splits "Pretoria (administrative capital); Cape Town (legislative capital)".
func capitals(t text) []string {
	var out []string
	s := aside.ReplaceAllString(note.ReplaceAllString(string(t), ""), "")
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ',' }) {
		part = strings.TrimSpace(part)
		part, _, _ = strings.Cut(part, " is the ")
		part, _, _ = strings.Cut(part, " in ")
		if part == "" || len(strings.Fields(part)) > 4 || part == "D.C." || strings.Contains(part, "official") {
			continue
		}
		out = append(out, part)
	}
	return out
}

func (p page) demonyms() []string {
	return demonyms(p.Society.Nationality.Noun, p.Society.Nationality.Adjective)
}

// demonyms gives the adjective and the forms for one and many people from "Briton(s), British (collective plural)".
func demonyms(noun, adjective text) []string {
	var out []string
	for _, t := range []text{noun, adjective} {
		s := note.ReplaceAllString(string(t), "")
		for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
			for _, alternative := range strings.Split(part, " or ") {
				out = append(out, forms(strings.TrimSpace(alternative))...)
			}
		}
	}
	return out
}

var endings = strings.NewReplacer("(men)", "|men", "(women)", "|women", "(s)", "|s", " (men)", "|men", " (women)", "|women")

// forms expands the short form of a plural: "Russian(s)", "Frenchman(men)".
func forms(s string) []string {
	one, many, plural := strings.Cut(endings.Replace(s), "|")
	one = strings.TrimSpace(aside.ReplaceAllString(one, ""))
	if one == "" || one == "none" || one == "NA" {
		return nil
	}
	many = strings.TrimSpace(aside.ReplaceAllString(many, ""))
	switch {
	case !plural:
		return []string{one}
	case many == "s":
		return []string{one, one + "s"}
	default:
		return []string{one, strings.TrimSuffix(strings.TrimSuffix(one, "man"), "wo") + many}
	}
}
