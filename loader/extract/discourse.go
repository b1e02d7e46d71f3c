package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// This file holds what the text told before decides: whose act "the move" was,
// who "the two sides" are, which report is denied.

// doer returns who did the act that a definite noun takes up: of "Poland expelled
// the envoy. Russia condemned the move" it is Poland.
func (a *analysis) doer(p, i int) []party {
	if a.trees[p].dep(i) == "nsubj" {
		return nil
	}
	return a.deedOf(p, i)
}

// deedOf is doer of a subject, too: "said the move was illegal" judges who made it.
func (a *analysis) deedOf(p, i int) []party {
	t := a.trees[p]
	if !a.definite(p, i) {
		return nil
	}
	for k := len(a.told) - 1; k >= 0 && a.told[k].para >= p-1; k-- {
		h := a.told[k]
		if !a.lex.is("act-"+string(h.typ), t.lemma[i]) || h.status.status == graph.StatusNegated {
			continue
		}
		if h.typ.Symmetric() { // "the deal" is that of the states of all who made it
			return moved(a.homes(h.parties()), i)
		}
		return moved(h.source, i)
	}
	return nil
}

func (a *analysis) definite(p, i int) bool {
	for _, k := range a.trees[p].depKids(i, "det") {
		switch a.trees[p].lower[k] {
		case "the", "this", "that", "these", "those":
			return true
		}
	}
	return false
}

// partners returns the parties of a dealing that are as many as wanted: who "the
// two leaders" are. The last dealing of the paragraph decides, else those that
// the text tells most dealings of. Nothing wanted means any number from two.
// Where states are asked for, they stand for their officials; "those leaders" are
// the last told of.
func (a *analysis) partners(p, i, want int, persons, recent bool) []party {
	times := map[string]int{}
	var best []party
	most := 0
	pp, from, to, _ := a.sentenceBefore(p, i, 1)
	for k := range a.told {
		h := a.told[k]
		if recent && !h.typ.Contact() && !h.typ.Symmetric() {
			continue
		}
		both := h.parties()
		key := key(a.homes(both))
		if !persons {
			both = a.homes(both)
		}
		both = dedupe(moved(both, i))
		if len(both) < 2 || want > 0 && len(both) != want || a.trees[p].lemma[i] == "man" && slices.ContainsFunc(both, func(q party) bool { return !person(q.actor) }) {
			continue
		}
		times[key]++
		if h.typ == graph.Visited { // "the two sides" are seldom the guest and the place
			if times[key] > most {
				best, most = both, times[key]
			}
			continue
		}
		if h.typ.Contact() || h.typ.Symmetric() { // dealings tell more of who is a pair than blame does
			times[key]++
		}
		before := !persons && h.para == pp && h.at >= from && h.at < to
		if times[key] >= most || recent || before || h.para == p {
			best, most = both, times[key]
		}
	}
	return best
}

// key names a set of parties.
func key(parties []party) string {
	var ids []string
	for _, q := range parties {
		ids = append(ids, string(q.actor.ID))
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), " ")
}

// homes puts their state in place of officials, where the article names it.
func (a *analysis) homes(parties []party) []party {
	out := slices.Clone(parties)
	for k, q := range out {
		if state := a.governments[q.actor.Country]; q.actor.Kind == graph.KindOfficial && state != nil {
			out[k].actor = state
		}
	}
	return out
}

// sameStates reports whether parties are of the same states.
func (a *analysis) sameStates(some, others []party) bool {
	return key(a.homes(some)) == key(a.homes(others))
}

// rebut marks what a report told as denied, where the next sentence denies the
// report: "Baku denied the allegation".
func (a *analysis) rebut(hits []hit) []hit {
	for p, t := range a.trees {
		for v := range t.Tokens {
			untrue := a.contradicts(p, v)
			if !untrue && !a.lex.is("deny", t.lemma[v]) && !a.lex.is("rebut", t.lemma[v]) || !t.verb(v) || a.status(p, v).status != graph.StatusActual {
				continue
			}
			if n := t.head(v); t.dep(n) == "appos" && n < v && a.lex.is("accusation", t.lemma[n]) { // "…, a claim that Baku denied"
				hits = append(hits, a.denials(hits, a.nearSubjects(p, v), [2]int{p, v}, [3]int{p, a.lastCharge(p, n), n})...)
			}
			hits = append(hits, a.disowned(hits, p, v)...)
			if !untrue && !a.takesUpReport(p, v) {
				continue
			}
			deniers := a.sayers(p, v)
			start, _ := t.sentence(v)
			if same := a.denials(hits, deniers, [2]int{p, v}, [3]int{p, start, v}); len(same) > 0 { // "…, but Baku denied it"
				hits = append(hits, same...)
				continue
			}
			if pp, from, to, ok := a.sentenceBefore(p, v, 1); ok && p-pp <= 1 && len(deniers) > 0 {
				hits = append(hits, a.denials(hits, deniers, [2]int{p, v}, [3]int{pp, from, to})...)
			}
		}
	}
	return a.everyReport(hits)
}

