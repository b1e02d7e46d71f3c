package extract

import (
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
	ctx.Reference = a.lastDate
	best, rank := timed{}, 0
	for _, e := range a.times[h.para] {
		if r := a.nearness(h, e); r > rank || r == rank && r > 0 && e.Day() && !best.Day() {
			best, rank = e, r
		}
	}
	if rank == 0 {
		return
	}
	t := a.trees[h.para]
	d := best.Resolve(tense, ctx)
	if d.IsZero() {
		return
	}
	h.date = d
	h.dateWhy = t.Text[t.Tokens[best.Start].Start:t.Tokens[best.End-1].End]
	if d.Precision == graph.PrecisionDay {
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
	if t.dep(h.at) == "relcl" && t.head(h.at) >= e.Start && t.head(h.at) < e.End {
		return 6 // "in 2013, when they withdrew their ambassadors"
	}
	// Climb from the expression: the first verb on the way is its clause.
	at, noun := e.top, false
	for n := 0; n < 20; n++ {
		if at == h.at {
			return 6
		}
		if t.verb(at) || t.root(at) {
			break
		}
		if noun && t.dep(at) == "prep" && a.lex.is("bound", t.lower[at]) {
			return 0 // "before the election in November"
		}
		noun = noun || t.nominal(at) && at != e.top
		if t.nominal(at) && at != e.top && a.eventNoun(h.para, at) {
			return 0 // it dates another noun's event
		}
		at = t.head(at)
	}
	if t.nominal(h.at) && h.at != at && t.within(e.top, h.at) {
		return 6
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
		if c == h.at && t.nominal(c) && t.verb(up) && !a.sharesTime(h.para, c, up) {
			break
		}
		if t.verb(c) && a.reports(h.para, c, up) {
			break // the time at a verb of saying is the saying's
		}
		if own := t.depKids(c, "nsubj", "nsubjpass"); t.dep(c) == "relcl" || len(own) > 0 && (t.dep(c) == "advcl" || t.dep(c) == "ccomp" || t.dep(c) == "acl") {
			break
		}
		c = up
	}
	// A time in a complement: "is due to meet Erdogan in January".
	if t.verb(at) && (t.dep(at) == "xcomp" || t.dep(at) == "conj" && len(t.depKids(at, "nsubj")) == 0) && t.head(at) == h.at {
		return 2
	}
	// Who acts by saying so acts when saying it; so does who announces.
	if h.status.status == graph.StatusActual {
		for _, v := range h.voices {
			if v.verb == at && v.verb >= 0 && (h.speech || v.stance == graph.StanceAnnounces) && acts(h, v.party) {
				return 3
			}
		}
	}
	return 0
}

func acts(h *hit, q party) bool {
	for _, s := range h.source {
		if s.actor.ID == q.actor.ID {
			return true
		}
	}
	return false
}

// spoken dates an undated act of speech that the text tells in the simple past:
// on the day its speaker was last heard, else on the day of the news, else in
// the month of publication. News reports what was just said.
func (a *analysis) spoken(h *hit) {
	if !h.speech || !h.date.IsZero() || h.status.status != graph.StatusActual || !a.clock.HasPublished || !a.simplePast(h) {
		return
	}
	for _, s := range h.source {
		if d, ok := a.heard[s.actor.ID]; ok && d.para >= h.para-1 {
			h.date, h.dateWhy = d.date, "the day "+s.actor.Name+" spoke"
			return
		}
	}
	if !a.lead.IsZero() {
		h.date, h.dateWhy = a.lead, "the day of the news"
		return
	}
	pub := a.clock.Published.Time()
	h.date, h.dateWhy = graph.InMonth(pub.Year(), pub.Month()), "the month of publication"
}

// simplePast reports whether the act is told in the simple past, by its own
// verb or by the verb of saying.
func (a *analysis) simplePast(h *hit) bool {
	t := a.trees[h.para]
	past := func(v int) bool {
		if t.Tokens[v].Tag == "VBD" {
			return true
		}
		for _, k := range t.depKids(v, "aux") {
			if t.Tokens[k].Tag == "VBD" && t.lower[k] != "had" {
				return true
			}
		}
		return false
	}
	for _, v := range a.voices(h.para, h.at) {
		if v.verb >= 0 && acts(h, v.party) {
			return past(v.verb)
		}
	}
	if !t.verb(h.at) {
		return false
	}
	return past(h.at) || (t.dep(h.at) == "conj" || t.dep(h.at) == "advcl" || t.dep(h.at) == "xcomp") && past(t.head(h.at))
}

// spokenOn is the day on which an actor was heard, and where the text says so.
type spokenOn struct {
	date graph.Date
	para int
}

// hear notes the days of verbs of saying in a paragraph, and the day of the
// news: the first day that the text gives, if it is within three days of
// publication.
func (a *analysis) hear(p int) {
	t := a.trees[p]
	for _, e := range a.times[p] {
		d := e.Resolve(dates.Past, a.clock)
		if d.Precision != graph.PrecisionDay || !a.clock.HasPublished || d.From > a.clock.Published || d.From < a.clock.Published-3 {
			continue
		}
		if a.lead.IsZero() && p == 0 {
			a.lead = d
		}
		if v := t.clause(e.top); a.saying(p, v) {
			for _, q := range a.sayers(p, v) {
				a.heard[q.actor.ID] = spokenOn{d, p}
			}
		}
	}
}

// sharesTime reports whether a verb makes or unmakes the event of a noun under
// it, so that the verb's time is the event's.
func (a *analysis) sharesTime(p, n, v int) bool {
	w := a.trees[p].lemma[v]
	return a.lex.is("support", w) || a.lex.is("plan", w) || a.lex.is("possible", w) || a.stops(p, n, v) || a.happens(p, v)
}

// eventNoun reports whether the noun opens frames of its own.
func (a *analysis) eventNoun(p, i int) bool {
	return len(a.lex.nouns[a.trees[p].lemma[i]]) > 0
}
