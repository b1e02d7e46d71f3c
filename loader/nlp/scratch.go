package nlp

// scratch is the room that annotating one paragraph works in, kept for the next.
type scratch struct {
	x, z, features []float32
	hidden, parts  []float32
	missing        []int
}

// largestKept is the size, in numbers, beyond which room is not kept: about a
// paragraph of 1,500 words.
const largestKept = 1 << 21

// grow returns the first n values of a buffer, made larger if need be. They hold
// what was left in them.
func grow(buf *[]float32, n int) []float32 {
	if cap(*buf) < n {
		*buf = make([]float32, n, n+n/4)
	}
	return (*buf)[:n]
}

// keep reports whether the room is small enough to be kept.
func (s *scratch) keep() bool {
	return cap(s.x)+cap(s.z)+cap(s.hidden)+cap(s.parts) <= largestKept
}
