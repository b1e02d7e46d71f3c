package extract

import (
	"backchannel/graph"
	"slices"
)

// quote is a run of quoted tokens and who speaks them.
type quote struct {
	start, end int // tokens between the marks, end exclusive
	speakers   []party
	verb       int // the verb of saying, or -1
}

// voice is one who vouches for a statement.
type voice struct {
	party
	stance graph.Stance
	verb   int // the verb of saying, or -1
}

// maxQuotes bounds the quotes of a paragraph; where there are more, the marks are
// no speech, and reading them would cost their number squared.
const maxQuotes = 200

// findQuotes marks the quoted runs of a paragraph.
func (a *analysis) findQuotes(p int) []quote {
	t := a.trees[p]
	var quotes []quote
	open := -1
	for i, tok := range t.Tokens {
		switch tok.Text {
		case "“", "``":
			open = i + 1
		case "”", "''":
			if open >= 0 {
				quotes = append(quotes, quote{start: open, end: i, verb: -1})
			}
			open = -1
		case "\"":
			if open < 0 {
				open = i + 1
			} else {
				quotes = append(quotes, quote{start: open, end: i, verb: -1})
				open = -1
			}
		}
	}
	if len(quotes) > maxQuotes {
		return nil
	}
	if open >= 0 && open < len(t.Tokens) { // a quote that runs on into the next paragraph
		quotes = append(quotes, quote{start: open, end: len(t.Tokens), verb: -1})
	}
	return quotes
}

// speakers finds who speaks each quote: the subject of a verb of saying in the
// sentence that a quote begins or ends in, else whoever spoke the quote before.
func (a *analysis) speakers(p int) {
	for k := range a.quotes[p] {
		q := &a.quotes[p][k]
		if !a.fromSentence(p, q, q.end-1) && !a.fromSentence(p, q, q.start) {
			a.fromNeighbour(p, k)
		}
	}
}

// fromSentence looks for "…, X said" in the sentence of token i, outside the quote.
func (a *analysis) fromSentence(p int, q *quote, i int) bool {
	t := a.trees[p]
	start, end := t.sentence(max(0, min(i, len(t.Tokens)-1)))
	if end < len(t.Tokens) && q.end+1 >= end { // the tree often ends a sentence at the closing mark
		if _, next := t.sentence(end); next-end <= 8 {
			end = next
		}
	}
	for v := start; v < end; v++ {
		if v >= q.start && v < q.end || !a.saying(p, v) {
			continue
		}
		if found := a.sayers(p, v); len(found) > 0 {
			q.speakers, q.verb = found, v
			return true
		}
		if len(t.depKids(v, "nsubj")) > 0 && len(t.depKids(v, "ccomp")) > 0 {
			return true // somebody whom we can't name
		}
	}
	if found := a.accordingTo(p, start, end); len(found) > 0 {
		q.speakers = found
		return true
	}
	return false
}

// fromNeighbour takes the speaker of the quote before, in this paragraph or,
// where the paragraph opens with the quote, in the one before.
func (a *analysis) fromNeighbour(p, k int) {
	q := &a.quotes[p][k]
	if k > 0 {
		q.speakers = a.quotes[p][k-1].speakers
		return
	}
	if k+1 < len(a.quotes[p]) && a.fromSentence(p, &a.quotes[p][k+1], a.quotes[p][k+1].end-1) {
		q.speakers = a.quotes[p][k+1].speakers
		return
	}
	if p > 0 && q.start <= 1 && len(a.quotes[p-1]) > 0 {
		q.speakers = a.quotes[p-1][len(a.quotes[p-1])-1].speakers
	}
}

// quoteAt returns the quote that token i stands in, or nil.
func (a *analysis) quoteAt(p, i int) *quote {
	for k := range a.quotes[p] {
		if q := &a.quotes[p][k]; i >= q.start && i < q.end {
			return q
		}
	}
	return nil
}

// speakerAt resolves "I" and "we".
func (a *analysis) speakerAt(p, i int) []party {
	if q := a.quoteAt(p, i); q != nil {
		return slices.Clone(q.speakers)
	}
	return nil
}

func (a *analysis) saying(p, v int) bool {
	t := a.trees[p]
	if !t.verb(v) {
		return false
	}
	w := t.lemma[v]
	return a.lex.is("say", w) || a.lex.is("confirm", w) || a.lex.is("deny", w) || a.lex.is("announce", w) || w == "tell"
}

