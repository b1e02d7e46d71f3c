package resolve

import (
	"cmp"
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/names"
)

// role is an office as the words around a name give it.
type role struct {
	class, text string
	state       *graph.Actor // the government or body served, nil where not said
	former      bool
}

// maxApposition is how many words after the comma an office may begin: "X, the
// new and little known foreign minister".
const maxApposition = 6

// roleOf reads the office that stands before a name ("Finnish Foreign Minister
// X", "Sweden's ambassador to Russia, X") or after it ("X, Finland's foreign
// minister").
func (a *reading) roleOf(p, start, end int) role {
	doc := &a.docs[p]
	before := start
	for before > 0 && (doc.Tokens[before-1].Text == "," || isHonorific(doc.Tokens[before-1].Text) || doc.Tokens[before-1].Text == "." && before > 1 && isHonorific(doc.Tokens[before-2].Text)) {
		before--
	}
	elect := a.electBefore(p, before)
	if f := a.roleEnding(p, before-elect); f != nil {
		r := a.roleAt(p, f)
		r.former = r.former || elect > 0                                               // not in office either
		if r.state == nil && end+1 < len(doc.Tokens) && doc.Tokens[end].Text == "of" { // "Foreign Minister X of Finland"
			r.state = a.governmentAt(p, end+1)
		}
		return r
	}
	if end < len(doc.Tokens) && doc.Tokens[end].Text == "," {
		for _, f := range a.found[p] {
			if f.kind == "role" && f.start > end && f.start <= end+maxApposition && !a.breaks(p, end+1, f.start) {
				return a.roleAt(p, f)
			}
		}
	}
	if r, ok := a.counterpart(p, before); ok {
		return r
	}
	if end+2 < len(doc.Tokens) && doc.Tokens[end].Text == "(" && doc.Tokens[end+2].Text == ")" { // "X (Russia)"
		if state := a.governmentAt(p, end+1); state != nil {
			return role{state: state}
		}
	}
	for _, f := range a.found[p] { // "Russian dissident X", "Kremlin critic X"
		if f.actor != nil && f.kind == "demonym" && f.end <= start && f.end >= start-2 {
			return role{state: f.actor}
		}
	}
	return role{}
}

// counterpart reads "his Guinean counterpart" before a name: the office that the
// sentence named last, of that state.
func (a *reading) counterpart(p, before int) (role, bool) {
	doc := &a.docs[p]
	if before < 2 || doc.Tokens[before-1].Text != "counterpart" {
		return role{}, false
	}
	o := a.endingAt(p, before-1)
	if o == nil && before > 2 && doc.Tokens[before-2].Tag == "POS" {
		o = a.endingAt(p, before-2)
	}
	if o == nil || o.actor == nil || o.actor.Kind != graph.KindGovernment {
		return role{}, false
	}
	r := role{state: o.actor}
	from, _ := sentence(doc, before-1)
	for _, f := range a.found[p] {
		if f.kind == "role" && f.start >= from && f.end < before {
			r.class, r.text = f.class, textOf(doc, f.start, f.end)
		}
	}
	return r, true
}

// electBefore returns how many tokens before one say that an office is not
// taken up yet: "-elect", "designate".
func (a *reading) electBefore(p, i int) int {
	tokens := a.docs[p].Tokens
	if i == 0 || !slices.Contains([]string{"elect", "designate", "nominee"}, tokens[i-1].Text) {
		return 0
	}
	if i > 1 && tokens[i-2].Text == "-" {
		return 2
	}
	return 1
}

// elect reports whether the words behind an office say so.
func (a *reading) elect(p int, f *found) bool {
	for n := 1; n <= 2; n++ {
		if f.end+n <= len(a.docs[p].Tokens) && a.electBefore(p, f.end+n) == n {
			return true
		}
	}
	return false
}

// roleEnding returns the role word that ends at a token, or before whom it is
// for: "ambassador to Russia", "president of the Council".
func (a *reading) roleEnding(p, end int) *found {
	doc := &a.docs[p]
	at := end
	if o := a.endingAt(p, end); o != nil && o.kind != "role" && o.actor != nil {
		at = o.start
		if at > 0 && strings.EqualFold(doc.Tokens[at-1].Text, "the") {
			at--
		}
		if at == 0 || !slices.Contains([]string{"of", "for", "to", "in", "at"}, doc.Tokens[at-1].Text) {
			return nil
		}
		at--
	}
	for _, f := range a.found[p] {
		if f.kind == "role" && f.end == at {
			return f
		}
	}
	if at, ok := a.fieldBefore(p, at); ok { // "top diplomat for U.S. affairs"
		return a.roleEnding(p, at)
	}
	return nil
}

// fieldBefore returns where the field of an office begins that ends at a token:
// "for U.S. affairs".
func (a *reading) fieldBefore(p, end int) (int, bool) {
	tokens := a.docs[p].Tokens
	if end == 0 || tokens[end-1].POS != "NOUN" && tokens[end-1].POS != "PROPN" {
		return 0, false
	}
	for i := end - 1; i > 0 && i >= end-4; i-- {
		switch t := tokens[i]; {
		case t.Text == "for":
			return i, true
		case t.POS != "NOUN" && t.POS != "PROPN" && t.POS != "ADJ" && t.Text != "the" && t.Text != "and":
			return 0, false
		}
	}
	return 0, false
}

