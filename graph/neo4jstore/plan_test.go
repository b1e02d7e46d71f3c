package neo4jstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// observed opens a store that notes every statement put to the database.
func observed(t *testing.T) (*neo4jstore.Store, *[]neo4jstore.Read) {
	t.Helper()
	open(t)
	var reads []neo4jstore.Read
	s, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: os.Getenv("BACKCHANNEL_TEST_NEO4J"), Observe: func(r neo4jstore.Read) { reads = append(reads, r) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s, &reads
}

// plain is a session that knows nothing of the store.
func plain(t *testing.T) neo4j.SessionWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(os.Getenv("BACKCHANNEL_TEST_NEO4J"), neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{})
	t.Cleanup(func() { session.Close(context.Background()); driver.Close(context.Background()) })
	return session
}

// consume runs a statement and returns what the server says of it.
func consume(t *testing.T, session neo4j.SessionWithContext, cypher string, params map[string]any) neo4j.ResultSummary {
	t.Helper()
	result, err := session.Run(t.Context(), cypher, params)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := result.Consume(t.Context())
	if err != nil {
		t.Fatalf("%v\n%s", err, cypher)
	}
	return summary
}

// operators returns the names of a plan's operators.
func operators(p neo4j.Plan) []string {
	name, _, _ := strings.Cut(p.Operator(), "@")
	out := []string{name}
	for _, child := range p.Children() {
		out = append(out, operators(child)...)
	}
	return out
}

// everyReading asks each question once, plainly and with what changes its form.
func everyReading(t *testing.T, s *neo4jstore.Store) {
	t.Helper()
	ctx := t.Context()
	gov, off, org := graph.ID("government:aaa"), graph.ID("official:ann"), graph.ID("organization:acme")
	page := graph.Page{First: 20}
	day, at := graph.NewDay(2025, 1, 9), time.Date(2025, 1, 20, 0, 0, 0, 0, time.UTC)
	filters := []graph.EventFilter{
		{}, {Status: []graph.Status{graph.StatusActual}}, {Types: []graph.EventType{graph.Met}, Status: []graph.Status{graph.StatusActual}}, {Participants: []graph.ID{gov, off}},
		{Between: &graph.Pair{A: gov, B: off}}, {Countries: []string{"AAA"}, DateFrom: &day, MinSources: 2}, {Publishers: []string{"wire"}, DateTo: &day}, {Text: "grain talks"}, {KnownAt: &at}, {KnownAt: &at, Text: "gas"},
	}
	check := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range filters {
		for _, order := range []graph.Order{graph.NewestFirst, graph.OldestFirst, graph.MostSourcesFirst} {
			q := graph.EventQuery{Filter: f, Order: order, Page: page, Want: graph.Want{Parties: true}}
			list, err := s.Events(ctx, q)
			check(list, err)
			if len(list.Cursors) > 0 {
				q.Page.After = list.Cursors[0]
				check(s.Events(ctx, q))
			}
		}
		check(s.CountEvents(ctx, f))
		check(s.Claims(ctx, f, page, graph.Want{Speakers: true, Articles: true}))
		check(s.CountClaims(ctx, f))
		for _, with := range []graph.ID{"", "government:bbb"} {
			q := graph.ContactQuery{Of: []graph.ID{gov, off, org}, With: with, EventQuery: graph.EventQuery{Filter: f, Order: graph.NewestFirst, Page: page}}
			check(s.Contacts(ctx, q))
			check(s.CountContacts(ctx, q))
		}
		check(s.Counterparts(ctx, graph.CounterpartQuery{Of: []graph.ID{gov, off}, Filter: f, First: 10}))
		check(s.Dyad(ctx, graph.DyadQuery{A: gov, B: "government:bbb", Filter: f}))
		check(s.Timeline(ctx, f, graph.ByMonth, false))
		check(s.Paths(ctx, graph.PathQuery{From: off, To: "person:gus", Filter: f, MaxHops: 3, Limit: 3}, graph.Want{Parties: true}))
	}
	check(s.Paths(ctx, graph.PathQuery{From: off, To: "person:gus", Filter: filters[1], MaxHops: 4, Limit: 1}, graph.Want{}))
	all := []graph.ID{gov, off, org, "person:gus", "event:x", "claim:x", "article:x"}
	check(s.Nodes(ctx, all, graph.Want{Parties: true, Speakers: true, Articles: true, Claims: 5, Terms: true, On: &day}))
	check(s.FindActors(ctx, graph.ActorQuery{Kind: graph.KindGovernment, ISO3: "AAA", Officials: &graph.OfficialQuery{First: 20, On: &day}}))
	for _, q := range []graph.ActorQuery{{Kind: graph.KindOfficial, Name: "Ann Lee"}, {Kind: graph.KindOfficial, ID: off}} {
		check(s.FindActors(ctx, q))
		q.Terms, q.On = true, &day
		q.Contacts = &graph.ContactQuery{With: gov, EventQuery: graph.EventQuery{Filter: filters[1], Order: graph.NewestFirst, Page: page, Want: graph.Want{Parties: true}}}
		check(s.FindActors(ctx, q))
	}
	check(s.ArticleByURL(ctx, "https://example.org/"))
	check(s.Terms(ctx, []graph.ID{off}, &day))
	check(s.Officials(ctx, []graph.ID{gov}, &day, page))
	check(s.CountOfficials(ctx, []graph.ID{gov}, nil))
	check(s.GovernmentsOf(ctx, []graph.ID{org}))
	check(s.Parties(ctx, []graph.ID{"event:x"}, graph.Want{Names: true}))
	check(s.ClaimsAbout(ctx, []graph.ID{"event:x"}, nil, page, graph.Want{}))
	check(s.CountClaimsAbout(ctx, []graph.ID{"event:x"}, nil))
	check(s.ClaimsIn(ctx, []graph.ID{"article:x"}, page, graph.Want{}))
	check(s.CountClaimsIn(ctx, []graph.ID{"article:x"}))
	check(s.Articles(ctx, graph.ArticleFilter{}, page))
	check(s.Articles(ctx, graph.ArticleFilter{Text: "grain", Publishers: []string{"wire"}, Language: "en", PublishedFrom: &at}, page))
	check(s.CountArticles(ctx, graph.ArticleFilter{}))
	check(s.EventsIn(ctx, []graph.ID{"article:x"}, graph.EventQuery{Order: graph.NewestFirst, Page: page}))
	check(s.CountEventsIn(ctx, []graph.ID{"article:x"}, graph.EventFilter{}))
	check(s.EventsAmong(ctx, []graph.ID{"event:x"}, filters[1], graph.Want{}))
	check(s.Search(ctx, graph.SearchQuery{Text: "Ann Lee", Page: page}))
	check(s.CountHits(ctx, graph.SearchQuery{Text: "Ann"}))
	check(s.Loads(ctx, page))
	check(s.CountLoads(ctx))
}

