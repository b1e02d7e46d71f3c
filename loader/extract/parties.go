package extract

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// Mention is a run of tokens that the resolver knows to stand for an actor.
type Mention struct {
	Start, End, Head int // token indices within the paragraph, End exclusive
	// Adjectival says that the words are a people's adjective or name ("Russian").
	Adjectival bool
	// Place says that the words are a city which stands for nobody: its state is
	// where somebody goes or what somebody attacks, and no party otherwise.
	Place  bool
	Actor  *graph.Actor
	Gender string // of a person: "m", "f" or unknown
}

// party is an actor in a role, and the token that stands for it.
type party struct {
	actor *graph.Actor
	gen   string
	at    int
}

// reach says how far parties may go from a noun to an actor.
type reach int

const (
	direct  reach = iota // the noun itself, its apposition, or a body that stands for its state
	through              // also whose act or thing the noun is: "Kenya's request", "Chinese exports"
)

// mention returns the resolved mention that token i is the head of, or lies in.
func (a *analysis) mention(p, i int) *Mention {
	if m := a.mentionAt[p][i]; m != nil || !a.going {
		return m
	}
	return a.placeAt[p][i]
}

// destination returns the parties that slots of a frame reach; a journey or an
// attack reaches the states of cities, too.
func (a *analysis) destination(p, i int, f frame) []party {
	if found := a.fill(p, i, f.target); len(found) > 0 || f.typ != graph.Visited && f.typ != graph.Attacked {
		return found
	}
	a.going = true
	defer func() { a.going = false }()
	return a.fill(p, i, f.target)
}

// parties returns the actors that the noun phrase headed by token i stands for,
// its conjuncts included.
func (a *analysis) parties(p, i int, r reach) []party {
	return dedupe(a.partiesWithin(p, i, r, 6))
}

// partiesWithin is parties down to a depth of the tree; an actor may come twice.
func (a *analysis) partiesWithin(p, i int, r reach, depth int) []party {
	if depth == 0 {
		return nil
	}
	t := a.trees[p]
	found := a.swallowed(p, i)
	found = append(found, a.one(p, i, r, depth)...)
	for _, c := range t.depKids(i, "appos") {
		if a.listed(p, i, c) {
			found = append(found, a.partiesWithin(p, c, r, depth-1)...)
		}
	}
	for _, c := range t.depKids(i, "conj") {
		if a.hasKid(p, c, "not") {
			continue // "met Safadi but not Araghchi"
		}
		if t.nominal(c) || t.Tokens[c].POS == "ADJ" || a.mention(p, c) != nil {
			found = append(found, a.partiesWithin(p, c, r, depth-1)...)
		}
	}
	return found
}

// one resolves the noun at i alone.
func (a *analysis) one(p, i int, r reach, depth int) []party {
	t := a.trees[p]
	if m := a.mention(p, i); m != nil && (!m.Adjectival || t.Tokens[i].POS != "ADJ" || t.dep(i) != "amod" || t.joined(i+2)) {
		if t.Tokens[i].POS == "NOUN" && m.Actor.Kind == graph.KindGovernment { // "US, Japanese and South Korean officials" end in a name of one
			if all := dedupe(a.modifiers(p, i)); len(all) > 1 {
				return a.holders(p, i, a.states(all))
			}
		}
		return []party{{m.Actor, m.Gender, i}}
	}
	if found := a.compound(p, i); len(found) > 0 && t.Tokens[i].POS != "ADJ" {
		return found
	}
	if found := a.anaphor(p, i); len(found) > 0 {
		return found
	}
	if a.pronoun(p, i) {
		return nil
	}
	if found := a.apposed(p, i, depth); len(found) > 0 {
		return found
	}
	if h := t.head(i); t.dep(i) == "appos" { // "X, an official who …"
		if m := a.mention(p, h); m != nil && person(m.Actor) {
			return []party{{m.Actor, m.Gender, h}}
		}
	}
	if found := a.ledBy(p, i); len(found) > 0 {
		return found
	}
	if found := a.counterparts(p, i); len(found) > 0 {
		return found
	}
	if a.lex.is("irregular", t.lemma[i]) { // "FLQ rebels" are the FLQ, "Chadian rebels" not Chad
		if found := without(a.modifiers(p, i), func(x *graph.Actor) bool {
			return x.Kind != graph.KindOrganization || x.OrgKind == "igo" || x.OrgKind == "ministry"
		}); len(found) > 0 {
			return found
		}
	}
	if a.collective(p, i) {
		if found := a.owners(p, i, depth); len(found) > 0 {
			if a.lex.is("mouthpiece", t.lower[i]) && body(found[0].actor) { // who speaks for a ministry is not its state
				return found
			}
			return a.holders(p, i, a.states(found))
		}
		if found := a.sameNoun(p, i); len(found) > 0 {
			return found
		}
	}
	if found := a.described(p, i); len(found) > 0 {
		return found
	}
	if r == through {
		if found := a.owners(p, i, depth); len(found) > 0 {
			return found
		}
		return a.doer(p, i)
	}
	return nil
}

