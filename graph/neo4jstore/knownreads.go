package neo4jstore

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"backchannel/graph"
)

// The readings of this file are those of their namesakes, of what was known at
// the filter's moment.

func (s *Store) knownContacts(ctx context.Context, cq graph.ContactQuery) (map[graph.ID][]graph.EventView, error) {
	k, err := s.known(ctx, cq.Filter, byActors(cq.Of, cq.Direct))
	if err != nil {
		return nil, err
	}
	ids := cq.Of
	if cq.With != "" {
		ids = append(slices.Clip(ids), cq.With)
	}
	circles, err := s.circles(ctx, ids, cq.Direct)
	if err != nil {
		return nil, err
	}
	out := map[graph.ID][]graph.EventView{}
	for _, of := range cq.Of {
		out[of] = slices.DeleteFunc(slices.Clone(k.events), func(e graph.EventView) bool {
			if cq.With != "" {
				return !across(e, circles[of], circles[cq.With])
			}
			return !present(e, circles[of])
		})
	}
	return out, nil
}

// present reports whether somebody of a circle took part in an event.
func present(e graph.EventView, c circle) bool {
	return slices.ContainsFunc(e.Parties, func(p graph.Party) bool { return c.counts(p.Actor.ID, e) })
}

func (s *Store) knownCounterparts(ctx context.Context, cq graph.CounterpartQuery) (map[graph.ID][]graph.Counterpart, error) {
	k, err := s.known(ctx, cq.Filter, byActors(cq.Of, cq.Direct))
	if err != nil {
		return nil, err
	}
	circles, err := s.circles(ctx, cq.Of, cq.Direct)
	if err != nil {
		return nil, err
	}
	out := map[graph.ID][]graph.Counterpart{}
	for of, circle := range circles {
		met := map[graph.ID][]graph.EventView{}
		actors := map[graph.ID]graph.Actor{}
		for _, e := range k.events {
			for _, p := range e.Parties {
				if _, own := circle[p.Actor.ID]; !own && across(e, circle, only(p.Actor.ID)) && !slices.ContainsFunc(met[p.Actor.ID], func(m graph.EventView) bool { return m.ID == e.ID }) {
					met[p.Actor.ID] = append(met[p.Actor.ID], e)
					actors[p.Actor.ID] = p.Actor
				}
			}
		}
		found := []graph.Counterpart{}
		for id, events := range met {
			d := graph.Summary(tallyOf(events))
			found = append(found, graph.Counterpart{Actor: actors[id], Count: d.Count, First: d.First, Last: d.Last, ByType: d.ByType})
		}
		slices.SortFunc(found, func(a, b graph.Counterpart) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Actor.ID, b.Actor.ID))
		})
		out[of] = found[:min(len(found), cq.First)]
	}
	return out, nil
}

func (s *Store) knownTimeline(ctx context.Context, f graph.EventFilter, direct bool) ([]graph.EventView, error) {
	participants, between := f.Participants, f.Between
	ids := slices.Clone(participants)
	if between != nil {
		ids = append(ids, between.A, between.B)
	}
	if len(ids) == 0 || direct {
		k, err := s.known(ctx, f, byFilter(f))
		if err != nil {
			return nil, err
		}
		return k.events, nil
	}
	f.Participants, f.Between = nil, nil
	k, err := s.known(ctx, f, byActors(ids[:1], false))
	if err != nil {
		return nil, err
	}
	circles, err := s.circles(ctx, unique(ids), false)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(k.events, func(e graph.EventView) bool {
		absent := func(id graph.ID) bool { return !present(e, circles[id]) }
		return slices.ContainsFunc(participants, absent) || between != nil && !across(e, circles[between.A], circles[between.B])
	}), nil
}

