package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backchannel/loader/article"
)

//go:embed sentences.txt
var sentences string

// author writes articles by template: the same ones each time, all of them
// different, with a few persons and countries often in the news and many seldom.
type author struct {
	r          *rand.Rand
	templates  []string
	persons    []string
	countries  []string
	publishers int
}

var (
	topics = []string{"the ceasefire", "grain exports", "the border", "prisoners of war", "nuclear inspections", "tariffs on steel", "fishing rights", "energy supplies", "the disputed islands", "security guarantees"}
	places = []string{"Geneva", "Vienna", "Istanbul", "Doha", "Riyadh", "Cairo", "Oslo", "Singapore", "Astana", "Abu Dhabi"}
)

// newAuthor takes names from the tables of the reference pack in a folder.
func newAuthor(pack string) (*author, error) {
	persons, err := column(filepath.Join(pack, "persons_hand.csv"), "name")
	if err != nil {
		return nil, err
	}
	countries, err := column(filepath.Join(pack, "governments_territories.csv"), "name")
	if err != nil {
		return nil, err
	}
	return &author{rand.New(rand.NewPCG(2025, 1)), strings.Split(strings.TrimSpace(sentences), "\n"), persons, countries, 40}, nil
}

func column(file, name string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	i := slices.Index(rows[0], name)
	if i < 0 {
		return nil, fmt.Errorf("%s has no column %s", file, name)
	}
	var out []string
	for _, row := range rows[1:] {
		out = append(out, row[i])
	}
	return out, nil
}

// often picks early ones more often than late ones.
func (a *author) often(from []string) string {
	x := a.r.Float64()
	return from[int(x*x*x*float64(len(from)))]
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// articles yields n articles of about 600 tokens.
func (a *author) articles(n int) iter.Seq2[article.Document, error] {
	return func(yield func(article.Document, error) bool) {
		for i := range n {
			if !yield(a.article(i), nil) {
				return
			}
		}
	}
}

func (a *author) article(i int) article.Document {
	published := time.Date(2024, 6, 1+a.r.IntN(540), 9, 0, 0, 0, time.UTC)
	var body strings.Builder
	for words := 0; words < 500; {
		var paragraph []string
		for range 2 + a.r.IntN(2) {
			s := a.sentence(published)
			words += len(strings.Fields(s))
			paragraph = append(paragraph, s)
		}
		body.WriteString(strings.Join(paragraph, " ") + "\n\n")
	}
	return article.Document{
		Name: fmt.Sprintf("article %d", i), Title: fmt.Sprintf("Talks on %s, report %d", pick(a.r, topics), i), Published: published,
		URL: fmt.Sprintf("https://news.example/%d", i), Publisher: fmt.Sprintf("Paper %d", a.r.IntN(a.publishers)), Text: body.String(),
	}
}

func (a *author) sentence(published time.Time) string {
	day := published.AddDate(0, 0, -a.r.IntN(20))
	return strings.NewReplacer(
		"{A}", a.often(a.persons), "{B}", a.often(a.persons), "{C}", a.often(a.persons),
		"{G}", a.often(a.countries), "{H}", a.often(a.countries),
		"{day}", day.Format("2 January"), "{month}", day.AddDate(0, -a.r.IntN(5), 0).Format("January 2006"),
		"{topic}", pick(a.r, topics), "{place}", pick(a.r, places),
	).Replace(a.templates[a.r.IntN(len(a.templates))])
}