// No statement scans all nodes or pairs up what is unrelated, none uses what the
// server deprecates, and none writes.
func TestPlans(t *testing.T) {
	s, reads := observed(t)
	load(t, s, tales(rand.New(rand.NewPCG(1, 1)), 12))
	*reads = nil
	everyReading(t, s)
	session := plain(t)
	seen := map[string]bool{}
	for _, read := range *reads {
		if seen[read.Cypher] {
			continue
		}
		seen[read.Cypher] = true
		summary := consume(t, session, "EXPLAIN "+read.Cypher, read.Params)
		for _, op := range operators(summary.Plan()) {
			if slices.Contains([]string{"AllNodesScan", "CartesianProduct", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan"}, op) {
				t.Errorf("%s: %s\n%s", read.Name, op, read.Cypher)
			}
		}
		if summary.StatementType() != neo4j.StatementTypeReadOnly {
			t.Errorf("%s: not read only\n%s", read.Name, read.Cypher)
		}
		for _, n := range summary.GqlStatusObjects() {
			if n.Classification() == notifications.Deprecation {
				t.Errorf("%s: %s\n%s", read.Name, n.StatusDescription(), read.Cypher)
			}
		}
	}
	t.Logf("%d statements", len(seen))
}

// A page costs the same however deep it lies, and is never sorted out of the
// whole list.
func TestPagesCostTheSameAtAnyDepth(t *testing.T) {
	s, reads := observed(t)
	session := plain(t)
	const events = 6000
	consume(t, session, `UNWIND range(1, $n) AS i CREATE (e:Event {id: 'event:' + i, name: 'met', type: 'MET', status: 'actual', newest: i / 3, oldest: i / 3, reported: i / 3, sources: 1})
		CREATE (c:Claim {id: 'claim:' + i, newest: i / 3})-[:ABOUT]->(e) CREATE (:Article {id: 'article:' + i, name: 'x', newest: i / 3})-[:STATES]->(c)`, map[string]any{"n": events})
	consume(t, session, "CALL db.awaitIndexes(60)", nil)
	consume(t, session, "CALL db.resampleOutdatedIndexes()", nil)
	for name, read := range map[string]func(at *graph.Position) error{
		"events": func(at *graph.Position) error {
			_, err := s.Events(t.Context(), graph.EventQuery{Filter: graph.EventFilter{Status: []graph.Status{graph.StatusActual}}, Order: graph.NewestFirst, Page: pageAt("events DATE_DESC", at)})
			return err
		},
		"events of any status": func(at *graph.Position) error {
			_, err := s.Events(t.Context(), graph.EventQuery{Order: graph.OldestFirst, Page: pageAt("events DATE_ASC", at)})
			return err
		},
		"claims": func(at *graph.Position) error {
			_, err := s.Claims(t.Context(), graph.EventFilter{}, pageAt("claims", at), graph.Want{})
			return err
		},
		"articles": func(at *graph.Position) error {
			_, err := s.Articles(t.Context(), graph.ArticleFilter{}, pageAt("articles", at))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, at := range []*graph.Position{nil, {Rank: events / 6, ID: graph.ID(fmt.Sprintf("%s:%d", strings.TrimSuffix(strings.Fields(name)[0], "s"), events/2))}} {
				*reads = nil
				if err := read(at); err != nil {
					t.Fatal(err)
				}
				r := (*reads)[0]
				summary := consume(t, session, "PROFILE "+r.Cypher, r.Params)
				if ops := profiled(summary.Profile()); slices.Contains(ops, "Sort") || slices.Contains(ops, "Top") {
					t.Errorf("at %v: sorted\n%s\n%v", at, r.Cypher, ops)
				}
				if hits := hitsOf(summary.Profile()); hits > 21*40 {
					t.Errorf("at %v: %d db hits for a page of 20\n%s", at, hits, r.Cypher)
				}
			}
		})
	}
}

