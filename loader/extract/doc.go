// Package extract reads annotated articles and states what they claim: who met,
// phoned, accused or sanctioned whom, when, whether it happened, and on whose
// word.
//
// The work goes in stages (extract.go), a file each. Furniture and datelines are
// cut away (furniture.go) and readings that the parser often gets wrong are mended
// (repair.go, course.go). Names, titles and pronouns become actors (parties.go, owners.go,
// titles.go, coref.go, plural.go, lists.go, counterpart.go, heard.go, country.go,
// states.go). Words of the lexicon (lexicon.go) open frames (frames.go, nouns.go,
// mediation.go, speech.go, menace.go, charges.go, fits.go) whose roles the
// dependency tree fills (slots.go, tree.go, subjects.go); a journey has its stages
// (stages.go); sound.go, idle.go and topics.go say what every event needs. A frame
// gets its status (status.go, unreal.go, future.go, facts.go), its speakers
// (voice.go, sources.go, sequel.go), its date (when.go, news.go, assumed.go),
// place, topic and outcome (details.go) and its quote (quote.go). What was told
// before resolves "the move" and "the two sides" and takes back what is denied
// (discourse.go, disbelief.go, further.go). Frames that tell of one happening become one event
// with its claims (merge.go, grain.go, result.go, json.go).
//
// What words mean is data, in lexicon.csv and words.csv; the code knows grammar
// and no names.
package extract
