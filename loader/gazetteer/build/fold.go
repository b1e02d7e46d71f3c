package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"backchannel/loader/names"
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

// slug returns the readable part of an id.
func slug(name string) string { return names.Slug(name) }

// fold reduces a name to plain lower-case words and numbers.
func fold(name string) string { return strings.Join(names.Words(name), " ") }
