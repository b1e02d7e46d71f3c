package extract

import (
	"slices"
	"strings"

	"backchannel/loader/nlp"
)

// repaired mends readings that the parser of news prose often gets wrong.
func repaired(lex *lexicon, doc nlp.Doc) nlp.Doc {
	doc.Tokens = slices.Clone(doc.Tokens)
	for v, tok := range doc.Tokens {
		switch {
		case tok.Tag == "VBD" && (tok.Dep == "amod" || tok.Dep == "compound") && tok.Head > v:
			raise(doc.Tokens, v)
		case tok.Tag == "VBG" && tok.Dep == "attr" && tok.Head < v && doc.Tokens[tok.Head].Lemma == "be":
			progressive(doc.Tokens, v)
		case nameAsVerb(tok):
			doc.Tokens[v].POS, doc.Tokens[v].Tag = "PROPN", "NNP"
		case tok.Dep == "conj" && (tok.Tag == "VBD" || tok.Tag == "VBP") && strings.EqualFold(tok.Text, tok.Lemma):
			sharedModal(doc.Tokens, v)
		case tok.Dep == "conj" && (tok.Tag == "VBD" || tok.Tag == "VBZ"):
			finiteConjunct(doc.Tokens, v)
		case tok.EntType == "DATE" && lex.is("weekday", strings.ToLower(tok.Text)):
			gluedDay(doc.Tokens, v)
		case tok.Dep == "npadvmod" && tok.EntType == "PERSON" && tok.Head < v:
			object(doc.Tokens, v)
		case tok.Dep == "prep" && (tok.Lemma == "during" || tok.Lemma == "in"):
			inTheCourse(lex, doc.Tokens, v)
		case tok.Dep == "prep" && tok.Lemma == "with":
			offSidelines(lex, doc.Tokens, v)
		case tok.Dep == "prep" && tok.Lemma == "between":
			lift(doc.Tokens, v, "DATE", "GPE", "LOC", "FAC")
		case tok.Dep == "pcomp" && tok.Tag == "VBG" && tok.Lemma == "visit" && doc.Tokens[tok.Head].Lemma == "with":
			guest(doc.Tokens, v)
		case tok.Dep == "appos" && tok.EntType == "PERSON":
			besideTitle(doc.Tokens, v)
		case tok.Dep == "advcl" && v > 1 && doc.Tokens[v-1].Tag == "TO" && doc.Tokens[v-2].Dep == "dobj" && doc.Tokens[v-2].Head == tok.Head && lex.is("commanding", doc.Tokens[tok.Head].Lemma):
			doc.Tokens[v].Dep = "xcomp" // "directed her to meet him"
		case tok.Dep == "advcl" && tok.Tag == "VBG" && lex.is("said-along", tok.Lemma):
			saidAlong(lex, doc.Tokens, v)
		case tok.Dep == "compound" && tok.EntType == "DATE" && tok.Head == v+1 && doc.Tokens[v+1].Dep == "pobj" && doc.Tokens[v+1].EntType != "DATE":
			behindWeekday(doc.Tokens, v)
		case tok.Dep == "pobj" && tok.Lemma == "home":
			sentHome(doc.Tokens, v)
		case tok.Dep == "acl" && tok.Tag == "VBN":
			liftOffPair(doc.Tokens, v)
		case (tok.Dep == "relcl" || tok.Dep == "acl") && tok.Tag == "VB" && doc.Tokens[tok.Head].EntType == "DATE":
			acrossTime(doc.Tokens, v)
		case tok.Dep == "relcl" && tok.POS != "NOUN":
			content(lex, doc.Tokens, v)
		}
	}
	return doc
}

// opening mends a sentence that opens with a name which the parser takes for an
// adverb, "[Baerbock] met Blinken": persons are subjects of the verb behind them
// that has no other, and the one behind it is its object.
func opening(doc nlp.Doc, mentions []Mention) nlp.Doc {
	tokens := slices.Clone(doc.Tokens)
	for _, m := range mentions {
		if m.Actor == nil || !person(m.Actor) || m.End >= len(tokens) {
			continue
		}
		v := m.End
		for v+1 < len(tokens) && (tokens[v].POS == "ADV" || tokens[v].POS == "AUX") {
			v++
		}
		if name := tokens[m.Head]; tokens[v].POS != "VERB" || name.Head != v || name.Dep != "advmod" && name.Dep != "npadvmod" && name.Dep != "dep" {
			continue
		}
		after, object, subject := -1, false, false
		for k, tok := range tokens {
			if tok.Head != v {
				continue
			}
			nominal := tok.Dep == "nsubj" || tok.Dep == "nsubjpass"
			subject = subject || nominal && k < v
			object = object || tok.Dep == "dobj"
			if nominal && k > v {
				after = k
			}
		}
		if subject {
			continue
		}
		tokens[m.Head].Dep = "nsubj"
		if after > 0 && !object {
			tokens[after].Dep = "dobj"
		}
	}
	doc.Tokens = tokens
	return doc
}