func (s *Store) knownLinks(ctx context.Context, of []graph.ID, pq graph.PathQuery) (map[graph.ID]graph.Links, error) {
	k, err := s.known(ctx, pq.Filter, byActors(of, true))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(k.events, func(a, b graph.EventView) int {
		return cmp.Or(cmp.Compare(b.Rank(graph.NewestFirst), a.Rank(graph.NewestFirst)), cmp.Compare(b.ID, a.ID))
	})
	out := map[graph.ID]graph.Links{}
	for _, id := range of {
		out[id] = graph.Links{}
	}
	for _, e := range k.events {
		e.Status = graph.StatusActual // what the filter wants links, whatever its status
		for _, key := range e.EdgeKeys() {
			for _, ends := range [][2]graph.ID{{key.From, key.To}, {key.To, key.From}} {
				if links := out[ends[0]]; links != nil {
					links[ends[1]] = append(links[ends[1]], graph.Link{Event: e.ID, Date: e.Date})
				}
			}
		}
	}
	return out, nil
}

// knownClaims returns the claims of the events that a filter wants, the latest
// published first.
func (s *Store) knownClaims(ctx context.Context, f graph.EventFilter) ([]graph.Claim, error) {
	k, err := s.known(ctx, f, byFilter(f))
	if err != nil {
		return nil, err
	}
	var out []graph.Claim
	for _, e := range k.events {
		for _, id := range e.Claims {
			out = append(out, k.claims[id])
		}
	}
	slices.SortFunc(out, func(a, b graph.Claim) int {
		return cmp.Or(cmp.Compare(seconds(b.PublishedAt), seconds(a.PublishedAt)), cmp.Compare(b.ID, a.ID))
	})
	return out, nil
}

// knownClaimsAbout returns the claims of events as they were known, the earliest
// published first.
func (s *Store) knownClaimsAbout(ctx context.Context, events []graph.ID, f graph.EventFilter) (map[graph.ID][]graph.Claim, error) {
	k, err := s.known(ctx, f, byEvents(events))
	if err != nil {
		return nil, err
	}
	out := map[graph.ID][]graph.Claim{}
	for _, e := range k.events {
		for _, id := range e.Claims {
			out[e.ID] = append(out[e.ID], k.claims[id])
		}
		slices.SortFunc(out[e.ID], func(a, b graph.Claim) int {
			return cmp.Or(cmp.Compare(seconds(a.PublishedAt), seconds(b.PublishedAt)), cmp.Compare(a.ID, b.ID))
		})
	}
	return out, nil
}

// viewed cuts lists of claims, in ascending order of time or not, to the page
// after a position, and reads what is wanted of their claims: all of them in one
// statement.
func (s *Store) viewed(ctx context.Context, lists map[graph.ID][]graph.Claim, name string, ascending bool, p graph.Page, at *graph.Position, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error) {
	out := map[graph.ID]graph.List[graph.ClaimView]{}
	var ids []graph.ID
	for of, claims := range lists {
		if at != nil {
			claims = claims[sortedAfter(claims, func(c graph.Claim) bool {
				order := cmp.Or(cmp.Compare(seconds(c.PublishedAt), at.Rank), cmp.Compare(c.ID, at.ID))
				return order > 0 == ascending && order != 0
			}):]
		}
		cut := claims[:min(len(claims), p.First)]
		lists[of] = cut
		out[of] = graph.List[graph.ClaimView]{More: len(claims) > len(cut)}
		for _, c := range cut {
			ids = append(ids, c.ID)
		}
	}
	nodes, err := s.Nodes(ctx, ids, w)
	if err != nil {
		return nil, err
	}
	for _, of := range slices.Collect(maps.Keys(out)) {
		list := out[of]
		for _, c := range lists[of] {
			list.Items = append(list.Items, nodes.Claims[c.ID])
			list.Cursors = append(list.Cursors, graph.Position{List: name, Rank: seconds(c.PublishedAt), ID: c.ID}.Cursor())
		}
		out[of] = list
	}
	return out, nil
}

func (s *Store) knownEventsIn(ctx context.Context, articles []graph.ID, f graph.EventFilter) (map[graph.ID][]graph.EventView, error) {
	k, err := s.known(ctx, f, byArticles(articles))
	if err != nil {
		return nil, err
	}
	out := map[graph.ID][]graph.EventView{}
	for _, of := range articles {
		out[of] = slices.DeleteFunc(slices.Clone(k.events), func(e graph.EventView) bool {
			return !slices.ContainsFunc(e.Claims, func(id graph.ID) bool { return k.claims[id].Article == of })
		})
	}
	return out, nil
}
