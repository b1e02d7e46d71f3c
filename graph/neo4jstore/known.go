package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// This file reads the graph as it was known at a moment: events are derived anew
// from the claims published by then. It starts from the claims that can matter,
// and goes on to all those that these reach, since only together do they tell
// what the events were.

// mostKnown is the number of claims from which one such reading may start.
const mostKnown = 10000

// known is the part of the graph that a filter can see.
type known struct {
	events []graph.EventView // with their parties
	claims map[graph.ID]graph.Claim
	said   map[graph.ID]bool // claims that hold the words of the filter's text
	at     time.Time
}

// seeds finds, in a query, the claims c that can matter, and returns conditions
// on them.
type seeds func(q *query) []string

// byFilter finds claims by the one thing that narrows most. Each thing may be
// told by another claim of an event, so no two are asked of one.
func byFilter(f graph.EventFilter) seeds {
	switch wanted := words(f.Text); {
	case len(f.Participants) > 0:
		return byActors(f.Participants[:1], true)
	case f.Between != nil:
		return byActors([]graph.ID{f.Between.A}, true)
	case len(wanted) > 0:
		return func(q *query) []string {
			q.add("CALL db.index.fulltext.queryNodes('claim_words', ", q.param(lucene(wanted)), ") YIELD node AS c")
			return nil
		}
	default:
		return func(q *query) []string {
			q.add("MATCH (c:Claim)")
			if len(f.Publishers) > 0 {
				return []string{"toLower(c.publisher) IN " + q.param(lower(f.Publishers))}
			}
			return nil
		}
	}
}

// byActors finds the claims that name those for whom actors stand.
func byActors(of []graph.ID, direct bool) seeds {
	return func(q *query) []string {
		q.add("UNWIND ", q.param(strs(of)), " AS of ", members("of", of, direct), " MATCH (m)<-[:MENTIONS]-(:Article)-[:STATES]->(c:Claim)")
		return []string{"m.id IN c.sourceIds + c.targetIds + c.mediatorIds"}
	}
}

// byArticles finds the claims of articles.
func byArticles(articles []graph.ID) seeds {
	return func(q *query) []string {
		q.add("UNWIND ", q.param(strs(articles)), " AS of MATCH (:Article {id: of})-[:STATES]->(c:Claim)")
		return nil
	}
}

// byEvents finds the claims that name events.
func byEvents(events []graph.ID) seeds {
	claims := make([]string, len(events))
	for i, e := range events {
		claims[i] = "claim:" + strings.TrimPrefix(string(e), "event:")
	}
	return func(q *query) []string {
		q.add("UNWIND ", q.param(claims), " AS id MATCH (c:Claim {id: id})")
		return nil
	}
}

// known reads what was known of what seeds reach, and keeps the events that the
// filter wants.
func (s *Store) known(ctx context.Context, f graph.EventFilter, from seeds) (*known, error) {
	started, err := s.seeded(ctx, f, from)
	if err != nil {
		return nil, err
	}
	all, err := s.reachedBy(ctx, started)
	if err != nil {
		return nil, err
	}
	k := &known{claims: map[graph.ID]graph.Claim{}, at: *f.KnownAt}
	var claims []graph.Claim
	for _, c := range all {
		if !c.PublishedAt.IsZero() && !c.PublishedAt.After(k.at) {
			claims = append(claims, c.Claim)
			k.claims[c.ID] = c.Claim
		}
	}
	if k.said, err = s.saying(ctx, claims, f.Text); err != nil {
		return nil, err
	}
	if err := s.derived(ctx, k, claims); err != nil {
		return nil, err
	}
	k.events = slices.DeleteFunc(k.events, func(e graph.EventView) bool { return !k.wanted(e, f) })
	return k, nil
}