// nameAsVerb reports whether a capital word is the subject or object of a clause and yet
// read as a verb: "[Trump] then called".
func nameAsVerb(tok nlp.Token) bool {
	return (tok.Tag == "VB" || tok.Tag == "VBP") && (tok.Dep == "nsubj" || tok.Dep == "dobj" || tok.Dep == "pobj") && strings.ToLower(tok.Text) != tok.Text
}

// sharedModal mends "will attend the forum and [huddle] with Y", read as a past: the
// second verb shares the modal of the first.
func sharedModal(tokens []nlp.Token, v int) {
	modal := false
	for k, tok := range tokens {
		switch {
		case tok.Head == v && (tok.Dep == "nsubj" || tok.Dep == "nsubjpass" || tok.Dep == "aux" || tok.Dep == "auxpass"):
			return
		case k < v && tok.Head == tokens[v].Head && tok.Dep == "aux" && (tok.Tag == "MD" || tok.Tag == "TO"):
			modal = true
		}
	}
	if modal {
		tokens[v].Tag = "VB"
	}
}

// gluedDay mends "met with [Bart De Wever Monday]" and "visited [Kyiv Monday]", read as
// one name: the name takes the place of the day, which says when.
func gluedDay(tokens []nlp.Token, day int) {
	name := day - 1
	if name < 1 || tokens[name].Head != day || tokens[name].Tag != "NNP" || tokens[name].EntType == "DATE" || tokens[day].Head == day {
		return
	}
	verb := tokens[day].Head
	for n := 0; n < 6 && tokens[verb].POS != "VERB" && tokens[verb].Head != verb; n++ {
		verb = tokens[verb].Head
	}
	for i := range tokens {
		switch {
		case tokens[i].Head != day || i == day || i == name:
		case i < name:
			tokens[i].Head = name
		default:
			tokens[i].Head = verb
		}
	}
	tokens[name].Head, tokens[name].Dep = tokens[day].Head, tokens[day].Dep
	if tokens[name].Dep == "npadvmod" {
		tokens[name].Dep = "dobj"
	}
	tokens[day].Head, tokens[day].Dep = verb, "npadvmod"
}

// acrossTime mends "refused for [years to condemn it]": the infinitive belongs to the
// verb, not to the time between.
func acrossTime(tokens []nlp.Token, v int) {
	n := tokens[v].Head
	prep := tokens[n].Head
	if tokens[n].Dep == "pobj" && tokens[tokens[prep].Head].POS == "VERB" && v > n {
		tokens[v].Head, tokens[v].Dep = tokens[prep].Head, "xcomp"
	}
}

// content mends "told reporters after [the meeting that he had urged them]": a clause
// of "that" with a subject of its own, behind a verb of saying that has no content,
// is what was said.
func content(lex *lexicon, tokens []nlp.Token, v int) {
	n := tokens[v].Head
	say := tokens[n].Head
	if tokens[n].Dep == "pobj" {
		say = tokens[say].Head
	}
	if n > v || say >= n || tokens[n].Dep != "pobj" && tokens[n].Dep != "dobj" || !lex.is("say", tokens[say].Lemma) || tokens[say].POS != "VERB" {
		return
	}
	that, subject := false, false
	for k, tok := range tokens {
		switch {
		case tok.Head == say && tok.Dep == "ccomp" && k != v:
			return
		case tok.Head == v && tok.Dep == "mark" && tok.Lemma == "that":
			that = true
		case tok.Head == v && (tok.Dep == "nsubj" || tok.Dep == "nsubjpass") && tok.Tag != "WDT" && tok.Tag != "WP":
			subject = true
		}
	}
	if that && subject {
		tokens[v].Head, tokens[v].Dep = say, "ccomp"
	}
}

