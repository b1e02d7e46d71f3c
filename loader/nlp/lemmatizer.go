package nlp

import (
	"fmt"
	"slices"
	"strings"
)

// lemmatizer finds the dictionary form of a word by its part of speech:
// exceptions first, then suffix rules whose outcome a word list confirms.
type lemmatizer struct {
	byPOS map[string]*lemmaTables
}

type lemmaTables struct {
	rules      [][2]string // suffix and what to put in its place
	exceptions map[string][]string
	words      map[string]struct{}
}

func (l *lemmatizer) lemma(t *Token, x *lexeme) string {
	if t.POS == "" || t.POS == "SPACE" || isBaseForm(t.POS, t.Morph) {
		return x.lower
	}
	tables := l.byPOS[t.POS]
	switch {
	case tables == nil && t.POS == "PROPN":
		return x.text
	case tables == nil:
		return x.lower
	}
	// Of several exceptions the last that the rules do not give as well wins.
	forms, guesses := tables.inflect(x.lower)
	exceptions := tables.exceptions[x.lower]
	for i := len(exceptions) - 1; i >= 0; i-- {
		if !slices.Contains(forms, exceptions[i]) && !slices.Contains(exceptions[:i], exceptions[i]) {
			return exceptions[i]
		}
	}
	switch {
	case len(forms) > 0:
		return forms[0]
	case len(guesses) > 0:
		return guesses[0]
	}
	return x.text
}

// inflect returns what the rules make of a word: forms the word list holds, and
// guesses it does not.
func (l *lemmaTables) inflect(word string) (forms, guesses []string) {
	for _, r := range l.rules {
		stem, ok := strings.CutSuffix(word, r[0])
		form := stem + r[1]
		if !ok || form == "" {
			continue
		}
		if _, known := l.words[form]; known || !isAlpha(form) {
			forms = append(forms, form)
		} else {
			guesses = append(guesses, form)
		}
	}
	return forms, guesses
}

// isBaseForm reports whether part of speech and morphology say that the word
// is not inflected.
func isBaseForm(pos, morph string) bool {
	var number, verbForm, tense, degree string
	for f := range strings.SplitSeq(morph, "|") {
		name, value, _ := strings.Cut(f, "=")
		switch name {
		case "Number":
			number = value
		case "VerbForm":
			verbForm = value
		case "Tense":
			tense = value
		case "Degree":
			degree = value
		}
	}
	return pos == "NOUN" && number == "Sing" || verbForm == "Inf" || degree == "Pos" ||
		pos == "VERB" && verbForm == "Fin" && tense == "Pres" && number == ""
}

// readLemmatizer reads the lookup tables of a model, whose parts of speech are
// written as string ids.
func readLemmatizer(b []byte) (*lemmatizer, error) {
	v, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	file, _ := v.(map[string]any)
	for _, name := range []string{"lemma_rules", "lemma_exc", "lemma_index"} {
		if t, _ := file[name].(map[string]any); len(t) == 0 {
			return nil, fmt.Errorf("table %s is missing", name)
		}
	}
	l := &lemmatizer{byPOS: map[string]*lemmaTables{}}
	for _, pos := range []string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"} {
		id := fmt.Sprint(stringID(strings.ToLower(pos)))
		rules, _ := file["lemma_rules"].(map[string]any)[id].([]any)
		exceptions, _ := file["lemma_exc"].(map[string]any)[id].(map[string]any)
		words, _ := file["lemma_index"].(map[string]any)[id].([]any)
		if len(rules)+len(exceptions)+len(words) == 0 {
			continue
		}
		t := &lemmaTables{exceptions: make(map[string][]string, len(exceptions)), words: make(map[string]struct{}, len(words))}
		for _, r := range rules {
			pair := texts(r)
			if len(pair) != 2 {
				return nil, fmt.Errorf("rule %v for %s", r, pos)
			}
			t.rules = append(t.rules, [2]string{pair[0], pair[1]})
		}
		for word, forms := range exceptions {
			t.exceptions[word] = texts(forms)
		}
		for _, w := range texts(words) {
			t.words[w] = struct{}{}
		}
		l.byPOS[pos] = t
	}
	return l, nil
}

// texts returns the strings of a list.
func texts(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
