package neo4jstore

import (
	"context"
	"time"

	"backchannel/graph"
)

// Claims returns a page of the claims of the events that a filter wants, the
// latest published first.
func (s *Store) Claims(ctx context.Context, f graph.EventFilter, p graph.Page, w graph.Want) (graph.List[graph.ClaimView], error) {
	at, err := begin("claims", graph.EventQuery{Filter: f, Order: graph.NewestFirst, Page: p})
	if err != nil {
		return graph.List[graph.ClaimView]{}, err
	}
	if f.KnownAt != nil {
		known, err := s.knownClaims(ctx, f)
		if err != nil {
			return graph.List[graph.ClaimView]{}, err
		}
		out, err := s.viewed(ctx, map[graph.ID][]graph.Claim{"": known}, "claims", false, p, at, w)
		return out[""], err
	}
	q, o := newQuery("claims"), orders[graph.NewestFirst]
	q.where(append(q.claims(f), q.beyond("c", o, at)...))
	q.add("WITH c ", o.by("c"), " LIMIT ", q.param(p.First+1), " RETURN ", claimShape(w), " AS row ", o.by("c"))
	rows, err := s.rows(ctx, q)
	if err != nil {
		return graph.List[graph.ClaimView]{}, err
	}
	return page(p, rows, readClaim, published("claims")), nil
}

// CountClaims counts the claims of the events that a filter wants.
func (s *Store) CountClaims(ctx context.Context, f graph.EventFilter) (int, error) {
	if err := f.Validate(); err != nil {
		return 0, err
	}
	if f.KnownAt != nil {
		known, err := s.knownClaims(ctx, f)
		return len(known), err
	}
	q := newQuery("count claims")
	q.where(q.claims(f)).add("RETURN {count: count(DISTINCT c)} AS row")
	return s.count(ctx, q)
}

// claims matches the claims c of the events that a filter wants.
func (q *query) claims(f graph.EventFilter) []string {
	if len(f.Participants) == 0 && f.Between == nil && len(words(f.Text)) == 0 {
		q.add("MATCH (c:Claim)-[:ABOUT]->(e:Event)")
		return q.conditions(f, true)
	}
	conditions, _ := q.source(f, true)
	q.where(conditions).add("WITH e MATCH (c:Claim)-[:ABOUT]->(e)")
	return nil
}

// claimsOfEvents is the list of the claims about an event, the earliest published
// first.
const claimsOfEvents = "claims of events"

var earliestPublished = order{"newest", "", " >= ", " <= "}

// published places claims in a list by when they were published.
func published(list string) func(graph.ClaimView) graph.Position {
	return func(c graph.ClaimView) graph.Position {
		return graph.Position{List: list, Rank: seconds(c.PublishedAt), ID: c.ID}
	}
}

// ClaimsAbout returns, for each of several events, a page of the claims that
// tell of it, the earliest published first. Of events as they were known at a
// moment it returns the claims known then.
func (s *Store) ClaimsAbout(ctx context.Context, events []graph.ID, knownAt *time.Time, p graph.Page, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error) {
	if knownAt == nil {
		return s.claimsOf(ctx, claimsOfEvents, "(:Event {id: of})<-[:ABOUT]-(c:Claim)", earliestPublished, published(claimsOfEvents), events, p, w)
	}
	if err := p.Validate(); err != nil {
		return nil, err
	}
	at, err := graph.ParseCursor(claimsOfEvents, p.After)
	if err != nil {
		return nil, err
	}
	known, err := s.knownClaimsAbout(ctx, events, graph.EventFilter{KnownAt: knownAt})
	if err != nil {
		return nil, err
	}
	return s.viewed(ctx, known, claimsOfEvents, true, p, at, w)
}

// ClaimsIn returns, for each of several articles, a page of the claims that it
// states, in the order of its text.
func (s *Store) ClaimsIn(ctx context.Context, articles []graph.ID, p graph.Page, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error) {
	const list = "claims of articles"
	at := func(c graph.ClaimView) graph.Position {
		return graph.Position{List: list, Rank: int64(c.Start), ID: c.ID}
	}
	return s.claimsOf(ctx, list, "(:Article {id: of})-[:STATES]->(c:Claim)", order{"start", "", " >= ", " <= "}, at, articles, p, w)
}

// claimsOf pages through the claims c of a pattern, in an order that places them.
func (s *Store) claimsOf(ctx context.Context, name, pattern string, o order, place func(graph.ClaimView) graph.Position, of []graph.ID, p graph.Page, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	at, err := graph.ParseCursor(name, p.After)
	if err != nil {
		return nil, err
	}
	q := newQuery(name)
	q.add("UNWIND ", q.param(strs(of)), " AS of CALL (of) { MATCH ", pattern).where(q.beyond("c", o, at))
	q.add("WITH c ", o.by("c"), " LIMIT ", q.param(p.First+1), " RETURN c }")
	q.add("RETURN {of: of, claim: ", claimShape(w), "} AS row ", o.by("c"))
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return pages(p, of, rows, "claim", readClaim, place), nil
}

// CountClaimsAbout counts, for each of several events, the claims that tell of it.
func (s *Store) CountClaimsAbout(ctx context.Context, events []graph.ID, knownAt *time.Time) (map[graph.ID]int, error) {
	if knownAt != nil {
		known, err := s.knownClaimsAbout(ctx, events, graph.EventFilter{KnownAt: knownAt})
		out := map[graph.ID]int{}
		for id, claims := range known {
			out[id] = len(claims)
		}
		return out, err
	}
	q := newQuery("count claims of events")
	q.add("UNWIND ", q.param(strs(events)), " AS of RETURN {of: of, count: COUNT { (:Event {id: of})<-[:ABOUT]-(:Claim) }} AS row")
	return s.counts(ctx, q)
}

// CountClaimsIn counts, for each of several articles, the claims that it states.
func (s *Store) CountClaimsIn(ctx context.Context, articles []graph.ID) (map[graph.ID]int, error) {
	q := newQuery("count claims of articles")
	q.add("UNWIND ", q.param(strs(articles)), " AS of RETURN {of: of, count: COUNT { (:Article {id: of})-[:STATES]->(:Claim) }} AS row")
	return s.counts(ctx, q)
}
