package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that decomposition leaves whole.
var plainLetters = strings.NewReplacer("ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ı", "i", "ß", "ss", "æ", "ae", "Æ", "Ae",
	"œ", "oe", "Œ", "Oe", "ð", "d", "Ð", "D", "þ", "th", "Þ", "Th", "ə", "a", "Ə", "A", "’", "'", "‘", "'", "ʻ", "'")

// plain returns a text without marks: "Brasília" is "Brasilia".
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(plainLetters.Replace(text)))
}

var silent = strings.NewReplacer("'", "", ".", "")

// slug returns the readable part of an id: lower-case letters and digits joined by hyphens, apostrophes and points left out.
func slug(name string) string {
	return strings.ReplaceAll(fold(name), " ", "-")
}

// fold reduces a name to plain lower-case words and numbers.
func fold(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(silent.Replace(plain(name))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
