package extract

import "backchannel/graph"

// judgement is what the grammar around a predicate says of its reality. The
// weakest link decides: a denied plan is denied.
type judgement struct {
	status    graph.Status
	why       string
	cancelled bool // it was planned and called off
	denier    int  // the verb of denial, or 0
}

// status judges the predicate at token i, a verb or a noun.
func (a *analysis) status(p, i int) judgement {
	t := a.trees[p]
	j := judgement{status: graph.StatusActual, why: "stated as a fact"}
	if !t.verb(i) {
		if a.bygone(p, i) || a.heldBefore(p, i) {
			return j
		}
		j = a.nounStatus(p, i, j)
	}
	if v, ok := a.circumstance(p, t.head(i)); a.scheduled(p, i) || ok && t.dep(i) == "pobj" && a.scheduled(p, v) {
		j = weaker(j, judgement{status: graph.StatusPlanned, why: "scheduled"})
	}
	if a.imminent(p, i) {
		j = weaker(j, judgement{status: graph.StatusPlanned, why: beforeIt})
	}
	if a.instead(p, i) {
		j = weaker(j, judgement{status: graph.StatusNegated, why: "something else was done"})
	}
	presupposed := false // "denied that he spoke during his visit": there was a visit
	undone := -1         // a verb whose negation has cancelled what it governs
	for n, c := 0, i; n < 12; n++ {
		if t.verb(c) && c != undone {
			j = a.verbStatus(p, c, j)
		}
		if t.root(c) {
			break
		}
		h := t.head(c)
		if a.cutOff(p, c, h) {
			break
		}
		other, settled := a.unreal(p, c, h)
		if j = weaker(j, other); settled {
			break
		}
		if (t.dep(c) == "pobj" || t.dep(c) == "pcomp") && a.lex.is("aside", t.lower[h]) {
			if j, ok := a.belied(p, h, t.head(h)); ok { // "denied a report about a call"
				return j
			}
			if v := t.head(h); t.verb(v) && a.infinitival(p, v) && len(t.depKids(c, "poss")) == 0 { // "too early to talk about a meeting"
				j = weaker(j, judgement{status: graph.StatusPossible, why: "spoken about"})
			}
			break
		}
		if t.dep(c) == "pcomp" && a.lex.is("fact-after", t.lower[h]) || c == i && !t.verb(c) && t.verb(h) && (!a.sharesTime(p, c, h) || a.lex.is("mention", t.lemma[h]) && !(a.stops(p, c, h) && a.hasKid(p, c, "a"))) {
			break
		}
		if t.dep(c) == "prep" && t.verb(h) && a.lex.is("mention", t.lemma[h]) && !a.lex.is("occasion", t.lower[c]) {
			break // what one responds to has happened
		}
		if t.dep(c) == "prep" && t.verb(h) && (a.negated(p, h) || a.nobody(p, h) != "") && !t.verb(i) && (a.lex.is("presupposing", t.lower[c]) || t.lower[c] == "in" && a.whose(p, i)) {
			if a.hasKid(p, h, "will") || a.hasKid(p, h, "would") {
				j = weaker(j, judgement{status: graph.StatusPlanned, why: "future"})
			}
			break // "did not shake hands at their meeting"
		}
		if a.theirs(p, c, h) {
			break // "agreed to trade more during their meeting"
		}
		if t.dep(c) == "pobj" && t.lower[h] == "since" {
			break // "his first visit since a meeting with her"
		}
		presupposed = presupposed || t.dep(c) == "pobj" && t.lower[h] == "during"
		if t.dep(c) == "relcl" && j.status == graph.StatusPlanned && a.status(p, h).cancelled { // "cancelled a visit during which he was to meet her"
			j = judgement{status: graph.StatusNegated, why: "part of what was called off", cancelled: true}
		}
		if a.reports(p, c, h) || a.ownClause(p, c, h) {
			if v, ok := a.rebutted(p, h); ok {
				j = judgement{status: graph.StatusDenied, why: "a report that is denied", denier: v}
			} else if t.dep(c) == "ccomp" && a.lex.is("rebut", t.lemma[h]) && !a.saying(p, h) {
				j = judgement{status: graph.StatusDenied, why: "denied by " + t.Tokens[h].Text, denier: h}
			} else if a.lex.is("deny", t.lemma[h]) && a.reports(p, c, h) && !presupposed {
				j = judgement{status: graph.StatusDenied, why: "denied by " + t.Tokens[h].Text}
			} else if a.unconfirmed(p, h) {
				j = weaker(j, judgement{status: graph.StatusPossible, why: "not confirmed"})
			}
			break
		}
		if t.dep(c) == "conj" && t.verb(c) && t.verb(h) && (t.finite(c) || len(t.depKids(c, "aux", "auxpass")) > 0) {
			undone = h // "did not sign and left": what is said of the first does not bind the second
		} else if a.stops(p, c, h) && a.negated(p, h) { // "did not rule out a meeting"
			j, undone = weaker(j, judgement{status: graph.StatusPossible, why: "not ruled out"}), h
		} else if g := a.governed(p, c, h, j); presupposed && g.status == graph.StatusPossible && !a.lex.is("appeal-verb", t.lemma[h]) { // "will seek to reassure them during talks", "tried to"
			if tag := t.Tokens[h].Tag; tag == "VB" || tag == "VBZ" || tag == "VBP" {
				j = weaker(j, judgement{status: graph.StatusPlanned, why: "during it"})
			}
		} else {
			j = g
		}
		c = h
	}
	start, end := t.sentence(i)
	if end > start && t.Tokens[end-1].Text == "?" && a.quoteAt(p, i) == nil {
		j = weaker(j, judgement{status: graph.StatusPossible, why: "asked"})
	}
	return j
}

