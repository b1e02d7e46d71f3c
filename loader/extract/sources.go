package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// This file finds who speaks where no tree says it plainly: behind "according
// to", in the name of a body, at the end of a long sentence, or in a sentence
// that goes on about what was told before.

// accordingTo returns whom "according to" names between two tokens.
func (a *analysis) accordingTo(p, from, to int) []party {
	t := a.trees[p]
	for i := from; i+1 < to; i++ {
		if t.lower[i] == "according" && t.lower[i+1] == "to" {
			for _, o := range t.depKids(i+1, "pobj") {
				return a.issuers(p, o)
			}
		}
	}
	return nil
}

// cited returns whom a report names as its source: "Reuters reported, citing the
// State Department".
func (a *analysis) cited(p, from, to int) []party {
	t := a.trees[p]
	var found []party
	for v := from; v < to; v++ {
		if (t.lower[v] != "citing" && t.lower[v] != "quoting") || a.quoteAt(p, v) != nil {
			continue
		}
		for _, o := range t.depKids(v, "dobj") {
			found = append(found, a.issuers(p, o)...)
		}
	}
	return found
}

// sayers returns who speaks at a verb of saying. "X's lawyer said" is not X.
func (a *analysis) sayers(p, v int) []party {
	t := a.trees[p]
	subjects := t.subjects(v)
	if a.lex.is("quoting", t.lemma[v]) { // who is quoted speaks
		if quoted := t.objects(v); len(a.issue(p, v, quoted)) > 0 {
			subjects = quoted
		}
	}
	found := a.issue(p, v, subjects)
	if n := t.head(v); len(found) == 0 && t.dep(v) == "acl" && a.lex.is("utterance", t.lemma[n]) { // "released a statement saying"
		found = a.issue(p, v, t.grammaticalSubjects(t.clause(n)))
	}
	return found
}

func (a *analysis) issue(p, v int, subjects []int) []party {
	var found []party
	for _, s := range subjects {
		found = append(found, a.issuers(p, a.detached(p, s, v))...)
	}
	return found
}

// detached returns the name right before the verb of saying, behind a comma, that
// the tree took for the last of a list: "talked of Ukraine and other ties, the
// ministry said".
func (a *analysis) detached(p, s, v int) int {
	t := a.trees[p]
	k := v - 1
	if k <= s || !t.within(k, s) {
		return s
	}
	if left := t.left(k); a.mention(p, k) != nil && left > s && t.lower[left-1] == "," {
		return k
	}
	return s
}

// lastSayer returns who issued "the statement": whoever last spoke in such a one,
// else whoever spoke in the two sentences before.
func (a *analysis) lastSayer(p, i int) []party {
	t := a.trees[p]
	for back := 1; back <= 6; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok {
			break
		}
		for k := to - 1; k >= from; k-- {
			if a.trees[pp].lemma[k] == t.lemma[i] && a.saying(pp, a.trees[pp].clause(k)) {
				if found := a.sayers(pp, a.trees[pp].clause(k)); len(found) > 0 {
					return found
				}
			}
		}
	}
	for back := 1; back <= 2; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok {
			return nil
		}
		for v := to - 1; v >= from; v-- {
			if !a.saying(pp, v) || a.trees[pp].lemma[v] == "agree" {
				continue
			}
			for _, s := range a.trees[pp].grammaticalSubjects(v) {
				if found := a.parties(pp, s, direct); len(found) > 0 {
					return found
				}
			}
		}
	}
	return nil
}

