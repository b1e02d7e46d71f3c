package names

import (
	"strings"

	"github.com/antzucaro/matchr"
)

// enough is the likeness from which two words count as one.
const enough = 0.72

// like returns how alike two words are, from 0 to 1.
func like(a, b token) float64 {
	switch {
	case a.text == b.text:
		return 1
	case a.initial() || b.initial():
		if a.text[0] == b.text[0] && a.role != Surname && b.role != Surname { // surnames are written out
			return 0.9
		}
		return 0
	case patronymic(a.text) != patronymic(b.text): // the father of one
		return 0
	case sameSet(a.text, b.text):
		return 0.95
	case a.bare != b.bare: // one has no vowels to compare
		return bareLike(a.sound, b.sound)
	case a.joined && b.joined:
		return syllablesLike(a.text, b.text)
	}
	return spelledLike(a, b)
}

func sameSet(a, b string) bool {
	for _, x := range variants[a] {
		for _, y := range variants[b] {
			if x == y {
				return true
			}
		}
	}
	return false
}

func bareLike(a, b string) float64 {
	switch d := matchr.Levenshtein(a, b); {
	case a == "" || b == "":
		return 0
	case d == 0:
		return 0.95
	case d == 1 && max(len(a), len(b)) > 3:
		return 0.8
	}
	return 0
}

// Syllables of Korean and Chinese names as they sound, whichever romanisation
// they are in: "seok-youl" is "suk-yeol", "Tse-tung" is "zedong".
var (
	korean  = strings.NewReplacer("yeo", "yo", "you", "yo", "eo", "o", "eu", "o", "oo", "o", "ou", "o", "u", "o", "ae", "e", "ch", "j", "g", "k", "d", "t", "b", "p", "r", "l")
	chinese = strings.NewReplacer("zh", "C", "ch", "C", "j", "C", "q", "C", "hs", "S", "x", "S", "tz", "z", "ts", "z", "c", "z", "b", "p", "d", "t", "g", "k",
		"ung", "onk", "ong", "onk", "ien", "ian", "ieh", "ie", "ih", "i", "y", "")
)

func syllablesLike(a, b string) float64 {
	switch d := matchr.Levenshtein(a, b); {
	case korean.Replace(a) == korean.Replace(b) || chinese.Replace(a) == chinese.Replace(b):
		return 0.95
	case d == 1 && min(len(a), len(b)) > 5:
		return 0.8
	}
	return 0
}

// spelledLike compares by Jaro-Winkler, which spellings of one sound may push
// up and two edits in a short word push down.
func spelledLike(a, b token) float64 {
	jw := matchr.JaroWinkler(a.text, b.text, false)
	if jw < 0.7 { // nothing below lifts that to enough
		return jw * 0.9
	}
	edits := matchr.DamerauLevenshtein(a.text, b.text)
	short, long := min(len(a.text), len(b.text)), max(len(a.text), len(b.text))
	switch {
	case a.sound == b.sound && a.sound != "" && jw >= 0.78:
		return max(jw, 0.88)
	case edits == 1 && short > 3:
		return max(jw, 0.85)
	case edits == 1 && short > 2:
		return 0.8
	case soundsLike(a.text, b.text) && jw >= 0.85:
		return max(jw, 0.85)
	case edits == 2 && long > 7, edits == 3 && long > 11:
		return min(jw, 0.84)
	}
	return min(jw, float64(long-edits)/float64(long)) * 0.9
}

func soundsLike(a, b string) bool {
	a1, a2 := matchr.DoubleMetaphone(a)
	b1, b2 := matchr.DoubleMetaphone(b)
	return len(a1) > 1 && (a1 == b1 || a1 == b2 || a2 == b1)
}

// pair is two words taken for one.
type pair struct {
	a, b int
	like float64
}

// maxWords bounds the words of a name that are compared.
const maxWords = 10

// align pairs the words of two names so that the likeness in all is greatest.
// It tries every assignment, remembering the best for each set of words used.
func align(a, b []token) []pair {
	a, b = a[:min(len(a), maxWords)], b[:min(len(b), maxWords)]
	type state struct {
		sum  float64
		with int // word of b, -1 for none
	}
	best := make([][]state, len(a)+1)
	best[len(a)] = make([]state, 1<<len(b))
	for i := len(a) - 1; i >= 0; i-- {
		best[i] = make([]state, 1<<len(b))
		likes := make([]float64, len(b))
		for j := range b {
			likes[j] = like(a[i], b[j])
		}
		for used := range best[i] {
			s := state{best[i+1][used].sum, -1}
			for j, l := range likes {
				if used&(1<<j) == 0 && l >= enough {
					if sum := l + best[i+1][used|1<<j].sum; sum > s.sum {
						s = state{sum, j}
					}
				}
			}
			best[i][used] = s
		}
	}
	var out []pair
	used := 0
	for i := range a {
		if j := best[i][used].with; j >= 0 {
			out = append(out, pair{i, j, like(a[i], b[j])})
			used |= 1 << j
		}
	}
	return out
}
