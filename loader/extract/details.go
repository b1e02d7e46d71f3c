package extract

import (
	"slices"

	"backchannel/graph"
)

// referring finds bare mentions of an event told before: "the call did not go
// well", "there really was a discussion". Who vouches for one vouches for the
// event.
func (a *analysis) referring(p, n int) []hit {
	t := a.trees[p]
	if t.Tokens[n].POS != "NOUN" || !a.definiteEvent(p, n) || a.without(p, n) && !a.none(p, n) {
		return nil
	}
	for k := len(a.told) - 1; k >= 0; k-- {
		past := &a.told[k]
		named := a.lex.is("names-"+string(past.typ), t.lemma[n])
		if past.para < p-4 || !named && (!stateAct[past.typ] || past.para < p-1 || !a.lex.is("act-"+string(past.typ), t.lemma[n]) || !a.definite(p, n)) {
			continue
		}
		h := hit{
			typ: past.typ, para: p, at: n, rule: "refers to the " + t.lemma[n], status: past.status, unstated: true,
			source: moved(past.source, n), target: moved(past.target, n),
		}
		if !a.ownEvent(p, n, past) {
			continue
		}
		a.undone(&h, past)
		if named {
			h.outcome = a.outcome(p, n)
		}
		if h.voices = a.voices(p, n); len(h.voices) == 0 {
			h.voices = a.partaker(p, n, past)
		}
		if !a.none(p, n) { // "denied that the talks had failed" denies no talks
			h.voices = slices.DeleteFunc(h.voices, func(v voice) bool { return v.stance == graph.StanceDenies })
		}
		if !named { // "the measures would hurt": those speak of their act who did it
			h.voices = slices.DeleteFunc(h.voices, func(v voice) bool { return !speaksAs(v.actor, past.source[0].actor) })
		}
		for k := range h.voices {
			switch {
			case a.none(p, n):
				h.voices[k].stance = graph.StanceDenies
			case a.exists(p, n) && h.voices[k].stance == graph.StanceReports:
				h.voices[k].stance = graph.StanceConfirms
			}
		}
		if len(h.voices) == 0 && h.outcome == "" && h.status.status != graph.StatusNegated {
			return nil
		}
		a.span(&h)
		return []hit{h}
	}
	return nil
}

// undone changes the status of an event told before where its bare mention calls
// it off ("cancelled the visit") or denies a rumour of it ("no such meeting took
// place").
func (a *analysis) undone(h, past *hit) {
	switch {
	case past.status.status == graph.StatusPlanned && a.status(h.para, h.at).cancelled:
		h.status = a.status(h.para, h.at)
	case a.none(h.para, h.at) && (past.status.status == graph.StatusPossible || past.status.status == graph.StatusActual && a.reported(past.para, past.at)):
		h.status = judgement{status: graph.StatusDenied, why: "there was none"}
	default:
		return
	}
	past.status = h.status
}

// none reports whether a noun is said not to have been: "no such call took place",
// "there was no call". "No more calls are needed" says nothing of one told before.
func (a *analysis) none(p, n int) bool {
	t := a.trees[p]
	v := t.head(n)
	return a.without(p, n) && (a.exists(p, n) || a.hasKid(p, n, "such") || t.verb(v) && t.lemma[v] != "be" && (a.lex.is("occur", t.lemma[v]) || t.lemma[v] == "have")) && !a.anyWord(p, t.depKids(n, "amod"), "more")
}

// definiteEvent reports whether a noun points at an event told before, and says
// nothing itself of whose it was: "the call".
func (a *analysis) definiteEvent(p, n int) bool {
	t := a.trees[p]
	if a.namesOthers(p, n) || len(a.modifiers(p, n)) > 0 {
		return false
	}
	for _, k := range t.depKids(n, "poss") { // "our talks were frank"
		return a.pronoun(p, k)
	}
	for _, k := range t.depKids(n, "det") {
		switch t.lower[k] {
		case "the", "this", "that", "these", "those", "no":
			return true
		}
	}
	return a.exists(p, n) || a.weHad(p, n)
}

// namesOthers reports whether an event noun says with whom it was.
func (a *analysis) namesOthers(p, n int) bool {
	t := a.trees[p]
	if len(t.behind(n, "between", "to", "for")) > 0 {
		return true
	}
	return slices.ContainsFunc(t.behind(n, "with"), func(o int) bool { return !a.pronoun(p, o) })
}

// ownEvent reports whether those whose event a noun says it was took part in one told
// before; a noun that says nothing of that may mean any.
func (a *analysis) ownEvent(p, n int, past *hit) bool {
	t := a.trees[p]
	whose := t.depKids(n, "poss")
	if a.weHad(p, n) {
		whose = t.depKids(t.head(n), "nsubj")
	}
	for _, k := range whose {
		if !slices.ContainsFunc(a.parties(p, k, direct), func(q party) bool { return tookPart(q.actor, past) }) {
			return false
		}
	}
	return true
}

