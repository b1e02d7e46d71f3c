package graph

import (
	"hash/fnv"
	"math/bits"
	"strings"
	"unicode"
)

// shingle is the number of words that are hashed together.
const shingle = 3

// nearCopy is the number of differing bits up to which two texts pass as copies:
// reports of a hundred words that an editor has cut, credited and touched up
// differ in up to 13, reports of different hands in more than 20.
const nearCopy = 13

// Simhash returns a 64-bit fingerprint of a text's words that changes in few
// bits when few words change (Charikar, 2002). It is 0 for a text too short to
// be told from others.
func Simhash(text string) uint64 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < 8*shingle {
		return 0
	}
	var weight [64]int
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		sum := h.Sum64()
		for bit := range weight {
			weight[bit] += int(sum>>bit&1)*2 - 1
		}
	}
	var out uint64
	for bit, w := range weight {
		if w > 0 {
			out |= 1 << bit
		}
	}
	return out
}

// NearCopies reports whether two fingerprints are of texts that tell one report.
func NearCopies(a, b uint64) bool {
	return a != 0 && b != 0 && bits.OnesCount64(a^b) <= nearCopy
}
