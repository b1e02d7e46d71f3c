package nlp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// tokenizer splits text as spaCy does (its algorithm is followed closely; see
// the notice in LICENSES.md): runs without white space are looked up among the
// special cases, lose prefixes and suffixes one by one, and what is left is an
// address or splits at infixes. Nothing of the text is lost or changed.
type tokenizer struct {
	lexicon               *lexicon
	prefix, suffix, infix *affixes
	url                   *regexp2.Regexp
	specials              map[string][]*lexeme
	longestSpecial        int // bytes
	recent                *cache[[]*lexeme]
}

const (
	longestKept = 64   // bytes of the longest word worth keeping
	longestURL  = 2048 // bytes of the longest run tried as an address: its pattern takes time by the square of it
)

// token is a word in its place.
type token struct {
	*lexeme
	start int  // byte of the text
	space bool // a space follows
}

// specialPart is a token of a special case: its text and, where it is not the
// usual one, its norm.
type specialPart struct{ text, norm string }

// addSpecials registers the special cases. Those that would be split, were they
// not special, are looked for among the tokens as well: they may arise from
// splitting a longer run.
func (t *tokenizer) addSpecials(cases map[string][]specialPart) {
	t.specials = make(map[string][]*lexeme, len(cases))
	t.lexicon.phrases = map[string][][]string{}
	for text := range cases {
		t.longestSpecial = max(t.longestSpecial, len(text))
		r := []rune(text)
		if t.prefix.prefix(r) == 0 && t.suffix.suffix(r) == 0 && len(t.infixes(r)) == 0 && !strings.Contains(text, " ") {
			continue
		}
		var run []string
		for _, tok := range t.words(text, false) {
			run = append(run, tok.text)
		}
		if len(run) > 0 {
			t.lexicon.phrases[run[0]] = append(t.lexicon.phrases[run[0]], run)
		}
	}
	// Lexemes made so far knew nothing of the phrases.
	t.lexicon.recent = newCache[*lexeme](keptWords)
	for text, parts := range cases {
		for _, p := range parts {
			t.specials[text] = append(t.specials[text], t.lexicon.newLexeme(p.text, p.norm))
		}
	}
}

// tokenize splits a text.
func (t *tokenizer) tokenize(text string) []token {
	return t.mergeSpecials(text, t.words(text, true))
}

// words splits at white space, and then the runs between. A single space
// belongs to the token before it; other white space is a token.
func (t *tokenizer) words(text string, special bool) []token {
	tokens := make([]token, 0, len(text)/5+4)
	start, white := 0, false
	emit := func(end int) {
		if start >= end {
			return
		}
		at := start
		for _, x := range t.run(text[start:end], special) {
			tokens = append(tokens, token{lexeme: x, start: at})
			at += len(x.text)
		}
	}
	for i, r := range text {
		if s := isSpace(r); i == 0 {
			white = s
		} else if s != white {
			emit(i)
			start = i
			if r == ' ' {
				tokens[len(tokens)-1].space = true
				start = i + 1
			}
			white = s
		}
	}
	if start < len(text) {
		emit(len(text))
		tokens[len(tokens)-1].space = strings.HasSuffix(text, " ") && !white
	}
	return tokens
}

// run splits a run of characters that are all white space or all not.
func (t *tokenizer) run(run string, special bool) []*lexeme {
	if !special {
		return t.split(run, false)
	}
	if parts, ok := t.special(run); ok {
		return parts
	}
	if parts, ok := t.recent.get(run); ok {
		return parts
	}
	parts := t.split(run, true)
	if len(run) <= longestKept {
		t.recent.put(strings.Clone(run), parts)
	}
	return parts
}

func (t *tokenizer) special(s string) ([]*lexeme, bool) {
	if len(s) > t.longestSpecial {
		return nil, false
	}
	parts, ok := t.specials[s]
	return parts, ok
}

// split takes affixes off a run and splits the rest.
func (t *tokenizer) split(run string, special bool) []*lexeme {
	w := word{tokenizer: t, run: run, runes: []rune(run), exceptions: special}
	w.at = make([]int, 0, len(w.runes)+1)
	for i := range run {
		w.at = append(w.at, i)
	}
	w.at = append(w.at, len(run))
	w.hi = len(w.runes)
	w.peel()
	w.core()
	slices.Reverse(w.back)
	return append(w.front, w.back...)
}

// word is a run of characters that is being split from its ends inwards.
type word struct {
	*tokenizer
	run        string
	runes      []rune
	at         []int // byte of each character
	exceptions bool  // whether some words are split by a list
	lo, hi     int   // what is not split yet
	front      []*lexeme
	back       []*lexeme // the last first
}

func (w *word) lexeme(i, j int) *lexeme { return w.lexicon.get(w.run[w.at[i]:w.at[j]]) }

// listed reports whether a part is one of those split by a list.
func (w *word) listed(i, j int) bool {
	if !w.exceptions || i >= j {
		return false
	}
	_, ok := w.special(w.run[w.at[i]:w.at[j]])
	return ok
}