// ownClause reports whether c is a clause whose reality its governor says
// nothing of: a relative clause, or an adverbial one that states a fact.
func (a *analysis) ownClause(p, c, h int) bool {
	t := a.trees[p]
	switch t.dep(c) {
	case "relcl":
		return !a.lex.is("accusation", t.lemma[h])
	case "advcl", "conj":
		return t.verb(c) && len(t.depKids(c, "nsubj", "nsubjpass")) > 0
	case "ccomp":
		return t.lemma[h] != "have" && !a.lex.is("plan", t.lemma[h]) && !a.lex.is("possible", t.lemma[h]) && !a.lex.is("negate", a.withParticle(p, h))
	}
	return false
}

// verbStatus reads a verb's own auxiliaries, negation and conjunctions.
func (a *analysis) verbStatus(p, v int, j judgement) judgement {
	t := a.trees[p]
	infinitive, perfect := false, false
	if a.counterfactual(p, v) {
		j = weaker(j, judgement{status: graph.StatusNegated, why: "should or would have", cancelled: true})
	}
	if a.onceItIs(p, v) {
		j = weaker(j, judgement{status: graph.StatusPlanned, why: "when it comes"})
	}
	if a.supposed(p, v) {
		j = weaker(j, judgement{status: graph.StatusPossible, why: "supposed"})
	}
	for _, k := range t.Children(v) {
		switch {
		case t.dep(k) == "advmod" && a.lex.is("alleged-adverb", t.lower[k]):
			j = weaker(j, judgement{status: graph.StatusPossible, why: t.lower[k]})
		case t.dep(k) == "neg" && a.lex.is("settle-plan", t.lemma[v]): // "has not been scheduled"
			j = weaker(j, judgement{status: graph.StatusPossible, why: "not settled"})
		case t.dep(k) == "neg" && a.lex.is("weaken", a.withParticle(p, v)): // "will not waver"
		case t.dep(k) == "neg" || a.lex.is("never", t.lower[k]) && k < v && t.dep(k) != "cc" && t.dep(k) != "prep":
			return weaker(j, judgement{status: graph.StatusNegated, why: "negated: " + t.Tokens[k].Text})
		case t.dep(k) == "aux" && a.describes(p, v):
		case t.dep(k) == "aux":
			switch t.lower[k] {
			case "will", "'ll", "’ll", "shall":
				j = weaker(j, judgement{status: graph.StatusPlanned, why: "future"})
			case "would", "'d", "’d":
				j = weaker(j, a.would(p, v))
			case "may", "might", "can", "could", "should", "must", "ca", "need":
				j = weaker(j, judgement{status: graph.StatusPossible, why: "modal: " + t.Tokens[k].Text})
			case "to":
				infinitive = true
			case "have", "has", "had":
				perfect = true
			}
		case t.dep(k) == "mark" && (t.lower[k] == "if" || t.lower[k] == "unless" || t.lower[k] == "whether"):
			j = weaker(j, judgement{status: graph.StatusPossible, why: "conditional"})
		case t.dep(k) == "advmod" && t.lower[k] == "longer" && k < v:
			return weaker(j, judgement{status: graph.StatusNegated, why: "no longer"})
		}
	}
	for _, k := range t.depKids(v, "prep") { // "at no point did he call"
		for _, o := range t.depKids(k, "pobj") {
			if k < v && a.hasKid(p, o, "no") {
				j = weaker(j, judgement{status: graph.StatusNegated, why: t.lower[k] + " no " + t.lower[o]})
			}
		}
	}
	for _, k := range t.depKids(v, "advcl") {
		if j.status == graph.StatusPlanned && a.conditional(p, k) {
			j = weaker(j, judgement{status: graph.StatusPossible, why: "on a condition"})
		}
	}
	if w := a.nobody(p, v); w != "" {
		j = weaker(j, judgement{status: graph.StatusNegated, why: "negated: " + w})
	}
	if infinitive && !perfect {
		j = a.infinitive(p, v, j)
	}
	if infinitive && perfect && t.dep(v) == "xcomp" && t.lemma[t.head(v)] == "be" { // "was to have met"
		j = weaker(j, judgement{status: graph.StatusNegated, why: "was to have", cancelled: true})
	}
	return j
}

