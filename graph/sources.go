package graph

import (
	"cmp"
	"math"
	"slices"
)

// sources counts independent sources, and returns the chance that at least one
// of them is right.
func sources(claims []Claim) (int, float64) {
	type source struct {
		publisher  string
		prints     []uint64
		confidence float64
	}
	var all []*source
	for _, c := range claims {
		publisher := cmp.Or(c.Publisher, string(c.Article))
		mine := &source{publisher, []uint64{c.Simhash}, c.Confidence}
		rest := all[:0:0]
		for _, s := range all {
			if s.publisher == publisher || slices.ContainsFunc(s.prints, func(p uint64) bool { return NearCopies(p, c.Simhash) }) {
				mine.prints = append(mine.prints, s.prints...)
				mine.confidence = max(mine.confidence, s.confidence)
				mine.publisher = min(mine.publisher, s.publisher)
				continue
			}
			rest = append(rest, s)
		}
		all = append(rest, mine)
	}
	doubt := 1.0
	confidences := make([]float64, 0, len(all))
	for _, s := range all {
		confidences = append(confidences, s.confidence)
	}
	slices.Sort(confidences) // so that rounding does not depend on order
	for _, c := range confidences {
		doubt *= 1 - c
	}
	return len(all), math.Round((1-doubt)*1000) / 1000
}
