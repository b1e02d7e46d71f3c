package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Role is the part a word plays in a name.
type Role int

// Roles of words in names. Titles are left out of a parsed name.
const (
	Given Role = iota
	Patronymic
	Particle // bin, von, al-
	Surname
	Suffix // Jr., III
)

// token is a word of a name.
type token struct {
	text   string // folded, in Latin letters
	sound  string
	role   Role
	bare   bool // written without its vowels
	joined bool // two syllables of a family-name-first name
}

func (t token) initial() bool { return len(t.text) == 1 }

// Name is a name taken apart.
type Name struct {
	text   string
	script *unicode.RangeTable // of a name in no alphabet that is written in Latin letters here
	body   bool                // holds words that only names of bodies have
	tokens []token
}

// maxName is the number of bytes of a name that are looked at.
const maxName = 200

// Parse takes the name of a person or body apart.
func Parse(text string) Name {
	text = text[:min(len(text), maxName)]
	n := Name{text: text, script: ideographs(text)}
	latin := Latin(text)
	words, surname := ordered(latin)
	if n.body = isBody(words); n.body {
		n.tokens = bodyTokens(words)
		return n
	}
	words, surname = untitled(words, surname)
	n.tokens = personTokens(words, surname)
	if has(text, unicode.Arabic) {
		for i := range n.tokens {
			n.tokens[i].bare = true
		}
	}
	return n
}

// ideographs returns the script of a name whose spelling in Latin letters is
// rougher than the name itself.
func ideographs(text string) *unicode.RangeTable {
	for _, script := range []*unicode.RangeTable{unicode.Han, unicode.Hangul, unicode.Katakana, unicode.Bengali} {
		if has(text, script) {
			return script
		}
	}
	return nil
}

// ordered returns the folded words of a name with the family name last, and the
// family name where the writing marks it: before a comma or in capitals.
func ordered(text string) (words []string, surname string) {
	if family, rest, ok := strings.Cut(text, ","); ok {
		after := pieces(rest)
		if len(after) > 0 && !slices.ContainsFunc(after, func(w string) bool { return places[w] == "suffix" || places[w] == "after" || forms[w] != "" }) {
			before := pieces(family)
			return append(after, before...), last(before)
		}
	}
	words = pieces(text)
	var capital []string
	for _, w := range strings.Fields(text) {
		if len(w) > 2 && strings.ToUpper(w) == w && strings.ToLower(w) != w && !strings.ContainsAny(w, ".'") {
			capital = append(capital, pieces(w)...)
		}
	}
	if len(capital) == 1 && len(words) > 1 && places[capital[0]] == "" {
		surname = capital[0]
	}
	return words, surname
}

