// Package names compares the names of persons and bodies across spellings,
// scripts, orders, titles and initials.
//
// A name is folded to small Latin letters and taken apart into words with
// roles; words are paired so that their likeness is greatest, and what is left
// over on both sides speaks against one bearer.
package names

import (
	"slices"
	"strings"
)

// Threshold is the score from which two names are taken for one.
const Threshold = 0.8

// Score returns how likely two names are of one bearer, from 0 to 1. Names of
// persons must agree in the family name and may not contradict each other in
// any other: a name left over on one side only weighs little.
func Score(a, b string) float64 { return Parse(a).Score(Parse(b)) }

// Same reports whether two names pass for one.
func Same(a, b string) bool { return Score(a, b) >= Threshold }

// Score compares two parsed names; see [Score].
func (n Name) Score(o Name) float64 {
	switch {
	case strings.EqualFold(n.text, o.text):
		return 1
	case n.script != nil && n.script == o.script: // one sign is another name
		return 0
	case acronym(n, o) || acronym(o, n):
		return 0.9
	case n.body || o.body:
		return bodies(n, o)
	}
	return persons(n, o)
}

// Costs of what is left over.
const (
	clash      = 0.35 // factor for names that contradict each other
	extraGiven = 0.03
	lostFirst  = 0.08
	extraWord  = 0.22 // of a body
)

func persons(n, o Name) float64 {
	a, b := joined(own(n.tokens), own(o.tokens)), joined(own(o.tokens), own(n.tokens))
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	pairs := align(a, b)
	score := suffixes(n.tokens, o.tokens) * mean(pairs)
	leftA, leftB := left(a, pairs, func(p pair) int { return p.a }), left(b, pairs, func(p pair) int { return p.b })
	switch {
	case len(leftA) > 0 && len(leftB) > 0:
		return score * clash
	case len(pairs) == 1 && len(a)+len(b) > 2: // a bare surname or given name
		return min(score, 0.6)
	}
	for _, t := range append(leftA, leftB...) {
		score -= cost(t)
		if t.initial() && hasInitial(a) && hasInitial(b) { // "H. W." is not "W."
			return score * clash
		}
	}
	if swapped(a, b, pairs) || crossed(a, b, pairs) {
		return score * clash
	}
	if len(leftA) > 0 && leftA[0].at == 0 && hasSon(n.tokens) || len(leftB) > 0 && leftB[0].at == 0 && hasSon(o.tokens) {
		return score * clash // the one given name: what follows are the fathers'
	}
	return max(score, 0)
}

// swapped reports whether the given name of each is the father's of the other.
func swapped(a, b []token, pairs []pair) bool {
	up, down := false, false
	for _, p := range pairs {
		x, y := a[p.a].role == Patronymic, b[p.b].role == Patronymic
		up, down = up || x && !y, down || y && !x
	}
	return up && down
}

// crossed reports whether the surname of each is the given name of the other but
// for a letter: the same words in another order are one name, like words are not.
func crossed(a, b []token, pairs []pair) bool {
	up, down, exact := false, false, true
	for _, p := range pairs {
		x, y := a[p.a].role == Surname, b[p.b].role == Surname
		up, down, exact = up || x && !y, down || y && !x, exact && p.like >= 0.95
	}
	return up && down && !exact
}

func hasInitial(tokens []token) bool { return slices.ContainsFunc(tokens, token.initial) }

// extra is a word without a partner.
type extra struct {
	token
	at int
}

func cost(t extra) float64 {
	switch {
	case t.role == Patronymic || t.initial():
		return 0.01
	case t.at == 0:
		return lostFirst
	}
	return extraGiven
}

func hasSon(tokens []token) bool {
	for _, t := range tokens {
		if t.role == Particle && particles[t.text] == "son" {
			return true
		}
	}
	return false
}

func left(tokens []token, pairs []pair, side func(pair) int) []extra {
	paired := map[int]bool{}
	for _, p := range pairs {
		paired[side(p)] = true
	}
	var out []extra
	for i, t := range tokens {
		if !paired[i] {
			out = append(out, extra{t, i})
		}
	}
	return out
}

// own leaves out what says nothing about the bearer.
func own(tokens []token) []token {
	var out []token
	seen := map[string]bool{}
	for _, t := range tokens {
		if t.role != Particle && t.role != Suffix && !(seen[t.text] && !t.initial()) {
			out = append(out, t)
		}
		seen[t.text] = true
	}
	return out
}

// joined writes neighbours of a as one word where b has them so.
func joined(a, b []token) []token {
	whole := map[string]bool{}
	for _, t := range b {
		whole[t.text] = true
	}
	var out []token
	for i := 0; i < len(a); i++ {
		if i+1 < len(a) && !whole[a[i].text] && !whole[a[i+1].text] {
			t := token{text: a[i].text + a[i+1].text, role: max(a[i].role, a[i+1].role), bare: a[i].bare}
			t.sound = Sound(t.text)
			if partner(t, b) {
				out = append(out, t)
				i++
				continue
			}
		}
		out = append(out, a[i])
	}
	return out
}

func partner(t token, among []token) bool {
	for _, o := range among {
		if t.text == o.text || len(t.text) > 5 && !o.joined && len(o.text)+1 >= len(t.text) && t.text[0] == o.text[0] && like(t, o) >= 0.93 {
			return true
		}
	}
	return false
}

// suffixes returns the factor for "Jr." against "Sr." or nothing.
func suffixes(a, b []token) float64 {
	x, y := suffix(a), suffix(b)
	switch {
	case x == y:
		return 1
	case x == "" || y == "":
		return 0.75
	}
	return clash
}

func suffix(tokens []token) string {
	for _, t := range tokens {
		if t.role == Suffix {
			return strings.NewReplacer("junior", "jr", "senior", "sr").Replace(t.text)
		}
	}
	return ""
}

func mean(pairs []pair) float64 {
	if len(pairs) == 0 {
		return 0
	}
	sum := 0.0
	for _, p := range pairs {
		sum += p.like
	}
	return sum / float64(len(pairs))
}

// bodies compares names of companies, ministries and the like: every word
// counts, and a word more makes another body.
func bodies(n, o Name) float64 {
	a, b := n.tokens, o.tokens
	if !n.body {
		a = bodyTokens(pieces(Latin(n.text)))
	}
	if !o.body {
		b = bodyTokens(pieces(Latin(o.text)))
	}
	a, b = joined(a, b), joined(b, a)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	pairs := align(a, b)
	score := mean(pairs)
	extras := len(a) + len(b) - 2*len(pairs)
	if len(pairs) < len(a) && len(pairs) < len(b) {
		return score * clash
	}
	return max(0, score-extraWord*float64(extras))
}

// acronym reports whether the first name is the initials of the second.
func acronym(n, o Name) bool {
	words := pieces(n.text)
	if len(words) != 1 || len(words[0]) < 2 || strings.ToUpper(n.text) != n.text {
		return false
	}
	var initials strings.Builder
	for _, w := range pieces(Latin(o.text)) {
		if w != "of" && w != "the" && w != "and" {
			initials.WriteByte(w[0])
		}
	}
	return initials.String() == words[0]
}
