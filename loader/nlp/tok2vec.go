package nlp

import (
	"fmt"
	"math"
)

const (
	width  = 96 // numbers that describe a token
	pieces = 3  // maxout pieces of the encoder
	depth  = 4  // encoder layers, each looking one token to either side
	tables = 4  // embedding tables of the word itself: norm, prefix, suffix, shape
)

// tok2vec turns tokens into vectors that say what they are where they stand. A
// word's features pick rows of hashed embedding tables, which are mixed to a
// vector; four layers then mix each vector with its neighbours.
type tok2vec struct {
	slot    int  // which of a lexeme's kept embeddings are this network's
	spacing bool // whether white space is a feature too
	tables  []table
	mix     maxout
	encode  [depth]maxout
}

// table is a hashed embedding: a feature stands for the sum of four rows.
type table struct {
	seed uint32
	rows uint32
	e    []float32
}

func (t *table) add(sum []float32, id uint64) {
	for _, h := range tableRows(id, t.seed) {
		row := t.e[int(h%t.rows)*width:][:width]
		for i, v := range row {
			sum[i] += v
		}
	}
}

// maxout is an affine map to pieces numbers per output, of which the largest
// counts, followed by normalisation.
type maxout struct {
	affine *matrix
	gain   []float32
	bias   []float32
}

// activate writes what becomes of a row of the affine map.
func (m *maxout) activate(y, z []float32) {
	y, z = y[:width], z[:width*pieces]
	var sum float32
	for o := range y {
		p := z[o*pieces : o*pieces+pieces : o*pieces+pieces]
		v := max(p[0], p[1], p[2])
		y[o] = v
		sum += v
	}
	mean := sum / width
	var variance float32
	for o, v := range y {
		d := v - mean
		y[o] = d
		variance += d * d
	}
	scale := float32(1 / math.Sqrt(float64(variance/width+1e-8)))
	gain, bias := m.gain[:width], m.bias[:width]
	for o, d := range y {
		y[o] = d*scale*gain[o] + bias[o]
	}
}

// run returns the vectors of the tokens, width numbers each, in a slice of s
// that lasts until s is used again.
func (t *tok2vec) run(tokens []token, s *scratch) []float32 {
	n := len(tokens)
	// Zero rows stand at either end, one for each layer that looks beyond; the
	// last block of rows may reach behind them.
	x := grow(&s.x, (n+2*depth+rowBlock)*width)
	clear(x[:depth*width])
	clear(x[(depth+n)*width:])
	t.embed(x[depth*width:], tokens, s)

	z := grow(&s.z, blockRows(n+2*depth)*width*pieces)
	for l := range t.encode {
		m := &t.encode[l]
		// Of the zero rows only those count that later layers will look at.
		first := l + 1
		rows := n + 2*(depth-first)
		m.affine.mul(z, x[(first-1)*width:], width, rows)
		var y [width]float32
		for r := range rows {
			m.activate(y[:], z[r*width*pieces:])
			row := x[(first+r)*width:][:width]
			for i, v := range y {
				row[i] += v
			}
		}
	}
	return x[depth*width : (depth+n)*width]
}

// embed writes the words' own vectors, and computes those not kept yet.
func (t *tok2vec) embed(x []float32, tokens []token, s *scratch) {
	missing := s.missing[:0]
	for i := range tokens {
		if v := tokens[i].embedded[t.variant(&tokens[i])].Load(); v != nil {
			copy(x[i*width:(i+1)*width], v[:])
		} else {
			missing = append(missing, i)
		}
	}
	s.missing = missing
	in := t.mix.affine.in
	for len(missing) > 0 {
		batch := missing[:min(len(missing), rowBlock*8)]
		missing = missing[len(batch):]
		f := grow(&s.features, rowBlock*8*in)
		clear(f)
		for r, i := range batch {
			t.features(f[r*in:(r+1)*in], &tokens[i])
		}
		z := grow(&s.z, rowBlock*8*width*pieces)
		t.mix.affine.mul(z, f, in, len(batch))
		for r, i := range batch {
			v := new([width]float32)
			t.mix.activate(v[:], z[r*width*pieces:])
			copy(x[i*width:(i+1)*width], v[:])
			tokens[i].embedded[t.variant(&tokens[i])].Store(v)
		}
	}
}

func (t *tok2vec) variant(tok *token) int {
	if t.spacing && tok.space {
		return t.slot + 1
	}
	return t.slot
}

func (t *tok2vec) features(f []float32, tok *token) {
	ids := [tables + 2]uint64{tok.features[0], tok.features[1], tok.features[2], tok.features[3]}
	if tok.space {
		ids[tables] = 1
	}
	if tok.lexeme.space {
		ids[tables+1] = 1
	}
	for k := range t.tables {
		t.tables[k].add(f[k*width:(k+1)*width], ids[k])
	}
}

// newTok2vec takes a network's layers from those of a model file and returns
// the rest.
func newTok2vec(layers []layer, slot int, spacing bool) (*tok2vec, []layer, error) {
	t := &tok2vec{slot: slot, spacing: spacing}
	n := tables
	if spacing {
		n += 2
	}
	var rest []layer
	maxouts, norms := 0, 0
	at := func(i int) *maxout {
		if i == 0 {
			return &t.mix
		}
		return &t.encode[i-1]
	}
	for _, l := range layers {
		switch l.name {
		case "hashembed":
			e := l.weights["E"]
			if len(t.tables) == n || len(e.shape) != 2 || e.shape[0] == 0 || e.shape[1] != width {
				return nil, nil, fmt.Errorf("embedding table %d has shape %v", len(t.tables)+1, e.shape)
			}
			// Tables hash with seeds that count up from eight.
			t.tables = append(t.tables, table{seed: uint32(8 + len(t.tables)), rows: uint32(e.shape[0]), e: e.values})
		case "maxout":
			in := 3 * width
			if maxouts == 0 {
				in = n * width
			}
			w, b := l.weights["W"], l.weights["b"]
			if maxouts > depth || !w.is(width, pieces, in) || !b.is(width, pieces) {
				return nil, nil, fmt.Errorf("maxout layer %d has shape %v", maxouts+1, w.shape)
			}
			at(maxouts).affine = newMatrix(w.values, b.values, width*pieces, in)
			maxouts++
		case "layernorm":
			g, b := l.weights["G"], l.weights["b"]
			if norms > depth || !g.is(width) || !b.is(width) {
				return nil, nil, fmt.Errorf("normalisation %d has shape %v", norms+1, g.shape)
			}
			at(norms).gain, at(norms).bias = g.values, b.values
			norms++
		default:
			rest = append(rest, l)
		}
	}
	if len(t.tables) != n || maxouts != depth+1 || norms != depth+1 {
		return nil, nil, fmt.Errorf("%d embedding tables, %d maxout layers and %d normalisations instead of %d, %d and %d",
			len(t.tables), maxouts, norms, n, depth+1, depth+1)
	}
	return t, rest, nil
}