// peel takes prefixes and suffixes off, until what is left has none or is listed.
func (w *word) peel() {
	for size := -1; w.lo < w.hi && w.hi-w.lo != size && !w.listed(w.lo, w.hi); {
		size = w.hi - w.lo
		pre, suf := w.prefix.prefix(w.runes[w.lo:w.hi]), 0
		if pre > 0 && w.listed(w.lo+pre, w.hi) {
			w.takePrefix(pre)
			return
		}
		if w.lo+pre < w.hi {
			suf = w.suffix.suffix(w.runes[w.lo+pre : w.hi])
		}
		if suf == 0 || !w.listed(w.lo, w.hi-suf) {
			w.takePrefix(pre)
		}
		w.takeSuffix(suf)
	}
}

func (w *word) takePrefix(n int) {
	if n > 0 {
		w.front = append(w.front, w.lexeme(w.lo, w.lo+n))
		w.lo += n
	}
}

func (w *word) takeSuffix(n int) {
	if n > 0 {
		w.back = append(w.back, w.lexeme(w.hi-n, w.hi))
		w.hi -= n
	}
}

// core splits what is left between prefixes and suffixes.
func (w *word) core() {
	if w.lo >= w.hi {
		return
	}
	rest := w.run[w.at[w.lo]:w.at[w.hi]]
	if w.listed(w.lo, w.hi) {
		parts, _ := w.special(rest)
		w.front = append(w.front, parts...)
		return
	}
	if w.isURL(rest) {
		w.front = append(w.front, w.lexicon.get(rest))
		return
	}
	from := w.lo
	for _, m := range w.infixes(w.runes[w.lo:w.hi]) {
		if m[0] == 0 {
			continue // what begins the word is no infix
		}
		if w.lo+m[0] > from {
			w.front = append(w.front, w.lexeme(from, w.lo+m[0]))
		}
		w.front = append(w.front, w.lexeme(w.lo+m[0], w.lo+m[1]))
		from = w.lo + m[1]
	}
	if from < w.hi {
		w.front = append(w.front, w.lexeme(from, w.hi))
	}
}

// infixes finds where a word splits.
func (t *tokenizer) infixes(r []rune) [][2]int {
	var found [][2]int
	for i := 0; i < len(r); {
		if e := t.infix.at(r, i); e > i {
			found = append(found, [2]int{i, e})
			i = e
		} else {
			i++
		}
	}
	return found
}

// isURL reports whether the whole run is an address.
func (t *tokenizer) isURL(s string) bool {
	if len(s) > longestURL || !strings.Contains(s, ".") { // host names and numbers alike have a dot
		return false
	}
	ok, err := t.url.MatchString(s)
	return err == nil && ok
}

// mergeSpecials puts special cases in place of the runs of tokens they were
// split into. Longer runs go first, then earlier ones.
func (t *tokenizer) mergeSpecials(text string, tokens []token) []token {
	var found []Span
	for i, tok := range tokens {
		for _, run := range tok.phrases {
			if matchesRun(tokens[i:], run) {
				found = append(found, Span{Start: i, End: i + len(run)})
			}
		}
	}
	if len(found) == 0 {
		return tokens
	}
	slices.SortFunc(found, func(a, b Span) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start))
	})
	taken := make(map[int]bool)
	var chosen []Span
	for _, s := range found {
		if !taken[s.Start] && !taken[s.End-1] {
			chosen = append(chosen, s)
		}
		for i := s.Start; i < s.End; i++ {
			taken[i] = true
		}
	}
	slices.SortFunc(chosen, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })

	out := make([]token, 0, len(tokens)+2*len(chosen))
	next := 0
	for _, s := range chosen {
		first, last := tokens[s.Start], tokens[s.End-1]
		parts, ok := t.special(text[first.start : last.start+len(last.text)])
		if !ok {
			continue // there is white space in between
		}
		out = append(out, tokens[next:s.Start]...)
		at := first.start
		for _, x := range parts {
			out = append(out, token{lexeme: x, start: at})
			at += len(x.text)
		}
		out[len(out)-1].space = last.space
		next = s.End
	}
	return append(out, tokens[next:]...)
}

func matchesRun(tokens []token, run []string) bool {
	if len(tokens) < len(run) {
		return false
	}
	for k, text := range run {
		if tokens[k].text != text {
			return false
		}
	}
	return true
}

// urlPattern compiles the model's address pattern, whose Python escapes of far
// characters the engine does not know.
func urlPattern(python string) (*regexp2.Regexp, error) {
	var b strings.Builder
	for rest := python; ; {
		i := strings.Index(rest, `\U`)
		if i < 0 {
			b.WriteString(rest)
			break
		}
		var r rune
		if len(rest) < i+10 {
			return nil, fmt.Errorf("character escape is cut short")
		}
		if _, err := fmt.Sscanf(rest[i+2:i+10], "%08x", &r); err != nil || !utf8.ValidRune(r) {
			return nil, fmt.Errorf("bad character escape %q", rest[i:i+10])
		}
		b.WriteString(rest[:i])
		b.WriteRune(r)
		rest = rest[i+10:]
	}
	return regexp2.Compile(strings.TrimPrefix(b.String(), "(?u)"), regexp2.None)
}