// seeded returns the claims to start from.
func (s *Store) seeded(ctx context.Context, f graph.EventFilter, from seeds) ([]graph.Reach, error) {
	q := newQuery("known claims")
	q.where(append(from(q), "c.publishedAt <= "+q.param(f.KnownAt.UTC())))
	q.add("WITH DISTINCT c LIMIT ", q.param(mostKnown+1), " RETURN c {", derivedFrom, "} AS row")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(rows) > mostKnown {
		return nil, fmt.Errorf("knownAt: more than %d claims would have to be read; narrow the filter by participants, publishers or text: %w", mostKnown, graph.ErrInvalid)
	}
	out := make([]graph.Reach, len(rows))
	for i, row := range rows {
		out[i] = claimOf(row).Reach()
	}
	return out, nil
}

// derivedFrom is what the reach of a claim depends on.
const derivedFrom = ".id, .type, .status, .dateFrom, .dateTo, .datePrecision, .publishedAt, .sourceIds, .targetIds, .callerUnstated, .happening, .article"

// reachedBy returns all claims that seeds reach, in one transaction of as many
// statements as it takes.
func (s *Store) reachedBy(ctx context.Context, from []graph.Reach) (found []claim, err error) {
	if len(from) == 0 {
		return nil, nil
	}
	err = s.transact(ctx, neo4j.AccessModeRead, "known reach", s.timeout, func(t tx) error {
		found, err = t.near(from)
		return err
	})
	return found, err
}

// saying returns the claims that hold all words of a text.
func (s *Store) saying(ctx context.Context, claims []graph.Claim, text string) (map[graph.ID]bool, error) {
	wanted := words(text)
	if len(wanted) == 0 || len(claims) == 0 {
		return nil, nil
	}
	ids := make([]string, len(claims))
	for i, c := range claims {
		ids[i] = string(c.ID)
	}
	q := newQuery("claims that say")
	q.add("UNWIND ", q.param(ids), " AS id MATCH (c:Claim {id: id}) WHERE ", q.holds("c", wanted), " RETURN {id: id} AS row")
	rows, err := s.rows(ctx, q)
	said := map[graph.ID]bool{}
	for _, row := range rows {
		said[idOf(row["id"])] = true
	}
	return said, err
}

// derived gives k the events of claims, and these their parties.
func (s *Store) derived(ctx context.Context, k *known, claims []graph.Claim) error {
	derived := graph.Derive(claims)
	var ids []graph.ID
	for _, e := range derived {
		for _, p := range e.Participants {
			ids = append(ids, p.Actor)
		}
	}
	nodes, err := s.Nodes(ctx, unique(ids), graph.Want{})
	if err != nil {
		return err
	}
	for _, e := range derived {
		view := graph.EventView{Event: e, KnownAt: &k.at, Parties: []graph.Party{}}
		for _, p := range e.Participants {
			if a, ok := nodes.Actors[p.Actor]; ok {
				view.Parties = append(view.Parties, graph.Party{Actor: a, Role: p.Role})
			}
		}
		k.events = append(k.events, view)
	}
	return nil
}

// wanted reports whether a filter wants an event.
func (k *known) wanted(e graph.EventView, f graph.EventFilter) bool {
	types := f.WantedTypes()
	if types != nil && !slices.Contains(types, e.Type) || len(f.Status) > 0 && !slices.Contains(f.Status, e.Status) || e.Sources < f.MinSources {
		return false
	}
	if f.DateFrom != nil && (e.Date.IsZero() || e.Date.To < *f.DateFrom) || f.DateTo != nil && (e.Date.IsZero() || e.Date.From > *f.DateTo) {
		return false
	}
	has := func(id graph.ID) bool {
		return slices.ContainsFunc(e.Parties, func(p graph.Party) bool { return p.Actor.ID == id })
	}
	for _, id := range f.Participants {
		if !has(id) {
			return false
		}
	}
	if f.Between != nil && !across(e, only(f.Between.A), only(f.Between.B)) {
		return false
	}
	if len(f.Countries) > 0 && !slices.ContainsFunc(e.Parties, func(p graph.Party) bool { return slices.Contains(f.Countries, p.Actor.Country) }) {
		return false
	}
	return k.told(e, f)
}