// apposed resolves a noun by the name that stands beside it: "the companies
// Rosneft and Lukoil", "Prime Minister Narendra Modi", "members including Mali".
func (a *analysis) apposed(p, i, depth int) []party {
	t := a.trees[p]
	var found []party
	for _, k := range t.depKids(i, "appos") {
		if m := a.mention(p, k); m != nil && !m.Adjectival || !t.within(i, k) && depth > 4 {
			found = append(found, a.partiesWithin(p, k, direct, depth-1)...)
		}
	}
	if len(found) > 0 {
		return found
	}
	// The tree often misses a name glued to its noun.
	if i+1 < len(t.Tokens) && (t.Tokens[i].POS == "NOUN" || a.lex.is("role", t.lower[i])) {
		if m := a.mention(p, i+1); m != nil && m.Start == i+1 && m.Actor.Kind != graph.KindGovernment && !m.Adjectival &&
			(t.dep(m.Head) != "nsubj" || t.head(m.Head) < i) {
			found = append(found, party{m.Actor, m.Gender, m.Head})
			for _, c := range t.depKids(m.Head, "conj") {
				found = append(found, a.partiesWithin(p, c, direct, depth-1)...)
			}
		}
	}
	for _, k := range t.behind(i, "including", "as") { // "bodies such as the United Nations"
		if t.lower[t.head(k)] == "as" && (t.head(k) == 0 || t.lower[t.head(k)-1] != "such") {
			continue
		}
		found = append(found, a.partiesWithin(p, k, direct, depth-1)...)
	}
	return found
}

// collective reports whether the noun stands for the state or body it belongs
// to: "Afghan officials", "the Kenyan government". One official stands for
// nobody.
func (a *analysis) collective(p, i int) bool {
	t := a.trees[p]
	if tag := t.Tokens[i].Tag; tag == "NNS" || tag == "NNPS" {
		return a.lex.is("collective", t.lemma[i]) || a.lex.is("collective", t.lower[i])
	}
	return a.lex.is("singular-stands", t.lower[i])
}

// holders puts the one person of the article who holds the office in place of
// a state: at a meeting of ministers, the minister it names.
func (a *analysis) holders(p, i int, states []party) []party {
	lemma := a.role(p, i)
	rank := a.lex.classes["holds-"+lemma]
	if rank == nil || len(states) < 2 {
		return states
	}
	before := slices.Clone(states)
	named := 0
	for k, s := range states {
		if s.actor.Kind != graph.KindGovernment {
			continue
		}
		found := map[graph.ID]*graph.Actor{}
		for _, m := range a.order {
			if m.Actor.Kind != graph.KindOfficial || m.Actor.Country != s.actor.Country {
				continue
			}
			if title := strings.ToLower(m.Actor.Title); lemma != "minister" || !strings.Contains(title, "prime minister") && !strings.Contains(title, "deputy") {
				for _, w := range strings.Fields(title) {
					if rank[w] {
						found[m.Actor.ID] = m.Actor
					}
				}
			}
		}
		if len(found) == 1 {
			for _, actor := range found {
				states[k].actor = actor
				named++
			}
		}
	}
	if (lemma != "minister" && lemma != "diplomat" || len(states) == 2) && named < len(states) { // all leaders or none
		return before
	}
	return states
}

// dedupe keeps each actor once, in the memory of the list.
func dedupe(parties []party) []party {
	seen := map[graph.ID]bool{}
	out := parties[:0]
	for _, q := range parties {
		if !seen[q.actor.ID] {
			seen[q.actor.ID] = true
			out = append(out, q)
		}
	}
	return out
}

// person reports whether an actor is one human being.
func person(actor *graph.Actor) bool {
	return actor.Kind == graph.KindOfficial || actor.Kind == graph.KindPerson
}

// body reports whether an actor is a state or an organization.
func body(actor *graph.Actor) bool {
	return actor.Kind == graph.KindGovernment || actor.Kind == graph.KindOrganization
}
