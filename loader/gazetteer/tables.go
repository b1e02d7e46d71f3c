package gazetteer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// kind is a sort of table. A file belongs to the kind that its name begins with.
type kind struct{ name, columns string }

// kinds are the tables, each after those that it refers to.
var kinds = []kind{
	{"governments", "id name iso3 iso2 kind wikidata source"},
	{"organizations", "id name kind country government wikidata source"},
	{"offices", "id title body class single source"},
	{"persons", "id name country gender wikidata former_ids source"},
	{"peoples", "id name country source"},
	{"customs", "government custom source"},
	{"terms", "person office from to note source"},
	{"seen", "person office seen source"},
	{"names", "entity text lang kind strength from to source"},
	{"roles", "text class source"},
	{"phrases", "text source"},
}

// tables refuses a folder without tables, or with one of no kind: a slip in its
// name would leave it out in silence.
func tables(folder fs.FS) error {
	files, err := fs.Glob(folder, "*.csv")
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no tables in it: want files such as persons.csv and terms.csv")
	}
	known := []string{"sources"} // which is for people
	for _, k := range kinds {
		known = append(known, k.name)
	}
	for _, file := range files {
		if !slices.ContainsFunc(known, func(kind string) bool { return strings.HasPrefix(file, kind) }) {
			return fmt.Errorf("%s is no table of the pack: its name must begin with one of %s", file, strings.Join(known, ", "))
		}
	}
	return nil
}

// table reads one file.
func (p *Pack) table(folder fs.FS, of kind, file string) error {
	f, err := folder.Open(file)
	if err != nil {
		return fmt.Errorf("open pack: %w", err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return fmt.Errorf("read pack %s: %w", path.Base(file), err)
	}
	column, known := map[string]int{}, strings.Fields(of.columns)
	for i, name := range head {
		name = strings.Clone(strings.TrimPrefix(name, "\ufeff"))
		if !slices.Contains(known, name) {
			return fmt.Errorf("read pack %s: no column is named %q: want some of %q", path.Base(file), name, known)
		}
		column[name] = i
	}
	for {
		record, err := in.Read()
		if record == nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read pack %s: %w", path.Base(file), err)
		}
		get := func(name string) string {
			if i, ok := column[name]; ok {
				return strings.TrimSpace(record[i])
			}
			return ""
		}
		if err := p.row(of.name, get); err != nil {
			line, _ := in.FieldPos(0)
			return fmt.Errorf("read pack %s:%d: %w", path.Base(file), line, err)
		}
	}
}