// issuers returns who speaks as the noun at token i: the actor it names, whoever
// issued "the statement", or the body that a spokesman without a name speaks for.
func (a *analysis) issuers(p, i int) []party {
	t := a.trees[p]
	if k, ok := t.depKid(i, "poss"); ok && t.lemma[i] == "office" && a.pronoun(p, k) {
		if found := a.officeOf(p, i); len(found) > 0 {
			return found
		}
	}
	if found := a.ministryOf(p, i); len(found) > 0 {
		return found
	}
	if a.lex.is("mouthpiece", t.lemma[i]) && a.mention(p, i) == nil && len(t.depKids(i, "appos")) == 0 {
		if k, ok := t.depKid(i, "poss"); ok && a.pronoun(p, k) { // "…, his spokesman said": his who is spoken of
			if about := a.countries(p, a.reportedSubjects(p, i)); len(about) == 1 && a.state(about[0]) != nil {
				return []party{{actor: a.state(about[0]), at: i}}
			}
		}
		if found := without(a.owners(p, i, 2), person); len(found) > 0 {
			return found
		}
		if body, ok := a.known.Body(a.wordsBefore(p, i), ""); ok { // the pack may know the office and nobody in it
			return []party{{actor: &body, at: i}}
		}
	}
	if a.collective(p, i) && a.mention(p, i) == nil { // "State Department officials": the department, not the state
		if found := a.owners(p, i, 2); len(found) == 1 && found[0].actor.OrgKind == "ministry" {
			return found
		}
	}
	if a.lex.is("outlet-noun", t.lemma[i]) { // "South Korea's Yonhap news agency"
		if found := a.modifiers(p, i); len(found) == 1 && media(found[0].actor) {
			return found
		}
	}
	found := a.parties(p, i, direct)
	if k, ok := t.depKid(i, "poss"); ok && len(found) == 1 && found[0].actor.OrgKind == "ministry" { // "Mali's national defence ministry" is Mali's
		if m := a.mention(p, k); m != nil && m.Actor.Kind == graph.KindGovernment && m.Actor.Country != found[0].actor.Country {
			found = []party{{m.Actor, "", i}}
		}
	}
	if len(found) > 0 || !a.lex.is("utterance", t.lemma[i]) {
		return found
	}
	for _, k := range t.behind(i, "from", "by") {
		if t.lemma[k] == "office" {
			return a.issuers(p, k)
		}
	}
	if found = a.owners(p, i, 2); len(found) == 0 {
		for _, k := range t.depKids(i, "acl") { // "a statement posted on the ministry's website"
			for _, o := range t.behind(k, "on", "by") {
				found = append(append(found, a.parties(p, o, direct)...), a.owners(p, o, 2)...)
			}
		}
	}
	if len(found) == 0 && a.definite(p, i) && t.lemma[i] != "office" {
		found = a.lastSayer(p, i)
	}
	return dedupe(found)
}

// ministryOf resolves "his ministry" to that of the foreign or defense minister whom
// the reported clause is about.
func (a *analysis) ministryOf(p, i int) []party {
	t := a.trees[p]
	k, ok := t.depKid(i, "poss")
	if t.lemma[i] != "ministry" || !ok || !a.pronoun(p, k) {
		return nil
	}
	for _, q := range a.officeOf(p, i) {
		for _, field := range []string{"foreign", "defense", "defence"} {
			if !strings.Contains(strings.ToLower(q.actor.Title), field) {
				continue
			}
			if body, known := a.known.Body(field+" ministry", q.actor.Country); known {
				return []party{{actor: &body, at: i}}
			}
		}
	}
	return nil
}

// officeOf resolves "his office" to whom the reported clause is about: "X phoned Y,
// his office said".
func (a *analysis) officeOf(p, i int) []party {
	t := a.trees[p]
	subjects := a.reportedSubjects(p, i)
	if t.dep(i) != "nsubj" {
		subjects = t.subjectAbove(i, 6)
	}
	var found []party
	for _, s := range subjects {
		found = append(found, without(a.parties(p, s, direct), body)...)
	}
	if found = dedupe(found); len(found) == 1 {
		return moved(found, i)
	}
	return nil
}

// wordsBefore returns the names in front of a noun: "State Department" of "a State
// Department spokesman".
func (a *analysis) wordsBefore(p, i int) string {
	t := a.trees[p]
	from := i
	for from > 0 && t.Tokens[from-1].POS == "PROPN" {
		from--
	}
	if from == i {
		return ""
	}
	return t.Text[t.Tokens[from].Start:t.Tokens[i-1].End]
}

