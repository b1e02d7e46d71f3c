package neo4jstore_test

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"backchannel/graph"
)

// oracle answers readers' questions slowly and plainly from reports in memory.
type oracle struct {
	claims   []graph.Claim
	articles []graph.Article
	actors   map[graph.ID]graph.Actor
}

func newOracle(reports []graph.Report) *oracle {
	o := &oracle{actors: map[graph.ID]graph.Actor{}}
	for _, r := range reports {
		o.claims = append(o.claims, r.Claims...)
		o.articles = append(o.articles, r.Article)
		for _, a := range r.Actors {
			o.actors[a.ID] = a
		}
	}
	return o
}

func (o *oracle) claim(id graph.ID) graph.Claim {
	return o.claims[slices.IndexFunc(o.claims, func(c graph.Claim) bool { return c.ID == id })]
}

// all returns the events that were known at a moment, or are known now.
func (o *oracle) all(at *time.Time) []graph.Event {
	var known []graph.Claim
	for _, c := range o.claims {
		if at == nil || !c.PublishedAt.IsZero() && !c.PublishedAt.After(*at) {
			known = append(known, c)
		}
	}
	return graph.Derive(known)
}

func (o *oracle) took(e graph.Event, id graph.ID) bool {
	return slices.ContainsFunc(e.Participants, func(p graph.Participant) bool { return p.Actor == id })
}

// dealt reports whether x and y stood on different sides of an event, or no
// sides are known.
func (o *oracle) dealt(e graph.Event, x, y graph.ID) bool {
	for _, p := range e.Participants {
		for _, q := range e.Participants {
			if p.Actor == x && q.Actor == y && x != y && (p.Role != q.Role || p.Role == graph.RoleParticipant) {
				return true
			}
		}
	}
	return false
}

// wants applies a filter, its participants and pair aside.
func (o *oracle) wants(f graph.EventFilter, e graph.Event) bool {
	if len(f.Types) > 0 && !slices.Contains(f.Types, e.Type) {
		return false
	}
	if len(f.Plover) > 0 && !slices.Contains(f.Plover, e.Type.Info().PLOVER) {
		return false
	}
	if len(f.Status) > 0 && !slices.Contains(f.Status, e.Status) {
		return false
	}
	if (f.DateFrom != nil || f.DateTo != nil) && e.Date.IsZero() {
		return false
	}
	if f.DateFrom != nil && e.Date.To < *f.DateFrom {
		return false
	}
	if f.DateTo != nil && e.Date.From > *f.DateTo {
		return false
	}
	if e.Sources < f.MinSources {
		return false
	}
	if len(f.Countries) > 0 {
		found := false
		for _, p := range e.Participants {
			found = found || slices.Contains(f.Countries, o.actors[p.Actor].Country)
		}
		if !found {
			return false
		}
	}
	if len(f.Publishers) > 0 {
		found := false
		for _, id := range e.Claims {
			for _, p := range f.Publishers {
				found = found || strings.EqualFold(p, o.claim(id).Publisher)
			}
		}
		if !found {
			return false
		}
	}
	if f.Text != "" {
		found := false
		for _, id := range e.Claims {
			c := o.claim(id)
			found = found || holdsWords(c.Quote+" "+c.Topic+" "+c.Outcome+" "+c.Place, f.Text)
		}
		if !found {
			return false
		}
	}
	return true
}

// holdsWords reports whether all words of a plain text occur in another.
func holdsWords(text, wanted string) bool {
	have := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == '.' })
	for _, w := range strings.Fields(strings.ToLower(wanted)) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// events returns the ids of what a filter wants, in an order.
func (o *oracle) events(f graph.EventFilter, order graph.Order) []graph.ID {
	return o.ordered(o.filtered(f), order)
}

func (o *oracle) filtered(f graph.EventFilter) []graph.Event {
	var out []graph.Event
	for _, e := range o.all(f.KnownAt) {
		ok := o.wants(f, e)
		for _, id := range f.Participants {
			ok = ok && o.took(e, id)
		}
		if f.Between != nil {
			ok = ok && o.dealt(e, f.Between.A, f.Between.B)
		}
		if ok {
			out = append(out, e)
		}
	}
	return out
}

