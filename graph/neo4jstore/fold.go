package neo4jstore

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"backchannel/graph"
)

// fold returns the words of a text in the form in which they are compared: in
// lower case, without accents, Cyrillic in Latin letters, one space between
// them. Texts are stored and searched for in this form alone.
func fold(text string) string { return strings.Join(words(text), " ") }

// words returns the folded words of a text.
func words(text string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKD.String(latin(text))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || isApostrophe(r):
			// accents, and apostrophes within names, count for nothing
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼ`", r) }

// latin writes Cyrillic, and Latin letters that are no letter with an accent, in
// plain Latin letters, by the spelling that English-language media use.
func latin(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxLatin1 || r >= 'ß' }) {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if s, ok := spelling[unicode.ToLower(r)]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var spelling = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz",
	'ѓ': "g", 'ќ': "k", 'ѕ': "dz", 'ә': "a", 'ғ': "g", 'қ': "k", 'ң': "n", 'ө': "o", 'ұ': "u", 'ү': "u", 'һ': "h",
	'ß': "ss", 'æ': "ae", 'ø': "o", 'œ': "oe", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ŋ': "n", 'ə': "a",
}

// nameKeys returns the folded names of an actor.
func nameKeys(a graph.Actor) []string {
	keys := []string{}
	for _, name := range append([]string{a.Name}, a.Aliases...) {
		if k := fold(name); k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// lucene returns the full-text query for all words. Folded words hold nothing
// that means something in it.
func lucene(wanted []string) string { return "+" + strings.Join(wanted, " +") }
