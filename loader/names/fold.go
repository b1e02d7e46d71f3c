package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wholeLetters are letters that decomposition leaves whole.
var wholeLetters = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th", "ə", "a")

// Fold makes spellings of one word equal: small letters without accents, one
// kind of apostrophe and hyphen. "Brasília" is "brasilia", "Əliyev" is "aliyev".
func Fold(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range wholeLetters.Replace(strings.ToLower(norm.NFKD.String(word))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case isApostrophe(r):
			b.WriteByte('\'')
		case r == '–' || r == '‑' || r == '‐':
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼʻʹ`´", r) }

// Words returns the folded words of a name. Apostrophes and points inside words
// are left out: "O’Brien" is "obrien", "U.S." is "us".
func Words(name string) []string {
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '.':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return ' '
	}, Fold(name)), func(r rune) bool { return r == ' ' })
}

// Slug returns a name as the readable part of an id: its words joined by
// hyphens. Ids of the pack and of newcomers are made by it alike.
func Slug(name string) string { return strings.Join(Words(name), "-") }