// describes reports whether a clause says what the one above it tells of, so that
// its modal leaves that as it is: "met, in what would be their first encounter".
func (a *analysis) describes(p, v int) bool {
	t := a.trees[p]
	return t.lemma[v] == "be" && t.dep(v) == "pcomp" && t.lower[t.head(v)] == "in" && a.hasKid(p, v, "what")
}

func (a *analysis) conditional(p, v int) bool {
	for _, k := range a.trees[p].depKids(v, "mark", "advmod") {
		if w := a.trees[p].lower[k]; w == "if" || w == "unless" {
			return true
		}
	}
	return false
}

// infinitive judges "to meet" where no governing verb of the lexicon decides:
// "is to meet" is a plan, "in order to meet" a purpose.
func (a *analysis) infinitive(p, v int, j judgement) judgement {
	t := a.trees[p]
	h := t.head(v)
	if t.dep(v) == "xcomp" && t.lemma[h] == "be" {
		return weaker(j, judgement{status: graph.StatusPlanned, why: "is to"})
	}
	switch t.dep(v) {
	case "acl", "advcl":
		if a.lex.is("decision", t.lemma[h]) || a.lex.is("proceed", a.withParticle(p, h)) { // "went on to say"
			return j
		}
		if up := t.head(h); a.lex.is("request", t.lemma[h]) && t.dep(h) == "dobj" && t.lemma[up] == "accept" {
			return weaker(j, judgement{status: graph.StatusPlanned, why: "accepted"})
		}
		if a.lex.is("press", t.lemma[v]) {
			return j // "to pressure Kyiv": what is done to press somebody presses
		}
		if a.lex.is("motion", t.lemma[h]) || a.anyLemma(p, append(t.depKids(h, "dobj"), h), "names-VISITED") {
			return weaker(j, judgement{status: graph.StatusPlanned, why: purposeOfJourney})
		}
		return weaker(j, judgement{status: graph.StatusPossible, why: "purpose"})
	}
	return j
}

