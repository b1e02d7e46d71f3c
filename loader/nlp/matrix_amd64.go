package nlp

import "golang.org/x/sys/cpu"

var hasFMA = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// mulBlock multiplies rowBlock rows by one panel.
func mulBlock(y []float32, yStride int, x []float32, xStride int, w, b []float32, in int) {
	if !hasFMA {
		mulBlockGo(y, yStride, x, xStride, w, b, in)
		return
	}
	// The kernel checks no bounds, so they are checked here.
	_, _, _, _ = y[(rowBlock-1)*yStride+panelWidth-1], x[(rowBlock-1)*xStride+in-1], w[in*panelWidth-1], b[panelWidth-1]
	mulBlockFMA(in, &x[0], xStride, &w[0], &b[0], &y[0], yStride)
}

// mulRow multiplies one row by one panel.
func mulRow(y, x, w, b []float32) {
	if !hasFMA || len(x)%2 != 0 {
		mulRowGo(y, x, w, b)
		return
	}
	_, _, _ = y[panelWidth-1], w[len(x)*panelWidth-1], b[panelWidth-1]
	mulRowFMA(len(x), &x[0], &w[0], &b[0], &y[0])
}

//go:noescape
func mulBlockFMA(in int, x *float32, xStride int, w, b, y *float32, yStride int)

// mulRowFMA takes an even number of inputs.
//
//go:noescape
func mulRowFMA(in int, x, w, b, y *float32)
