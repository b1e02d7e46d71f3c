package nlp

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// lexeme is a word regardless of where it stands: the features the networks
// know it by, and what their first layers made of them.
type lexeme struct {
	text  string
	lower string
	space bool // nothing but white space

	features [4]uint64 // ids of norm, prefix, suffix and shape

	// embedded keeps the embeddings once computed: of the shared network without
	// and with a space behind the word, and of the entity network.
	embedded [3]atomic.Pointer[[width]float32]

	phrases [][]string // token runs of special cases that begin with this word
}

// newLexeme works out the features of a word. A norm of "" means the usual one.
func (l *lexicon) newLexeme(text, norm string) *lexeme {
	x := &lexeme{text: text, lower: lower(text), space: isSpaces(text), phrases: l.phrases[text]}
	if norm == "" {
		norm = l.norm(text, x.lower)
	}
	x.features = [4]uint64{stringID(norm), stringID(prefix(text)), stringID(suffix(text)), stringID(shape(text))}
	return x
}

// lexicon makes lexemes and remembers those of late.
type lexicon struct {
	norms   map[uint64]string     // by string id of the word
	phrases map[string][][]string // by first token
	recent  *cache[*lexeme]
}

func (l *lexicon) get(text string) *lexeme {
	if x, ok := l.recent.get(text); ok {
		return x
	}
	text = strings.Clone(text)
	x := l.newLexeme(text, "")
	if len(text) <= longestKept {
		l.recent.put(text, x)
	}
	return x
}

// norm is the form under which spelling variants meet.
func (l *lexicon) norm(text, lower string) string {
	if n, ok := l.norms[stringID(text)]; ok {
		return n
	}
	if n, ok := baseNorms[text]; ok {
		return n
	}
	return lower
}

// baseNorms are the norms spaCy gives in every language, whatever the model.
var baseNorms = map[string]string{
	"'s": "'s", "'S": "'s", "’s": "'s", "’S": "'s",
	"’": "'", "‘": "'", "´": "'", "`": "'",
	"”": `"`, "“": `"`, "''": `"`, "``": `"`, "´´": `"`, "„": `"`, "»": `"`, "«": `"`, "‘‘": `"`, "’’": `"`,
	"？": "?", "！": "!", "，": ",", "；": ";", "：": ":", "。": ".", "।": ".", "…": "...",
	"—": "-", "–": "-", "--": "-", "---": "-", "——": "-",
	"€": "$", "£": "$", "¥": "$", "฿": "$", "US$": "$", "C$": "$", "A$": "$", "₺": "$", "₹": "$", "৳": "$",
	"₩": "$", "Mex$": "$", "₣": "$", "E£": "$",
}

func prefix(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// suffix is the last three characters.
func suffix(s string) string {
	i := len(s)
	for range 3 {
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	return s[i:]
}

// shape shows the kinds of the characters, runs cut to four: "Xxxxx", "dd.d".
func shape(s string) string {
	if utf8.RuneCountInString(s) >= 100 {
		return "LONG"
	}
	var b strings.Builder
	last, run := rune(-1), 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			if isUpper(r) {
				r = 'X'
			} else {
				r = 'x'
			}
		case isDigit(r):
			r = 'd'
		}
		if r == last {
			run++
		} else {
			last, run = r, 0
		}
		if run < 4 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// The model was trained on Python's idea of characters. Where it differs from
// Go's, these functions follow Python.

func lower(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			// Full case mapping: İ and the final sigma differ from the simple one.
			return cases.Lower(language.Und).String(s)
		}
	}
	return strings.ToLower(s)
}

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }

// isDigit holds for decimal digits and for those written small or in circles.
func isDigit(r rune) bool {
	return unicode.IsDigit(r) || r > unicode.MaxASCII && unicode.Is(digitForms, r)
}

var digitForms = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0xb2, 0xb3, 1}, {0xb9, 0xb9, 1}, {0x1369, 0x1371, 1}, {0x19da, 0x19da, 1}, {0x2070, 0x2070, 1},
		{0x2074, 0x2079, 1}, {0x2080, 0x2089, 1}, {0x2460, 0x2468, 1}, {0x2474, 0x247c, 1}, {0x2488, 0x2490, 1},
		{0x24ea, 0x24ea, 1}, {0x24f5, 0x24fd, 1}, {0x24ff, 0x24ff, 1}, {0x2776, 0x277e, 1}, {0x2780, 0x2788, 1},
		{0x278a, 0x2792, 1},
	},
	R32: []unicode.Range32{
		{0x10a40, 0x10a43, 1}, {0x10e60, 0x10e68, 1}, {0x11052, 0x1105a, 1}, {0x1f100, 0x1f10a, 1},
	},
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

func isSpaces(s string) bool {
	for _, r := range s {
		if !isSpace(r) {
			return false
		}
	}
	return s != ""
}

func isAlpha(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}
