package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// event is one happening of the article: the hits that tell of it.
type event struct {
	typ            graph.EventType
	source, target []party
	status         graph.Status
	date           graph.Date
	place, topic   string
	outcome        string
	cancelled      bool
	guessed        bool // of the date: it is the month of publication, for want of a better
	unstated       bool // of a call: nobody said so far who called
	standing       bool // of a deal: nothing was said so far of its making
	hits           []hit
}

// merge folds the hits that tell of one happening into events, in text order.
func (a *analysis) merge(hits []hit) []*event {
	var events []*event
	for _, h := range hits {
		if h.again {
			continue
		}
		if e := match(events, h); e != nil {
			if h.status.status == graph.StatusActual && e.hits[0].status.why == purposeOfJourney {
				e.status = graph.StatusActual
			}
			if h.status.status == graph.StatusDenied {
				e.status = graph.StatusDenied
			}
			if h.status.cancelled {
				e.status, e.cancelled = h.status.status, true
			}
			if e.standing && !h.standing {
				e.status, e.standing = h.status.status, false
			}
			if e.carriedOut(h) {
				e.status = graph.StatusActual
			}
			if e.foreseen(h) {
				e.status = graph.StatusPlanned
			}
			e.add(h)
			continue
		}
		e := &event{typ: h.typ, source: h.source, target: h.target, status: h.status.status, date: h.date, place: h.place, topic: h.topic, outcome: h.outcome, guessed: h.dateWhy == ofPublication, cancelled: h.status.cancelled, unstated: h.typ == graph.Phoned && h.unstated || h.typ == graph.TalkedWith, standing: h.standing, hits: []hit{h}}
		events = append(events, e)
	}
	return oneGrain(bySummons(events))
}

// bySummons leaves out the protest that a summons is.
func bySummons(events []*event) []*event {
	return slices.DeleteFunc(events, func(e *event) bool {
		return e.typ == graph.ProtestedAgainst && slices.ContainsFunc(events, func(s *event) bool {
			return s.typ == graph.SummonedEnvoyOf && covers(e.source, s.source) && covers(e.target, s.target)
		})
	})
}

// match returns the event that a hit tells of, nil for a new one.
func match(events []*event, h hit) *event {
	for _, e := range events {
		if e.sameType(h) && e.sameParties(h) && !e.coarser(h) && (e.standing || h.standing || e.carriedOut(h) || e.calledOff(h) || e.foreseen(h) || e.statusFits(h.status) && (dateFits(e.date, h.date) || e.guessed && soonBefore(h.date, e.date))) {
			return e
		}
	}
	return nil
}

// calledOff reports whether an event and a hit are one thing that was called off,
// of which the other only speaks: "the visit was cancelled … the visit to Berlin
// turned out to be irrelevant".
func (e *event) calledOff(h hit) bool {
	spoken := func(h hit) bool {
		return h.status.status == graph.StatusActual && h.date.IsZero() && strings.HasPrefix(h.rule, "noun ")
	}
	if h.status.cancelled {
		return !slices.ContainsFunc(e.hits, func(h hit) bool { return !spoken(h) })
	}
	return e.cancelled && spoken(h)
}

// coarser reports whether a hit names the official of one of several states that
// an event has: that event may be two.
func (e *event) coarser(h hit) bool {
	theirs := h.parties()
	if !talk[e.typ] || len(theirs) >= len(e.parties()) {
		return false
	}
	return slices.ContainsFunc(e.parties(), func(x party) bool {
		return slices.ContainsFunc(theirs, func(y party) bool { return x.actor.ID != y.actor.ID && stands(x.actor, y.actor) })
	})
}

// once holds the acts of state that are not done twice within an article.
var once = map[graph.EventType]bool{
	graph.ReducedRelationsWith: true, graph.RestoredRelationsWith: true, graph.Recognized: true, graph.Expelled: true, graph.HaltedTalksWith: true,
}

// carriedOut reports whether one of two tellings is the plan, without a day, and
// the other says that it was done: "he would break relations … he broke them".
func (e *event) carriedOut(h hit) bool {
	if !once[e.typ] || e.typ != h.typ {
		return false
	}
	return e.status == graph.StatusActual && h.status.status == graph.StatusPlanned && h.date.IsZero() ||
		e.status == graph.StatusPlanned && e.date.IsZero() && h.status.status == graph.StatusActual
}

// foreseen reports whether an event and a hit both look ahead to a contact of the same
// parties, one of them with less certainty: what is hoped for is what is planned.
func (e *event) foreseen(h hit) bool {
	ahead := func(one, other graph.Status) bool {
		return one == graph.StatusPlanned && other == graph.StatusPossible
	}
	return (talk[e.typ] || e.typ == graph.Visited) && (ahead(e.status, h.status.status) || ahead(h.status.status, e.status)) &&
		e.identicalParties(h) && dateFits(e.date, h.date)
}

// families are the types that may tell of one happening, one more vaguely.
var families = [][]graph.EventType{
	{graph.Phoned, graph.TalkedWith},
	{graph.Met, graph.TalkedWith},
	{graph.SignedAgreementWith, graph.AgreedWith},
	{graph.NegotiatedWith, graph.TalkedWith},
	{graph.NegotiatedWith, graph.Met},
}

