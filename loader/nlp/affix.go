package nlp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// affixes are the alternatives of one of the model's prefix, suffix or infix
// patterns. spaCy writes these as regular expressions of a plain kind: runs of
// characters and character classes, at most one of them repeated, with a look at
// the neighbours. Go's regexp cannot look behind, and general engines try a
// hundred alternatives in turn at every character; here the first character
// tells which can match at all.
type affixes struct {
	rules   []affix
	byASCII [128][]int // rules that a character can begin
	other   []int      // rules that another character may begin
	longest int        // characters of the longest rule without repetition
	repeats []charSet  // sets that a rule repeats
}

// affix is one alternative.
type affix struct {
	behind     []charSet // what must stand before
	body       []charSet
	repeatLast bool // the last set of the body may match again
	ahead      charSet
	look       int // +1 when ahead must follow, -1 when it must not, 0 without
	atStart    bool
	atEnd      bool
}

// end returns where a match that begins at i ends, or -1.
func (a *affix) end(s []rune, i int) int {
	if a.atStart && i > 0 || i < len(a.behind) || i+len(a.body) > len(s) {
		return -1
	}
	for k, set := range a.body {
		if !set.has(s[i+k]) {
			return -1
		}
	}
	for k, set := range a.behind {
		if !set.has(s[i-len(a.behind)+k]) {
			return -1
		}
	}
	e := i + len(a.body)
	if a.repeatLast {
		for last := a.body[len(a.body)-1]; e < len(s) && last.has(s[e]); {
			e++
		}
	}
	if a.atEnd && e < len(s) {
		return -1
	}
	if a.look != 0 {
		if follows := e < len(s) && a.ahead.has(s[e]); follows != (a.look > 0) {
			return -1
		}
	}
	return e
}

// at returns the end of the first alternative that matches at i, or -1.
func (x *affixes) at(s []rune, i int) int {
	candidates := x.other
	if r := s[i]; r >= 0 && r < 128 {
		candidates = x.byASCII[r]
	}
	for _, k := range candidates {
		if e := x.rules[k].end(s, i); e >= 0 {
			return e
		}
	}
	return -1
}

// prefix is the length of the prefix to split off, or 0.
func (x *affixes) prefix(s []rune) int { return max(0, x.at(s, 0)) }

// suffix is the length of the suffix to split off, or 0. All rules end at the
// end, so a match begins in the last few characters or in a run that one of
// the rules repeats.
func (x *affixes) suffix(s []rune) int {
	from := max(0, len(s)-x.longest)
	for from > 0 && x.repeated(s[from]) {
		from--
	}
	for i := from; i < len(s); i++ {
		if x.at(s, i) >= 0 {
			return len(s) - i
		}
	}
	return 0
}

func (x *affixes) repeated(r rune) bool {
	for _, set := range x.repeats {
		if set.has(r) {
			return true
		}
	}
	return false
}

// parseAffixes reads a pattern.
func parseAffixes(pattern string) (*affixes, error) {
	p := &affixParser{src: []rune(pattern)}
	x := &affixes{}
	for {
		rules, err := p.alternative()
		if err != nil {
			return nil, fmt.Errorf("character %d: %w", p.pos, err)
		}
		x.rules = append(x.rules, rules...)
		if !p.accept("|") {
			break
		}
	}
	if p.pos < len(p.src) {
		return nil, fmt.Errorf("character %d: unexpected %q", p.pos, p.src[p.pos])
	}
	for k, r := range x.rules {
		if len(r.body) == 0 {
			return nil, fmt.Errorf("alternative %d matches nothing", k+1)
		}
		for c := range rune(128) {
			if r.body[0].has(c) {
				x.byASCII[c] = append(x.byASCII[c], k)
			}
		}
		if len(r.body[0].ranges) > 0 {
			x.other = append(x.other, k)
		}
		x.longest = max(x.longest, len(r.body))
		if r.repeatLast {
			x.repeats = append(x.repeats, r.body[len(r.body)-1])
		}
	}
	return x, nil
}

type affixParser struct {
	src []rune
	pos int
}

func (p *affixParser) accept(s string) bool {
	if strings.HasPrefix(string(p.src[p.pos:min(len(p.src), p.pos+len(s))]), s) {
		p.pos += len(s)
		return true
	}
	return false
}

