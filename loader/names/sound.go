package names

import "strings"

// soundPairs write letters that one sound is spelled with in one way.
var soundPairs = strings.NewReplacer("shch", "S", "sch", "S", "tsch", "C", "tch", "C", "zh", "j", "dzh", "j", "dj", "j", "kh", "h", "gh", "k",
	"dh", "d", "th", "t", "ph", "f", "ch", "C", "sh", "S", "ck", "k", "qu", "k", "ce", "se", "ci", "si", "q", "k", "g", "k", "c", "k", "x", "ks", "w", "v",
	"tsi", "ti", "dz", "z", "ousk", "ovsk")

// Sound returns the consonants of a folded Latin word as they sound, so that
// spellings of one name agree: "gaddafi" and "qadhafi" are "kdf". A diphthong
// inside stays as "y": "hussein" is not "hassan".
func Sound(word string) string {
	word = single(soundPairs.Replace(word))
	var b strings.Builder
	for i := 0; i < len(word); {
		if !vowel(word[i]) {
			b.WriteByte(word[i])
			i++
			continue
		}
		j := i
		for j < len(word) && vowel(word[j]) {
			j++
		}
		if inside := i > 0 && j < len(word); inside && j-i > 1 && strings.ContainsAny(word[i:j], "iy") {
			b.WriteByte('y')
		}
		i = j
	}
	return b.String()
}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// single writes doubled letters once.
func single(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i == 0 || s[i] != s[i-1] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
