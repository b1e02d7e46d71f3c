package extract_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"backchannel/graph"
	"backchannel/loader/nlp"
)

// BenchmarkArticle sets the cost of extraction, names included, against that of
// the annotation before it.
func BenchmarkArticle(b *testing.B) {
	r := newReader(b)
	text := caseTexts(b)
	docs := r.docs(text)
	tokens := 0
	for _, d := range docs {
		tokens += len(d.Tokens)
	}
	art := graph.Article{ID: "article:bench", Text: text, PublishedAt: published}
	run := func(name string, work func() []nlp.Doc) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if docs := work(); docs != nil {
					r.Article(art, docs)
				}
			}
			b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
	run("extract", func() []nlp.Doc { return docs })
	run("annotate", func() []nlp.Doc { r.docs(text); return nil })
	run("both", func() []nlp.Doc { return r.docs(text) })
}

// caseTexts joins the texts of a table to one long article.
func caseTexts(b *testing.B) string {
	b.Helper()
	f, err := os.Open("testdata/cases.csv")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var all []string
	for _, row := range rows[1:] {
		all = append(all, row[0])
	}
	return strings.Join(all, "\n\n")
}