// told reports whether the event's claims say what a filter wants of them.
func (k *known) told(e graph.EventView, f graph.EventFilter) bool {
	publishers := lower(f.Publishers)
	var published, said bool
	for _, id := range e.Claims {
		published = published || slices.Contains(publishers, strings.ToLower(k.claims[id].Publisher))
		said = said || k.said[id]
	}
	return (published || len(publishers) == 0) && (said || len(words(f.Text)) == 0)
}

// circle is those whom an actor stands for, and when; see members.
type circle map[graph.ID][]graph.Tenure

// only is the circle of an actor that stands for itself alone.
func only(id graph.ID) circle { return circle{id: {{Open: true}}} }

// counts reports whether an actor is in the circle at the time of an event.
func (c circle) counts(id graph.ID, e graph.EventView) bool {
	return slices.ContainsFunc(c[id], func(t graph.Tenure) bool { return t.Covers(e.Date) })
}

// across reports whether somebody of one circle dealt with somebody of another.
func across(e graph.EventView, ours, theirs circle) bool {
	for i, x := range e.Parties {
		for j, y := range e.Parties {
			if i != j && x.Actor.ID != y.Actor.ID && opposed(x, y) && ours.counts(x.Actor.ID, e) && theirs.counts(y.Actor.ID, e) {
				return true
			}
		}
	}
	return false
}

// opposed is sides, for parties at hand.
func opposed(x, y graph.Party) bool { return x.Role != y.Role || x.Role == graph.RoleParticipant }

// circles returns whom actors stand for.
func (s *Store) circles(ctx context.Context, ids []graph.ID, direct bool) (map[graph.ID]circle, error) {
	q := newQuery("members")
	q.add("UNWIND ", q.param(strs(ids)), " AS of ", members("of", ids, direct), " RETURN {of: of, id: m.id, since: since, until: until, open: open} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID]circle{}
	for _, row := range rows {
		of, id := idOf(row["of"]), idOf(row["id"])
		if out[of] == nil {
			out[of] = circle{}
		}
		out[of][id] = append(out[of][id], graph.Tenure{Since: readDay(row["since"]), Until: readDay(row["until"]), Open: row["open"] == true})
	}
	return out, err
}

// listed cuts events to a page in an order.
func listed(all []graph.EventView, list string, o graph.Order, p graph.Page, at *graph.Position) graph.List[graph.EventView] {
	sign := -1
	if o == graph.OldestFirst {
		sign = 1
	}
	compare := func(rank int64, id graph.ID, e graph.EventView) int {
		return sign * cmp.Or(cmp.Compare(rank, e.Rank(o)), cmp.Compare(id, e.ID))
	}
	slices.SortFunc(all, func(a, b graph.EventView) int { return compare(a.Rank(o), a.ID, b) })
	if at != nil {
		all = all[sortedAfter(all, func(e graph.EventView) bool { return compare(at.Rank, at.ID, e) < 0 }):]
	}
	out := graph.List[graph.EventView]{Items: []graph.EventView{}, More: len(all) > p.First}
	for _, e := range all[:min(len(all), p.First)] {
		out.Items = append(out.Items, e)
		out.Cursors = append(out.Cursors, e.Position(list, o).Cursor())
	}
	return out
}

// sortedAfter returns the index of the first item that is after a position.
func sortedAfter[T any](all []T, after func(T) bool) int {
	i := slices.IndexFunc(all, after)
	if i < 0 {
		return len(all)
	}
	return i
}

func tallyOf(events []graph.EventView) []graph.Tally {
	out := make([]graph.Tally, len(events))
	for i, e := range events {
		out[i] = graph.Tally{Type: e.Type, Date: e.Date, Count: 1}
	}
	return out
}
