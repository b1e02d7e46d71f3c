package extract

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"

	"backchannel/graph"
)

//go:embed lexicon.csv
var lexiconCSV []byte

//go:embed words.csv
var wordsCSV []byte

// frame is one row of the lexicon: a word, in one sense, that tells of an event.
type frame struct {
	word     string // lemma
	particle string // "call off" is the word call with the particle off
	noun     bool
	typ      graph.EventType
	source   []slot // the first slot that gives parties wins
	target   []slot
	object   string // what the object must be: @class, -@class for what it must not be, or role@class
	example  string
}

// name returns the word with its particle.
func (f frame) name() string {
	if f.particle != "" {
		return f.word + " " + f.particle
	}
	return f.word
}

// slot is a path from the word to a role: "obj.with" is whoever is named behind
// "with" at the object.
type slot []string

// lexicon is the data of the rules.
type lexicon struct {
	verbs, nouns map[string][]frame
	classes      map[string]map[string]bool
}

// is reports whether the lower-case word belongs to the class.
func (l *lexicon) is(class, word string) bool { return l.classes[class][word] }

func loadLexicon() (*lexicon, error) {
	l := &lexicon{verbs: map[string][]frame{}, nouns: map[string][]frame{}, classes: map[string]map[string]bool{}}
	rows, err := csv.NewReader(bytes.NewReader(wordsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read words.csv: %w", err)
	}
	for _, row := range rows[1:] {
		class := map[string]bool{}
		for _, w := range strings.Fields(row[1]) {
			class[w] = true
		}
		l.classes[row[0]] = class
	}
	rows, err = csv.NewReader(bytes.NewReader(lexiconCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read lexicon.csv: %w", err)
	}
	for _, row := range rows[1:] {
		f, err := parseFrame(row)
		if err != nil {
			return nil, err
		}
		table := l.verbs
		if f.noun {
			table = l.nouns
		}
		table[f.word] = append(table[f.word], f)
		if stem, ok := strings.CutSuffix(f.word, "ize"); ok && !f.noun {
			table[stem+"ise"] = append(table[stem+"ise"], f)
		}
	}
	return l, nil
}

func parseFrame(row []string) (frame, error) {
	typ, err := graph.ParseEventType(row[2])
	if err != nil {
		return frame{}, fmt.Errorf("lexicon word %q: %w", row[0], err)
	}
	word, particle, _ := strings.Cut(row[0], " ")
	return frame{
		word: word, particle: particle, noun: row[1] == "noun", typ: typ,
		source: parseSlots(row[3]), target: parseSlots(row[4]), object: row[5], example: row[6],
	}, nil
}

func parseSlots(s string) []slot {
	var slots []slot
	for _, path := range strings.Split(s, "|") {
		slots = append(slots, strings.Split(path, "."))
	}
	return slots
}
