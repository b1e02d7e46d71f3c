// Command build derives the generated tables of the reference pack from the raw files.
//
//	go run ./loader/gazetteer/build -raw ../shared/data
//
// It writes KIND_SOURCE.csv files (governments_territories.csv, persons_factbook.csv, …) beside the hand-kept tables and
// touches nothing else. The same raw files, hand-kept tables and code give the same bytes. Its own small tables, next to
// this file, say what the raw files leave open: states.csv which territories are states, weak.csv which words are too
// common to stand for a government without context, usual_names.csv who goes by another name, bodies.csv how the bodies
// that every state has are called, officials.csv who served where.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
)

func main() {
	raw := flag.String("raw", "../shared/data", "folder of the raw files")
	out := flag.String("out", "loader/gazetteer/data", "folder of the pack's tables")
	flag.Parse()
	if err := build(*raw, *out); err != nil {
		slog.Error("build pack", "error", err)
		os.Exit(1)
	}
}

// build reads the raw files and the hand-kept tables of out, and writes the generated tables to out.
func build(raw, out string) error {
	states, err := readStates(raw)
	if err != nil {
		return err
	}
	weak, err := readWeak()
	if err != nil {
		return err
	}
	pages, err := readFactbook(raw, states)
	if err != nil {
		return err
	}
	names := factbookNames(pages, weak)
	english := map[string]bool{}
	for _, row := range names.rows {
		english[row[1]] = true
	}
	for _, s := range states {
		english[s.Name] = true
	}
	tables := append(territoryTables(states, weak, english), names)
	known, err := readRoster(out)
	if err != nil {
		return err
	}
	bodies, err := bodyTables(states, capitalsOf(pages), known)
	if err != nil {
		return err
	}
	tables = append(tables, bodies...)
	officials, err := officialTables(known)
	if err != nil {
		return err
	}
	tables = append(tables, officials...)
	offices, err := factbookTables(pages, known)
	if err != nil {
		return err
	}
	tables = append(tables, offices...)
	congress, err := congressTables(raw, known)
	if err != nil {
		return err
	}
	tables = append(tables, congress...)
	for _, t := range tables {
		if err := t.write(out); err != nil {
			return fmt.Errorf("write %s: %w", t.name, err)
		}
	}
	return nil
}
