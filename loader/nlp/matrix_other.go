//go:build !amd64

package nlp

// mulBlock multiplies rowBlock rows by one panel.
func mulBlock(y []float32, yStride int, x []float32, xStride int, w, b []float32, in int) {
	mulBlockGo(y, yStride, x, xStride, w, b, in)
}

// mulRow multiplies one row by one panel.
func mulRow(y, x, w, b []float32) { mulRowGo(y, x, w, b) }