// alternative reads up to the next "|" of the outermost level. A group of words
// in it makes as many rules.
func (p *affixParser) alternative() ([]affix, error) {
	rules := []affix{{}}
	each := func(f func(*affix)) {
		for k := range rules {
			f(&rules[k])
		}
	}
	for p.pos < len(p.src) && p.src[p.pos] != '|' && p.src[p.pos] != ')' {
		switch {
		case p.accept("^"):
			each(func(a *affix) { a.atStart = true })
		case p.accept("$"):
			each(func(a *affix) { a.atEnd = true })
		case p.accept("(?<="):
			sets, err := p.lookaround()
			if err != nil {
				return nil, err
			}
			each(func(a *affix) { a.behind = sets })
		case p.accept("(?="), p.accept("(?!"):
			look := 1
			if p.src[p.pos-1] == '!' {
				look = -1
			}
			sets, err := p.lookaround()
			if err != nil {
				return nil, err
			}
			if len(sets) != 1 {
				return nil, fmt.Errorf("looking ahead by %d characters is not supported", len(sets))
			}
			each(func(a *affix) { a.ahead, a.look = sets[0], look })
		case p.accept("(?:"):
			words, err := p.group()
			if err != nil {
				return nil, err
			}
			rules = product(rules, words)
		case p.accept("+"):
			each(func(a *affix) { a.repeatLast = true })
		default:
			if rules[0].repeatLast {
				return nil, fmt.Errorf("characters behind a repetition are not supported")
			}
			set, err := p.set()
			if err != nil {
				return nil, err
			}
			each(func(a *affix) { a.body = append(a.body, set) })
		}
	}
	return rules, nil
}

// product goes on with each of the rules by each of the words.
func product(rules []affix, words [][]charSet) []affix {
	var all []affix
	for _, r := range rules {
		for _, word := range words {
			longer := r
			longer.body = slices.Concat(r.body, word)
			all = append(all, longer)
		}
	}
	return all
}

// lookaround reads character sets up to the closing parenthesis.
func (p *affixParser) lookaround() ([]charSet, error) {
	var sets []charSet
	for !p.accept(")") {
		set, err := p.set()
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// group reads alternatives of plain characters up to the closing parenthesis.
func (p *affixParser) group() ([][]charSet, error) {
	words := [][]charSet{nil}
	for !p.accept(")") {
		if p.accept("|") {
			words = append(words, nil)
			continue
		}
		set, err := p.set()
		if err != nil {
			return nil, err
		}
		words[len(words)-1] = append(words[len(words)-1], set)
	}
	return words, nil
}

// set reads a character, an escaped one, or a class in brackets.
func (p *affixParser) set() (charSet, error) {
	if p.pos == len(p.src) {
		return charSet{}, fmt.Errorf("pattern ends too early")
	}
	c := p.src[p.pos]
	switch c {
	case '[':
		return p.class()
	case '(', ')', '|', '*', '?', '+', '{', '^', '$', '.':
		return charSet{}, fmt.Errorf("%q is not supported here", c)
	}
	r, err := p.char()
	var s charSet
	s.add(r, r)
	return s, err
}

func (p *affixParser) class() (charSet, error) {
	var s charSet
	p.pos++ // the bracket
	if p.accept("^") {
		return s, fmt.Errorf("a negated class is not supported")
	}
	for first := true; first || !p.accept("]"); first = false {
		lo, err := p.char()
		if err != nil {
			return s, err
		}
		hi := lo
		if p.pos+1 < len(p.src) && p.src[p.pos] == '-' && p.src[p.pos+1] != ']' {
			p.pos++
			if hi, err = p.char(); err != nil {
				return s, err
			}
		}
		if hi < lo {
			return s, fmt.Errorf("range from %q down to %q", lo, hi)
		}
		s.add(lo, hi)
	}
	s.sort()
	return s, nil
}

// char reads one character, escaped or not.
func (p *affixParser) char() (rune, error) {
	if p.pos == len(p.src) {
		return 0, fmt.Errorf("pattern ends too early")
	}
	c := p.src[p.pos]
	p.pos++
	if c != '\\' {
		return c, nil
	}
	if p.pos == len(p.src) {
		return 0, fmt.Errorf("pattern ends in a backslash")
	}
	c = p.src[p.pos]
	p.pos++
	digits := map[rune]int{'x': 2, 'u': 4, 'U': 8}[c]
	switch {
	case digits > 0 && p.pos+digits <= len(p.src):
		n, err := strconv.ParseUint(string(p.src[p.pos:p.pos+digits]), 16, 32)
		p.pos += digits
		return rune(n), err
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return 0, fmt.Errorf(`\%c is not supported`, c)
	}
	return c, nil
}