// trailers returns the verbs of saying that end a sentence behind token i, where
// the tree has hung them anywhere: "X agreed that Y will open an embassy, the
// palace said in a release".
func (a *analysis) trailers(p, i int) []int {
	t := a.trees[p]
	_, end := t.sentence(i)
	var found []int
	for v := i + 1; v < end; v++ {
		subjects := t.depKids(v, "nsubj")
		if !a.saying(p, v) || len(subjects) == 0 || subjects[0] > v || len(t.depKids(v, "dobj")) > 0 || a.quoteAt(p, v) != a.quoteAt(p, i) {
			continue
		}
		left := t.left(subjects[0])
		if left > i && (t.lower[left-1] == "," || t.lower[left-1] == "”") && a.says(p, v, end) {
			found = append(found, v)
		}
	}
	return found
}

// says reports whether nothing but circumstances of the saying stands between a
// verb of saying and the end of its sentence, or a comma: no words said.
func (a *analysis) says(p, v, end int) bool {
	t := a.trees[p]
	for k := v + 1; k < end; k++ {
		switch {
		case t.lower[k] == ",", t.lower[k] == ".":
			return true
		case t.verb(k), t.lower[k] == "that", t.dep(k) == "mark":
			return false
		}
	}
	return true
}

// homeMinistry resolves "the foreign ministry" of a text that named none before:
// it is that of the state that the pronoun means or that the reported clause is
// about, or else of where the report was written.
func (a *analysis) homeMinistry(p, i int) []party {
	t := a.trees[p]
	for _, k := range t.depKids(i, "amod", "compound") {
		if w := t.lower[k]; w != "foreign" && w != "affairs" && w != "external" {
			return nil
		}
	}
	about := a.countries(p, a.reportedSubjects(p, i))
	if k, ok := t.depKid(i, "poss"); ok && (len(about) == 0 || !a.pronoun(p, k)) {
		about = a.countries(p, []int{k})
	}
	home := a.home()
	switch {
	case len(about) == 1:
		home = about[0]
	case len(about) > 1 && !slices.Contains(about, home):
		return nil
	}
	body, ok := a.known.Body("foreign ministry", home)
	if !ok || home == "" {
		return nil
	}
	return []party{{actor: &body, at: i}}
}

// countries returns the countries of the actors that tokens stand for.
func (a *analysis) countries(p int, nodes []int) []string {
	var found []string
	for _, n := range nodes {
		for _, q := range a.parties(p, n, direct) {
			if c := q.actor.Country; c != "" && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	}
	return found
}

// reportedSubjects returns the subjects of what the noun at token i, the subject
// of a verb of saying, says.
func (a *analysis) reportedSubjects(p, i int) []int {
	t := a.trees[p]
	v := t.head(i)
	if t.dep(i) != "nsubj" || !a.saying(p, v) {
		return nil
	}
	var found []int
	for _, c := range append(t.depKids(v, "ccomp"), t.head(v)) {
		if c != v {
			found = append(found, t.grammaticalSubjects(c)...)
		}
	}
	return found
}

// home returns the country of the place in the dateline, if there is one.
func (a *analysis) home() string {
	for _, block := range Blocks(a.article.Text) {
		line := dateline.FindString(block.Text)
		if line == "" {
			continue
		}
		city, _, _ := strings.Cut(strings.NewReplacer("(", ",", ".", ",", "—", ",", "–", ",", "--", ",").Replace(line), ",")
		words := strings.Fields(strings.ToLower(city))
		for k, w := range words {
			words[k] = strings.ToUpper(w[:1]) + w[1:]
		}
		if state, ok := a.known.State(strings.Join(words, " ")); ok {
			return state.Country
		}
		return ""
	}
	return ""
}

// announced lets who speaks for a party announce its dealings, which others only
// report.
func (a *analysis) announced(h *hit) {
	t := a.trees[h.para]
	if !t.verb(h.at) && !a.sharesTime(h.para, h.at, t.head(h.at)) {
		return // "said that the sanctions were justified" speaks of known ones
	}
	if h.speech || h.status.status != graph.StatusActual && h.status.status != graph.StatusPlanned && !h.status.cancelled {
		return
	}
	parties := h.source
	if h.typ.Symmetric() {
		parties = h.parties()
	}
	for k, v := range h.voices {
		for _, q := range parties {
			if v.stance == graph.StanceReports && speaksAs(v.actor, q.actor) {
				h.voices[k].stance = graph.StanceAnnounces
			}
		}
	}
}
