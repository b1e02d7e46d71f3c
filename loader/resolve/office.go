package resolve

import (
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
)

// unique lists the classes of office of which a state or body has one holder,
// so that the office alone names a person.
var unique = []string{
	"head_of_state", "head_of_government", "monarch", "crown_prince", "foreign_minister", "defence_minister", "finance_minister", "interior_minister",
	"trade_minister", "national_security_adviser", "vice_president", "central_bank_governor", "un_ambassador", "head_of_body",
}

// offices resolves "Russia's foreign minister" without a name to who held the
// office when the article appeared.
func (a *reading) offices(p int) {
	doc := &a.docs[p]
	for _, f := range slices.Clone(a.found[p]) {
		if f.kind != "role" || f.actor != nil || !slices.Contains(unique, f.class) || a.on == 0 {
			continue
		}
		r := a.roleAt(p, f)
		if r.state == nil || r.former || a.elect(p, f) || a.namedBeside(p, f) || plural(doc.Tokens[f.end-1].Tag) || a.predicate(p, f) {
			continue
		}
		if e := a.holder(r); e != nil {
			f.actor, f.gender = a.entity(e), e.Gender
		}
	}
}

// predicate reports whether an office is said of somebody: "who is its chairman".
func (a *reading) predicate(p int, f *found) bool {
	return a.docs[p].Tokens[headOf(&a.docs[p], f.start, f.end)].Dep == "attr"
}

// holder returns the one who held an office when the article appeared: an office
// of just that title, else of the class. A "chief" may be of any title; that of a
// body which has several must be its head's.
func (a *reading) holder(r role) *gazetteer.Entity {
	words := names.Words(r.text)
	if words[len(words)-1] == "leader" && words[0] != "supreme" && r.class == "head_of_state" {
		return a.leader(r.state)
	}
	var same, exact []*gazetteer.Entity
	for _, class := range meanings(r.class) {
		list := a.pack.Holders(r.state.ID, class, a.on)
		for _, e := range list {
			if a.titled(e, r.state.ID, class, words) && !slices.Contains(exact, e) {
				exact = append(exact, e)
			}
		}
		if len(same) == 0 {
			same = list
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0]
	case len(exact) == 0 && len(same) == 1 && r.class != "head_of_body" && a.mayBe(same[0], words):
		return same[0]
	}
	return nil
}

// mayBe reports whether the holder of an office may go by other words than its
// title. Where the minister is no secretary, a secretary is somebody else.
func (a *reading) mayBe(e *gazetteer.Entity, words []string) bool {
	return words[len(words)-1] != "secretary" || slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool {
		return t.On(a.on) && strings.Contains(t.Office.Title, "Secretary")
	})
}

// topTitles are those of who heads a body that has several officers.
var topTitles = []string{"secretary general", "director general", "president", "managing director", "chairman", "executive secretary", "director"}

// titled reports whether the office of that class that a person holds at a body
// has a title which the words end with.
func (a *reading) titled(e *gazetteer.Entity, body graph.ID, class string, words []string) bool {
	text := strings.Join(words, " ")
	generic := slices.Contains([]string{"chief", "head", "boss", "leader"}, words[len(words)-1]) && class == "head_of_body"
	return slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool {
		if !t.On(a.on) || t.Office.Class != class || !strings.HasPrefix(string(body), "government:") && t.Office.Body != body {
			return false
		}
		title := strings.Join(names.Words(t.Office.Title), " ")
		return text == title || strings.HasSuffix(text, " "+title) || generic && slices.Contains(topTitles, title)
	})
}

// leader returns who leads a state: of those whom the article names, else of all,
// the one who governs.
func (a *reading) leader(state *graph.Actor) *gazetteer.Entity {
	governs := []string{"head_of_state", "monarch"}
	if a.pack.Custom(state.Country, gazetteer.CeremonialHeadOfState) {
		governs = []string{"head_of_government"}
	}
	var named, governing []*gazetteer.Entity
	for _, class := range heads {
		for _, e := range a.pack.Holders(state.ID, class, a.on) {
			if slices.Contains(governs, class) && !slices.Contains(governing, e) {
				governing = append(governing, e)
			}
			if a.seen[e.Actor.ID] && !slices.Contains(named, e) {
				named = append(named, e)
			}
		}
	}
	switch {
	case len(named) == 1:
		return named[0]
	case len(governing) == 1:
		return governing[0]
	}
	return nil
}

func plural(tag string) bool { return tag == "NNS" || tag == "NNPS" }

// fieldOf reports whether nothing but the field of an office stands between it and
// a comma before a name: "top diplomat for U.S. affairs, X".
func (a *reading) fieldOf(p int, f *found, start int) bool {
	if start < 2 || start < f.end || a.docs[p].Tokens[start-1].Text != "," {
		return false
	}
	at, ok := a.fieldBefore(p, start-1)
	return ok && at == f.end
}

// namedBeside reports whether a person's name stands right beside a role: then
// the name is the mention.
func (a *reading) namedBeside(p int, f *found) bool {
	doc := &a.docs[p]
	for _, o := range a.found[p] {
		if o.actor == nil || o.actor.Kind != graph.KindOfficial && o.actor.Kind != graph.KindPerson {
			continue
		}
		if state := a.roleAt(p, f).state; state != nil && o.actor.Country != "" && o.actor.Country != state.Country { // "after meeting Kenya's president, Macron said"
			continue
		}
		if a.fieldOf(p, f, o.start) || o.start == f.end || o.start == f.end+1 && doc.Tokens[f.end].Text == "," || o.end < f.start && f.start-o.end <= 6 && doc.Tokens[o.end].Text == "," && !a.breaks(p, o.end+1, f.start) {
			return true
		}
	}
	return false
}
