package nlp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

const hidden = 64 // width of the transition models' hidden layers

// move is one thing that a transition system can do.
type move struct {
	action byte
	label  string
}

// scorer rates the moves open to a transition system. The vectors of a few
// tokens describe the state: what each of them adds in each role is computed for
// the whole paragraph beforehand, so that a step only sums.
type scorer struct {
	moves []move
	lower *matrix   // token vector to hidden
	parts *matrix   // hidden to what the token adds in each role
	bias  []float32 // hidden × 2
	none  []float32 // what stands for an absent token in each role
	upper *matrix   // hidden to moves
}

// prepare computes the tokens' parts.
func (c *scorer) prepare(vectors []float32, n int, s *scratch) []float32 {
	h := grow(&s.hidden, blockRows(n)*c.lower.stride)
	c.lower.mul(h, vectors, width, n)
	p := grow(&s.parts, blockRows(n)*c.parts.stride)
	c.parts.mul(p, h, c.lower.stride, n)
	return p
}

// score rates the moves, given the token in each role or -1.
func (c *scorer) score(scores, parts []float32, roles []int) {
	var h [2 * hidden]float32
	copy(h[:], c.bias)
	for f, id := range roles {
		part := c.none[f*2*hidden:][:2*hidden]
		if id >= 0 {
			part = parts[id*c.parts.stride+f*2*hidden:][:2*hidden]
		}
		for i, v := range part {
			h[i] += v
		}
	}
	var m [hidden]float32
	for o := range m {
		m[o] = max(h[2*o], h[2*o+1])
	}
	c.upper.apply(scores, m[:])
}

// newScorer takes a transition model from the layers that are left of its file.
func newScorer(layers []layer, roles int, moves []move) (*scorer, error) {
	c := &scorer{moves: moves}
	for _, l := range layers {
		w, b := l.weights["W"], l.weights["b"]
		switch {
		case l.name == "precomputable_affine" && w.is(roles, hidden, 2, hidden) && b.is(hidden, 2) && l.weights["pad"].is(1, roles, hidden, 2):
			c.parts = newMatrix(w.values, nil, roles*2*hidden, hidden)
			c.bias, c.none = b.values, l.weights["pad"].values
		case l.name == "linear" && w.is(hidden, width) && b.is(hidden):
			c.lower = newMatrix(w.values, b.values, hidden, width)
		case l.name == "linear" && w.is(len(moves), hidden) && b.is(len(moves)):
			c.upper = newMatrix(w.values, b.values, len(moves), hidden)
		default:
			return nil, fmt.Errorf("layer %s has shape %v", l.name, w.shape)
		}
	}
	if c.parts == nil || c.lower == nil || c.upper == nil {
		return nil, fmt.Errorf("a layer is missing")
	}
	return c, nil
}

// readMoves reads a transition system's moves in the order its model rates
// them: by action, then by falling frequency of the label. The actions are
// written as their numbers; names gives a letter for each.
func readMoves(b []byte, names string) ([]move, error) {
	v, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	file, _ := v.(map[string]any)
	text, _ := file["moves"].(string)
	var counts map[string]map[string]int
	if err := json.Unmarshal([]byte(text), &counts); err != nil {
		return nil, fmt.Errorf("decode moves: %w", err)
	}
	var moves []move
	for a := range len(names) {
		labels := counts[strconv.Itoa(a)]
		delete(counts, strconv.Itoa(a))
		sorted := make([]string, 0, len(labels))
		for l, n := range labels {
			if n < 0 {
				return nil, fmt.Errorf("label %q was added after training", l)
			}
			sorted = append(sorted, l)
		}
		slices.SortFunc(sorted, func(x, y string) int {
			return cmp.Or(cmp.Compare(labels[y], labels[x]), cmp.Compare(y, x))
		})
		for _, l := range sorted {
			moves = append(moves, move{names[a], l})
		}
	}
	if len(counts) > 0 || len(moves) == 0 {
		return nil, fmt.Errorf("%d moves and %d unknown actions", len(moves), len(counts))
	}
	return moves, nil
}
