package graph

import (
	"cmp"
	"math"
	"slices"
)

// sources counts the independent sources of claims, and returns the chance that
// at least one of them is right. Articles of one publisher are one source, and so
// are copies of one report, whoever publishes them.
func sources(claims []Claim) (int, float64) {
	independent := newUnion(len(claims))
	for i, a := range claims {
		for j, b := range claims[:i] {
			if publisher(a) == publisher(b) || NearCopies(a.Simhash, b.Simhash) {
				independent.join(i, j)
			}
		}
	}
	best := map[int]float64{} // confidence by source
	for i, c := range claims {
		root := independent.root(i)
		best[root] = max(best[root], c.Confidence)
	}
	confidences := make([]float64, 0, len(best))
	for _, c := range best {
		confidences = append(confidences, c)
	}
	slices.Sort(confidences) // so that rounding does not depend on order
	doubt := 1.0
	for _, c := range confidences {
		doubt *= 1 - c
	}
	return len(best), math.Round((1-doubt)*1000) / 1000
}

// publisher returns who publishes a claim; an article that does not say stands
// for itself.
func publisher(c Claim) string { return cmp.Or(c.Publisher, string(c.Article)) }