// lift mends "a meeting on Monday in Luanda [between X and Y]": what hangs on a
// date or place behind a noun belongs to the noun.
func lift(tokens []nlp.Token, i int, settings ...string) {
	for at := tokens[i].Head; slices.Contains(settings, tokens[at].EntType) && tokens[at].Dep == "pobj"; {
		prep := tokens[at].Head
		at = tokens[prep].Head
		if pos := tokens[at].POS; tokens[prep].Dep == "prep" && (pos == "NOUN" || slices.Contains(settings, tokens[at].EntType)) {
			tokens[i].Head = at
		}
	}
}

// offSidelines mends "met on the sidelines of [a summit with Y]": whom one met is not
// with whom the summit is.
func offSidelines(lex *lexicon, tokens []nlp.Token, with int) {
	aside := false
	for at := tokens[with].Head; tokens[at].Dep == "pobj"; {
		aside = aside || lex.is("sidelines", tokens[at].Lemma)
		prep := tokens[at].Head
		at = tokens[prep].Head
		if aside && lex.is("conferring", tokens[at].Lemma) && tokens[at].POS == "VERB" {
			tokens[with].Head = at
			return
		}
	}
}

// sentHome mends "called its envoy in [Lebanon home]": home is where he is called,
// and no thing of the place.
func sentHome(tokens []nlp.Token, home int) {
	place := home - 1
	if place < 1 || tokens[place].Head != home || tokens[place].EntType != "GPE" {
		return
	}
	prep := tokens[home].Head
	verb := prep
	for n := 0; n < 4 && tokens[verb].POS != "VERB"; n++ {
		verb = tokens[verb].Head
	}
	tokens[place].Head, tokens[place].Dep = prep, "pobj"
	for i := range tokens[:place] {
		if tokens[i].Head == home && i != place {
			tokens[i].Head = place
		}
	}
	tokens[home].Head, tokens[home].Dep = verb, "advmod"
}

// saidAlong mends "demanded that it stop, [accusing Y]" and "told Y to leave, [while
// urging Z]": who demanded accuses.
func saidAlong(lex *lexicon, tokens []nlp.Token, v int) {
	if v == 0 || tokens[v-1].Text != "," && tokens[v-1].Lemma != "while" {
		return
	}
	if h := tokens[v].Head; (tokens[h].Dep == "ccomp" || tokens[h].Dep == "xcomp") && lex.is("told-to", tokens[tokens[h].Head].Lemma) {
		tokens[v].Head = tokens[h].Head
	}
}

// liftOffPair mends "a deal between Chad and [Sudan brokered by Doha]": the
// participle belongs to what is between the two.
func liftOffPair(tokens []nlp.Token, v int) {
	at := tokens[v].Head
	for n := 0; n < 4 && tokens[at].Dep == "conj"; n++ {
		at = tokens[at].Head
	}
	if prep := tokens[at].Head; tokens[at].Dep == "pobj" && tokens[prep].Lemma == "between" && tokens[tokens[prep].Head].POS == "NOUN" {
		tokens[v].Head = tokens[prep].Head
	}
}

// besideTitle mends "[talks between X and the Turkish leader], Y": the name stands
// beside the noun right before it, not beside what that noun belongs to.
func besideTitle(tokens []nlp.Token, i int) {
	h, left := tokens[i].Head, i
	for left > 0 && tokens[left-1].Head == i {
		left--
	}
	if left > 0 && tokens[left-1].Text == "," {
		left--
	}
	for k := left - 1; k > h; k = tokens[k].Head {
		if tokens[k].POS == "NOUN" && tokens[k].Dep == "conj" {
			tokens[i].Head = k
			return
		}
		if tokens[k].Head == k {
			return
		}
	}
}

// guest mends "a pact with [visiting Y]": with the guest, not with a visit.
func guest(tokens []nlp.Token, v int) {
	for i := range tokens {
		if tokens[i].Head == v && tokens[i].Dep == "dobj" {
			tokens[i].Head, tokens[i].Dep = tokens[v].Head, "pobj"
			tokens[v].Head, tokens[v].Dep = i, "amod"
			return
		}
	}
}

