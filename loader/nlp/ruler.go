package nlp

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// ruler sets part of speech, morphology and some lemmas by rules over tag, word
// and relation. All rules look at the tokens as they were; where several set the
// same thing, the last one wins.
type ruler struct {
	rules []rule
	// Patterns by what their first token must be; a pattern is in one of them.
	byLower, byTag, byDep map[string][]*pattern
	anywhere              []*pattern
}

// rule sets fields of the token at index of a match.
type rule struct {
	index                       int
	pos, morph, lemma, tag, dep *string
}

// pattern matches a run of tokens.
type pattern struct {
	rule   int
	tokens [][]condition
}

// condition is one thing that must hold of a token.
type condition struct {
	field  string // TAG, LOWER, DEP or IS_SPACE
	in     []string
	negate bool
	regex  *regexp.Regexp
}

func (c *condition) holds(t *Token, x *lexeme) bool {
	var v string
	switch c.field {
	case "TAG":
		v = t.Tag
	case "LOWER":
		v = x.lower
	case "DEP":
		v = t.Dep
	case "IS_SPACE":
		v = fmt.Sprint(x.space)
	}
	if c.regex != nil {
		return c.regex.MatchString(v)
	}
	return slices.Contains(c.in, v) != c.negate
}

func (p *pattern) matches(tokens []Token, words []token) bool {
	if len(p.tokens) > len(tokens) {
		return false
	}
	for k, conditions := range p.tokens {
		for i := range conditions {
			if !conditions[i].holds(&tokens[k], words[k].lexeme) {
				return false
			}
		}
	}
	return true
}

// apply sets what the rules say of a paragraph.
func (r *ruler) apply(tokens []Token, words []token) {
	type hit struct{ rule, token int }
	hits := make([]hit, 0, 3*len(tokens))
	for i := range tokens {
		for _, patterns := range [...][]*pattern{r.byLower[words[i].lower], r.byTag[tokens[i].Tag], r.byDep[tokens[i].Dep], r.anywhere} {
			for _, p := range patterns {
				if p.matches(tokens[i:], words[i:]) {
					hits = append(hits, hit{p.rule, i + r.rules[p.rule].index})
				}
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rule, b.rule) })
	for _, h := range hits {
		t, set := &tokens[h.token], &r.rules[h.rule]
		for _, f := range [...]struct{ field, value *string }{
			{&t.POS, set.pos}, {&t.Morph, set.morph}, {&t.Lemma, set.lemma}, {&t.Tag, set.tag}, {&t.Dep, set.dep},
		} {
			if f.value != nil {
				*f.field = *f.value
			}
		}
	}
}

// readRuler reads the rules of a model.
func readRuler(b []byte) (*ruler, error) {
	v, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil, fmt.Errorf("no rules")
	}
	r := &ruler{byLower: map[string][]*pattern{}, byTag: map[string][]*pattern{}, byDep: map[string][]*pattern{}}
	for i, v := range list {
		if err := r.add(v); err != nil {
			return nil, fmt.Errorf("rule %d: %w", i+1, err)
		}
	}
	return r, nil
}

func (r *ruler) add(v any) error {
	m, _ := v.(map[string]any)
	var set rule
	var err error
	if set.index, err = number(m["index"]); err != nil {
		return err
	}
	attrs, _ := m["attrs"].(map[string]any)
	for k, v := range attrs {
		s, ok := v.(string)
		if !ok {
			return fmt.Errorf("attribute %s is no text", k)
		}
		switch k {
		case "POS":
			set.pos = &s
		case "LEMMA":
			set.lemma = &s
		case "TAG":
			set.tag = &s
		case "DEP":
			set.dep = &s
		case "MORPH":
			s = morphology(s)
			set.morph = &s
		default:
			return fmt.Errorf("setting %s is not supported", k)
		}
	}
	patterns, _ := m["patterns"].([]any)
	for _, v := range patterns {
		p := &pattern{rule: len(r.rules)}
		run, _ := v.([]any)
		for _, v := range run {
			conditions, err := readConditions(v)
			if err != nil {
				return err
			}
			p.tokens = append(p.tokens, conditions)
		}
		if set.index < 0 || set.index >= len(p.tokens) {
			return fmt.Errorf("index %d in a pattern of %d tokens", set.index, len(p.tokens))
		}
		r.file(p)
	}
	r.rules = append(r.rules, set)
	return nil
}

// file puts a pattern where apply will look for it.
func (r *ruler) file(p *pattern) {
	for _, by := range []struct {
		field string
		index map[string][]*pattern
	}{{"LOWER", r.byLower}, {"TAG", r.byTag}, {"DEP", r.byDep}} {
		for _, c := range p.tokens[0] {
			if c.field == by.field && !c.negate && c.regex == nil {
				for _, v := range c.in {
					by.index[v] = append(by.index[v], p)
				}
				return
			}
		}
	}
	r.anywhere = append(r.anywhere, p)
}

func readConditions(v any) ([]condition, error) {
	m, _ := v.(map[string]any)
	var conditions []condition
	for field, want := range m {
		c := condition{field: field}
		switch field {
		case "TAG", "LOWER", "DEP", "IS_SPACE":
		default:
			return nil, fmt.Errorf("matching %s is not supported", field)
		}
		switch want := want.(type) {
		case string:
			c.in = []string{want}
		case bool:
			c.in = []string{fmt.Sprint(want)}
		case map[string]any:
			if len(want) != 1 {
				return nil, fmt.Errorf("%s has %d predicates", field, len(want))
			}
			for predicate, v := range want {
				switch predicate {
				case "IN", "NOT_IN":
					c.negate = predicate == "NOT_IN"
					list, _ := v.([]any)
					for _, v := range list {
						s, _ := v.(string)
						c.in = append(c.in, s)
					}
				case "REGEX":
					text, _ := v.(string)
					re, err := regexp.Compile(text)
					if err != nil {
						return nil, err
					}
					c.regex = re
				default:
					return nil, fmt.Errorf("predicate %s is not supported", predicate)
				}
			}
		default:
			return nil, fmt.Errorf("%s has a value of type %T", field, want)
		}
		conditions = append(conditions, c)
	}
	return conditions, nil
}

// morphology sorts features by name; "_" stands for none.
func morphology(s string) string {
	if s == "_" {
		return ""
	}
	features := strings.Split(s, "|")
	slices.SortFunc(features, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return strings.Join(features, "|")
}