// governed reads what the word above a predicate makes of it.
func (a *analysis) governed(p, c, h int, j judgement) judgement {
	t := a.trees[p]
	word := t.lemma[h]
	switch {
	case t.lower[h] == "without":
		return weaker(j, judgement{status: graph.StatusNegated, why: "without"})
	case a.without(p, h):
		return weaker(j, judgement{status: graph.StatusNegated, why: "no " + word})
	case t.dep(c) == "xcomp" && (word == "have" || word == "be") && a.yet(p, h):
		return weaker(j, judgement{status: graph.StatusNegated, why: "yet to"})
	}
	if t.dep(c) == "prep" || t.dep(c) == "conj" || t.dep(c) == "amod" || t.dep(c) == "compound" || t.dep(c) == "poss" ||
		t.dep(c) == "nsubj" && !a.happens(p, h) {
		if t.dep(c) == "prep" && t.lower[c] == "on" && a.lex.is("decide-on", word) {
			return weaker(j, judgement{status: graph.StatusPossible, why: word + " on"})
		}
		if t.dep(c) == "prep" && t.lower[c] == "for" && t.verb(h) && a.lex.is("ready-for", word) {
			return weaker(j, judgement{status: graph.StatusPlanned, why: word + " for"})
		}
		if t.dep(c) == "prep" && t.lower[c] == "for" && a.lex.is("seek", word) {
			return weaker(j, judgement{status: graph.StatusPossible, why: word + " for"})
		}
		return j
	}
	if t.dep(c) == "advcl" && !a.infinitival(p, c) && !a.ruledOut(p, c, h) {
		return j
	}
	switch {
	case a.stops(p, c, h):
		return weaker(j, judgement{status: graph.StatusNegated, why: "governed by " + word, cancelled: a.lex.is("cancel", a.withParticle(p, h)) || t.dep(c) == "nsubjpass" && word == "drop"})
	case word == "agree" && a.lex.is("agreed-done", t.lemma[c]), word == "order" && (t.dep(c) == "dobj" && !t.verb(c) && !a.lex.is("act-DETAINED", t.lemma[c]) || !t.verb(h)):
		return j
	case a.lex.is("plan", word) && (t.Tokens[h].POS == "ADJ" && a.hasKid(p, t.head(h), "had") || a.hasKid(p, h, "had") && a.hasKid(p, h, "but")): // "had been due to", "had planned to … but"
		return weaker(j, judgement{status: graph.StatusNegated, why: "had been " + word, cancelled: true})
	case a.lex.is("plan", word):
		return weaker(j, judgement{status: graph.StatusPlanned, why: "governed by " + word})
	case word == "able" && t.Tokens[t.head(h)].Tag == "VBD": // who was able to meet him met him
		return j
	case a.lex.is("possible", word) && (word != "face" || t.verb(h)): // "face-to-face"
		return weaker(j, judgement{status: graph.StatusPossible, why: "governed by " + word})
	case a.lex.is("deny", word) && (t.dep(c) == "xcomp" || t.dep(c) == "dobj"):
		return weaker(j, judgement{status: graph.StatusDenied, why: "governed by " + word})
	}
	return j
}

// stops reports whether h keeps c from happening: "refused to", "called off".
func (a *analysis) stops(p, c, h int) bool {
	t := a.trees[p]
	switch t.dep(c) {
	case "xcomp", "dobj", "nsubjpass", "acl", "ccomp":
	case "advcl":
		if !a.ruledOut(p, c, h) {
			return false
		}
	case "prep":
		if t.lower[c] != "out" {
			return false
		}
	default:
		return false
	}
	return a.lex.is("negate", a.withParticle(p, h))
}

