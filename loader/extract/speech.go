package extract

import (
	"backchannel/graph"
)

// speechFrames opens the frames of what speakers say of others without a verb
// of accusing or demanding: "said Tehran must stop", "said Iran is defying the
// council", "called the tariffs unbearable".
func (a *analysis) speechFrames(p, v int) []hit {
	t := a.trees[p]
	if !t.verb(v) {
		return nil
	}
	if h, ok := a.labelled(p, v); ok {
		return []hit{h}
	}
	voices := a.voices(p, v)
	if len(voices) == 0 || voices[0].stance == graph.StanceDenies || !a.saidItself(p, v, voices[0].verb) {
		return nil
	}
	speaker := voices[0].party
	if media(speaker.actor) || a.group(speaker.actor) {
		return nil
	}
	if h, ok := a.menacing(p, v, together(voices)); ok {
		return []hit{h}
	}
	var subjects []party
	own := t.depKids(v, "nsubj")
	for _, aux := range t.depKids(v, "aux") {
		own = append(own, t.depKids(aux, "nsubj")...)
	}
	if t.passive(v) && a.lex.is("wrong", t.lemma[v]) { // "said the talks were sabotaged by X"
		own = t.subjects(v)
	}
	for _, s := range own {
		found := a.parties(p, s, direct)
		if len(found) == 0 && a.lex.is("deed", t.lemma[s]) && a.lex.is("wrong", t.lemma[v]) { // "said the Polish move violates the treaty"
			if found = a.parties(p, s, through); len(found) == 0 {
				found = a.deedOf(p, s)
			}
		}
		subjects = append(subjects, found...)
	}
	if t.lemma[v] == "have" && a.toLeave(p, v) { // "said the envoys have 24 hours to leave"
		h := hit{typ: graph.Expelled, para: p, at: v, source: together(voices), target: a.fill(p, v, []slot{{"subj"}, {"subj", "whose"}}), rule: "speaker gives envoys of X hours to leave → EXPELLED"}
		if a.anyLemma(p, own, "diplomat") && a.sound(&h) {
			return []hit{h}
		}
	}
	named := len(subjects)
	subjects = without(subjects, func(x *graph.Actor) bool {
		return x.ID == speaker.actor.ID || x.Country != "" && x.Country == speaker.actor.Country || media(x)
	})
	if len(subjects) == 0 {
		return a.judged(p, v, together(voices))
	}
	h := hit{para: p, at: v, source: together(voices), target: subjects, speech: true}
	switch {
	case a.must(p, v) && (!a.negated(p, v) || !t.passive(v) && t.lemma[v] != "be") && len(subjects) == named: // what both sides must do is an appeal to neither
		h.typ, h.rule = graph.AppealedTo, "speaker says that X should → APPEALED_TO"
		switch {
		case a.lex.is("leaving", t.lemma[v]) && a.anyLemma(p, own, "diplomat"):
			h.typ, h.rule, h.speech = graph.Expelled, "speaker says that envoys of X must leave → EXPELLED", false
		case a.mustStrong(p, v) && a.lex.is("desist", t.lemma[v]):
			h.typ, h.rule = graph.DemandedOf, "speaker says that X must → DEMANDED_OF"
		}
	case a.wrongdoing(p, v):
		h.typ, h.rule = graph.Accused, "speaker says that X does wrong → ACCUSED"
	default:
		return a.judged(p, v, together(voices))
	}
	if !a.sound(&h) {
		return nil
	}
	h.status = judgement{status: graph.StatusActual, why: "said"}
	return []hit{h}
}

// saidItself reports whether the clause of v is what the verb of saying says, and
// not that of a noun within it: "they shared the view that X must, the ministry said".
func (a *analysis) saidItself(p, v, saying int) bool {
	t := a.trees[p]
	for c := v; c != saying && !t.root(c); c = t.head(c) {
		if t.dep(c) == "acl" || len(t.depKids(c, "mark")) > 0 && t.nominal(t.head(c)) {
			return false
		}
	}
	return true
}

// together returns those who speak at the nearest verb of saying.
func together(voices []voice) []party {
	var out []party
	for _, v := range voices {
		if v.verb == voices[0].verb {
			out = append(out, v.party)
		}
	}
	return out
}

// judged reads what a speaker calls by a bad name in passing: "Israel's cruel
// attacks", "the Taliban's announcement is a step backwards".
func (a *analysis) judged(p, v int, speakers []party) []hit {
	t := a.trees[p]
	at, target := -1, []party(nil)
	for _, s := range t.depKids(v, "nsubj") {
		if t.lemma[v] == "be" && !a.negated(p, v) && a.bad(p, t.depKids(v, "attr", "acomp")) {
			if at, target = v, a.parties(p, s, through); len(target) == 0 {
				target = a.deedOf(p, s)
			}
		}
	}
	for i := range t.Tokens {
		if len(target) > 0 {
			break
		}
		if t.nominal(i) && t.clause(i) == v && a.badly(p, i) {
			at, target = i, a.owners(p, i, 3)
		}
	}
	target = without(target, func(x *graph.Actor) bool { return a.own([]party{{actor: x}}, speakers) || media(x) })
	h := hit{typ: graph.Criticized, para: p, at: at, source: speakers, target: target, speech: true, rule: "speaker gives X a bad name → CRITICIZED"}
	if len(target) == 0 || !a.sound(&h) {
		return nil
	}
	h.status = judgement{status: graph.StatusActual, why: "said"}
	return []hit{h}
}

