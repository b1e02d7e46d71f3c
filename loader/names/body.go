package names

import "strings"

// maxForm is the number of words of the longest legal form.
const maxForm = 5

// formAt returns the class of the legal form that begins at words[i], and its
// length in words.
func formAt(words []string, i int) (class string, length int) {
	for n := min(maxForm, len(words)-i); n > 0; n-- {
		if class := forms[strings.Join(words[i:i+n], " ")]; class != "" {
			return class, n
		}
	}
	return "", 0
}

// isBody reports whether words name a company or another body: a legal form at
// either end, or a word such as "bank" anywhere.
func isBody(words []string) bool {
	words = joinLetters(words)
	for i := range words {
		class, n := formAt(words, i)
		if class == "word" && len(words) > 1 || class != "" && (n > 1 || i == 0 && len(words) > 1 && len(words[0]) > 2 || i > 0 && i == len(words)-1) {
			return true
		}
	}
	return false
}

var numbers = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3", "forty": "40", "and": "&",
}

// bodyTokens leaves out legal forms and articles, and writes numbers as digits.
func bodyTokens(words []string) []token {
	words = joinLetters(words)
	var out []token
	for i := 0; i < len(words); {
		class, n := formAt(words, i)
		if class != "" && class != "word" {
			i += n
			continue
		}
		w := words[i]
		if digits := numbers[w]; digits != "" {
			w = digits
		}
		if w == "4" && len(out) > 0 && out[len(out)-1].text == "40" {
			out[len(out)-1].text = "44"
		} else if w != "the" && w != "&" && w != "of" {
			out = append(out, token{text: w, sound: Sound(w), role: Given})
		}
		i++
	}
	return out
}

// joinLetters writes "l l c" as "llc".
func joinLetters(words []string) []string {
	var out []string
	letters := false
	for _, w := range words {
		if letters && len(w) == 1 {
			out[len(out)-1] += w
		} else {
			out = append(out, w)
		}
		letters = len(w) == 1
	}
	return out
}
