package nlp

import "strings"

// edges returns the first and last token of each token's subtree. Where arcs
// cross, subtrees grow until each sentence holds the heads of its tokens; the
// bound on the rounds is spaCy's.
func edges(heads []int) (first, last []int) {
	n := len(heads)
	first, last = make([]int, n), make([]int, n)
	for i := range n {
		first[i], last[i] = i, i
	}
	widen := func(i int) {
		h := heads[i]
		first[h] = min(first[h], first[i])
		last[h] = max(last[h], last[i])
	}
	for range 12 {
		for i := range n {
			widen(i)
		}
		for i := n - 1; i >= 0; i-- {
			widen(i)
		}
		if headsWithinSentences(heads, sentenceStarts(heads, first)) {
			break
		}
	}
	return first, last
}

// sentenceStarts marks the first token of each root's subtree.
func sentenceStarts(heads, first []int) []bool {
	starts := make([]bool, len(heads))
	for i, h := range heads {
		if h == i {
			starts[first[i]] = true
		}
	}
	return starts
}

func headsWithinSentences(heads []int, starts []bool) bool {
	from := 0
	for i := range heads {
		if i > 0 && starts[i] || i == len(heads)-1 {
			for j := from; j < i; j++ {
				if heads[j] < from || heads[j] > i {
					return false
				}
			}
			from = i
		}
	}
	return true
}

// unproject moves the arcs that the parser could not draw because they cross
// others. Such an arc was hung higher up and labelled "a||b": its true head is
// the nearest token below with label b (Nivre and Nilsson 2005, as in spaCy).
func unproject(tokens []token, heads []int, labels []string) {
	var first, last []int
	for i := range heads {
		label, headLabel, crossed := strings.Cut(labels[i], "||")
		if !crossed {
			continue
		}
		if first == nil {
			first, last = edges(heads)
		}
		heads[i] = newHead(tokens, heads, labels, first, last, i, headLabel)
		labels[i] = label
	}
}

// newHead searches level by level from the token's head downwards.
func newHead(tokens []token, heads []int, labels []string, first, last []int, i int, label string) int {
	for level := []int{heads[i]}; len(level) > 0; {
		var below []int
		for _, h := range level {
			for k := first[h]; k <= last[h]; k++ {
				if heads[k] != h || k == h || k == i || tokens[k].lexeme.space {
					continue
				}
				if labels[k] == label {
					return k
				}
				below = append(below, k)
			}
		}
		level = below
	}
	return heads[i]
}