// everyReport carries a denial to all the reports of the same happening: it is denied
// wherever others tell of it, unless the text itself states it as a fact.
func (a *analysis) everyReport(hits []hit) []hit {
	for _, d := range hits {
		if d.status.status != graph.StatusDenied || !d.typ.Contact() {
			continue
		}
		e := event{typ: d.typ, source: d.source, target: d.target, date: d.date}
		same := func(h hit) bool {
			return (h.status.status == graph.StatusActual || a.lex.is("possible-modifier", h.status.why)) && !h.speech && e.sameType(h) && e.sameParties(h) && dateFits(e.date, h.date)
		}
		if slices.ContainsFunc(hits, func(h hit) bool { return same(h) && h.status.status == graph.StatusActual && !a.reported(h.para, h.at) }) {
			continue
		}
		for k := range hits {
			if same(hits[k]) {
				hits[k].status = judgement{status: graph.StatusDenied, why: "a report that is denied"}
			}
		}
	}
	return hits
}

// lastCharge returns the token behind the last verb of saying or accusing before
// token n in its sentence: what is claimed stands between.
func (a *analysis) lastCharge(p, n int) int {
	t := a.trees[p]
	start, _ := t.sentence(n)
	for k := n - 1; k > start; k-- {
		if a.saying(p, k) || t.verb(k) && a.lex.is("charge", t.lemma[k]) {
			return k + 1
		}
	}
	return start
}

// disowned reads "denied such talks took place" of a contact told before.
func (a *analysis) disowned(hits []hit, p, v int) []hit {
	t := a.trees[p]
	nouns := t.depKids(v, "dobj")
	for _, c := range t.depKids(v, "ccomp") {
		if a.lex.is("occur", t.lemma[c]) {
			nouns = append(nouns, t.grammaticalSubjects(c)...)
		}
	}
	deniers := a.nearSubjects(p, v)
	for _, n := range nouns {
		taken := a.hasKid(p, n, "such") || a.hasKid(p, n, "any") || a.hasKid(p, n, "that") || a.hasKid(p, n, "the")
		if !a.lex.is("deny", t.lemma[v]) && a.lex.is("agreement", t.lemma[n]) {
			continue // who rejects a deal does not deny that it was made
		}
		if !taken || len(deniers) == 0 || len(t.behind(n, "with", "between", "to")) > 0 || len(a.modifiers(p, n)) > 0 {
			continue
		}
		for k := len(hits) - 1; k >= 0; k-- {
			h := &hits[k]
			if h.para > p || h.para < p-3 || h.para == p && h.at >= v || !h.typ.Contact() || !a.lex.is("names-"+string(h.typ), t.lemma[n]) || !concerns(h, deniers) {
				continue
			}
			if h.status.status == graph.StatusActual && (a.reported(h.para, h.at) || !a.trees[h.para].verb(h.at)) {
				h.status = judgement{status: graph.StatusDenied, why: "denied afterwards"}
			}
			return []hit{a.denied(*h, deniers, p, v)}
		}
	}
	return nil
}

// denied repeats a hit in the words of those who deny it.
func (a *analysis) denied(h hit, deniers []party, p, v int) hit {
	h.para, h.at, h.rule, h.voices = p, v, "denies the report", nil
	for _, q := range deniers {
		h.voices = append(h.voices, voice{q, graph.StanceDenies, v})
	}
	a.span(&h)
	return h
}

// nearSubjects returns the parties that are a verb's own subjects.
func (a *analysis) nearSubjects(p, v int) []party {
	var found []party
	for _, s := range a.trees[p].depKids(v, "nsubj") {
		found = append(found, a.parties(p, s, direct)...)
	}
	return found
}

// takesUpReport reports whether the object of a verb is "the report", "the
// allegation" or "it", with no content of its own.
func (a *analysis) takesUpReport(p, v int) bool {
	t := a.trees[p]
	return slices.ContainsFunc(t.depKids(v, "dobj"), func(o int) bool { return a.bareReport(p, o) || a.lex.is("complicity", t.lemma[o]) }) ||
		t.dep(v) == "relcl" && t.lower[t.head(v)] == "something"
}

// denials turns the hits of a sentence that somebody else reports into denied
// ones, and returns the words of denial as hits of their own.
func (a *analysis) denials(hits []hit, deniers []party, at [2]int, sentence [3]int) []hit {
	var more []hit
	for k := range hits {
		h := &hits[k]
		if h.para != sentence[0] || h.at < sentence[1] || h.at >= sentence[2] || h.speech || !a.reported(h.para, h.at) || h.status.status != graph.StatusActual || !concerns(h, deniers) {
			continue
		}
		h.status = judgement{status: graph.StatusDenied, why: "a report that is denied"}
		more = append(more, a.denied(*h, deniers, at[0], at[1]))
	}
	return more
}

// reported reports whether somebody, named or not, is said to say a predicate.
func (a *analysis) reported(p, i int) bool {
	t := a.trees[p]
	for n, c := 0, i; n < 40 && !t.root(c); n++ {
		if a.reports(p, c, t.head(c)) {
			return true
		}
		c = t.head(c)
	}
	return len(a.voices(p, i)) > 0
}

// concerns reports whether one of the actors, or its state, takes part in a hit.
func concerns(h *hit, actors []party) bool {
	for _, q := range h.parties() {
		for _, d := range actors {
			if q.actor.Country == d.actor.Country || stands(q.actor, d.actor) || stands(d.actor, q.actor) {
				return true
			}
		}
	}
	return false
}
