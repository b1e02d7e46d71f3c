package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// sound checks what every event needs: two sides, nobody on both, an official
// or a body among them, and no outlet that merely listens.
func (a *analysis) sound(h *hit) bool {
	sym := h.typ.Symmetric()
	h.source, h.target = dedupe(h.source), dedupe(h.target)
	if h.typ.Contact() || sym || h.typ == graph.AppealedTo || h.typ == graph.DemandedOf { // outlets ask and listen
		h.source, h.target = without(h.source, media), without(h.target, media)
	}
	if h.typ == graph.Visited { // who visits prisoners makes no visit of state
		h.target = without(h.target, func(x *graph.Actor) bool {
			return x.Kind == graph.KindPerson || x.OrgKind == "other" || x.OrgKind == "company"
		})
	}
	switch h.typ {
	case graph.Attacked:
		h.source = without(h.source, func(x *graph.Actor) bool { return a.naturalForce(x) || a.private(x) })
		if a.byForces(h) {
			h.source = a.served(h.source, "armed forces")
		}
		h.target = a.ours(h.target)
		h.target = a.served(h.target, "ministry", "armed forces")
	case graph.Aided:
		h.source = a.served(h.source, "armed forces")
	case graph.Visited:
		h.source = slices.DeleteFunc(without(h.source, a.private), func(q party) bool {
			return q.actor.Kind == graph.KindGovernment && (a.named(h.para, q, "no-guest") || a.byName(h.para, q))
		})
		h.target = slices.DeleteFunc(h.target, func(q party) bool { return a.named(h.para, q, "embassy") })
	case graph.AppealedTo, graph.DemandedOf: // who orders the own envoys home asks nothing of a state
		h.target = slices.DeleteFunc(h.target, func(q party) bool {
			return q.actor.Kind == graph.KindGovernment && a.named(h.para, q, "diplomat") && a.own([]party{q}, h.source)
		})
	case graph.Criticized, graph.Rejected: // of a deal that the own side made it blames the others
		if theirs := slices.DeleteFunc(slices.Clone(h.target), func(q party) bool { return a.own([]party{q}, h.source) }); len(theirs) > 0 {
			h.target = theirs
		}
	case graph.Expelled, graph.SummonedEnvoyOf: // the state, rather than its envoy
		if states := without(h.target, person); len(states) > 0 {
			h.target = dedupe(a.served(states, "", "ministry", "armed forces", "agency", "intelligence", "office", "parliament"))
		}
		for k, q := range h.target {
			if state := a.governments[q.actor.Country]; state != nil && q.actor.Kind == graph.KindOfficial {
				h.target[k].actor = state
			}
		}
	}
	in := map[graph.ID]bool{}
	for _, q := range h.source {
		in[q.actor.ID] = true
	}
	h.target = others(h.target, in)
	if h.typ == graph.Rejected { // who declines to comment to reporters rejects nothing
		h.target = without(h.target, media)
	}
	if h.typ == graph.Mediated && len(h.target) < 2 && !a.between(h) { // to mediate takes two others
		return false
	}
	if a.within(h) {
		return false
	}
	if len(h.source) == 0 || len(h.target) == 0 && (!sym || len(h.source) < 2) {
		return false
	}
	if len(h.target) > 0 && a.domestic(h) || (h.typ == graph.Met || h.typ == graph.Attacked) && a.played(h) {
		return false
	}
	for _, q := range h.parties() {
		if q.actor.Kind == graph.KindOfficial || q.actor.Kind == graph.KindGovernment || q.actor.Kind == graph.KindOrganization && q.actor.OrgKind != "media" && q.actor.OrgKind != "company" {
			return true
		}
	}
	return false
}

// within reports whether a ministry would deal with its own state.
func (a *analysis) within(h *hit) bool {
	if len(h.source) != 1 || len(h.target) != 1 {
		return false
	}
	s, q := h.source[0].actor, h.target[0].actor
	return s.OrgKind == "ministry" && q.Kind == graph.KindGovernment && s.Country == q.Country
}

// ours puts their state in place of speakers who say that "we" or "our towns" are
// attacked.
func (a *analysis) ours(parties []party) []party {
	out := slices.Clone(parties)
	for k, q := range out {
		if state := a.state(q.actor.Country); person(q.actor) && state != nil && a.weAt(q) {
			out[k].actor = state
		}
	}
	return out
}

// weAt reports whether a party stands for "we", "us" or "our".
func (a *analysis) weAt(q party) bool {
	return slices.ContainsFunc(a.trees, func(t *tree) bool {
		if q.at >= len(t.lower) {
			return false
		}
		switch t.lower[q.at] {
		case "we", "us", "our":
			return true
		}
		return false
	})
}

