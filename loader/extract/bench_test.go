package extract

import (
	"testing"

	"backchannel/graph"
	"backchannel/loader/nlp"
)

// BenchmarkArticle reports the cost of extraction alone; the annotation is at
// hand.
func BenchmarkArticle(b *testing.B) {
	fixtures := loadFixtures(b, "cases")
	tokens := 0
	for _, f := range fixtures {
		tokens += len(f.Tokens)
	}
	for b.Loop() {
		for _, f := range fixtures {
			x, err := New(f)
			if err != nil {
				b.Fatal(err)
			}
			x.Article(graph.Article{Text: f.Text, PublishedAt: published}, []nlp.Doc{f.doc()})
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
