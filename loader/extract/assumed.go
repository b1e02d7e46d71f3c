package extract

import (
	"slices"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
)

// This file dates what no words of its own clause date, from the narrative: the
// contact it was part of, the sentence before, the day it was said, the news.

// assumed dates an undated act that the text tells as news. An act of speech is
// dated by the narrative: the sentence before, the day its speaker was last heard,
// the day of the news, and failing these the month of publication. Other dealings
// take the day of the news or the month of publication only near the top of the
// text.
func (a *analysis) assumed(h *hit) {
	if !h.date.IsZero() || !a.clock.HasPublished {
		return
	}
	if h.status.cancelled && h.typ.Contact() && a.nearTop(h) && a.clock.Published.Time().Day() <= midMonth && a.news(h) {
		h.date, h.dateWhy = a.month(), ofPublication // what is called off was near
	}
	if h.status.status != graph.StatusActual {
		return
	}
	past := a.simplePast(h)
	if h.speech && !past && a.blames(h) {
		h.date, h.dateWhy = a.month(), ofPublication
		return
	}
	if !past && (h.speech || !a.news(h)) {
		return
	}
	if h.speech || h.typ == graph.WroteTo {
		h.date, h.dateWhy = a.spoken(h)
		return
	}
	if d := a.follows(h); !d.IsZero() {
		h.date, h.dateWhy = d, "the day of what came before"
		return
	}
	if d := a.partOf(h); !d.IsZero() {
		h.date, h.dateWhy = d, "when they met"
		return
	}
	narrated, elsewhere := a.narrated(h)
	switch said := a.saidOn(h); {
	case !h.typ.Contact():
	case elsewhere:
		if a.takenUp(h) {
			h.date, h.dateWhy = narrated, "the sentence before"
		}
	case !said.IsZero() && !a.goingOn(h):
		h.date, h.dateWhy = said, "the day it was said"
	case a.nearTop(h) && !a.lead.IsZero() && !a.ordinal(h) && !a.olderTime(h):
		h.date, h.dateWhy = a.lead, "the day of the news"
	case a.nearTop(h) && a.news(h):
		h.date, h.dateWhy = a.month(), ofPublication
	}
}

// ofPublication is why a date is the month in which the text appears.
const ofPublication = "the month of publication"

// nearTop reports whether a hit stands in the first half of the text, where the
// news is.
func (a *analysis) nearTop(h *hit) bool { return 2*h.para < len(a.trees) }

// midMonth is the last day of a month on which what is near is mostly of the month.
const midMonth = 20

// month is the month of publication.
func (a *analysis) month() graph.Date {
	pub := a.clock.Published.Time()
	return graph.InMonth(pub.Year(), pub.Month())
}

// spoken dates an act of speech.
func (a *analysis) spoken(h *hit) (graph.Date, string) {
	for _, s := range h.source {
		if d, ok := a.heard[s.actor.ID]; ok && d.para >= h.para-1 {
			return d.date, "the day " + s.actor.Name + " spoke"
		}
	}
	if d := a.saidOn(h); !d.IsZero() {
		return d, "the day it was said"
	}
	narrated, elsewhere := a.narrated(h)
	switch told := a.toldOn(h); {
	case elsewhere:
		return narrated, "the sentence before"
	case !told.IsZero():
		return told, "the day of the sentence before"
	case !a.lead.IsZero():
		return a.lead, "the day of the news"
	}
	return a.month(), ofPublication
}

// partOf returns the date of the last contact of the same parties, of this
// paragraph or the two before, if the hit is what they did when they met: "They
// met on Friday. The two sides agreed to reopen the border".
func (a *analysis) partOf(h *hit) graph.Date {
	switch h.typ {
	case graph.AgreedWith, graph.TalkedWith, graph.NegotiatedWith, graph.SignedAgreementWith:
	default:
		return graph.Date{}
	}
	past := a.lastContact(h.para)
	if past == nil || past.date.IsZero() || !a.sameStates(past.parties(), h.parties()) {
		return graph.Date{}
	}
	return past.date
}

// follows returns the day of what the text told last of somebody who acts again
// "later": "She landed on Friday. She later met the king".
func (a *analysis) follows(h *hit) graph.Date {
	if !a.takenUp(h) || len(a.told) == 0 {
		return graph.Date{}
	}
	last := a.told[len(a.told)-1]
	if last.para < h.para-1 || last.status.status != graph.StatusActual || last.date.Precision != graph.PrecisionDay || !slices.ContainsFunc(last.source, func(q party) bool { return acts(h, q) }) {
		return graph.Date{}
	}
	return last.date
}

// saidAt reports whether a time is that of somebody's vouching for a hit.
func (a *analysis) saidAt(h *hit, e timed) bool {
	at := a.trees[h.para].clause(e.top)
	return slices.ContainsFunc(h.voices, func(v voice) bool { return v.verb == at })
}

// takenUp reports whether "there", "then" or "later" ties a hit to the sentence
// before.
func (a *analysis) takenUp(h *hit) bool {
	t := a.trees[h.para]
	start, _ := t.sentence(h.at)
	if t.lower[start] == "there" || t.lower[start] == "then" {
		return true
	}
	return a.anyWord(h.para, t.depKids(t.clause(h.at), "advmod"), "then")
}

// saidOn returns the day on which the first to vouch for a hit spoke, where the
// text dates the verb of saying within three days of publication.
func (a *analysis) saidOn(h *hit) graph.Date {
	for _, v := range h.voices {
		for _, e := range a.times[h.para] {
			if v.verb < 0 || media(v.actor) || a.trees[h.para].clause(e.top) != v.verb {
				continue
			}
			if d := a.justBefore(e); !d.IsZero() {
				return d
			}
		}
	}
	return graph.Date{}
}

// justBefore returns the day of a time expression where that lies within three of
// publication.
func (a *analysis) justBefore(e timed) graph.Date {
	d := e.Resolve(dates.Past, a.clock)
	if d.Precision != graph.PrecisionDay || d.From > a.clock.Published || d.From < a.clock.Published-3 {
		return graph.Date{}
	}
	return d
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
	takenUp := a.takenUp(h)
	for _, e := range a.times[p] {
		if e.Start < from || e.Start >= to || e.Anchored() || a.ofBefore(p, e, t.head(e.top)) {
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
		if d := a.justBefore(e); !d.IsZero() {
			return d
		}
	}
	return graph.Date{}
}

// speaksOf reports whether a stretch of text names a party of a hit.
func (a *analysis) speaksOf(p, from, to int, h *hit) bool {
	for i := from; i < to; i++ {
		m := a.mention(p, i)
		for _, q := range h.parties() {
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
