package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const dataDir = "../data"

// kinds are the tables of the pack in the order they refer to each other. A file belongs to the first kind it starts with.
var kinds = []string{"governments", "organizations", "offices", "persons", "peoples", "customs", "terms", "seen", "names", "roles", "phrases", "sources"}

// row is a line of the pack with where it stands.
type row struct {
	fields map[string]string
	file   string
	line   int
}

func (r row) String() string { return fmt.Sprintf("%s:%d %v", r.file, r.line, r.fields) }

// pack reads every table of the pack.
func pack(t *testing.T) map[string][]row {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dataDir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]row{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := records(b)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		base := filepath.Base(f)
		kind := slices.IndexFunc(kinds, func(k string) bool { return strings.HasPrefix(base, k) })
		if kind < 0 {
			t.Errorf("%s is of no kind", base)
			continue
		}
		for i, fields := range rows {
			tables[kinds[kind]] = append(tables[kinds[kind]], row{fields, base, i + 2})
		}
	}
	return tables
}

func ids(rows []row) map[string]row {
	m := map[string]row{}
	for _, r := range rows {
		m[r.fields["id"]] = r
	}
	return m
}

func TestIDsAreUniqueAndWellFormed(t *testing.T) {
	tables := pack(t)
	form := regexp.MustCompile(`^(government|organization|office|official|person):[\p{Ll}\p{N}]+(-[\p{Ll}\p{N}]+)*$`)
	prefix := map[string]string{"governments": "government:", "organizations": "organization:", "offices": "office:", "persons": "official:", "peoples": "person:"}
	for kind, p := range prefix {
		seen := map[string]row{}
		for _, r := range tables[kind] {
			id := r.fields["id"]
			if !form.MatchString(id) || !strings.HasPrefix(id, p) {
				t.Errorf("%s: bad id", r)
			}
			if first, ok := seen[id]; ok {
				t.Errorf("%s: id stands at %s:%d too", r, first.file, first.line)
			}
			seen[id] = r
			if cmpName := r.fields["name"] + r.fields["title"]; strings.TrimSpace(cmpName) == "" || cmpName != strings.TrimSpace(cmpName) {
				t.Errorf("%s: name is empty or padded", r)
			}
		}
	}
	for _, r := range tables["persons"] {
		for former := range strings.FieldsFuncSeq(r.fields["former_ids"], func(r rune) bool { return r == ';' }) {
			if _, ok := ids(tables["persons"])[former]; ok {
				t.Errorf("%s: former id is in use", r)
			}
		}
	}
}

func TestReferencesResolve(t *testing.T) {
	tables := pack(t)
	governments, organizations, offices, persons := ids(tables["governments"]), ids(tables["organizations"]), ids(tables["offices"]), ids(tables["persons"])
	in := func(id string, sets ...map[string]row) bool {
		return slices.ContainsFunc(sets, func(s map[string]row) bool { _, ok := s[id]; return ok })
	}
	countries := map[string]bool{"": true}
	for _, r := range tables["governments"] {
		countries[r.fields["iso3"]] = true
	}
	for _, r := range slices.Concat(tables["organizations"], tables["persons"], tables["peoples"]) {
		if !countries[r.fields["country"]] {
			t.Errorf("%s: no such country", r)
		}
	}
	for _, r := range tables["organizations"] {
		if g := r.fields["government"]; g != "" && !in(g, governments) {
			t.Errorf("%s: no such government", r)
		}
	}
	for _, r := range tables["offices"] {
		if !in(r.fields["body"], governments, organizations) {
			t.Errorf("%s: no such body", r)
		}
	}
	for _, r := range tables["customs"] {
		if !in(r.fields["government"], governments) {
			t.Errorf("%s: no such government", r)
		}
	}
	for _, r := range tables["terms"] {
		if !in(r.fields["person"], persons) || !in(r.fields["office"], offices) {
			t.Errorf("%s: no such person or office", r)
		}
	}
	for _, r := range tables["names"] {
		if !in(r.fields["entity"], governments, organizations, persons, ids(tables["peoples"])) {
			t.Errorf("%s: no such entity", r)
		}
	}
}