// voices returns who vouches for what the predicate at token i says, nearest
// first. Nobody means the article's own voice.
func (a *analysis) voices(p, i int) []voice {
	t := a.trees[p]
	var found []voice
	aside := false // a clause that only says when or why stands between
	add := func(v int) {
		if a.unconfirmed(p, v) {
			return // who does not confirm vouches for nothing
		}
		for _, q := range a.sayers(p, v) {
			found = append(found, voice{q, a.stance(p, v), v})
		}
	}
	for n, c := 0, i; n < 40; n++ {
		for _, v := range a.asides(p, c) {
			add(v)
		}
		if t.root(c) {
			break
		}
		h := t.head(c)
		aside = aside || t.dep(c) == "advcl" && len(t.depKids(c, "nsubj")) > 0
		if a.reports(p, c, h) && !(aside && t.dep(c) == "dobj") { // "confirmed a policy of doing so when they met"
			add(h)
		}
		c = h
	}
	if q := a.quoteAt(p, i); q != nil && len(found) == 0 {
		for _, s := range q.speakers {
			found = append(found, voice{s, graph.StanceReports, q.verb})
		}
	}
	start, end := t.sentence(i)
	for _, q := range append(a.accordingTo(p, start, end), a.cited(p, start, end)...) {
		found = append(found, voice{q, graph.StanceReports, -1})
	}
	if len(found) == 0 {
		for _, v := range a.trailers(p, i) {
			add(v)
		}
	}
	return found
}

// asides returns the verbs of saying that hang on the clause they report: "X met
// Y, the agency reported", "as the palace said".
func (a *analysis) asides(p, c int) []int {
	t := a.trees[p]
	if !t.verb(c) {
		return nil
	}
	var found []int
	for _, k := range t.depKids(c, "parataxis", "conj", "advcl", "dep") {
		subjects := t.depKids(k, "nsubj")
		if !a.saying(p, k) || len(subjects) == 0 || len(t.depKids(k, "ccomp", "xcomp")) > 0 {
			continue
		}
		as := false
		for _, m := range t.depKids(k, "mark", "advmod") {
			as = as || t.lower[m] == "as"
		}
		left := t.left(subjects[0])
		behind := k > c && left > 0 && t.lower[left-1] == ","
		inverted := k > c && subjects[0] > k && t.lower[k-1] == ","
		within := left > 0 && t.lower[left-1] == "," && k+1 < len(t.lower) && t.lower[k+1] == "," // "Chad, the ministry said, expelled"
		if as || behind || inverted || within {
			found = append(found, k)
		}
	}
	return found
}

// reports reports whether c is what the verb of saying h says.
func (a *analysis) reports(p, c, h int) bool {
	if !a.saying(p, h) {
		return false
	}
	switch a.trees[p].dep(c) {
	case "ccomp", "parataxis", "dep":
		return true
	case "xcomp":
		w := a.trees[p].lemma[h]
		return (a.lex.is("confirm", w) || a.lex.is("deny", w) || a.lex.is("announce", w)) && !a.infinitival(p, c)
	case "dobj", "nsubjpass":
		w := a.trees[p].lemma[h]
		if a.lex.is("recount", w) && a.eventNoun(p, c) { // "described the meeting as cordial"
			return true
		}
		return a.lex.is("confirm", w) || a.lex.is("deny", w) || a.lex.is("announce", w)
	case "advcl":
		return a.trees[p].lower[h] == "said" && c < h
	}
	return false
}

// stance returns what a verb of saying makes of what is said.
func (a *analysis) stance(p, v int) graph.Stance {
	w := a.trees[p].lemma[v]
	switch {
	case a.lex.is("deny", w):
		return graph.StanceDenies
	case a.lex.is("confirm", w), a.lex.is("recount", w):
		return graph.StanceConfirms
	case a.lex.is("announce", w):
		return graph.StanceAnnounces
	}
	return graph.StanceReports
}

// notParty drops the voices of those who act by speaking, their words being the
// act, unless they tell later that they acted: "said he had urged".
func (a *analysis) notParty(h *hit) []voice {
	var out []voice
	for _, v := range h.voices {
		if v.stance == graph.StanceDenies { // "accused Kigali of it, a charge it denies"
			continue
		}
		keep := a.retold(h, v)
		if !acts(h, v.party) {
			keep = true
		}
		if v.actor.OrgKind == "igo" { // a body's statement is its own announcement
			v.stance, keep = graph.StanceAnnounces, true
		}
		if keep {
			out = append(out, v)
		}
	}
	return out
}

// retold reports whether who speaks tells of an act of speech done before.
func (a *analysis) retold(h *hit, v voice) bool {
	t := a.trees[h.para]
	return v.verb >= 0 && v.verb != h.at && h.example != "" && t.Tokens[h.at].POS == "VERB" && t.lemma[h.at] != "be" && a.reports(h.para, h.at, v.verb) &&
		(t.Tokens[h.at].Tag == "VBD" || a.hasKid(h.para, h.at, "had"))
}
