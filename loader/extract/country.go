package extract

import (
	"strings"

	"backchannel/graph"
)

// theCountry resolves "the country", "that nation": the one state that the text
// spoke of right before. Who visits or warns the country is of another one; an
// official's talk of the country's envoy is of his own.
func (a *analysis) theCountry(p, i int) []party {
	t := a.trees[p]
	if tag := t.Tokens[i].Tag; !a.lex.is("the-country", t.lower[i]) || tag != "NN" && tag != "NNP" || !a.pointed(p, i) {
		return nil
	}
	start, _ := t.sentence(i)
	subjects := a.statesOf(p, t.grammaticalSubjects(t.clause(i)))
	before := a.statesIn(p, start, i)
	switch t.dep(i) {
	case "nsubj", "nsubjpass":
	case "poss":
		if len(before) != 1 && len(subjects) == 1 && subjects[0].at < i {
			return moved(subjects, i)
		}
	default:
		before = lacking(before, subjects)
	}
	for back := 1; len(before) == 0 && back <= 2; back++ {
		pp, from, to, ok := a.sentenceBefore(p, i, back)
		if !ok || p-pp > 1 {
			return nil
		}
		if q, ok := a.mainSubject(pp, from, to, func(q party) bool { return q.actor.Kind == graph.KindGovernment }); ok && t.dep(i) == "nsubj" {
			return moved([]party{q}, i)
		}
		before = a.statesIn(pp, from, to)
		if d := t.dep(i); d == "dobj" || d == "pobj" {
			before = lacking(before, subjects)
		}
	}
	if len(before) != 1 {
		return nil
	}
	return moved(before, i)
}

// theNorth resolves "the North" and "the South" in texts about a state whose name
// begins so.
func (a *analysis) theNorth(p, i int) []party {
	t := a.trees[p]
	if !a.lex.is("compass", t.lower[i]) || t.Tokens[i].Text == t.lower[i] || t.dep(i) == "compound" || !a.hasKid(p, i, "the") || len(t.behind(i, "of")) > 0 {
		return nil
	}
	var found []party
	for _, state := range a.governments {
		if strings.HasPrefix(state.Name, t.Tokens[i].Text+" ") {
			found = append(found, party{actor: state, at: i})
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found
}

// pointed reports whether a noun has "the", "that" or "this" before it and nothing
// that tells it from what was spoken of: "the other country".
func (a *analysis) pointed(p, i int) bool {
	t := a.trees[p]
	pointed := false
	for _, k := range t.Children(i) {
		switch t.dep(k) {
		case "det":
			pointed = t.lower[k] == "the" || t.lower[k] == "that" || t.lower[k] == "this"
		case "prep":
			if t.dep(i) != "dobj" { // "accused the country of fraud"
				return false
			}
		case "amod", "nummod", "relcl", "acl", "poss":
			return false
		}
	}
	return pointed
}

// statesIn returns the states named between two tokens.
func (a *analysis) statesIn(p, from, to int) []party {
	return a.distinct(p, from, to, func(x *graph.Actor) bool { return x.Kind == graph.KindGovernment })
}

// statesOf returns the states that nouns stand for or that their officials serve.
func (a *analysis) statesOf(p int, nodes []int) []party {
	var found []party
	for _, n := range nodes {
		for _, q := range a.parties(p, n, direct) {
			if q.actor.Kind != graph.KindGovernment {
				q.actor = a.state(q.actor.Country)
			}
			if q.actor != nil {
				found = append(found, party{actor: q.actor, at: n})
			}
		}
	}
	return dedupe(found)
}

// lacking returns the parties that are not among others.
func lacking(parties, others []party) []party {
	var out []party
	for _, q := range parties {
		if !among(q.actor, others) {
			out = append(out, q)
		}
	}
	return out
}

// among reports whether an actor is one of some parties.
func among(x *graph.Actor, parties []party) bool {
	for _, q := range parties {
		if q.actor.ID == x.ID {
			return true
		}
	}
	return false
}
