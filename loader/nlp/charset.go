package nlp

import "slices"

// charSet is a set of characters.
type charSet struct {
	ascii  [2]uint64
	ranges [][2]rune // beyond ASCII, sorted, not overlapping
}

func (s *charSet) add(lo, hi rune) {
	for ; lo <= hi && lo < 128; lo++ {
		s.ascii[lo>>6] |= 1 << (lo & 63)
	}
	if lo <= hi {
		s.ranges = append(s.ranges, [2]rune{lo, hi})
	}
}

// sort puts the ranges in order once all are added.
func (s *charSet) sort() {
	slices.SortFunc(s.ranges, func(a, b [2]rune) int { return int(a[0]) - int(b[0]) })
	merged := s.ranges[:0]
	for _, r := range s.ranges {
		if n := len(merged); n > 0 && r[0] <= merged[n-1][1]+1 {
			merged[n-1][1] = max(merged[n-1][1], r[1])
		} else {
			merged = append(merged, r)
		}
	}
	s.ranges = merged
}

func (s *charSet) has(r rune) bool {
	if uint32(r) < 128 {
		return s.ascii[r>>6]&(1<<(r&63)) != 0
	}
	_, found := slices.BinarySearchFunc(s.ranges, r, func(x [2]rune, r rune) int {
		switch {
		case x[1] < r:
			return -1
		case x[0] > r:
			return 1
		}
		return 0
	})
	return found
}
