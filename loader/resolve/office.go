package resolve

import (
	"slices"
	"strings"

	"backchannel/graph"
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
		if r.state == nil || r.former || a.elect(p, f) || a.namedBeside(p, f) || plural(doc.Tokens[f.end-1].Tag) {
			continue
		}
		for _, class := range meanings(f.class) {
			holders := a.pack.Holders(r.state.ID, class, a.on)
			if len(holders) == 1 {
				f.actor, f.gender = a.entity(holders[0]), holders[0].Gender
				break
			}
		}
	}
}

func plural(tag string) bool { return tag == "NNS" || tag == "NNPS" }

// namedBeside reports whether a person's name stands right beside a role: then
// the name is the mention.
func (a *reading) namedBeside(p int, f *found) bool {
	doc := &a.docs[p]
	for _, o := range a.found[p] {
		if o.actor == nil || o.actor.Kind != graph.KindOfficial && o.actor.Kind != graph.KindPerson {
			continue
		}
		if o.start == f.end || o.start == f.end+1 && doc.Tokens[f.end].Text == "," || o.end < f.start && f.start-o.end <= 6 && doc.Tokens[o.end].Text == "," && !a.breaks(p, o.end+1, f.start) {
			return true
		}
	}
	return false
}

// bodies takes organizations that the pack does not know as they are named.
func (a *reading) bodies(p int) {
	doc := &a.docs[p]
	for _, ent := range doc.Ents {
		start, end := ent.Start, ent.End
		for start < end && doc.Tokens[start].POS != "PROPN" {
			start++
		}
		for end > start && doc.Tokens[end-1].POS != "PROPN" && doc.Tokens[end-1].POS != "NOUN" {
			end--
		}
		if ent.Label != "ORG" || end-start < 2 || slices.ContainsFunc(a.found[p], func(f *found) bool { return f.start < end && start < f.end }) {
			continue
		}
		name := strings.Join(strings.Fields(doc.Text[doc.Tokens[start].Start:doc.Tokens[end-1].End]), " ")
		id := graph.ID("organization:" + names.Slug(name))
		if a.actors[id] == nil {
			a.actors[id] = &graph.Actor{ID: id, Kind: graph.KindOrganization, Name: name, OrgKind: "other"}
		}
		a.put(&found{para: p, start: start, end: end, kind: "name", actor: a.actors[id]})
	}
}
