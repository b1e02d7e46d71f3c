// Package resolve finds the mentions of actors in annotated paragraphs: by
// name, by office on the article's date, by nationality and office, and by what
// the same article named in full before. What stays ambiguous is left open: a
// wrong actor is worse than none.
package resolve

import (
	"slices"
	"sort"
	"strings"
	"time"

	"backchannel/graph"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
)

// Resolver resolves against a reference pack. It is safe for concurrent use.
type Resolver struct{ pack *gazetteer.Pack }

// New returns a resolver for a pack.
func New(p *gazetteer.Pack) *Resolver { return &Resolver{p} }

// Actor returns the pack's actor of that id.
func (r *Resolver) Actor(id graph.ID) (graph.Actor, bool) {
	e := r.pack.Entity(id)
	if e == nil {
		return graph.Actor{}, false
	}
	return e.On(0), true
}

// found is a match in tokens of a paragraph.
type found struct {
	para       int
	start, end int
	names      []gazetteer.Name
	actor      *graph.Actor
	gender     string
	kind       string // of the name that decided
	place      bool   // a place to go to, nobody who acts
	class      string // of a role
}

// reading is the work on one article.
type reading struct {
	*Resolver
	docs   []nlp.Doc
	small  map[string]bool // words that it has in small letters
	on     graph.Day       // of publication; 0 where unknown
	found  [][]*found
	actors map[graph.ID]*graph.Actor
	people []*found // persons named in full, in order
	// newcomers are persons that the pack does not know.
	newcomers []*graph.Actor
	called
	styled map[*graph.Actor]map[string]bool // the titles that persons are named with
	seen   map[graph.ID]bool                // entities named beyond doubt
}

// Mentions returns the mentions of each paragraph, in order, none inside another.
func (r *Resolver) Mentions(docs []nlp.Doc, published time.Time) [][]extract.Mention {
	a := &reading{Resolver: r, docs: docs, small: smallWords(docs), actors: map[graph.ID]*graph.Actor{}, seen: map[graph.ID]bool{}}
	if !published.IsZero() {
		a.on = graph.DayOf(published)
	}
	for p := range docs {
		a.found = append(a.found, a.scan(p))
	}
	a.strong()
	a.weak()
	for p := range docs {
		a.fullNames(p)
	}
	a.call()
	for p := range docs {
		a.underOffice(p)
	}
	a.call()
	a.style(a.people)
	for p := range docs {
		a.shorts(p)
	}
	out := make([][]extract.Mention, len(docs))
	for p := range docs {
		a.offices(p)
		a.bodies(p)
		a.places(p)
		out[p] = a.mentions(p)
	}
	return out
}