// weHad reports whether an event noun is what whoever speaks says to have had: "we had
// a good discussion".
func (a *analysis) weHad(p, n int) bool {
	t := a.trees[p]
	v := t.head(n)
	return t.dep(n) == "dobj" && t.lemma[v] == "have" && t.Tokens[v].Tag == "VBD" && (a.hasKid(p, v, "we") || a.hasKid(p, v, "i"))
}

// exists reports whether a noun is said to be there: "there was a call".
func (a *analysis) exists(p, n int) bool {
	t := a.trees[p]
	if t.dep(n) != "attr" {
		return false
	}
	for _, s := range t.depKids(t.head(n), "nsubj") {
		if t.lower[s] == "it" || t.lower[s] == "this" { // "it was a good meeting"
			return true
		}
	}
	return len(t.depKids(t.head(n), "expl")) > 0
}

// moved lets parties stand at another token.
func moved(parties []party, at int) []party {
	var out []party
	for _, q := range parties {
		out = append(out, party{q.actor, q.gen, at})
	}
	return out
}

// outcome returns the verbatim words that say how the event of a noun went, or
// nothing: "did not go well", "failed to reach a truce".
func (a *analysis) outcome(p, n int) string {
	t := a.trees[p]
	v := t.head(n)
	if t.dep(n) != "nsubj" || !t.verb(v) {
		if kids := t.depKids(n, "acl", "relcl"); len(kids) > 0 { // the tree reads “did not go well” as a clause of the noun
			v = kids[0]
		}
	}
	if !t.verb(v) || !a.lex.is("outcome", t.lemma[v]) {
		return ""
	}
	from, to := v, v+1
	for _, k := range t.Children(v) {
		switch t.dep(k) {
		case "aux", "neg":
			from = min(from, k)
		case "advmod", "prt", "acomp", "xcomp", "dobj", "prep":
			if k > v {
				to = max(to, t.right(k))
			}
		}
	}
	if to-from > 12 || from < n && v > n {
		to = v + 1
	}
	if to-from < 2 {
		return ""
	}
	return t.Text[t.Tokens[from].Start:t.Tokens[to-1].End]
}

// left returns the first token of the subtree of i.
func (t *tree) left(i int) int {
	start := i
	for _, k := range t.Children(i) {
		if k < i {
			start = min(start, t.left(k))
		}
	}
	return start
}

// right returns the end of the subtree of i, exclusive.
func (t *tree) right(i int) int {
	end := i + 1
	for _, k := range t.Children(i) {
		if k > i {
			end = max(end, t.right(k))
		}
	}
	return end
}

// place returns where the event of a hit was: what stands behind "in" or "at"
// at its word, if it names a place and no party.
func (a *analysis) place(h *hit) string {
	t := a.trees[h.para]
	at := h.at
	for n := 0; n < 2; n++ {
		for _, o := range t.behind(at, "in", "at") {
			if place := a.placeName(h, o); place != "" {
				return place
			}
		}
		up := t.head(at)
		if t.verb(at) || up == at || !a.sharesTime(h.para, at, up) {
			break
		}
		at = up
	}
	if h.typ == graph.Visited && len(h.target) == 1 && h.target[0].actor.Kind == graph.KindGovernment {
		q := h.target[0].at
		if m := a.mention(h.para, q); m != nil {
			return t.Text[t.Tokens[m.Start].Start:t.Tokens[m.End-1].End]
		}
	}
	return ""
}

// placeName returns the name of a place that a token belongs to.
func (a *analysis) placeName(h *hit, o int) string {
	t := a.trees[h.para]
	switch t.Tokens[o].EntType {
	case "GPE", "LOC", "FAC":
	default:
		return ""
	}
	from, to := o, o+1
	for from > 0 && t.Tokens[from-1].EntType == t.Tokens[o].EntType && t.Tokens[from].EntIOB != 'B' {
		from--
	}
	for to < len(t.Tokens) && t.Tokens[to].EntType == t.Tokens[o].EntType && t.Tokens[to].EntIOB == 'I' {
		to++
	}
	return t.Text[t.Tokens[from].Start:t.Tokens[to-1].End]
}

// topic returns what a contact was about: what stands behind "on", "about" or
// "over" at its word, as the text has it.
func (a *analysis) topic(h *hit) string {
	if !h.typ.Contact() {
		return ""
	}
	t := a.trees[h.para]
	for _, o := range t.behind(h.at, "on", "about", "over", "regarding", "concerning") {
		if e := t.Tokens[o].EntType; e == "DATE" || e == "TIME" || !t.nominal(o) || a.isParty(h, o) {
			continue
		}
		from := o
		for from > 0 && t.within(from-1, o) {
			from--
		}
		to := t.right(o)
		if to-from > 12 {
			to = min(o+1, from+12)
		}
		return t.Text[t.Tokens[from].Start:t.Tokens[to-1].End]
	}
	return ""
}

func (a *analysis) isParty(h *hit, i int) bool {
	for _, q := range h.parties() {
		if q.at == i {
			return true
		}
	}
	return false
}