func pageAt(list string, at *graph.Position) graph.Page {
	p := graph.Page{First: 20}
	if at != nil {
		in := *at
		in.List = list
		p.After = in.Cursor()
	}
	return p
}

// profiled returns the names of the operators of a plan that was run.
func profiled(p neo4j.ProfiledPlan) []string {
	name, _, _ := strings.Cut(p.Operator(), "@")
	out := []string{name}
	for _, child := range p.Children() {
		out = append(out, profiled(child)...)
	}
	return out
}

func hitsOf(p neo4j.ProfiledPlan) int64 {
	n := p.DbHits()
	for _, child := range p.Children() {
		n += hitsOf(child)
	}
	return n
}

// What a government did is found without a look at those whom it employed, however
// many they are and whatever else they did; and what two did with each other, without
// a look at what either did with others.
func TestGovernmentsCostWhatTheyDid(t *testing.T) {
	s, reads := observed(t)
	session := plain(t)
	consume(t, session, `CREATE (a:Government {id: 'government:aaa', name: 'A'}), (b:Government {id: 'government:bbb', name: 'B'})
		CREATE (two:Dyad {id: 'dyad:government:aaa government:bbb'})
		WITH a, b, two UNWIND range(1, 3000) AS i CREATE (o:Official {id: 'official:' + i, name: 'O'})-[:SERVES {id: 'office:' + i, title: 'Aide', to: date('1999-12-31'), until: date('1999-12-31')}]->(a)
		CREATE (o)-[:TOOK_PART {role: 'source'}]->(f:Event {id: 'event:' + i, name: 'met', type: 'MET', status: 'actual', newest: i})
		CREATE (b)-[:INVOLVED_IN {by: b.id, role: 'target'}]->(f)
		WITH a, b, two, o, i WHERE i <= 10 CREATE (e:Event {id: 'event:both' + i, name: 'met', type: 'MET', status: 'actual', newest: i, sources: 1})
		CREATE (a)-[:INVOLVED_IN {by: o.id, role: 'source'}]->(e)<-[:INVOLVED_IN {by: b.id, role: 'target'}]-(b), (o)-[:TOOK_PART {role: 'source'}]->(e)<-[:TOOK_PART {role: 'target'}]-(b), (two)-[:HELD]->(e)`, nil)
	consume(t, session, "CALL db.awaitIndexes(60)", nil)
	actual := graph.EventFilter{Status: []graph.Status{graph.StatusActual}}
	page := graph.EventQuery{Filter: actual, Order: graph.NewestFirst, Page: graph.Page{First: 20}}
	between := actual
	between.Between = &graph.Pair{A: "government:aaa", B: "government:bbb"}
	for name, read := range map[string]func() (int, error){
		"contacts": func() (int, error) {
			got, err := s.Contacts(t.Context(), graph.ContactQuery{Of: []graph.ID{"government:aaa"}, EventQuery: page})
			return len(got["government:aaa"].Items), err
		},
		"contacts with another": func() (int, error) {
			got, err := s.Contacts(t.Context(), graph.ContactQuery{Of: []graph.ID{"government:aaa"}, With: "government:bbb", EventQuery: page})
			return len(got["government:aaa"].Items), err
		},
		"dyad": func() (int, error) {
			got, err := s.Dyad(t.Context(), graph.DyadQuery{A: "government:aaa", B: "government:bbb", Filter: actual})
			return got.Count, err
		},
		"timeline": func() (int, error) {
			got, err := s.Timeline(t.Context(), between, graph.ByYear, false)
			return got[0].Count, err
		},
		"counterparts": func() (int, error) {
			got, err := s.Counterparts(t.Context(), graph.CounterpartQuery{Of: []graph.ID{"government:aaa"}, Filter: actual, First: 5})
			return got["government:aaa"][0].Count, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			*reads = nil
			if n, err := read(); err != nil || n != 10 {
				t.Fatalf("%d events, want 10: %v", n, err)
			}
			r := (*reads)[0]
			if hits := hitsOf(consume(t, session, "PROFILE "+r.Cypher, r.Params).Profile()); hits > 10*60 {
				t.Errorf("%d db hits for 10 events\n%s", hits, r.Cypher)
			}
		})
	}
}