// scan matches the pack's names, where they begin and end with tokens.
func (a *reading) scan(p int) []*found {
	doc := &a.docs[p]
	var out []*found
	for _, m := range a.pack.Scan(doc.Text) {
		start := sort.Search(len(doc.Tokens), func(i int) bool { return doc.Tokens[i].Start >= m.Start })
		end := sort.Search(len(doc.Tokens), func(i int) bool { return doc.Tokens[i].End >= m.End }) + 1
		if start >= len(doc.Tokens) || end > len(doc.Tokens) || doc.Tokens[start].Start != m.Start || doc.Tokens[end-1].End != m.End {
			continue
		}
		f := &found{para: p, start: start, end: end}
		longer := hyphened(doc, end) > end
		for _, n := range m.Names {
			if longer && end-start > 1 && n.Entity != nil && n.Entity.Actor.Kind == graph.KindOfficial {
				continue // "Cho Hyun" is not who "Cho Hyun-dong" is
			}
			if n.On(a.on) {
				f.names = append(f.names, n)
			}
		}
		if len(f.names) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// each does something with all that was found.
func (a *reading) each(do func(f *found)) {
	for _, para := range a.found {
		for _, f := range para {
			do(f)
		}
	}
}

// strong decides the names that need no context.
func (a *reading) strong() {
	a.each(func(f *found) {
		if n := f.names[0]; n.Kind == "role" || n.Kind == "phrase" {
			f.kind, f.class = n.Kind, n.Class
			return
		}
		var candidates []gazetteer.Name
		for _, n := range f.names {
			if n.Strong && n.Entity != nil && !a.late(f.para, f.start, n.Entity) && !slices.ContainsFunc(candidates, func(c gazetteer.Name) bool { return c.Entity == n.Entity }) {
				candidates = append(candidates, n)
			}
		}
		if len(candidates) > 1 {
			candidates = slices.DeleteFunc(candidates, func(n gazetteer.Name) bool {
				return n.Entity.Actor.Kind == graph.KindOfficial && !a.inOffice(n.Entity)
			})
		}
		if len(candidates) > 1 { // a name of a time says more than one of all times
			if of := slices.DeleteFunc(slices.Clone(candidates), func(n gazetteer.Name) bool { return n.From.IsZero() && n.To.IsZero() }); len(of) > 0 && a.on != 0 {
				candidates = of
			}
		}
		if len(candidates) == 1 {
			a.decide(f, candidates[0])
		}
	})
}

func (a *reading) decide(f *found, n gazetteer.Name) {
	f.kind, f.gender = n.Kind, n.Entity.Gender
	f.actor = a.entity(n.Entity)
	a.seen[n.Entity.Actor.ID] = true
	if f.actor.Kind == graph.KindOfficial {
		f.end = a.nameEnd(f.para, f.end)
		a.people = append(a.people, f)
	}
}

// nameEnd extends a person's name over the ancestors and the family that follow:
// "Faisal bin Farhan Al Saud".
func (a *reading) nameEnd(p, end int) int {
	tokens := a.docs[p].Tokens
	for end+1 < len(tokens) && particle(tokens[end]) {
		next := end + 1
		if tokens[next].Text == "-" && next+1 < len(tokens) {
			next++
		}
		if tokens[next].POS != "PROPN" || a.taken(p, end, next+1) {
			break
		}
		end = next + 1
	}
	return end
}

// late reports whether a name is that of somebody dead who is called like e, who
// holds an office now: "the late dictator Ferdinand Marcos".
func (a *reading) late(p, start int, e *gazetteer.Entity) bool {
	return e.Actor.Kind == graph.KindOfficial && a.on != 0 && a.inOffice(e) && a.saidLate(p, start)
}

func (a *reading) saidLate(p, start int) bool {
	tokens := a.docs[p].Tokens
	for i := start - 1; i >= 0 && i >= start-4 && (tokens[i].POS == "NOUN" || tokens[i].POS == "PROPN" || tokens[i].POS == "ADJ"); i-- {
		if tokens[i].Text == "late" {
			return true
		}
	}
	return false
}

// inOffice reports whether a person held any office when the article appeared.
func (a *reading) inOffice(e *gazetteer.Entity) bool {
	return slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(a.on) })
}

// entity returns the article's one copy of an actor of the pack.
func (a *reading) entity(e *gazetteer.Entity) *graph.Actor {
	if actor := a.actors[e.Actor.ID]; actor != nil {
		return actor
	}
	actor := e.On(a.on)
	a.actors[actor.ID] = &actor
	return &actor
}

// weak decides names that need context: another name of the same entity in the
// article, for bodies of a state that state in the sentence, for persons in office
// their state in the article.
func (a *reading) weak() {
	a.each(func(f *found) {
		if f.actor != nil || f.kind != "" || f.start > 0 && slices.Contains([]string{"a", "an", "another"}, strings.ToLower(a.docs[f.para].Tokens[f.start-1].Text)) {
			return
		}
		for _, fits := range []func(gazetteer.Name) bool{
			func(n gazetteer.Name) bool { return a.seen[n.Entity.Actor.ID] },
			func(n gazetteer.Name) bool {
				return a.stateNear(f, n.Entity.Actor.Government) || a.known(f, n.Entity) || a.parentSeen(n.Entity)
			},
			func(n gazetteer.Name) bool { return a.toldOf(f, n.Entity.Actor.Government) },
		} {
			var fit []gazetteer.Name
			for _, n := range f.names {
				if n.Entity != nil && n.Kind != "city" && fits(n) && !a.late(f.para, f.start, n.Entity) && !slices.ContainsFunc(fit, func(c gazetteer.Name) bool { return c.Entity == n.Entity }) {
					fit = append(fit, n)
				}
			}
			if len(fit) == 1 {
				a.decide(f, fit[0])
				return
			}
		}
	})
}

// parentSeen reports whether a body's name begins with that of another which the
// article names: the Security Council's with that of the U.N.
func (a *reading) parentSeen(e *gazetteer.Entity) bool {
	first, _, more := strings.Cut(e.Actor.Name, " ")
	return more && e.Actor.Kind == graph.KindOrganization && slices.ContainsFunc(a.pack.Named(first), func(n gazetteer.Name) bool {
		return n.Strong && n.Entity != nil && n.Entity != e && n.Entity.Actor.Kind == graph.KindOrganization && a.seen[n.Entity.Actor.ID]
	})
}

