package names

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
)

// The words that play a role in names whoever bears them. No names of persons.
//
//go:embed data/*.csv
var tables embed.FS

var (
	places    = pairs("data/titles.csv")      // before, after or suffix
	particles = pairs("data/particles.csv")   // son, article or particle
	forms     = pairs("data/legal_forms.csv") // legal form or word of bodies to its class
	variants  = groups("data/variants.csv")   // spelling to the sets it belongs to
	families  = pairs("data/families.csv")    // family names that come first
)

// rows reads an embedded table without its heading. The tables are part of the
// program, so that a fault is one of the program.
func rows(file string) [][]string {
	f, err := tables.Open(file)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(fmt.Errorf("%s: %w", file, err))
	}
	return all[1:]
}

func pairs(file string) map[string]string {
	m := map[string]string{}
	for _, row := range rows(file) {
		m[row[0]] = row[len(row)-1]
	}
	return m
}

func groups(file string) map[string][]int {
	m := map[string][]int{}
	for i, row := range rows(file) {
		for _, word := range strings.Fields(row[0]) {
			m[word] = append(m[word], i)
		}
	}
	return m
}