// others leaves out the actors that are known, and with them whoever the same
// pronoun stands for: whom a speaker calls they are others.
func others(parties []party, known map[graph.ID]bool) []party {
	spoilt := map[int]bool{}
	for _, q := range parties {
		spoilt[q.at] = spoilt[q.at] || known[q.actor.ID]
	}
	var out []party
	for _, q := range parties {
		if !spoilt[q.at] {
			out = append(out, q)
		}
	}
	return out
}

// byForces reports whether the forces of a state attack another: "Armenian armed
// forces" are the state, while a guard or a military is itself.
func (a *analysis) byForces(h *hit) bool {
	if t := a.trees[h.para]; len(h.source) != 1 || h.source[0].at < 0 || h.source[0].at >= len(t.lemma) || !a.lex.is("forces", t.lemma[h.source[0].at]) {
		return false
	}
	return slices.ContainsFunc(h.target, func(q party) bool { return q.actor.Kind == graph.KindGovernment })
}

// served puts their state in place of bodies of the kinds.
func (a *analysis) served(parties []party, kinds ...string) []party {
	out := slices.Clone(parties)
	for k, q := range out {
		if state := a.state(q.actor.Country); q.actor.Kind == graph.KindOrganization && state != nil && slices.Contains(kinds, q.actor.OrgKind) {
			out[k].actor = state
		}
	}
	return out
}

// private reports whether an actor is a person to whom the article gives no
// office.
func (a *analysis) private(x *graph.Actor) bool {
	if x.Kind != graph.KindPerson || a.group(x) {
		return false
	}
	for _, m := range a.order {
		t := a.trees[m.para]
		near := append(t.depKids(m.Head, "compound", "nmod", "appos"), t.head(m.Head))
		if m.Actor.ID == x.ID && slices.ContainsFunc(near, func(k int) bool { return a.lex.is("role", t.lower[k]) }) {
			return false
		}
	}
	return true
}

// naturalForce reports whether an actor is a storm with a name.
func (a *analysis) naturalForce(x *graph.Actor) bool {
	first, _, _ := strings.Cut(strings.ToLower(x.Name), " ")
	return a.lex.is("natural-force", first)
}

// between reports whether the words below a hit say between whom, though they name
// but one: "between Togo and its neighbours".
func (a *analysis) between(h *hit) bool {
	t := a.trees[h.para]
	for i := h.at + 1; i < min(h.at+10, len(t.lower)); i++ {
		if t.lower[i] == "between" && t.within(i, h.at) {
			return true
		}
	}
	return false
}

// named reports whether the noun that a party stands for or describes is of a
// class: the "Kenyan officers", the "Ugandan embassy".
func (a *analysis) named(p int, q party, class string) bool {
	t := a.trees[p]
	return a.lex.is(class, t.lemma[q.at]) || t.dep(q.at) != "nsubj" && a.lex.is(class, t.lemma[t.head(q.at)])
}

// byName reports whether a state is called by its bare name, as no guest is: "Oslo was
// his last stop after visiting Riga".
func (a *analysis) byName(p int, q party) bool {
	m := a.mention(p, q.at)
	if a.lex.is("sending", a.trees[p].lemma[a.trees[p].clause(q.at)]) {
		return false
	}
	return m != nil && !m.Adjectival && m.Head == q.at && !a.trees[p].premodifier(q.at) && a.trees[p].dep(q.at) != "poss" && a.trees[p].dep(q.at) != "pobj"
}

// played reports whether states meet in a game: "met Uganda in the final".
func (a *analysis) played(h *hit) bool {
	t := a.trees[h.para]
	for _, q := range h.parties() {
		if q.actor.Kind != graph.KindGovernment {
			return false
		}
	}
	for i, end := t.sentence(h.at); i < end; i++ {
		if a.lex.is("game", t.lemma[i]) {
			return true
		}
	}
	return false
}

// domestic reports whether an official or body meets, visits or phones nobody
// but the own state.
func (a *analysis) domestic(h *hit) bool {
	switch h.typ {
	case graph.Supported, graph.Praised, graph.Aided, graph.MobilizedAgainst, graph.CooperatedWith, graph.Promised:
	default:
		if !h.typ.Contact() {
			return false
		}
	}
	for _, s := range h.source {
		for _, q := range h.target {
			one, other := s.actor, q.actor
			if other.Kind != graph.KindGovernment {
				one, other = other, one
			}
			if other.Kind != graph.KindGovernment || one.Country == "" || one.Country != other.Country ||
				one.OrgKind == "armed group" || one.OrgKind == "party" {
				return false
			}
		}
	}
	return true
}

// media reports whether an actor is a news outlet.
func media(x *graph.Actor) bool { return x.OrgKind == "media" }

// without returns the parties whose actors are not to be dropped.
func without(parties []party, drop func(*graph.Actor) bool) []party {
	var out []party
	for _, q := range parties {
		if !drop(q.actor) {
			out = append(out, q)
		}
	}
	return out
}