func TestValuesAreOfTheClosedSets(t *testing.T) {
	closed := map[string]map[string][]string{
		"governments": {"kind": {"state", "territory", "de facto"}},
		"organizations": {"kind": {"ministry", "agency", "parliament", "court", "central bank", "armed forces", "intelligence", "office",
			"igo", "ngo", "company", "media", "party", "armed group", "other"}},
		"offices": {"single": {"true", "false"}, "class": classes},
		"roles":   {"class": classes},
		"persons": {"gender": {"m", "f", ""}},
		"names": {"strength": {"strong", "weak"}, "kind": {"official", "short", "alias", "demonym", "capital", "metonym", "city",
			"abbreviation", "former"}},
	}
	tables := pack(t)
	for kind, columns := range closed {
		for _, r := range tables[kind] {
			for column, values := range columns {
				if !slices.Contains(values, r.fields[column]) {
					t.Errorf("%s: %s is of no known value", r, column)
				}
			}
			if kind == "names" && (strings.TrimSpace(r.fields["text"]) != r.fields["text"] || r.fields["text"] == "") {
				t.Errorf("%s: text is empty or padded", r)
			}
		}
	}
}

var classes = []string{"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister",
	"interior_minister", "trade_minister", "minister", "deputy_minister", "national_security_adviser", "presidential_aide",
	"chief_of_staff", "spokesperson", "envoy", "ambassador", "un_ambassador", "head_of_body", "commander", "intelligence_chief",
	"central_bank_governor", "legislator", "speaker", "vice_president", "deputy_head_of_government", "monarch", "crown_prince", "judge",
	"party_leader"}

func TestEveryRowHasAKnownSource(t *testing.T) {
	tables := pack(t)
	sources := ids(tables["sources"])
	for kind, rows := range tables {
		if kind == "sources" {
			continue
		}
		for _, r := range rows {
			if _, ok := sources[r.fields["source"]]; !ok {
				t.Errorf("%s: no such source", r)
			}
		}
	}
	allowed := []string{"facts", "public domain", "MIT", "CC0"}
	for _, s := range tables["sources"] {
		if !slices.Contains(allowed, s.fields["licence"]) {
			t.Errorf("%s: licence may not be in the pack", s)
		}
	}
}

// days gives the first and the last day a date can mean.
func days(t *testing.T, r row, date string) (first, last time.Time) {
	t.Helper()
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if d, err := time.Parse(layout, date); err == nil {
			switch layout {
			case "2006":
				return d, d.AddDate(1, 0, -1)
			case "2006-01":
				return d, d.AddDate(0, 1, -1)
			}
			return d, d
		}
	}
	t.Errorf("%s: %q is no date", r, date)
	return
}

func TestNoTermEndsBeforeItStarts(t *testing.T) {
	tables := pack(t)
	for _, r := range slices.Concat(tables["terms"], tables["names"]) {
		from, to := r.fields["from"], r.fields["to"]
		if from != "" && to != "" {
			first, _ := days(t, r, from)
			if _, last := days(t, r, to); last.Before(first) {
				t.Errorf("%s: ends before it starts", r)
			}
		} else if from+to != "" {
			days(t, r, from+to)
		}
	}
}

// A term of unknown end covers no day but its first for certain: what a successor's start says about it is for the reader.
func TestNoTwoHoldersOfASingleHolderOfficeOnOneDayWithoutANote(t *testing.T) {
	tables := pack(t)
	offices := ids(tables["offices"])
	terms := map[string][]row{}
	for _, r := range tables["terms"] {
		if r.fields["from"] != "" && offices[r.fields["office"]].fields["single"] == "true" {
			terms[r.fields["office"]] = append(terms[r.fields["office"]], r)
		}
	}
	certain := func(r row) (start, end time.Time) { // the days the term covers, however its dates are meant
		_, start = days(t, r, r.fields["from"])
		end = start
		if to := r.fields["to"]; to != "" {
			end, _ = days(t, r, to)
		}
		return start, end
	}
	for _, rows := range terms {
		for i, a := range rows {
			for _, b := range rows[:i] {
				start, end := certain(a)
				start2, end2 := certain(b)
				overlap := !start.After(end2) && !start2.After(end)
				if overlap && a.fields["note"] == "" && b.fields["note"] == "" {
					t.Errorf("two holders without a note:\n\t%s\n\t%s", a, b)
				}
				if a.fields["person"] == b.fields["person"] && a.fields["from"] == b.fields["from"] {
					t.Errorf("one term twice:\n\t%s\n\t%s", a, b)
				}
			}
		}
	}
}

func TestNoPersonTwice(t *testing.T) {
	seen := map[string]row{}
	for _, r := range pack(t)["persons"] {
		key := r.fields["country"] + " " + fold(r.fields["name"])
		if first, ok := seen[key]; ok {
			t.Errorf("%s: has the name of %s", r, first)
		}
		seen[key] = r
	}
}

