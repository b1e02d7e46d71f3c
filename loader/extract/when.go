package extract

import (
	"slices"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// timed is a time expression in its paragraph, with the token it hangs by.
type timed struct {
	dates.Expr
	top int // the token of the expression whose head lies outside it
}

func (a *analysis) findTimes(p int) []timed {
	t := a.trees[p]
	words := make([]string, len(t.Tokens))
	for i, tok := range t.Tokens {
		words[i] = tok.Text
	}
	var found []timed
	for _, e := range dates.Find(words) {
		if a.partOfName(p, e) {
			continue
		}
		top := e.Start
		for i := e.Start; i < e.End; i++ {
			if h := t.head(i); h < e.Start || h >= e.End {
				top = i
				break
			}
		}
		found = append(found, timed{e, top})
	}
	return found
}

// partOfName reports whether the expression stands inside a longer name
// ("Sunday Morning Futures").
func (a *analysis) partOfName(p int, e dates.Expr) bool {
	for i := e.Start; i < e.End; i++ {
		if m := a.mention(p, i); m != nil {
			return true
		}
		switch a.trees[p].Tokens[i].EntType {
		case "ORG", "WORK_OF_ART", "LAW", "FAC", "PRODUCT":
			return true
		}
	}
	return false
}

// when finds the date of a hit.
func (a *analysis) when(h *hit) {
	tense := dates.Past
	if h.status.status == graph.StatusPlanned || h.status.status == graph.StatusPossible {
		tense = dates.Future
	}
	ctx := a.clock
	if ctx.Reference = a.lastDate; ctx.Reference.IsZero() {
		ctx.Reference = a.lead
	}
	best, rank := timed{}, 0
	for _, e := range a.times[h.para] {
		if r := a.nearness(h, e); r > rank || r == rank && r > 0 && e.Day() && !best.Day() {
			best, rank = e, r
		}
	}
	t := a.trees[h.para]
	if rank == 0 || best.Since() && (tense == dates.Future || slices.Contains(t.lower[max(0, best.Start-3):best.Start], "first")) { // "will be their first since May"
		return
	}
	if v := t.clause(best.top); v != h.at && tense == dates.Future && !t.within(best.top, h.at) && t.Tokens[v].Tag == "VBD" && t.lemma[v] != "be" && !a.lex.is("plan", t.lemma[v]) && !a.lex.is("possible", t.lemma[v]) {
		if a.saying(h.para, v) || h.status.status == graph.StatusPossible {
			return // "spoke on Sunday of a visit to come"
		}
		tense = dates.Past // "flew in on Sunday to meet him"
	}
	if rank == 6 && t.dep(h.at) == "relcl" { // "since 1995, when they broke relations"
		best.Expr = best.Point()
	}
	d := best.Resolve(tense, ctx)
	if d.IsZero() {
		return
	}
	h.date = d
	h.dateWhy = t.Text[t.Tokens[best.Start].Start:t.Tokens[best.End-1].End]
	if d.Precision != graph.PrecisionRange {
		a.lastDate = d
	}
}

// nearness ranks how surely a time expression dates a hit; 0 means that it
// dates something else.
func (a *analysis) nearness(h *hit, e timed) int {
	t := a.trees[h.para]
	start, end := t.sentence(h.at)
	if e.Start < start || e.Start >= end {
		return 0
	}
	if e.Anchored() {
		if prep := t.head(h.at); t.nominal(h.at) && t.dep(h.at) == "pobj" && prep == e.End-1 { // "a week after his visit"
			return 6
		}
		for _, k := range t.depKids(h.at, "mark") {
			if k == e.End-1 || k == e.End {
				return 6
			}
		}
		return 0
	}
	if t.dep(h.at) == "relcl" && t.head(h.at) >= e.Start && t.head(h.at) < e.End {
		return 6 // "in 2013, when they withdrew their ambassadors"
	}
	if n := t.head(e.top); !e.Day() && t.premodifier(e.top) && n != h.at && !a.eventNoun(h.para, n) {
		return 0 // "after the May elections"
	}
	// Climb from the expression: the first verb on the way is its clause.
	at, noun, occasion := e.top, false, false
	for n := 0; n < 20; n++ {
		if at == h.at && a.ofBefore(h.para, e, at) {
			return 0
		}
		if at == h.at {
			return 6
		}
		if n := t.head(at); h.speech && t.dep(at) == "acl" && a.lex.is("publish", t.lemma[at]) && t.dep(n) == "pobj" {
			at = t.head(n) // "in an essay printed on Monday, he accused"
		}
		if t.verb(at) || t.root(at) {
			break
		}
		if noun && t.dep(at) == "prep" && a.lex.is("bound", t.lower[at]) {
			return 0 // "before the election in November"
		}
		noun = noun || t.nominal(at) && at != e.top
		occasion = occasion || at != e.top && a.occasion(h.para, at)
		if t.nominal(at) && at != e.top && a.eventNoun(h.para, at) && (t.head(at) != h.at || t.dep(at) != "dobj") && !a.occasion(h.para, at) {
			return 0 // it dates another noun's event
		}
		at = t.head(at)
	}
	if t.lower[at] == "starting" && !t.root(at) { // "starting Monday, she visits"
		at = t.head(at)
	}
	if t.nominal(h.at) && h.at != at && t.within(e.top, h.at) {
		if t.verb(at) && t.head(at) != h.at {
			return 0 // "talks to build on a pact concluded in April"
		}
		return 6
	}
	if h.status.cancelled && t.nominal(h.at) && !a.toCome(h.para, e, false) {
		return 0 // it dates the calling off
	}
	agreed := h.typ == graph.AgreedWith && h.status.status == graph.StatusActual && !occasion
	if agreed && a.aheadOfUs(e) {
		return 0 // "agreed to hold talks on April 2"
	}
	// From the hit upwards: its own clause, then those that share its time.
	c := h.at
	for n := 0; n < 8; n++ {
		if c == at {
			return 5 - min(n, 2)
		}
		if t.root(c) {
			break
		}
		up := t.head(c)
		if c == h.at && t.nominal(c) && t.verb(up) && !a.sharesTime(h.para, c, up) && (t.dep(c) != "dobj" || t.lemma[up] != "follow") {
			break
		}
		if t.verb(c) && a.reports(h.para, c, up) {
			break // the time at a verb of saying is the saying's
		}
		if h.typ == graph.Visited && t.dep(c) == "pcomp" && t.lower[up] == "after" && a.lex.is("motion", t.lemma[t.head(up)]) {
			break // "arrived on Friday after visiting Benin"
		}
		if t.dep(c) == "xcomp" && t.Tokens[up].Tag == "VBD" && a.lex.is("settle", t.lemma[up]) && h.status.status != graph.StatusActual {
			break // "agreed in July to meet" dates the agreeing
		}
		if t.dep(c) == "prep" && (t.nominal(up) && a.lex.is("hope-noun", t.lemma[up]) || t.lower[c] == "for" && t.verb(up) && a.anyLemma(h.para, t.objects(up), "hope-noun")) {
			break // "voiced support last week for a summit"
		}
		if t.dep(c) == "prep" && t.lower[c] == "before" && c < up {
			break // "before flying to Oslo, he will visit Riga on Monday"
		}
		if own := t.depKids(c, "nsubj", "nsubjpass"); t.dep(c) == "relcl" && (!a.hasKid(h.para, c, "where") || a.hasKid(h.para, c, "had")) || t.dep(c) != "relcl" && len(own) > 0 && (t.dep(c) == "advcl" || t.dep(c) == "ccomp" || t.dep(c) == "acl" || t.dep(c) == "conj") {
			break
		}
		c = up
	}
	if up := t.head(h.at); t.dep(h.at) == "nsubj" || t.dep(h.at) == "nsubjpass" { // "talks are expected to begin next week"
		if t.verb(at) && t.dep(at) == "xcomp" && t.head(at) == up && (a.happens(h.para, at) || a.lex.is("to-be-held", t.lemma[at])) {
			return 4
		}
	}
	if a.dealt(h, at) || t.dep(at) == "relcl" && t.head(at) == h.at && a.happens(h.para, at) || t.nominal(h.at) && a.heldIn(h.para, h.at, at) { // "his visit, which began on Tuesday"
		return 2
	}
	// A time in a complement: "is due to meet Erdogan in January".
	if !h.speech && !agreed && t.verb(at) && (t.dep(at) == "xcomp" || t.dep(at) == "conj" && len(t.depKids(at, "nsubj")) == 0) && t.head(at) == h.at {
		return 2
	}
	// Who acts by saying so acts when saying it; so does who announces.
	if h.status.status == graph.StatusActual {
		for _, v := range h.voices {
			same := v.verb == at || v.verb >= 0 && t.dep(v.verb) == "conj" && t.head(v.verb) == at
			if same && v.verb >= 0 && (h.speech && acts(h, v.party) || (v.stance == graph.StanceAnnounces || stateAct[h.typ] && !a.underWay(h.para, t.clause(h.at))) && speaksFor(v.actor, h)) {
				return 3
			}
		}
	}
	return 0
}

// ofBefore reports whether a coarse time that hangs on an event noun stands behind
// what the event is measured from: "their first meeting since the war two years ago".
func (a *analysis) ofBefore(p int, e timed, n int) bool {
	t := a.trees[p]
	return t.nominal(n) && !e.Day() && slices.ContainsFunc(t.depKids(n, "prep"), func(k int) bool { return n < k && k < e.Start-1 && t.lower[k] == "since" })
}

// aheadOfUs reports whether a day of a month, read as past, would lie nearly a year back:
// it lies ahead.
func (a *analysis) aheadOfUs(e timed) bool {
	past, future := e.Resolve(dates.Past, a.clock), e.Resolve(dates.Future, a.clock)
	return e.Day() && past != future && past.From < a.clock.Published-270 && future.From < a.clock.Published+95
}

// occasion reports whether a noun is that on whose occasion things are done, so
// that its time is theirs: "during last week's visit", "at Tuesday's talks".
func (a *analysis) occasion(p, n int) bool {
	t := a.trees[p]
	if prep := t.head(n); t.dep(n) == "pobj" && t.lower[prep] == "of" && a.lex.is("margin", t.lemma[t.head(prep)]) { // "on the sidelines of a summit on Monday"
		return true
	}
	return t.dep(n) == "pobj" && a.lex.is("occasion", t.lower[t.head(n)]) && t.verb(t.head(t.head(n)))
}

// dealt reports whether the verb at a time tells how the deal came about by which
// the parties of a hit agreed: "agreed to reopen embassies under a deal brokered
// last month".
func (a *analysis) dealt(h *hit, v int) bool {
	t := a.trees[h.para]
	if h.typ != graph.AgreedWith && h.typ != graph.SignedAgreementWith || t.dep(v) != "acl" || t.Tokens[v].Tag != "VBN" {
		return false
	}
	n := t.head(v)
	return a.lex.is("agreement", t.lemma[n]) && t.dep(n) == "pobj" && t.within(n, h.at)
}

// acts reports whether a party is a source of the hit.
func acts(h *hit, q party) bool { return among(q.actor, h.source) }

// speaksFor reports whether an actor is a source of the hit or its state.
func speaksFor(actor *graph.Actor, h *hit) bool {
	for _, s := range h.source {
		if stands(actor, s.actor) || stands(s.actor, actor) {
			return true
		}
	}
	return false
}

// sharesTime reports whether a verb makes or unmakes the event of a noun under
// it, so that the verb's time is the event's.
func (a *analysis) sharesTime(p, n, v int) bool {
	w := a.trees[p].lemma[v]
	return a.lex.is("support", w) || a.lex.is("deny", w) || a.lex.is("plan", w) || a.lex.is("possible", w) || a.stops(p, n, v) || a.happens(p, v)
}

// eventNoun reports whether the noun opens frames of its own.
func (a *analysis) eventNoun(p, i int) bool {
	return len(a.lex.nouns[a.trees[p].lemma[i]]) > 0
}