func (o *oracle) ordered(events []graph.Event, order graph.Order) []graph.ID {
	slices.SortFunc(events, func(a, b graph.Event) int {
		if order == graph.MostSourcesFirst && a.Sources != b.Sources {
			return cmp.Compare(b.Sources, a.Sources)
		}
		if a.Date.IsZero() != b.Date.IsZero() {
			if a.Date.IsZero() {
				return 1
			}
			return -1
		}
		n := cmp.Or(cmp.Compare(a.Date.From, b.Date.From), cmp.Compare(a.ID, b.ID))
		if order != graph.OldestFirst {
			n = -n
		}
		return n
	})
	ids := []graph.ID{}
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

// held is a term with the bounds for which it counts.
type held struct {
	since, until *graph.Day
	ended        bool
}

// term bounds an office: an unknown end is the start of a successor, or five
// years later, or after it was last seen to run.
func (o *oracle) term(holder graph.ID, t graph.Office) held {
	five := func(d graph.Day, years int) *graph.Day {
		at := d.Time()
		day := graph.NewDay(at.Year()+years, at.Month(), at.Day())
		return &day
	}
	h := held{ended: !t.To.IsZero()}
	if !t.From.IsZero() {
		h.since = &t.From.From
	} else if h.ended {
		h.since = five(t.To.To, -5)
	}
	if h.ended {
		h.until = &t.To.To
	} else if t.Seen != 0 {
		h.until = five(t.Seen, 5)
	} else if h.since != nil {
		h.until = five(*h.since, 5)
	}
	if !h.ended && h.since != nil {
		for id, other := range o.actors {
			for _, next := range other.Offices {
				if id != holder && next.Body == t.Body && next.Title == t.Title && !next.From.IsZero() && next.From.From > *h.since && next.From.From < *h.until {
					h.until = &next.From.From
				}
			}
		}
	}
	return h
}

func (h held) on(d graph.Date) bool {
	if d.IsZero() {
		return !h.ended
	}
	return (h.since == nil || d.To >= *h.since) && (h.until == nil || d.From <= *h.until)
}

// stands reports whether an actor counts for another one at a time.
func (o *oracle) stands(member, of graph.ID, on graph.Date, direct bool) bool {
	if member == of {
		return true
	}
	if kind, _ := of.Kind(); direct || kind != graph.KindGovernment {
		return false
	}
	if o.actors[member].Government == of {
		return true
	}
	for _, t := range o.actors[member].Offices {
		if (t.Body == of || o.actors[t.Body].Government == of) && o.term(member, t).on(on) {
			return true
		}
	}
	return false
}

// ever reports whether an actor counts for another one at any time.
func (o *oracle) ever(member, of graph.ID, direct bool) bool {
	for _, t := range o.actors[member].Offices {
		if kind, _ := of.Kind(); kind == graph.KindGovernment && !direct && (t.Body == of || o.actors[t.Body].Government == of) {
			return true
		}
	}
	return o.stands(member, of, graph.Date{}, direct)
}

// contacts returns the events in which an actor, or who stands for it, took part
// with another one where it is given.
func (o *oracle) contacts(of, with graph.ID, f graph.EventFilter, direct bool) []graph.Event {
	return slices.DeleteFunc(o.filtered(f), func(e graph.Event) bool {
		for _, p := range e.Participants {
			if !o.stands(p.Actor, of, e.Date, direct) {
				continue
			}
			if with == "" {
				return false
			}
			for _, q := range e.Participants {
				if o.dealt(e, p.Actor, q.Actor) && o.stands(q.Actor, with, e.Date, direct) {
					return false
				}
			}
		}
		return true
	})
}

// counterparts counts the events by who was on the other side.
func (o *oracle) counterparts(of graph.ID, f graph.EventFilter, direct bool) map[graph.ID]int {
	out := map[graph.ID]int{}
	for _, e := range o.filtered(f) {
		met := map[graph.ID]bool{}
		for _, p := range e.Participants {
			for _, q := range e.Participants {
				if o.stands(p.Actor, of, e.Date, direct) && !o.ever(q.Actor, of, direct) && o.dealt(e, p.Actor, q.Actor) {
					met[q.Actor] = true
				}
			}
		}
		for id := range met {
			out[id]++
		}
	}
	return out
}

// linked reports whether an event gives an edge between two actors, were it actual.
func linked(e graph.Event, x, y graph.ID) bool {
	e.Status = graph.StatusActual
	return slices.ContainsFunc(e.EdgeKeys(), func(k graph.EdgeKey) bool { return k.From == x && k.To == y || k.From == y && k.To == x })
}

// paths returns all simple chains of actors of the least length, up to hops, as
// texts in order; with later lengths until there are enough.
func (o *oracle) paths(q graph.PathQuery) []string {
	events := o.filtered(q.Filter)
	var out []string
	var walk func(chain []graph.ID, day graph.Day, length int)
	walk = func(chain []graph.ID, day graph.Day, length int) {
		at := chain[len(chain)-1]
		if len(chain)-1 == length {
			if at == q.To {
				out = append(out, chainText(chain))
			}
			return
		}
		if at == q.To {
			return
		}
		for id := range o.actors {
			if slices.Contains(chain, id) {
				continue
			}
			best, ok := graph.Day(0), false
			for _, e := range events {
				if !linked(e, at, id) || q.InTimeOrder && (e.Date.IsZero() || e.Date.From < day) {
					continue
				}
				if !ok || e.Date.To < best {
					best, ok = e.Date.To, true
				}
			}
			if ok {
				walk(append(slices.Clip(chain), id), best, length)
			}
		}
	}
	for length := 1; length <= q.MaxHops && len(out) < q.Limit; length++ {
		before := len(out)
		walk([]graph.ID{q.From}, -1<<30, length)
		slices.Sort(out[before:])
	}
	return out[:min(len(out), q.Limit)]
}

func chainText(chain []graph.ID) string {
	parts := make([]string, len(chain))
	for i, id := range chain {
		parts[i] = string(id)
	}
	return strings.Join(parts, "\x00")
}
