package resolve

import (
	"strings"

	"backchannel/graph"
	"backchannel/loader/names"
)

// Words for outlets without a name, what tells whose they are, and those that need it.
var (
	outlets      = set("television tv radio broadcaster newspaper daily media agency")
	outletsOf    = set("state state-run state-owned official national public government news press")
	neverAlone   = set("media agency daily")
	outletsShort = 4 // words at most
)

// outlets takes the outlets that a text calls by their country alone, "Iranian state
// television", "a Chadian newspaper": they are not the state.
func (a *reading) outlets(p int) {
	doc := &a.docs[p]
	for i, t := range doc.Tokens {
		word := strings.ToLower(t.Text)
		if !outlets[word] || a.taken(p, i, i+1) {
			continue
		}
		start := i
		for start > 0 && i-start < outletsShort && outletsOf[strings.ToLower(doc.Tokens[start-1].Text)] {
			start--
		}
		state := a.ownerOf(p, start, i+1)
		if state == nil || start == i && neverAlone[word] {
			continue
		}
		if o := a.endingAt(p, start); o == nil || o.kind != "demonym" { // "the Times of Malta newspaper" has a name
			continue
		}
		text := textOf(doc, start, i+1)
		id := graph.ID("organization:" + strings.TrimPrefix(string(state.ID), "government:") + "-" + names.Slug(text))
		if a.actors[id] == nil {
			a.actors[id] = &graph.Actor{ID: id, Kind: graph.KindOrganization, Name: state.Name + " " + text, Aliases: []string{text}, OrgKind: "media", Country: state.Country}
		}
		a.put(&found{para: p, start: start, end: i + 1, kind: "name", actor: a.actors[id]})
	}
}
