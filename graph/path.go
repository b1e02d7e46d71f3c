package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// Link is an event through which two actors dealt with each other.
type Link struct {
	Event ID
	Date  Date
}

// Links are the links of an actor, by the actor at the other end. The first of
// several is the one to show.
type Links map[ID][]Link

// Chain is a path in ids: actors, and one fewer events.
type Chain struct{ Actors, Events []ID }

// maxFrontier is the number of actors from which a search goes on at most.
const maxFrontier = 5000

// Validate reports what is no question for paths. Errors wrap ErrInvalid.
func (q PathQuery) Validate() error {
	if err := actorsOnly(q.From, q.To); err != nil {
		return err
	}
	switch {
	case q.From == q.To:
		return fmt.Errorf("from and to are the same actor: %w", ErrInvalid)
	case q.MaxHops < 1 || q.MaxHops > MaxHops:
		return fmt.Errorf("maxHops: %d is not between 1 and %d: %w", q.MaxHops, MaxHops, ErrInvalid)
	case q.Limit < 1 || q.Limit > MaxPaths:
		return fmt.Errorf("limit: %d is not between 1 and %d: %w", q.Limit, MaxPaths, ErrInvalid)
	}
	return q.Filter.Validate()
}

// ShortestPaths returns the shortest chains that differ in their actors, the
// shorter first, then by the ids of their actors. It grows from both ends, always
// from the one with fewer actors; expand returns the links of actors.
func ShortestPaths(ctx context.Context, q PathQuery, expand func(context.Context, []ID) (map[ID]Links, error)) ([]Chain, error) {
	s := &pathSearch{q: q, links: map[ID]Links{}, from: newReach(q.From), to: newReach(q.To)}
	for length := 1; length <= q.MaxHops && len(s.found) < q.Limit; length++ {
		for s.from.depth+s.to.depth < length {
			side := s.from
			if len(s.to.frontier) < len(s.from.frontier) {
				side = s.to
			}
			if err := s.grow(ctx, side, expand); err != nil {
				return nil, err
			}
		}
		s.walk(ctx, Chain{Actors: []ID{q.From}}, length, beforeAllDays)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return s.found, nil
}

// reach is how far a search has come from one end.
type reach struct {
	distance map[ID]int
	frontier []ID // those at distance depth, whose links are not known yet
	depth    int
}

func newReach(start ID) *reach {
	return &reach{distance: map[ID]int{start: 0}, frontier: []ID{start}}
}

type pathSearch struct {
	q        PathQuery
	links    map[ID]Links // known from either side
	from, to *reach
	found    []Chain
	steps    int
}

// grow reads the links of a frontier, and moves it one step out.
func (s *pathSearch) grow(ctx context.Context, r *reach, expand func(context.Context, []ID) (map[ID]Links, error)) error {
	if len(r.frontier) > maxFrontier {
		return fmt.Errorf("path: more than %d actors are in reach; narrow the filter or lower maxHops: %w", maxFrontier, ErrInvalid)
	}
	r.depth++
	if len(r.frontier) == 0 {
		return nil
	}
	got, err := expand(ctx, r.frontier)
	if err != nil {
		return err
	}
	var next []ID
	for _, a := range r.frontier {
		for b, links := range got[a] {
			s.link(a, b, links)
			s.link(b, a, links)
			if _, seen := r.distance[b]; !seen {
				r.distance[b] = r.depth
				next = append(next, b)
			}
		}
	}
	slices.Sort(next)
	r.frontier = next
	return nil
}

func (s *pathSearch) link(a, b ID, links []Link) {
	if s.links[a] == nil {
		s.links[a] = Links{}
	}
	s.links[a][b] = links
}

// walk extends a chain to the other end by exactly as many steps as remain.
func (s *pathSearch) walk(ctx context.Context, c Chain, remain int, day Day) {
	at := c.Actors[len(c.Actors)-1]
	for _, next := range slices.Sorted(maps.Keys(s.links[at])) {
		if s.steps++; s.steps%4096 == 0 && ctx.Err() != nil || len(s.found) >= s.q.Limit {
			return
		}
		if (next == s.q.To) != (remain == 1) || slices.Contains(c.Actors, next) || s.tooFar(next, remain-1) {
			continue
		}
		link, ok := s.choose(s.links[at][next], day)
		if !ok {
			continue
		}
		longer := Chain{append(slices.Clip(c.Actors), next), append(slices.Clip(c.Events), link.Event)}
		if remain == 1 {
			s.found = append(s.found, longer)
			continue
		}
		s.walk(ctx, longer, remain-1, link.Date.To)
	}
}

// tooFar reports whether the other end is more than so many steps away.
func (s *pathSearch) tooFar(from ID, steps int) bool {
	if d, known := s.to.distance[from]; known {
		return d > steps
	}
	return steps <= s.to.depth
}

// choose returns the link to show: the first, or in time order the one that ends
// first of those that begin no sooner than day.
func (s *pathSearch) choose(links []Link, day Day) (Link, bool) {
	if !s.q.InTimeOrder {
		return links[0], true
	}
	var best Link
	for _, l := range links {
		if l.Date.IsZero() || l.Date.From < day {
			continue
		}
		if best.Event == "" || cmp.Or(cmp.Compare(l.Date.To, best.Date.To), cmp.Compare(l.Date.From, best.Date.From), cmp.Compare(l.Event, best.Event)) < 0 {
			best = l
		}
	}
	return best, best.Event != ""
}
