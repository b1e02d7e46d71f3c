package nlp

// The networks are small and dense, so nearly all time goes into multiplying a
// run of token rows by a weight matrix. A matrix is kept in panels of sixteen
// outputs, the inputs of a panel one after another, so that a kernel can hold a
// block of rows × panel in registers and read the weights in order.

const (
	panelWidth = 16 // outputs computed together
	rowBlock   = 6  // rows computed together
)

// matrix is an affine map of rows: y = x·Wᵀ + b.
type matrix struct {
	in, out int
	stride  int       // out rounded up to whole panels: the width of a result row
	w       []float32 // panel-major: [panel][input][panelWidth]
	b       []float32 // stride values
}

// newMatrix packs weights given row by row, one row of in values per output.
func newMatrix(w, b []float32, out, in int) *matrix {
	panels := (out + panelWidth - 1) / panelWidth
	m := &matrix{in: in, out: out, stride: panels * panelWidth}
	m.w = make([]float32, panels*in*panelWidth)
	m.b = make([]float32, m.stride)
	copy(m.b, b)
	for o := range out {
		panel := m.w[o/panelWidth*in*panelWidth:]
		for i := range in {
			panel[i*panelWidth+o%panelWidth] = w[o*in+i]
		}
	}
	return m
}

// blockRows is how many rows a result needs room for: kernels work on whole
// blocks, and what they write beyond the rows asked for means nothing.
func blockRows(rows int) int { return (rows + rowBlock - 1) / rowBlock * rowBlock }

// mul computes rows result rows of m.stride values each into y, from input rows
// that start xStride values apart in x; they may overlap. Both slices must hold
// blockRows(rows) rows.
func (m *matrix) mul(y, x []float32, xStride, rows int) {
	for r := 0; r < rows; r += rowBlock {
		xb := x[r*xStride : (r+rowBlock-1)*xStride+m.in]
		yb := y[r*m.stride : (r+rowBlock)*m.stride]
		for p := 0; p < m.stride; p += panelWidth {
			mulBlock(yb[p:], m.stride, xb, xStride, m.w[p*m.in:(p+panelWidth)*m.in], m.b[p:p+panelWidth], m.in)
		}
	}
}

// apply maps one row.
func (m *matrix) apply(y, x []float32) {
	_ = y[m.stride-1]
	for p := 0; p < m.stride; p += panelWidth {
		mulRow(y[p:p+panelWidth], x[:m.in], m.w[p*m.in:(p+panelWidth)*m.in], m.b[p:p+panelWidth])
	}
}

// mulBlockGo is mulBlock for processors without a vector kernel.
func mulBlockGo(y []float32, yStride int, x []float32, xStride int, w, b []float32, in int) {
	for r := 0; r < rowBlock; r += 2 {
		x0 := x[r*xStride:][:in]
		x1 := x[(r+1)*xStride:][:in]
		for c := 0; c < panelWidth; c += 4 {
			a0, a1, a2, a3 := b[c], b[c+1], b[c+2], b[c+3]
			b0, b1, b2, b3 := a0, a1, a2, a3
			for i, v := range x0 {
				u := x1[i]
				k := w[i*panelWidth+c:]
				k = k[:4:4]
				a0 += v * k[0]
				a1 += v * k[1]
				a2 += v * k[2]
				a3 += v * k[3]
				b0 += u * k[0]
				b1 += u * k[1]
				b2 += u * k[2]
				b3 += u * k[3]
			}
			o := y[r*yStride+c:]
			o[0], o[1], o[2], o[3] = a0, a1, a2, a3
			o = y[(r+1)*yStride+c:]
			o[0], o[1], o[2], o[3] = b0, b1, b2, b3
		}
	}
}

// mulRowGo is mulRow for processors without a vector kernel.
func mulRowGo(y, x, w, b []float32) {
	for c := 0; c < panelWidth; c += 4 {
		a0, a1, a2, a3 := b[c], b[c+1], b[c+2], b[c+3]
		for i, v := range x {
			k := w[i*panelWidth+c:]
			k = k[:4:4]
			a0 += v * k[0]
			a1 += v * k[1]
			a2 += v * k[2]
			a3 += v * k[3]
		}
		y[c], y[c+1], y[c+2], y[c+3] = a0, a1, a2, a3
	}
}