// ruledOut reports whether a gerund right behind a verb and its particle is what
// the verb is about: "ruled out recognising".
func (a *analysis) ruledOut(p, c, h int) bool {
	t := a.trees[p]
	return t.Tokens[c].Tag == "VBG" && c == h+2 && a.withParticle(p, h) != t.lemma[h]
}

// withParticle returns the lemma of a verb with its particle: "call-off".
func (a *analysis) withParticle(p, v int) string {
	t := a.trees[p]
	if k, ok := t.depKid(v, "prt"); ok {
		return t.lemma[v] + "-" + t.lower[k]
	}
	if k := v + 1; k < len(t.Tokens) && t.head(k) == v && t.lower[k] == "out" { // read as a preposition
		return t.lemma[v] + "-out"
	}
	return t.lemma[v]
}

// yet reports whether the verb carries "yet", as in "has yet to visit".
func (a *analysis) yet(p, v int) bool {
	for _, k := range a.trees[p].Children(v) {
		if a.trees[p].lower[k] == "yet" {
			return true
		}
	}
	return false
}

func (a *analysis) infinitival(p, v int) bool {
	for _, k := range a.trees[p].depKids(v, "aux") {
		if a.trees[p].lower[k] == "to" {
			return true
		}
	}
	return false
}

// happens reports whether the verb says of its subject that it takes place, so
// that its tense is the subject's.
func (a *analysis) happens(p, v int) bool {
	return a.lex.is("happen", a.trees[p].lemma[v])
}

// nounStatus reads the words around an event noun: "no talks", "a planned
// visit", "ahead of a meeting".
func (a *analysis) nounStatus(p, i int, j judgement) judgement {
	t := a.trees[p]
	j = a.toBeHeld(p, i, j)
	for _, k := range t.Children(i) {
		w := t.lower[k]
		switch {
		case t.dep(k) == "det" && w == "any" && t.verb(t.head(i)) && a.negated(p, t.head(i)): // "did not cite any deal"
			j = weaker(j, judgement{status: graph.StatusNegated, why: "not any"})
		case t.dep(k) == "det" && w == "no", t.dep(k) == "neg":
			j = weaker(j, judgement{status: graph.StatusNegated, why: "no " + t.Tokens[i].Text})
		case k < i && (a.lex.is("future-modifier", w) || w == "plan" && t.dep(k) == "compound"): // "Mali and Niger plan talks" is read as a noun
			j = weaker(j, judgement{status: graph.StatusPlanned, why: w})
		case t.dep(k) == "acl" && k > i && t.Tokens[k].Tag == "VBN" && a.lex.is("plan", t.lemma[k]): // "the meeting, set for Tuesday"
			j = weaker(j, judgement{status: graph.StatusPlanned, why: w})
		case t.dep(k) == "acl" && k > i && t.Tokens[k].Tag == "VBN" && a.lex.is("possible", t.lemma[k]): // "a treaty sought by Oslo"
			j = weaker(j, judgement{status: graph.StatusPossible, why: w})
		case k < i && (a.lex.is("possible-modifier", w) || w == "called" && t.lower[k-1] == "-"): // "so-called"
			j = weaker(j, judgement{status: graph.StatusPossible, why: w})
		}
	}
	return j
}

func (a *analysis) negated(p, v int) bool {
	t := a.trees[p]
	return len(t.depKids(v, "neg")) > 0
}

var strength = map[graph.Status]int{
	graph.StatusActual: 0, graph.StatusPlanned: 1, graph.StatusPossible: 2, graph.StatusNegated: 3, graph.StatusDenied: 4,
}

// weaker keeps the judgement that leaves less of the event.
func weaker(a, b judgement) judgement {
	if strength[b.status] > strength[a.status] {
		return b
	}
	return a
}
