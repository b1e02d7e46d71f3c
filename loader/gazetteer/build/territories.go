package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed states.csv
var statesCSV []byte

//go:embed weak.csv
var weakCSV []byte

// territory is a line of territories.jsonl.
type territory struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	FullName string   `json:"full_name"`
	Sentence string   `json:"in_sentence"`
	QID      string   `json:"qid"`
	Strong   []string `json:"names_strong"`
	Weak     []string `json:"names_weak"`
}

// state is a government of the pack: a line of states.csv with its territory.
type state struct {
	territory
	id, iso3, kind string
	factbook       string   // code of its factbook page, if it has one
	adjectives     []string // what its bodies are called by: "British", "UK"; none where there are no such bodies
	called         []string // further names it goes by, as in a sentence: "the UK"
}

// iso2 is the two-letter code, empty for governments without one.
func (s state) iso2() string {
	if s.iso3 == "" || len(s.Code) != 2 {
		return ""
	}
	return strings.ToUpper(s.Code)
}

// inSentence is the name as it stands in a sentence: "the United Kingdom".
func (s state) inSentence() string {
	if strings.HasPrefix(s.Sentence, "the ") {
		return "the " + s.Name
	}
	return s.Name
}

// readStates reads the governments of the pack with their names.
func readStates(raw string) ([]state, error) {
	f, err := os.Open(filepath.Join(raw, "territories.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	byCode := map[string]territory{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var t territory
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("read territory: %w", err)
		}
		byCode[t.Code] = t
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read territories: %w", err)
	}
	rows, err := records(statesCSV)
	if err != nil {
		return nil, fmt.Errorf("read states.csv: %w", err)
	}
	var states []state
	for _, row := range rows {
		t, ok := byCode[row["code"]]
		if !ok {
			return nil, fmt.Errorf("no territory %q", row["code"])
		}
		s := state{territory: t, iso3: strings.ToUpper(row["iso3"]), kind: row["kind"], factbook: row["factbook"]}
		if row["adjectives"] != "" {
			s.adjectives = strings.Split(row["adjectives"], ";")
		}
		if row["called"] != "" {
			s.called = strings.Split(row["called"], ";")
		}
		if row["name"] != "" {
			s.Strong = append(s.Strong, t.Name)
			s.Name = row["name"]
		}
		s.id = "government:" + row["iso3"]
		if row["iso3"] == "" {
			s.id = "government:" + slug(s.Name)
		}
		states = append(states, s)
	}
	return states, nil
}

// readWeak returns the words that need context to stand for a government.
func readWeak() (map[string]bool, error) {
	rows, err := records(weakCSV)
	if err != nil {
		return nil, fmt.Errorf("read weak.csv: %w", err)
	}
	weak := map[string]bool{}
	for _, row := range rows {
		weak[row["text"]] = true
	}
	return weak, nil
}

func strength(text string, weak map[string]bool) string {
	if weak[text] {
		return "weak"
	}
	return "strong"
}

// languages are those of the multilingual names: what a report is likely to quote.
var languages = []language.Tag{
	language.Arabic, language.MustParse("be"), language.Chinese, language.TraditionalChinese, language.French, language.German,
	language.Greek, language.Hebrew, language.Italian, language.Japanese, language.Korean, language.Persian, language.Polish,
	language.Portuguese, language.Russian, language.Spanish, language.Turkish, language.Ukrainian,
}

// territoryTables gives the governments and their names in English and the other languages. The raw file does not say
// which language a name is in: the names of the region in the Unicode locale data decide, and only what both know is kept.
//
// A name in the Latin alphabet that is a weak word, or an English name or demonym (english) of any government, is left out.
func territoryTables(states []state, weak, english map[string]bool) []*table {
	const source = "territories"
	govs := &table{name: "governments_territories.csv", columns: governmentColumns}
	names := &table{name: "names_territories.csv", columns: nameColumns}
	for _, s := range states {
		govs.add(s.id, s.Name, s.iso3, s.iso2(), s.kind, s.QID, source)
		names.add(s.id, s.Name, "en", "short", strength(s.Name, weak), "", "", source)
		if s.FullName != "" && s.FullName != s.Name && !strings.ContainsRune(s.FullName, '(') {
			names.add(s.id, s.FullName, "en", "official", strength(s.FullName, weak), "", "", source)
		}
		region, err := language.ParseRegion(s.iso2())
		if err != nil {
			continue
		}
		known := map[string]string{}
		for _, n := range append(append([]string{s.Name}, s.Strong...), s.Weak...) {
			known[strings.ToLower(n)] = n
		}
		for _, tag := range languages {
			local := display.Regions(tag).Name(region)
			_, ok := known[strings.ToLower(local)]
			local = strings.TrimSpace(asideAnyScript.ReplaceAllString(local, ""))
			if !ok || latin(local) && (weak[local] || english[local]) {
				continue
			}
			rank := "strong"
			if latin(local) { // among English words it could be one
				rank = "weak"
			}
			names.add(s.id, local, tag.String(), "short", rank, "", "", source)
		}
	}
	return []*table{govs, names}
}

// asideAnyScript is what locale data adds to tell two names apart.
var asideAnyScript = regexp.MustCompile(`\s*(\([^)]*\)|（[^）]*）|\s[-–]\s.*)`)

// latin reports whether a text has no letter of another script.
func latin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
