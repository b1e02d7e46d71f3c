package gazetteer

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/graph"
	"backchannel/loader/names"
)

// Name is what a text may mean.
type Name struct {
	Entity *Entity // nil for roles and phrases
	// Kind is name, official, short, alias, demonym, capital, metonym,
	// abbreviation or former; role for words such as "foreign minister"; phrase
	// for what holds a name and stands for nobody.
	Kind   string
	Class  string // of a role: the class of offices
	Strong bool   // needs no context
	From   graph.Date
	To     graph.Date
	cased  []string // the words as written
	layer  int      // the folder it comes from
}

// On reports whether the name was in use on a day; a zero day asks nothing.
func (n Name) On(d graph.Day) bool {
	return d == 0 || (n.From.IsZero() || n.From.From <= d) && (n.To.IsZero() || d <= n.To.To)
}

// Match is a stretch of text that is a name.
type Match struct {
	Start, End int // bytes
	Names      []Name
}

// node is a state of the scan: the words read so far lead here.
type node struct {
	next  map[string]*node
	names []Name
}

func (p *Pack) add(text string, n Name) {
	spans := split(text)
	if len(spans) == 0 {
		return
	}
	n.layer = p.layer
	at := p.root
	for _, s := range spans {
		word := text[s[0]:s[1]]
		n.cased = append(n.cased, word)
		key := keyOf(word)
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[key] == nil {
			at.next[key] = &node{}
		}
		at = at.next[key]
	}
	for i, have := range at.names {
		if have.Entity == n.Entity && have.Kind == n.Kind && (have.Class == n.Class || have.layer < n.layer) {
			if have.layer < n.layer {
				at.names[i] = n
			}
			return
		}
	}
	at.names = append(at.names, n)
}

// Scan returns the names in a text, the longest at each place, none inside
// another. Words must have capitals where the name has, but for those of a
// government's bodies; abbreviations must have all of their case.
func (p *Pack) Scan(text string) []Match {
	var out []Match
	spans := split(text)
	words, keys := make([]string, len(spans)), make([]string, len(spans))
	for i, s := range spans {
		words[i] = text[s[0]:s[1]]
		keys[i] = keyOf(words[i])
	}
	for i := 0; i < len(spans); {
		names, length := p.longest(words[i:], keys[i:])
		if length > 0 && keys[i] == "the" && i+1 < len(spans) {
			// "The Australian" is a newspaper, and begins "the Australian army".
			if later, more := p.longest(words[i+1:], keys[i+1:]); more >= length {
				i, names, length = i+1, later, more
			}
		}
		if length == 0 {
			i++
			continue
		}
		out = append(out, Match{spans[i][0], spans[i+length-1][1], names})
		i += length
	}
	return out
}

// longest returns the names that the first words make up, and of how many words.
func (p *Pack) longest(words, keys []string) (names []Name, length int) {
	at := p.root
	for k, key := range keys {
		if at = at.next[key]; at == nil {
			break
		}
		if fit := fitting(at.names, words[:k+1]); len(fit) > 0 {
			names, length = fit, k+1
		}
	}
	return names, length
}

// Named returns what goes by exactly a name, in whatever case it is written. An
// article before it does not count.
func (p *Pack) Named(name string) []Name {
	spans := split(name)
	found := p.at(name, spans)
	if len(found) == 0 && len(spans) > 1 && strings.EqualFold(name[spans[0][0]:spans[0][1]], "the") {
		return p.at(name, spans[1:])
	}
	return found
}

// at follows the words of a text from the root.
func (p *Pack) at(text string, spans [][2]int) []Name {
	at := p.root
	for _, s := range spans {
		if at = at.next[keyOf(text[s[0]:s[1]])]; at == nil {
			return nil
		}
	}
	return at.names
}

// fitting returns the names whose case agrees with the text.
func fitting(names []Name, words []string) []Name {
	var out []Name
	for _, n := range names {
		fits, small := true, n.small(words)
		for i, w := range words {
			want, _ := utf8.DecodeRuneInString(n.cased[i])
			got, _ := utf8.DecodeRuneInString(w)
			switch {
			case n.Kind == "role":
			case n.Kind == "abbreviation" || shouted(n.cased[i]):
				fits = fits && (w == n.cased[i] || n.cased[i] == "'")
			case unicode.IsUpper(want) && !small:
				fits = fits && unicode.IsUpper(got)
			}
		}
		if fits {
			out = append(out, n)
		}
	}
	return out
}

// small reports whether the words may be small letters where the name has
// capitals. Bodies of a government are written both ways: "the German foreign
// ministry", "the foreign ministry in Berlin", and "the foreign ministry" where
// the context says whose. A name that needs no context shows by a capital at
// either end whose it is.
func (n Name) small(words []string) bool {
	if n.Entity == nil || n.Entity.Actor.Government == "" || len(words) < 2 {
		return false
	}
	return !n.Strong || capital(words[0]) || capital(words[len(words)-1])
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// american spells words of bodies and offices in one way, so that "defence
// minister" is "defense minister".
var american = map[string]string{
	"defence": "defense", "organisation": "organization", "centre": "center", "programme": "program", "co-operation": "cooperation",
	"adviser": "advisor", "advisers": "advisors",
}

// keyOf is how the scan knows a word.
func keyOf(word string) string {
	folded := names.Fold(word)
	return cmp.Or(american[folded], folded)
}

// shouted reports whether a word is written in capitals throughout.
func shouted(w string) bool {
	return len(w) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// split returns the byte spans of the words of a text: runs of letters and
// digits, and every other mark that is no space by itself.
func split(text string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if word && start < 0 {
			start = i
		}
		if !word && start >= 0 {
			out = append(out, [2]int{start, i})
			start = -1
		}
		if !word && !unicode.IsSpace(r) {
			_, size := utf8.DecodeRuneInString(text[i:]) // 1 of a byte that is no rune
			out = append(out, [2]int{i, i + size})
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}