// bad reports whether one of the predicates is a bad name.
func (a *analysis) bad(p int, nodes []int) bool {
	t := a.trees[p]
	for _, n := range nodes {
		if a.lex.is("negative", t.lower[n]) || a.badly(p, n) || a.hasKid(p, n, "too") && t.dep(n) == "acomp" { // "too lenient"
			return true
		}
	}
	return false
}

// badly reports whether a noun carries an adjective of blame.
func (a *analysis) badly(p, n int) bool {
	t := a.trees[p]
	for _, k := range t.depKids(n, "amod", "advmod") {
		for _, c := range append(t.depKids(k, "conj"), k) {
			if a.lex.is("negative", t.lower[c]) && !a.lex.is("neutral-modifier", t.lower[c]) {
				return true
			}
		}
	}
	return false
}

// labelled reads "called Chinese subsidies unbearable" and "described the plan
// as a disaster".
func (a *analysis) labelled(p, v int) (hit, bool) {
	t := a.trees[p]
	if h := t.head(v); !a.lex.is("label", t.lemma[v]) || t.dep(v) == "advcl" && (a.lex.is("deny", t.lemma[h]) || a.lex.is("rebut", t.lemma[h])) {
		return hit{}, false // who denies a report "calling it a fabrication" blames nobody
	}
	_, end := t.sentence(v)
	source := a.fill(p, v, []slot{{"subj"}})
	if len(source) == 0 {
		return hit{}, false
	}
	target, edge := a.labelledTarget(p, v)
	if len(target) == 0 {
		return hit{}, false
	}
	h := hit{para: p, at: v, source: source, target: target, speech: true}
	for i := edge + 1; i < end && i < edge+16; i++ {
		switch {
		case a.lex.is("negative", t.lower[i]):
			h.typ, h.rule = graph.Criticized, "calls X "+t.lower[i]+" → CRITICIZED"
		case a.lex.is("positive", t.lower[i]):
			h.typ, h.rule = graph.Praised, "calls X "+t.lower[i]+" → PRAISED"
		default:
			continue
		}
		h.status = judgement{status: graph.StatusActual, why: "said"}
		return h, a.sound(&h)
	}
	return hit{}, false
}

// labelledTarget finds whose thing is given a name, and the last token of it.
func (a *analysis) labelledTarget(p, v int) ([]party, int) {
	t := a.trees[p]
	for _, o := range t.depKids(v, "dobj", "ccomp", "nsubj") {
		if o < v {
			continue
		}
		if t.verb(o) || t.Tokens[o].POS == "ADJ" {
			for _, s := range t.depKids(o, "nsubj") {
				if found := a.parties(p, s, through); len(found) > 0 {
					return found, s
				}
			}
			continue
		}
		if of := t.behind(o, "of"); len(of) > 0 && a.lex.is("quantity", t.lemma[o]) { // "some of the Chinese actions"
			o = of[0]
		}
		if found := a.parties(p, o, through); len(found) > 0 {
			return found, o
		}
	}
	return nil, 0
}

func (a *analysis) must(p, v int) bool {
	t := a.trees[p]
	for _, k := range t.depKids(v, "aux") {
		if a.lex.is("must", t.lower[k]) {
			return true
		}
	}
	return t.lemma[v] == "need" && a.toComplement(p, v)
}

func (a *analysis) toComplement(p, v int) bool {
	for _, c := range a.trees[p].depKids(v, "xcomp") {
		if a.infinitival(p, c) {
			return true
		}
	}
	return false
}

func (a *analysis) mustStrong(p, v int) bool {
	t := a.trees[p]
	return a.anyWord(p, t.depKids(v, "aux"), "must-strong")
}

// wrongdoing reports whether the clause states, as a fact, an act of the
// lexicon's list of wrongs.
func (a *analysis) wrongdoing(p, v int) bool {
	t := a.trees[p]
	if a.negated(p, v) {
		return false
	}
	for _, k := range t.depKids(v, "mark", "advmod") {
		switch t.lower[k] {
		case "if", "unless", "whether", "when":
			return false
		}
	}
	for _, k := range t.depKids(v, "aux") {
		switch t.lower[k] {
		case "will", "would", "may", "might", "could", "can", "should", "must", "to":
			return false
		}
	}
	if a.lex.is("wrong", t.lemma[v]) || a.culprit(p, v) {
		return true
	}
	for _, c := range t.depKids(v, "xcomp") {
		if a.lex.is("wrong", t.lemma[c]) && (t.lemma[v] == "try" || t.lemma[v] == "seek" || t.lemma[v] == "continue" || t.lemma[v] == "attempt") {
			return true
		}
	}
	return false
}

// culprit reports whether a clause says that its subject is behind something, answers
// for it, or does wrong by trade: "a funder of terrorism".
func (a *analysis) culprit(p, v int) bool {
	t := a.trees[p]
	if t.lemma[v] != "be" {
		return false
	}
	if a.anyLemma(p, t.depKids(v, "acomp"), "responsible") || a.anyLemma(p, t.depKids(v, "attr"), "wrongdoer") {
		return true
	}
	for _, o := range t.behind(v, "behind") {
		if t.nominal(o) && a.mention(p, o) == nil {
			return true
		}
	}
	return false
}
