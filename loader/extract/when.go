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
	if e.Anchored() {
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
		if t.dep(c) == "xcomp" && t.Tokens[up].Tag == "VBD" && a.lex.is("settle", t.lemma[up]) && h.status.status != graph.StatusActual {
			break // "agreed in July to meet" dates the agreeing
		}
		if own := t.depKids(c, "nsubj", "nsubjpass"); t.dep(c) == "relcl" || len(own) > 0 && (t.dep(c) == "advcl" || t.dep(c) == "ccomp" || t.dep(c) == "acl" || t.dep(c) == "conj") {
			break
		}
		c = up
	}
	// A time in a complement: "is due to meet Erdogan in January".
	if !h.speech && t.verb(at) && (t.dep(at) == "xcomp" || t.dep(at) == "conj" && len(t.depKids(at, "nsubj")) == 0) && t.head(at) == h.at {
		return 2
	}
	// Who acts by saying so acts when saying it; so does who announces.
	if h.status.status == graph.StatusActual {
		for _, v := range h.voices {
			if v.verb == at && v.verb >= 0 && (h.speech && acts(h, v.party) || v.stance == graph.StanceAnnounces && speaksFor(v.actor, h)) {
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

// speaksFor reports whether an actor is a source of the hit or its state.
func speaksFor(actor *graph.Actor, h *hit) bool {
	for _, s := range h.source {
		if stands(actor, s.actor) || stands(s.actor, actor) {
			return true
		}
	}
	return false
}

// assumed dates an undated act that the text tells in the simple past. An act of
// speech is dated by the narrative: the sentence before, the day its speaker was
// last heard, the day of the news, and failing these the month of publication.
// Other dealings take the day of the news only near the top of the text.
func (a *analysis) assumed(h *hit) {
	if !h.date.IsZero() || h.status.status != graph.StatusActual || !a.clock.HasPublished || !a.simplePast(h) {
		return
	}
	narrated, elsewhere := a.narrated(h)
	if !h.speech && h.typ != graph.WroteTo {
		if !h.typ.Contact() || elsewhere {
			return
		}
		if d := a.saidOn(h); !d.IsZero() {
			h.date, h.dateWhy = d, "the day it was said"
		} else if 3*h.para < len(a.trees) && !a.lead.IsZero() {
			h.date, h.dateWhy = a.lead, "the day of the news"
		}
		return
	}
	for _, s := range h.source {
		if d, ok := a.heard[s.actor.ID]; ok && d.para >= h.para-1 {
			h.date, h.dateWhy = d.date, "the day "+s.actor.Name+" spoke"
			return
		}
	}
	if d := a.saidOn(h); !d.IsZero() {
		h.date, h.dateWhy = d, "the day it was said"
		return
	}
	switch {
	case elsewhere:
		h.date, h.dateWhy = narrated, "the sentence before"
	case !a.toldOn(h).IsZero():
		h.date, h.dateWhy = a.toldOn(h), "the day of the sentence before"
	case !a.lead.IsZero():
		h.date, h.dateWhy = a.lead, "the day of the news"
	default:
		pub := a.clock.Published.Time()
		h.date, h.dateWhy = graph.InMonth(pub.Year(), pub.Month()), "the month of publication"
	}
}

// saidOn returns the day on which the first to vouch for a hit spoke, where the
// text dates the verb of saying within three days of publication.
func (a *analysis) saidOn(h *hit) graph.Date {
	for _, v := range h.voices {
		for _, e := range a.times[h.para] {
			if v.verb < 0 || a.trees[h.para].clause(e.top) != v.verb {
				continue
			}
			if d := e.Resolve(dates.Past, a.clock); d.Precision == graph.PrecisionDay && d.From <= a.clock.Published && d.From >= a.clock.Published-3 {
				return d
			}
		}
	}
	return graph.Date{}
}

// narrated reports whether the sentence before, in the paragraph, is of a time
// older than the news, and gives that time where the text goes on with it: the
// main clause is dated and about one of the same parties, or "there" and "then"
// take it up.
func (a *analysis) narrated(h *hit) (d graph.Date, elsewhere bool) {
	p, from, to, ok := a.sentenceBefore(h.para, h.at, 1)
	if !ok || p != h.para {
		return graph.Date{}, false
	}
	t := a.trees[p]
	start, _ := t.sentence(h.at)
	takenUp := t.lower[start] == "there" || t.lower[start] == "then"
	for _, e := range a.times[p] {
		if e.Start < from || e.Start >= to || e.Anchored() {
			continue
		}
		old := e.Resolve(dates.Past, a.clock)
		if old.IsZero() || old.To >= a.clock.Published-3 {
			continue
		}
		elsewhere = true
		if takenUp || t.root(t.clause(e.top)) && a.speaksOf(p, from, to, h) {
			d = old
		}
	}
	return d, elsewhere
}

// toldOn returns the day within three of publication that dates the main clause of
// the sentence before, in the paragraph: what answers it happened then, too.
func (a *analysis) toldOn(h *hit) graph.Date {
	p, from, to, ok := a.sentenceBefore(h.para, h.at, 1)
	if !ok || p != h.para {
		return graph.Date{}
	}
	t := a.trees[p]
	for _, e := range a.times[p] {
		if e.Start < from || e.Start >= to || e.Anchored() || !t.root(t.clause(e.top)) || !a.speaksOf(p, from, to, h) {
			continue
		}
		if d := e.Resolve(dates.Past, a.clock); d.Precision == graph.PrecisionDay && d.From <= a.clock.Published && d.From >= a.clock.Published-3 {
			return d
		}
	}
	return graph.Date{}
}

// speaksOf reports whether a stretch of text names a party of a hit.
func (a *analysis) speaksOf(p, from, to int, h *hit) bool {
	for i := from; i < to; i++ {
		m := a.mention(p, i)
		for _, q := range slices.Concat(h.source, h.target) {
			if m != nil && m.Actor.ID == q.actor.ID {
				return true
			}
		}
	}
	return false
}

// itinerary dates what is planned for a journey: "she will visit Oslo in May; she
// is to meet the king".
func (a *analysis) itinerary(h *hit, told []hit) {
	if !h.date.IsZero() || h.status.status != graph.StatusPlanned || !h.typ.Contact() || len(told) == 0 {
		return
	}
	for k := len(told) - 1; k >= max(0, len(told)-3); k-- {
		trip := told[k]
		if trip.para == h.para && trip.typ == graph.Visited && trip.status.status == graph.StatusPlanned && acts(&trip, h.source[0]) {
			h.date, h.dateWhy = trip.date, "the journey"
			return
		}
	}
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
		up := t.clause(h.at)
		if t.dep(h.at) == "pobj" {
			if v, ok := a.circumstance(h.para, t.head(h.at)); ok {
				return past(v)
			}
		}
		return a.sharesTime(h.para, h.at, up) && past(up)
	}
	if prep := t.head(h.at); t.dep(h.at) == "pcomp" && t.lower[prep] == "by" && past(t.head(prep)) {
		return true // "retaliated by announcing"
	}
	return past(h.at) || (t.dep(h.at) == "conj" || t.dep(h.at) == "advcl" || t.dep(h.at) == "xcomp") && past(t.head(h.at))
}

// narrates reports whether a clause tells what happened: it is no plan.
func (a *analysis) narrates(p, v int) bool {
	return a.trees[p].verb(v) && a.status(p, v).status == graph.StatusActual
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
		v := t.clause(e.top)
		if dep := t.dep(e.top); a.lead.IsZero() && p <= 1 && dep != "poss" && dep != "nmod" && dep != "compound" && dep != "amod" && a.narrates(p, v) {
			a.lead = d
		}
		if a.saying(p, v) {
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
	return a.lex.is("support", w) || a.lex.is("deny", w) || a.lex.is("plan", w) || a.lex.is("possible", w) || a.stops(p, n, v) || a.happens(p, v)
}

// eventNoun reports whether the noun opens frames of its own.
func (a *analysis) eventNoun(p, i int) bool {
	return len(a.lex.nouns[a.trees[p].lemma[i]]) > 0
}