func TestNoBodyTwice(t *testing.T) {
	tables := pack(t)
	seen := map[string]row{}
	for _, r := range tables["organizations"] {
		key := strings.ToLower(r.fields["name"])
		if first, ok := seen[key]; ok {
			t.Errorf("%s: has the name of %s", r, first)
		}
		seen[key] = r
	}
	for _, r := range tables["names"] {
		if other, ok := seen[strings.ToLower(r.fields["text"])]; ok && r.fields["strength"] == "strong" && r.fields["kind"] != "abbreviation" &&
			strings.HasPrefix(r.fields["entity"], "organization:") && other.fields["id"] != r.fields["entity"] {
			t.Errorf("%s: is the name of %s", r, other)
		}
	}
}

func TestThePackHasItsSize(t *testing.T) {
	tables := pack(t)
	count := map[string]int{}
	metonyms := map[string]bool{}
	for _, r := range tables["governments"] {
		count[r.fields["kind"]]++
	}
	for _, r := range tables["organizations"] {
		count[r.fields["kind"]]++
		if r.fields["kind"] == "company" && r.fields["government"] != "" {
			count["state company"]++
		}
		if r.fields["government"] != "" && !slices.Contains([]string{"company", "media", "igo"}, r.fields["kind"]) {
			count["national body"]++
		}
	}
	for _, r := range tables["names"] {
		if (r.fields["kind"] == "metonym" || r.fields["kind"] == "capital") && r.fields["lang"] == "en" {
			metonyms[r.fields["text"]] = true
		}
	}
	served := map[string]bool{}
	recent := map[string]bool{}
	offices := ids(tables["offices"])
	persons := ids(tables["persons"])
	leading := []string{"head_of_state", "head_of_government", "monarch", "foreign_minister", "defence_minister", "national_security_adviser",
		"presidential_aide", "chief_of_staff", "spokesperson", "envoy", "head_of_body"}
	for _, r := range tables["terms"] {
		if r.fields["from"] == "" || r.fields["source"] == "legislators" {
			continue
		}
		served[r.fields["person"]] = true
		byHand := persons[r.fields["person"]].fields["source"] == "general-knowledge"
		inOffice := r.fields["from"] < "2026" && (r.fields["to"] == "" || r.fields["to"] >= "2020")
		if byHand && inOffice && slices.Contains(leading, offices[r.fields["office"]].fields["class"]) {
			recent[r.fields["person"]] = true
		}
	}
	for what, c := range map[string]struct{ have, want int }{
		"states":                   {count["state"], 195},
		"territories":              {count["territory"], 50},
		"de facto authorities":     {count["de facto"], 2},
		"international bodies":     {count["igo"], 150},
		"national bodies":          {count["national body"], 300},
		"state companies":          {count["state company"], 80},
		"news outlets":             {count["media"], 100},
		"metonyms and capitals":    {len(metonyms), 120},
		"persons with dated terms": {len(served), 1200},
		"hand-kept leading persons of 2020 to 2025": {len(recent), 400},
	} {
		t.Logf("%s: %d", what, c.have)
		if c.have < c.want {
			t.Errorf("%s: %d, want %d", what, c.have, c.want)
		}
	}
	size := int64(0)
	files, _ := filepath.Glob(filepath.Join(dataDir, "*.csv"))
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > 4<<20 {
		t.Errorf("the tables are %d bytes, want at most 4 MB", size)
	}
}

// The generated tables are what the raw files and the hand-kept tables give.
func TestBuildIsReproducible(t *testing.T) {
	const raw = "../../../../shared/data"
	if _, err := os.Stat(raw); err != nil {
		t.Skip("no raw files: ", err)
	}
	out := t.TempDir()
	files, _ := filepath.Glob(filepath.Join(dataDir, "*.csv"))
	for _, f := range files {
		if isGenerated(f) {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, filepath.Base(f)), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := build(raw, out); err != nil {
		t.Fatal(err)
	}
	built, _ := filepath.Glob(filepath.Join(out, "*.csv"))
	if len(built) != len(files) {
		t.Errorf("a build gives %d files, the pack has %d", len(built), len(files))
	}
	for _, f := range built {
		want, _ := os.ReadFile(f)
		have, err := os.ReadFile(filepath.Join(dataDir, filepath.Base(f)))
		if err != nil || string(want) != string(have) {
			t.Errorf("%s is not what a build gives: run make pack", filepath.Base(f))
		}
	}
}