// progressive mends "is mediating" read as "is [a] mediating": the verb takes the
// place and the dependents of "be", which becomes its auxiliary.
func progressive(tokens []nlp.Token, v int) {
	be := tokens[v].Head
	head, dep := tokens[be].Head, tokens[be].Dep
	for i := range tokens {
		if i != v && i != be && tokens[i].Head == be {
			tokens[i].Head = v
		}
	}
	tokens[v].Head, tokens[v].Dep, tokens[v].POS = head, dep, "VERB"
	if head == be {
		tokens[v].Head = v
	}
	tokens[be].Head, tokens[be].Dep = v, "aux"
}

// object mends a person read as a time ("met Abiy Ahmed"): persons are objects,
// where the verb has none.
func object(tokens []nlp.Token, i int) {
	v := tokens[i].Head
	if tokens[v].POS != "VERB" {
		return
	}
	for k, tok := range tokens {
		if tok.Head == v && tok.Dep == "dobj" {
			return
		}
		if with := tokens[tok.Head]; k < i && tok.Dep == "pobj" && tok.POS == "NOUN" && tok.EntType == "" && with.Lemma == "with" && with.Head == v { // "met with the top diplomat, Y"
			tokens[i].Head, tokens[i].Dep = k, "appos"
			return
		}
	}
	tokens[i].Dep = "dobj"
}

// raise mends a verb in the past that was taken for an adjective of the noun
// behind it ("a court [jailed star] Griner"): the verb takes the noun's place, the
// noun becomes its object and what stood before the verb its subject.
func raise(tokens []nlp.Token, v int) {
	n := tokens[v].Head
	subject := -1
	for i := range tokens[:v] {
		if tokens[i].Head == v && tokens[i].Dep == "nsubj" || tokens[i].Head == n && i < v && tokens[i].Dep != "punct" {
			subject = i
		}
	}
	if h := tokens[n].Head; subject < 0 && h < v && tokens[h].POS == "PROPN" { // "the bloc [lifted sanctions]"
		tokens[v].Head, tokens[v].Dep, tokens[v].POS = tokens[h].Head, tokens[h].Dep, "VERB"
		if tokens[h].Head == h {
			tokens[v].Head = v
		}
		for i := v; i < len(tokens); i++ { // what stands behind belongs to the verb
			if i != v && tokens[i].Head == h {
				tokens[i].Head = v
			}
		}
		tokens[h].Head, tokens[h].Dep = v, "nsubj"
		tokens[n].Head, tokens[n].Dep = v, "dobj"
		return
	}
	if subject < 0 {
		return
	}
	for i := range tokens[:v] { // what else stood before the verb belongs to its subject
		if i != subject && tokens[i].Head == n && tokens[i].Dep != "punct" {
			tokens[i].Head = subject
		}
	}
	head, dep := tokens[n].Head, tokens[n].Dep
	tokens[subject].Head, tokens[subject].Dep = v, "nsubj"
	tokens[v].Head, tokens[v].Dep, tokens[v].POS = head, dep, "VERB"
	if head == n {
		tokens[v].Head = v
	}
	tokens[n].Head, tokens[n].Dep = v, "dobj"
}

// behindWeekday parts a day and the object that follows it: "urged on Saturday Serbia
// to talk".
func behindWeekday(tokens []nlp.Token, day int) {
	prep, name := tokens[day+1].Head, day+1
	if prep != day-1 || tokens[tokens[prep].Head].POS != "VERB" || tokens[name].EntType == "" {
		return
	}
	tokens[day].Head, tokens[day].Dep = prep, "pobj"
	tokens[name].Head, tokens[name].Dep = tokens[prep].Head, "dobj"
}

// finiteConjunct joins a finite verb to the finite verb of its clause where the tree
// joined it to an infinitive or a noun below: "vowed to fight and recalled the envoy".
func finiteConjunct(tokens []nlp.Token, v int) {
	h := tokens[v].Head
	if tokens[h].Tag != "VB" && tokens[h].POS != "NOUN" && tokens[h].POS != "PROPN" {
		return
	}
	for _, tok := range tokens {
		if tok.Head == v && (tok.Dep == "nsubj" || tok.Dep == "nsubjpass" || tok.Dep == "aux" || tok.Dep == "auxpass") {
			return
		}
	}
	for n := 0; n < 6 && tokens[h].Head != h; n++ {
		h = tokens[h].Head
		switch tokens[h].Tag {
		case "VBD", "VBZ":
			tokens[v].Head = h
			return
		}
	}
}