// governmentAt returns the state whose name starts at a token.
func (a *reading) governmentAt(p, start int) *graph.Actor {
	if o := a.startingAt(p, start); o != nil && o.actor != nil && o.actor.Kind == graph.KindGovernment {
		return o.actor
	}
	return nil
}

// startingAt returns what was found from a token on.
func (a *reading) startingAt(p, start int) *found {
	for _, o := range a.found[p] {
		if o.start == start {
			return o
		}
	}
	return nil
}

// breaks reports whether a stretch holds a verb or another mark.
func (a *reading) breaks(p, from, to int) bool {
	for _, t := range a.docs[p].Tokens[from:to] {
		if t.POS == "VERB" || t.POS == "AUX" || t.Text == "," || t.Text == "and" {
			return true
		}
	}
	return false
}

// roleAt reads a role word with whom it serves: "Russia's foreign minister",
// "the minister of foreign affairs of Norway".
func (a *reading) roleAt(p int, f *found) role {
	doc := &a.docs[p]
	r := role{class: f.class, text: textOf(doc, f.start, f.end), state: a.bodyIn(p, f)}
	i := f.start
	for i > 0 && f.start-i <= 4 {
		if n := a.formerAt(p, i); n > 0 {
			r.former = true
			i -= n
			continue
		}
		if o := a.endingAt(p, i); o != nil {
			if o.actor != nil && o.actor.Kind != graph.KindOfficial && o.actor.Kind != graph.KindPerson {
				r.state = o.actor
				r.former = r.former || a.formerAt(p, o.start) > 0
				return r
			}
			break
		}
		if t := doc.Tokens[i-1]; t.Tag != "POS" && t.Tag != "VBN" && t.POS != "ADJ" && t.POS != "ADV" && !names.IsTitle(strings.ToLower(t.Text)) { // "newly elected", "First"
			break
		}
		i--
	}
	if i > 0 && (strings.EqualFold(doc.Tokens[i-1].Text, "its") || strings.EqualFold(doc.Tokens[i-1].Text, "their")) {
		r.state = cmp.Or(r.state, a.subjectBefore(p, i))
	}
	k := f.end
	if k < len(doc.Tokens) && (doc.Tokens[k].Text == "of" || doc.Tokens[k].Text == "for" && !sent[f.class]) {
		k++
		if k < len(doc.Tokens) && strings.EqualFold(doc.Tokens[k].Text, "the") {
			k++
		}
		if state := a.governmentAt(p, k); state != nil {
			r.state = state
			if o := a.startingAt(p, k); o.end < len(doc.Tokens) && doc.Tokens[o.end].Tag == "POS" { // "the leader of Kenya's opposition"
				r.state = nil
			}
		}
	}
	return r
}

// subjectBefore returns the one state that is a subject in the sentence so far:
// whose "its ambassador" is.
func (a *reading) subjectBefore(p, i int) *graph.Actor {
	doc := &a.docs[p]
	from, _ := sentence(doc, i)
	var state *graph.Actor
	for _, o := range a.found[p] {
		if o.actor == nil || o.actor.Kind != graph.KindGovernment || o.start < from || o.end > i || doc.Tokens[headOf(doc, o.start, o.end)].Dep != "nsubj" {
			continue
		}
		if state != nil && state != o.actor {
			return nil
		}
		state = o.actor
	}
	return state
}

// sent are the classes of office that are for another state than they serve.
var sent = set("envoy ambassador un_ambassador")

// bodyIn returns the body that an office has in its own words: "EU foreign
// policy chief".
func (a *reading) bodyIn(p int, f *found) *graph.Actor {
	doc := &a.docs[p]
	for end := f.start + 1; end < f.end; end++ {
		for _, n := range a.pack.Named(textOf(doc, f.start, end)) {
			if n.Strong && n.Entity != nil && n.Entity.Actor.Kind != graph.KindOfficial && capital(doc.Tokens[f.start].Text) {
				return a.entity(n.Entity)
			}
		}
	}
	return nil
}

// formerAt returns how many tokens before one say that an office is past: 2 for
// "ex-", 1 for "former".
func (a *reading) formerAt(p, i int) int {
	tokens := a.docs[p].Tokens
	if i > 0 && former[strings.ToLower(tokens[i-1].Text)] {
		return 1
	}
	if i > 1 && tokens[i-1].Text == "-" && former[strings.ToLower(tokens[i-2].Text)] {
		return 2
	}
	return 0
}

// former are the words before an office that say that it is past.
var former = map[string]bool{"former": true, "ex": true, "then": true, "late": true}

// endingAt returns what was found before a token.
func (a *reading) endingAt(p, end int) *found {
	for _, f := range a.found[p] {
		if f.end == end {
			return f
		}
	}
	return nil
}

// sameClass reports whether a role word of one class can mean an office of
// another. Who reigns is not who governs.
func sameClass(office, word string) bool {
	return office == word || word != "monarch" && slices.Contains(heads, office) && slices.Contains(heads, word) || word == "minister" && slices.Contains(ministers, office)
}

var (
	heads     = []string{"head_of_state", "head_of_government", "monarch"}
	ministers = []string{"minister", "foreign_minister", "defence_minister", "finance_minister", "interior_minister", "trade_minister"}
)
