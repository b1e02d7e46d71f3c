// Package extract reads annotated articles and states what they claim: who met,
// phoned, accused or sanctioned whom, when, whether it happened, and on whose
// word.
//
// The work goes in stages, a file each: furniture is cut away (furniture.go);
// names, titles and pronouns become actors (parties.go, coref.go); words of the
// lexicon open frames whose roles the dependency tree fills (frames.go,
// nouns.go, speech.go); a frame gets its status (status.go), its speakers
// (voice.go) and its date (when.go); frames that tell of one happening become
// one event with its claims (merge.go). What words mean is data, in lexicon.csv
// and words.csv; the code knows grammar and no names.
package extract