func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// pieces splits a name into folded words: at spaces, hyphens and points, and
// where a single word joins two ("SergeiLavrov").
func pieces(text string) []string {
	if !strings.ContainsAny(strings.TrimSpace(text), " -") {
		text = strings.Join(humps(text), " ")
	}
	return strings.FieldsFunc(strings.ReplaceAll(Fold(text), "'", ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func humps(word string) []string {
	var out []string
	start := 0
	runes := []rune(word)
	for i := 1; i < len(runes); i++ {
		if unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i-1]) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return append(out, string(runes[start:]))
}

// untitled takes titles off the front and what follows a name off its end. A
// name of titles alone is left whole.
func untitled(words []string, surname string) ([]string, string) {
	from, to := 0, len(words)
	for from < to-1 && (places[words[from]] == "before" || words[from] == "of" && from > 0) {
		from++
	}
	for to-1 > from+1 && places[words[to-1]] == "after" {
		to--
	}
	if !slices.Contains(words[from:to], surname) {
		surname = ""
	}
	return words[from:to], surname
}

// personTokens gives words their roles.
func personTokens(words []string, surname string) []token {
	words = joinServant(words)
	var out []token
	son := false
	for i, w := range words {
		t := token{text: w, sound: Sound(w)}
		kind := particles[w]
		switch {
		case places[w] == "suffix" && i > 1:
			t.role = Suffix
		case kind != "" && i < len(words)-1 && (i > 0 || kind == "son" && w != "ben"):
			t.role = Particle
			son = son || kind == "son"
		case son, i > 0 && patronymic(w):
			t.role, son = Patronymic, false
		}
		out = append(out, t)
	}
	out = withSurname(out, surname)
	return out
}

// joinServant writes "abd al aziz", "abdul aziz" and "abdulaziz" in one way.
func joinServant(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		rest, ok := servant(w)
		switch {
		case !ok:
			out = append(out, w)
		case rest != "":
			out = append(out, "abd"+rest)
		case i+2 < len(words) && particles[words[i+1]] == "article":
			out = append(out, "abd"+words[i+2])
			i += 2
		case i+1 < len(words):
			out = append(out, "abd"+words[i+1])
			i++
		default:
			out = append(out, w)
		}
	}
	return out
}

// servant takes "abdul" off a word.
func servant(w string) (rest string, ok bool) {
	for _, head := range []string{"abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abd"} {
		if rest, ok := strings.CutPrefix(w, head); ok && (rest == "" || head != "abd" && len(rest) > 2) {
			return rest, true
		}
	}
	return "", false
}

// patronymic reports whether a word is made of a father's name.
func patronymic(w string) bool {
	for _, end := range []string{"ovich", "evich", "avich", "ivich", "ovych", "evych", "iyovych", "ovitch", "evitch", "ovna", "evna", "ivna", "oglu", "ogly", "qizi"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// withSurname marks the family name, and joins the given syllables of names that
// begin with it ("Kim Jong Un").
func withSurname(tokens []token, marked string) []token {
	var own []int // positions of names proper
	for i, t := range tokens {
		if t.role == Given {
			own = append(own, i)
		}
	}
	if len(own) == 0 {
		return tokens
	}
	at := own[len(own)-1]
	first := families[tokens[own[0]].text] != ""
	switch {
	case marked != "":
		at = slices.IndexFunc(tokens, func(t token) bool { return t.text == marked })
	case first && len(own) > 1 && len(own) < 4:
		at = own[0]
	}
	if at >= 0 {
		tokens[at].role = Surname
	}
	if first && len(own) == 3 && at == own[0] && len(tokens) == 3 {
		given := tokens[1].text + tokens[2].text
		return []token{tokens[0], {text: given, sound: Sound(given), joined: true}}
	}
	return tokens
}

// Single reports whether a name is one word, such as a bare surname, whatever
// particles stand before it.
func (n Name) Single() bool { return len(own(n.tokens)) < 2 }

// Body reports whether a name has words that only names of bodies have.
func (n Name) Body() bool { return n.body }

// Abbreviated reports whether a name begins with an initial.
func (n Name) Abbreviated() bool { return len(n.tokens) > 0 && n.tokens[0].initial() }

// IsParticle reports whether a word such as "bin" or "von" belongs to the name
// that follows.
func IsParticle(word string) bool { return particles[Fold(word)] != "" }

// IsTitle reports whether a folded word goes before names, as "prince" does.
func IsTitle(word string) bool { return places[word] == "before" }

// IsSuffix reports whether a folded word such as "jr" goes behind names.
func IsSuffix(word string) bool { return places[word] == "suffix" }

// FamilyFirst reports whether the family name comes first in a name: as one of
// those that do, or since the given name has two syllables ("Chung Jin-suk").
func FamilyFirst(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 3 {
		return false
	}
	if families[Fold(words[0])] != "" {
		return true
	}
	before, after, ok := strings.Cut(words[1], "-")
	r, _ := utf8.DecodeRuneInString(after)
	return ok && len(words) == 2 && before != "" && unicode.IsLower(r)
}

// IsSon reports whether a word such as "bin" says whose son or daughter one is.
func IsSon(word string) bool { return particles[Fold(word)] == "son" && Fold(word) != "ben" }