// toldOf reports whether a body says something of its own state: "Kenya has
// recalled its envoy to Somalia, the foreign ministry said".
func (a *reading) toldOf(f *found, government graph.ID) bool {
	tokens := a.docs[f.para].Tokens
	head := headOf(&a.docs[f.para], f.start, f.end)
	if government == "" || tokens[head].Dep != "nsubj" {
		return false
	}
	said := tokens[head].Head
	return slices.ContainsFunc(a.found[f.para], func(o *found) bool {
		if o.actor == nil || o.actor.ID != government {
			return false
		}
		subject := tokens[headOf(&a.docs[f.para], o.start, o.end)]
		told := tokens[subject.Head]
		return (subject.Dep == "nsubj" || subject.Dep == "nsubjpass") && told.Head == said && (told.Dep == "ccomp" || told.Dep == "parataxis")
	})
}

// known reports whether a name of several words is that of somebody in office in
// a state of which the article speaks: "King Charles".
func (a *reading) known(f *found, e *gazetteer.Entity) bool {
	return f.end-f.start > 1 && e.Actor.Kind == graph.KindOfficial && a.on != 0 && a.inOffice(e) && a.spokenOf(e.Actor.Country)
}

// stateNear reports whether a government is named in the sentence of f.
func (a *reading) stateNear(f *found, government graph.ID) bool {
	if government == "" {
		return false
	}
	from, to := sentence(&a.docs[f.para], f.start)
	return slices.ContainsFunc(a.found[f.para], func(o *found) bool {
		return o.actor != nil && o.actor.ID == government && o.start >= from && o.end <= to
	})
}

// sentence returns the bounds of the sentence of a token.
func sentence(d *nlp.Doc, i int) (from, to int) {
	for _, s := range d.Sents {
		if s.Start <= i && i < s.End {
			return s.Start, s.End
		}
	}
	return 0, len(d.Tokens)
}

// taken reports whether any token of a span belongs to a decided mention.
func (a *reading) taken(p, start, end int) bool {
	return slices.ContainsFunc(a.found[p], func(f *found) bool { return f.actor != nil && f.start < end && start < f.end })
}

// put adds a mention in place of undecided matches under it.
func (a *reading) put(f *found) {
	list := slices.DeleteFunc(a.found[f.para], func(o *found) bool {
		return o.start < f.end && f.start < o.end && (o.kind != "role" || f.kind != "name")
	})
	a.found[f.para] = append(list, f)
	slices.SortStableFunc(a.found[f.para], func(x, y *found) int { return x.start - y.start })
}

// places resolves the cities that stand for no government, for who goes there:
// "arrived in Geneva".
func (a *reading) places(p int) {
	tokens := a.docs[p].Tokens
	for _, f := range a.found[p] {
		head := tokens[f.end-1]
		if f.actor != nil || f.kind != "" || head.POS != "PROPN" || head.EntType != "GPE" && head.EntType != "LOC" && head.EntType != "FAC" {
			continue
		}
		var states []*gazetteer.Entity
		for _, n := range f.names {
			if n.Entity != nil && n.Entity.Actor.GovKind == "state" && slices.Contains([]string{"capital", "metonym", "city"}, n.Kind) && !slices.Contains(states, n.Entity) {
				states = append(states, n.Entity)
			}
		}
		if len(states) == 1 {
			f.actor, f.place = a.entity(states[0]), true
		}
	}
}

// mentions turns what was decided into mentions.
func (a *reading) mentions(p int) []extract.Mention {
	doc := &a.docs[p]
	var out []extract.Mention
	last := 0
	for _, f := range a.found[p] {
		if f.actor == nil || f.start < last {
			continue
		}
		last = f.end
		out = append(out, extract.Mention{
			Start: f.start, End: f.end, Head: headOf(doc, f.start, f.end), Adjectival: f.kind == "demonym", Place: f.place, Actor: f.actor, Gender: f.gender,
		})
	}
	return out
}

// headOf returns the token of a span that hangs from outside it.
func headOf(d *nlp.Doc, start, end int) int {
	for i := start; i < end; i++ {
		if h := d.Tokens[i].Head; h < start || h >= end || h == i {
			return i
		}
	}
	return end - 1
}
