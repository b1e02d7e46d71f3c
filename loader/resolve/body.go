package resolve

import (
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/names"
	"backchannel/loader/nlp"
)

// bodies takes organizations that the pack does not know as they are named. What
// things happen in is a place.
func (a *reading) bodies(p int) {
	doc := &a.docs[p]
	a.ministries(p)
	a.outlets(p)
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
		if thing(textOf(doc, start, end), false) || isHonorific(doc.Tokens[end-1].Text) || a.purposeToo(p, start) || start > 0 && (doc.Tokens[start-1].Text == "in" || doc.Tokens[start-1].Text == "near") {
			continue
		}
		name := strings.Join(strings.Fields(textOf(doc, start, end)), " ")
		id := graph.ID("organization:" + names.Slug(name))
		if a.actors[id] == nil {
			a.actors[id] = &graph.Actor{ID: id, Kind: graph.KindOrganization, Name: name, OrgKind: "other"}
		}
		a.put(&found{para: p, start: start, end: end, kind: "name", actor: a.actors[id]})
	}
}

// ministries takes a state's ministries that the pack does not know, by what they
// are for, "Sudan's irrigation ministry", "the Ghanaian Ministry of Lands and
// Forestry", and the seats of its leaders.
func (a *reading) ministries(p int) {
	doc := &a.docs[p]
	for i, t := range doc.Tokens {
		if a.seat(p, i) {
			if state := a.ownerOf(p, i-1, i+1); state != nil {
				a.put(&found{para: p, start: i - 1, end: i + 1, kind: "metonym", actor: state})
			}
		}
		if !strings.EqualFold(t.Text, "ministry") || a.taken(p, i, i+1) {
			continue
		}
		start, end, of := i, i+1, a.purposeBehind(p, i)
		if of == "" {
			for start > 0 && i-start < 4 && !a.taken(p, start-1, start) && slices.Contains([]string{"PROPN", "NOUN", "ADJ", "CCONJ"}, doc.Tokens[start-1].POS) {
				start--
			}
			if start == i {
				continue
			}
			of = textOf(doc, start, i)
		} else {
			end = i + 2 + len(strings.Fields(of))
		}
		if state := a.ownerOf(p, start, end); state != nil {
			a.put(&found{para: p, start: start, end: min(end, len(doc.Tokens)), kind: "name", actor: a.ministry(state, of, textOf(doc, start, min(end, len(doc.Tokens))))})
		}
	}
}

// seat reports whether a token ends the name of the seat of who leads a state,
// which stands for the state: "the presidential office".
func (a *reading) seat(p, i int) bool {
	if i == 0 || a.taken(p, i-1, i+1) {
		return false
	}
	tokens := a.docs[p].Tokens
	of, what := strings.ToLower(tokens[i-1].Text), strings.ToLower(tokens[i].Text)
	return of == "presidential" && (what == "office" || what == "palace" || what == "administration") || of == "royal" && (what == "court" || what == "palace")
}

// purposeToo reports whether what begins at a token is what a ministry is for,
// besides: "Ministry of Foreign Affairs and [International Cooperation]".
func (a *reading) purposeToo(p, start int) bool {
	if start == 0 || a.docs[p].Tokens[start-1].Text != "and" {
		return false
	}
	o := a.endingAt(p, start-1)
	return o != nil && o.actor != nil && o.actor.OrgKind == "ministry"
}

// purposeBehind returns what a "Ministry of" is for, its tokens apart by spaces.
func (a *reading) purposeBehind(p, i int) string {
	tokens := a.docs[p].Tokens
	var words []string
	last := 0
	if i+1 >= len(tokens) || tokens[i+1].Text != "of" {
		return ""
	}
	for k := i + 2; k < len(tokens) && !a.taken(p, k, k+1); k++ {
		t := tokens[k]
		if capital(t.Text) && t.POS != "VERB" {
			words = append(words, t.Text)
			last = len(words)
		} else if t.Text == "and" || t.Text == "," || t.Text == "&" {
			words = append(words, t.Text)
		} else {
			break
		}
	}
	return strings.Join(words[:last], " ")
}

// ownerOf returns the state named right before or behind a stretch.
func (a *reading) ownerOf(p, start, end int) *graph.Actor {
	tokens := a.docs[p].Tokens
	if start > 0 && tokens[start-1].Tag == "POS" {
		start--
	}
	if o := a.endingAt(p, start); o != nil && o.actor != nil && o.actor.Kind == graph.KindGovernment {
		return o.actor
	}
	if end+1 < len(tokens) && (tokens[end].Text == "of" || tokens[end].Text == "in") {
		if state := a.governmentAt(p, end+1); state != nil {
			return state
		}
	}
	return nil
}

// commonly is how the ministries that every state has are called, by a word of
// what else they are called.
var commonly = map[string]string{
	"foreign": "Foreign Ministry", "external": "Foreign Ministry", "defense": "Defense Ministry", "defence": "Defense Ministry",
	"interior": "Interior Ministry", "internal": "Interior Ministry", "home": "Interior Ministry", "finance": "Finance Ministry",
}

// ministry returns the ministry of a state for something: the pack's, else the
// article's one copy of it.
func (a *reading) ministry(state *graph.Actor, of, text string) *graph.Actor {
	for _, word := range names.Words(of) {
		for _, n := range a.pack.Named(commonly[word]) {
			if n.Entity != nil && n.Entity.Actor.Government == state.ID && n.Entity.Actor.OrgKind == "ministry" {
				return a.entity(n.Entity)
			}
		}
	}
	id := graph.ID("organization:" + strings.TrimPrefix(string(state.ID), "government:") + "-" + names.Slug(of) + "-ministry")
	if a.actors[id] == nil {
		a.actors[id] = &graph.Actor{ID: id, Kind: graph.KindOrganization, Name: text + " of " + state.Name, Aliases: []string{text}, OrgKind: "ministry", Country: state.Country, Government: state.ID}
	}
	return a.actors[id]
}

func textOf(doc *nlp.Doc, start, end int) string {
	return doc.Text[doc.Tokens[start].Start:doc.Tokens[end-1].End]
}

// Words that names of things begin or end with which are neither persons nor bodies.
var (
	thingsBefore = set("typhoon hurricane cyclone storm tropical mount mt lake operation exercise cape uss hms brp ins")
	placesBehind = set("road street avenue square bridge mountain")
	thingsBehind = set("shoal river nile sea strait straits bay gulf island islands mountains valley canal lake reef heights peninsula measures relations " +
		"agreement accord accords treaty convention summit day war dam talks")
)

// thing reports whether a name is that of a storm, a water, a ship or the like. A
// person may be called Day or Rivers.
func thing(name string, person bool) bool {
	words := names.Words(name)
	if len(words) < 2 {
		return false
	}
	last := words[len(words)-1]
	return thingsBefore[words[0]] || placesBehind[last] || !person && thingsBehind[last]
}
