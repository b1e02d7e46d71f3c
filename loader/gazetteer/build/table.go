package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Columns of the pack's kinds, as loader/gazetteer/data/README.md describes them.
var (
	governmentColumns   = []string{"id", "name", "iso3", "iso2", "kind", "wikidata", "source"}
	organizationColumns = []string{"id", "name", "kind", "country", "government", "wikidata", "source"}
	nameColumns         = []string{"entity", "text", "lang", "kind", "strength", "from", "to", "source"}
	officeColumns       = []string{"id", "title", "body", "class", "single", "source"}
	personColumns       = []string{"id", "name", "country", "gender", "wikidata", "former_ids", "source"}
	termColumns         = []string{"person", "office", "from", "to", "note", "source"}
)

// table is one generated file of the pack.
type table struct {
	name    string // file name
	columns []string
	rows    [][]string
}

func (t *table) add(fields ...string) { t.rows = append(t.rows, fields) }

// write stores the table in dir, rows sorted and unique, so that a rebuild shows only what changed. An empty table has no file.
func (t *table) write(dir string) error {
	path := filepath.Join(dir, t.name)
	if len(t.rows) == 0 {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	slices.SortFunc(t.rows, slices.Compare)
	t.rows = slices.CompactFunc(t.rows, slices.Equal)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(t.columns); err != nil {
		return err
	}
	if err := w.WriteAll(t.rows); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// readTables returns the hand-kept rows of a kind in dir, as maps from column to value.
func readTables(dir, kind string) ([]map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, kind+"*.csv"))
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	for _, f := range files {
		if isGenerated(f) {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		r, err := records(b)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r...)
	}
	return rows, nil
}

// isGenerated reports whether a file is this program's output, which a build must not depend on.
func isGenerated(file string) bool {
	return slices.ContainsFunc(generated, func(source string) bool { return strings.HasSuffix(file, "_"+source+".csv") })
}

// generated are the sources generated files are named after.
var generated = []string{"territories", "factbook", "legislators", "executive", "bodies", "officials"}

// records parses a CSV with a header row.
func records(b []byte) ([]map[string]string, error) {
	lines, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string, len(line))
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}