// sameType reports whether a hit may tell of the event as to its type: the same, or
// for much the same parties and date one that is akin.
func (e *event) sameType(h hit) bool {
	if e.typ == h.typ {
		return true
	}
	if !akin(e.typ, h.typ) {
		return false
	}
	if !e.identicalParties(h) && (e.date != h.date && !h.date.IsZero() || !e.sameParties(h)) {
		return false
	}
	// A vaguer word for the same parties at no other date is the same talk.
	if e.typ == graph.NegotiatedWith && h.typ == graph.Met || e.typ == graph.Met && h.typ == graph.NegotiatedWith { // they negotiated where they met that day
		return !e.date.IsZero() && e.date == h.date
	}
	return dateFits(e.date, h.date)
}

// akin reports whether two types may tell of one happening, one more vaguely.
func akin(a, b graph.EventType) bool {
	for _, f := range families {
		if a == f[0] && b == f[1] || a == f[1] && b == f[0] {
			return true
		}
	}
	return false
}

// purposeOfJourney is why a meeting counts as planned that somebody travelled to.
const purposeOfJourney = "purpose of a journey"

// statusFits: a planned act and an actual one are two, but what was planned and
// called off is one.
func (e *event) statusFits(j judgement) bool {
	if e.status == graph.StatusActual && j.why == purposeOfJourney || j.status == graph.StatusActual && e.hits[0].status.why == purposeOfJourney {
		return true // "flew in to meet him. … They met"
	}
	if e.status == graph.StatusDenied && j.status == graph.StatusNegated || e.status == graph.StatusNegated && j.status == graph.StatusDenied {
		return true // "denied that they met: there was no meeting"
	}
	return e.status == j.status || e.status == graph.StatusPlanned && j.cancelled || j.status == graph.StatusPlanned && e.cancelled
}

// dateFits reports whether one of two dates lies within the other, or is not known.
func dateFits(a, b graph.Date) bool {
	return a.IsZero() || b.IsZero() || a.Within(b) || b.Within(a)
}

// soonBefore reports whether a day lies in the last days before a month.
func soonBefore(day, month graph.Date) bool {
	return day.Precision == graph.PrecisionDay && day.From < month.From && day.From > month.From-8
}

// sameParties: the same actors, or a state on one side where the other names
// its official.
func (e *event) sameParties(h hit) bool {
	if e.typ.Symmetric() || h.typ.Symmetric() || e.typ == graph.Phoned {
		return covers(e.parties(), h.parties())
	}
	if speechAct[h.typ] && !shares(e.source, h.source) { // what a minister says of himself his state has not said too
		return false
	}
	if stateAct[h.typ] && len(e.source) == 1 && len(h.source) == 1 && ministryOf(e.source[0].actor, h.source[0].actor) {
		return covers(e.target, h.target)
	}
	return covers(e.source, h.source) && covers(e.target, h.target)
}

// ministryOf reports whether one of two actors is a ministry of the state that the
// other is.
func ministryOf(x, y *graph.Actor) bool {
	if x.Kind == graph.KindGovernment {
		x, y = y, x
	}
	return x.OrgKind == "ministry" && y.Kind == graph.KindGovernment && x.Country == y.Country
}

// identicalParties reports whether a hit names just the parties of the event.
func (e *event) identicalParties(h hit) bool {
	in := map[graph.ID]bool{}
	for _, q := range e.parties() {
		in[q.actor.ID] = true
	}
	for _, q := range h.parties() {
		if !in[q.actor.ID] {
			return false
		}
	}
	return len(in) == len(h.source)+len(h.target)
}

// shares reports whether an actor is in both lists.
func shares(a, b []party) bool {
	return slices.ContainsFunc(a, func(x party) bool { return among(x.actor, b) })
}

// covers reports whether all of the shorter list are in the longer, an official where
// the other has the state if need be, and make half of it.
func covers(a, b []party) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for _, x := range b {
		ok := false
		for _, y := range a {
			ok = ok || stands(x.actor, y.actor) || stands(y.actor, x.actor)
		}
		if !ok {
			return false
		}
	}
	return len(b) > 0 && 2*len(b) >= len(a)
}

// stands reports whether two actors may be one party: the same, or a state and
// its official.
func stands(x, y *graph.Actor) bool {
	return x.ID == y.ID || x.Kind == graph.KindGovernment && y.Kind == graph.KindOfficial && x.Country != "" && x.Country == y.Country
}

// add takes a hit into the event; the more specific words win.
func (e *event) add(h hit) {
	if e.unstated && h.typ == graph.Phoned && !h.unstated { // who called is said only here
		e.source, e.target, e.unstated = h.source, h.target, false
	}
	e.hits = append(e.hits, h)
	if e.typ == graph.TalkedWith || e.typ == graph.NegotiatedWith && h.typ == graph.Met || e.typ == graph.AgreedWith && h.typ == graph.SignedAgreementWith && !h.standing {
		e.typ = h.typ
	}
	if e.date.IsZero() || !h.date.IsZero() && h.date.Within(e.date) || e.guessed && soonBefore(h.date, e.date) {
		e.date, e.guessed = h.date, h.dateWhy == ofPublication
	}
	sources, targets := h.source, h.target
	if h.typ.Symmetric() || h.typ == graph.Phoned { // the sides may stand the other way round
		sources = h.parties()
		targets = sources
	}
	e.source, e.target = specific(e.source, sources), specific(e.target, targets)
	if e.place == "" {
		e.place = h.place
	}
	if e.topic == "" {
		e.topic = h.topic
	}
	if e.outcome == "" {
		e.outcome = h.outcome
	}
}

// specific replaces states of the first list by their officials in the second.
func specific(a, b []party) []party {
	out := slices.Clone(a)
	for k, x := range out {
		for _, y := range b {
			if x.actor.ID != y.actor.ID && stands(x.actor, y.actor) {
				out[k] = y
			}
		}
	}
	return dedupe(out)
}
