package nlp

import "fmt"

// tagger rates the part-of-speech tags of each token.
type tagger struct {
	tags   []string
	affine *matrix
}

func newTagger(layers []layer, tags []string) (*tagger, error) {
	if len(layers) != 1 || layers[0].name != "softmax" {
		return nil, fmt.Errorf("%d layers instead of one", len(layers))
	}
	w, b := layers[0].weights["W"], layers[0].weights["b"]
	if !w.is(len(tags), width) || !b.is(len(tags)) {
		return nil, fmt.Errorf("weights of shape %v for %d tags", w.shape, len(tags))
	}
	return &tagger{tags: tags, affine: newMatrix(w.values, b.values, len(tags), width)}, nil
}

// tag writes the best tag of each token.
func (t *tagger) tag(tokens []Token, vectors []float32, s *scratch) {
	z := grow(&s.z, blockRows(len(tokens))*t.affine.stride)
	t.affine.mul(z, vectors, width, len(tokens))
	for i := range tokens {
		best, scores := 0, z[i*t.affine.stride:][:len(t.tags)]
		for k, v := range scores {
			if v > scores[best] {
				best = k
			}
		}
		tokens[i].Tag = t.tags[best]
	}
}
