package nlp

import (
	"os"
	"testing"
)

// benchTexts are the paragraphs of the fixtures, or of the file that
// BACKCHANNEL_PARITY names.
func benchTexts(b *testing.B) []gold {
	if p := os.Getenv("BACKCHANNEL_PARITY"); p != "" {
		return readGold(b, p)
	}
	return readGold(b, "testdata/dev.json.gz")
}

// BenchmarkAnnotate reads the paragraphs one after another.
func BenchmarkAnnotate(b *testing.B) {
	m := testModel(b)
	docs := benchTexts(b)
	tokens := 0
	for b.Loop() {
		for _, d := range docs {
			tokens += len(m.Annotate(d.Text, 0).Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

// BenchmarkParallel is BenchmarkAnnotate on all cores.
func BenchmarkParallel(b *testing.B) {
	m := testModel(b)
	docs := benchTexts(b)
	tokens := 0
	for _, d := range docs {
		tokens += len(d.Tokens)
	}
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			for _, d := range docs {
				m.Annotate(d.Text, 0)
			}
		}
	})
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	testModel(b)
	for b.Loop() {
		if _, err := Load(DefaultDir()); err != nil {
			b.Fatal(err)
		}
	}
}
