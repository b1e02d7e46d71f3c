// Package news writes articles by template, for measuring and for tests that need
// many: the same ones each time, all of them different, with a few persons and
// countries often in the news and many seldom.
package news

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
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

// Author writes articles.
type Author struct {
	r         *rand.Rand
	templates []string
	persons   []string
	countries []string
	words     int // of an article, at least
}

// papers is the number of publishers.
const papers = 40

var (
	topics = []string{"the ceasefire", "grain exports", "the border", "prisoners of war", "nuclear inspections", "tariffs on steel", "fishing rights", "energy supplies", "the disputed islands", "security guarantees"}
	places = []string{"Geneva", "Vienna", "Istanbul", "Doha", "Riyadh", "Cairo", "Oslo", "Singapore", "Astana", "Abu Dhabi"}
)

// New returns an author of articles of at least some words, who takes names from
// the tables of the reference pack in a folder.
func New(pack string, words int) (*Author, error) {
	persons, err := column(filepath.Join(pack, "persons_hand.csv"), "name")
	if err != nil {
		return nil, err
	}
	countries, err := column(filepath.Join(pack, "governments_territories.csv"), "name")
	if err != nil {
		return nil, err
	}
	return &Author{rand.New(rand.NewPCG(2025, 1)), strings.Split(strings.TrimSpace(sentences), "\n"), persons, countries, words}, nil
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
func (a *Author) often(from []string) string {
	x := a.r.Float64()
	return from[int(x*x*x*float64(len(from)))]
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// Articles yields n articles.
func (a *Author) Articles(n int) iter.Seq2[article.Document, error] {
	return func(yield func(article.Document, error) bool) {
		for i := range n {
			if !yield(a.article(i), nil) {
				return
			}
		}
	}
}

// WriteLines writes n articles as JSON lines.
func (a *Author) WriteLines(w io.Writer, n int) error {
	out := json.NewEncoder(w)
	for d, err := range a.Articles(n) {
		if err == nil {
			err = out.Encode(map[string]string{
				"url": d.URL, "title": d.Title, "published": d.Published.Format(time.RFC3339), "publisher": d.Publisher, "text": d.Text,
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *Author) article(i int) article.Document {
	published := time.Date(2024, 6, 1+a.r.IntN(540), 9, 0, 0, 0, time.UTC)
	var body strings.Builder
	for words := 0; words < a.words; {
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
		URL: fmt.Sprintf("https://news.example/%d", i), Publisher: fmt.Sprintf("Paper %d", a.r.IntN(papers)), Text: body.String(),
	}
}

func (a *Author) sentence(published time.Time) string {
	day := published.AddDate(0, 0, -a.r.IntN(20))
	return strings.NewReplacer(
		"{A}", a.often(a.persons), "{B}", a.often(a.persons), "{C}", a.often(a.persons),
		"{G}", a.often(a.countries), "{H}", a.often(a.countries),
		"{day}", day.Format("2 January"), "{month}", day.AddDate(0, -a.r.IntN(5), 0).Format("January 2006"),
		"{topic}", pick(a.r, topics), "{place}", pick(a.r, places),
	).Replace(a.templates[a.r.IntN(len(a.templates))])
}
