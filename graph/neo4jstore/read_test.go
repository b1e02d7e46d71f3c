package neo4jstore_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// cast is the actors of random reports; each article names all of them alike.
var cast = []graph.Actor{
	{ID: "government:aaa", Kind: graph.KindGovernment, Name: "Aland", Country: "AAA"},
	{ID: "government:bbb", Kind: graph.KindGovernment, Name: "Beland", Country: "BBB"},
	{ID: "organization:acme", Kind: graph.KindOrganization, Name: "Acme", Country: "AAA", Government: "government:aaa"},
	{ID: "organization:union", Kind: graph.KindOrganization, Name: "Union"},
	{ID: "official:ann", Kind: graph.KindOfficial, Name: "Ann Lee", Country: "AAA", Offices: []graph.Office{
		{ID: "office:ann", Title: "Foreign Minister", Body: "government:aaa", From: graph.InYear(2024), To: graph.OnDay(graph.NewDay(2025, 1, 8))}}},
	{ID: "official:ben", Kind: graph.KindOfficial, Name: "Ben Lee", Country: "AAA", Offices: []graph.Office{
		{ID: "office:ben", Title: "Foreign Minister", Body: "government:aaa", From: graph.OnDay(graph.NewDay(2025, 1, 9))}}},
	{ID: "official:cay", Kind: graph.KindOfficial, Name: "Cay Roe", Country: "BBB", Offices: []graph.Office{
		{ID: "office:cay-1", Title: "Envoy", Body: "government:bbb", From: graph.OnDay(graph.NewDay(2019, 5, 5)), Seen: graph.NewDay(2020, 1, 10)},
		{ID: "office:cay-2", Title: "Adviser", Body: "government:bbb", From: graph.InMonth(2025, time.January)}}},
	{ID: "official:dov", Kind: graph.KindOfficial, Name: "Dov Poe", Country: "BBB", Offices: []graph.Office{
		{ID: "office:dov", Title: "Adviser", Body: "government:bbb", From: graph.OnDay(graph.NewDay(2025, 1, 12))}}},
	{ID: "official:eve", Kind: graph.KindOfficial, Name: "Eve Moe", Country: "AAA", Offices: []graph.Office{
		{ID: "office:eve", Title: "Director", Body: "organization:acme", Provisional: true}}},
	{ID: "official:fay", Kind: graph.KindOfficial, Name: "Fay Zoe", Country: "AAA", Offices: []graph.Office{
		{ID: "office:fay", Title: "Director", Body: "organization:acme", To: graph.OnDay(graph.NewDay(2025, 1, 6))}}},
	{ID: "person:gus", Kind: graph.KindPerson, Name: "Gus Doe", Country: "BBB"},
	{ID: "person:hal", Kind: graph.KindPerson, Name: "Hal Doe"},
}

var (
	someTypes      = []graph.EventType{graph.Phoned, graph.Met, graph.Visited, graph.TalkedWith, graph.Sanctioned, graph.Accused, graph.Mediated, graph.AgreedWith}
	someStatuses   = []graph.Status{graph.StatusActual, graph.StatusActual, graph.StatusActual, graph.StatusPlanned, graph.StatusNegated, graph.StatusDenied, graph.StatusPossible}
	somePublishers = []string{"The Daily", "Wire", "Gazette", ""}
	someWords      = []string{"grain", "gas", "peace", "border", "talks"}
)

func someDate(r *rand.Rand) graph.Date {
	day := graph.NewDay(2025, time.January, 1+r.IntN(16))
	switch r.IntN(6) {
	case 0:
		return graph.Date{}
	case 1:
		return graph.InMonth(2025, time.January)
	case 2:
		return graph.InYear(2025)
	case 3:
		return graph.Between(day, day+graph.Day(r.IntN(9)))
	default:
		return graph.OnDay(day)
	}
}

func someMoment(r *rand.Rand) time.Time {
	return time.Date(2025, 1, 1+r.IntN(25), r.IntN(24), 0, 0, 0, time.UTC)
}

// tales makes articles that tell of few actors in many ways.
func tales(r *rand.Rand, n int) []graph.Report {
	var out []graph.Report
	for a := range n {
		art := graph.Article{ID: graph.HashID("article", "read", fmt.Sprint(a)), Title: "On " + pick(r, someWords...) + " and " + pick(r, someWords...), Publisher: pick(r, somePublishers...), Language: pick(r, "en", "fr"), Text: "x", Hash: fmt.Sprint(a), Simhash: r.Uint64()}
		if r.IntN(8) > 0 {
			art.PublishedAt = someMoment(r)
		}
		rep := graph.Report{Article: art, Actors: slices.Clone(cast)}
		for h := range 1 + r.IntN(4) {
			who := r.Perm(len(cast))
			c := graph.Claim{
				Article: art.ID, Happening: h, Type: pick(r, someTypes...), Status: pick(r, someStatuses...), Stance: pick(r, graph.StanceReports, graph.StanceDenies),
				Date: someDate(r), Place: pick(r, "", "Geneva", "New Haven"), Topic: pick(r, append(someWords, "")...), Quote: pick(r, someWords...) + ", " + pick(r, someWords...) + ".",
				PublishedAt: art.PublishedAt, Publisher: art.Publisher, Simhash: art.Simhash, Confidence: 0.5, Extractor: "test", Start: h,
			}
			for _, i := range who[:1+r.IntN(2)] {
				c.Source = append(c.Source, cast[i].ID)
			}
			if !c.Type.Symmetric() || r.IntN(3) > 0 {
				for _, i := range who[2 : 3+r.IntN(2)] {
					c.Target = append(c.Target, cast[i].ID)
				}
			}
			if r.IntN(6) == 0 {
				c.Mediators = []graph.ID{cast[who[5]].ID}
			}
			if r.IntN(2) == 0 {
				c.By = cast[who[6]].ID
			}
			c.CallerUnstated = c.Type == graph.Phoned && r.IntN(2) == 0
			c.ID = graph.HashID("claim", string(art.ID), fmt.Sprint(h))
			rep.Claims = append(rep.Claims, c)
		}
		out = append(out, rep)
	}
	return out
}

// kindsOfFilter is the number of ways in which someFilter narrows.
const kindsOfFilter = 14

// someFilter sets one field of a filter, if there is one of the number, and
// others now and then.
func someFilter(r *rand.Rand, sure int) graph.EventFilter {
	f := graph.EventFilter{Status: []graph.Status{graph.StatusActual}}
	day := func() *graph.Day { d := graph.NewDay(2025, time.January, 1+r.IntN(16)); return &d }
	if r.IntN(3) == 0 {
		f.Status = nil
	} else if r.IntN(3) == 0 {
		f.Status = []graph.Status{graph.StatusPlanned, graph.StatusDenied}
	}
	for i, set := range [kindsOfFilter]func(){
		func() { f.Types = []graph.EventType{pick(r, someTypes...)} },
		func() { f.Types = []graph.EventType{graph.Met, graph.Sanctioned} },
		func() { f.Plover = []string{"CONSULT"} },
		func() { f.Participants = []graph.ID{pick(r, cast...).ID} },
		func() { f.Participants = []graph.ID{cast[0].ID, pick(r, cast[1:]...).ID} },
		func() { f.Between = &graph.Pair{A: pick(r, cast[:4]...).ID, B: pick(r, cast[4:]...).ID} },
		func() { f.Countries = []string{pick(r, "AAA", "BBB", "CCC")} },
		func() { f.DateFrom = day() },
		func() { f.DateTo = day() },
		func() { f.MinSources = 2 },
		func() { f.Publishers = []string{"WIRE", "the daily"} },
		func() { f.Text = pick(r, someWords...) },
		func() { f.Text = "Geneva " + pick(r, someWords...) },
		func() { at := someMoment(r); f.KnownAt = &at },
	} {
		if i == sure || r.IntN(9) == 0 {
			set()
		}
	}
	if f.DateFrom != nil && f.DateTo != nil && *f.DateTo < *f.DateFrom {
		f.DateFrom, f.DateTo = f.DateTo, f.DateFrom
	}
	return f
}

func ids[T any](items []T, id func(T) graph.ID) []graph.ID {
	out := []graph.ID{}
	for _, i := range items {
		out = append(out, id(i))
	}
	return out
}

func viewID(e graph.EventView) graph.ID  { return e.ID }
func claimID(c graph.ClaimView) graph.ID { return c.ID }

// turn reads all pages of a list, by a few items at a time.
func turn[T any](t *testing.T, size int, read func(graph.Page) (graph.List[T], error)) []T {
	t.Helper()
	var out []T
	after := ""
	for range 1000 {
		list, err := read(graph.Page{First: size, After: after})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, list.Items...)
		if !list.More {
			return out
		}
		if len(list.Items) != size {
			t.Fatalf("a page of %d items says that more follow; %d were asked for", len(list.Items), size)
		}
		after = list.Cursors[size-1]
	}
	t.Fatal("the pages have no end")
	return nil
}

func same(t *testing.T, what string, f graph.EventFilter, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s of %s\n got %v\nwant %v", what, show(f), got, want)
	}
}

// show writes a filter so that it can be read in a failure.
func show(f graph.EventFilter) string {
	s := fmt.Sprintf("%+v", f)
	for _, d := range []struct {
		name string
		day  *graph.Day
	}{{"from", f.DateFrom}, {"to", f.DateTo}} {
		if d.day != nil {
			s += " " + d.name + " " + d.day.String()
		}
	}
	if f.KnownAt != nil {
		s += " at " + f.KnownAt.String()
	}
	if f.Between != nil {
		s += fmt.Sprintf(" between %+v", *f.Between)
	}
	return s
}

// Every reading gives what the oracle finds in memory, for every filter.
func TestReadingsAgreeWithOracle(t *testing.T) {
	s := open(t)
	r := rand.New(rand.NewPCG(3, 5))
	reports := tales(r, 30)
	load(t, s, reports)
	o := newOracle(reports)
	for i := range kindsOfFilter + 4 {
		f := someFilter(r, i)
		agreeOnEvents(t, s, o, r, f)
		agreeOnClaims(t, s, o, r, f)
		agreeOnActors(t, s, o, r, f)
		agreeOnPaths(t, s, o, r, f)
	}
	agreeOnOffices(t, s, o)
	agreeOnArticles(t, s, o, r)
}

func agreeOnEvents(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand, f graph.EventFilter) {
	t.Helper()
	order := pick(r, graph.NewestFirst, graph.OldestFirst, graph.MostSourcesFirst)
	want := o.events(f, order)
	got := turn(t, 3, func(p graph.Page) (graph.List[graph.EventView], error) {
		return s.Events(t.Context(), graph.EventQuery{Filter: f, Order: order, Page: p, Want: graph.Want{Parties: true}})
	})
	same(t, "events", f, ids(got, viewID), want)
	for _, e := range got {
		agreeOnEvent(t, o, f, e)
	}
	n, err := s.CountEvents(t.Context(), f)
	if err != nil || n != len(want) {
		t.Fatalf("count of %s: %d, %v; want %d", show(f), n, err, len(want))
	}
	article := pick(r, o.articles...).ID
	in := turn(t, 2, func(p graph.Page) (graph.List[graph.EventView], error) {
		of, err := s.EventsIn(t.Context(), []graph.ID{article}, graph.EventQuery{Filter: f, Order: order, Page: p})
		return of[article], err
	})
	same(t, "events of an article", f, ids(in, viewID), o.ordered(slices.DeleteFunc(o.filtered(f), func(e graph.Event) bool {
		return !slices.ContainsFunc(e.Claims, func(c graph.ID) bool { return o.claim(c).Article == article })
	}), order))
	if f.KnownAt == nil {
		among, err := s.EventsAmong(t.Context(), o.events(graph.EventFilter{}, order), f, graph.Want{})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "events among", f, ids(among, viewID), want)
	}
}

// agreeOnEvent compares every property of an event.
func agreeOnEvent(t *testing.T, o *oracle, f graph.EventFilter, got graph.EventView) {
	t.Helper()
	all := o.all(f.KnownAt)
	want := all[slices.IndexFunc(all, func(e graph.Event) bool { return e.ID == got.ID })]
	parties := []graph.Participant{}
	for _, p := range got.Parties {
		parties = append(parties, graph.Participant{Actor: p.Actor.ID, Role: p.Role})
		if a := o.actors[p.Actor.ID]; a.Name != p.Actor.Name || a.Country != p.Actor.Country {
			t.Fatalf("participant %+v, want %+v", p.Actor, a)
		}
	}
	same(t, "participants", f, parties, want.Participants)
	e := got.Event
	e.Participants, e.Claims, want.Participants, want.Claims = nil, nil, nil, nil
	same(t, "event", f, e, want)
}

func agreeOnClaims(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand, f graph.EventFilter) {
	t.Helper()
	var want []graph.Claim
	events := o.filtered(f)
	for _, e := range events {
		for _, id := range e.Claims {
			want = append(want, o.claim(id))
		}
	}
	slices.SortFunc(want, func(a, b graph.Claim) int {
		if n := b.PublishedAt.Compare(a.PublishedAt); n != 0 {
			return n
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	got := turn(t, 4, func(p graph.Page) (graph.List[graph.ClaimView], error) {
		return s.Claims(t.Context(), f, p, graph.Want{Speakers: true, Articles: true})
	})
	same(t, "claims", f, ids(got, claimID), ids(want, func(c graph.Claim) graph.ID { return c.ID }))
	for i, c := range got {
		if c.By != want[i].By || (c.Speaker == nil) != (c.By == "") || c.Speaker != nil && c.Speaker.ID != c.By || c.Source == nil || c.Source.ID != want[i].Article || c.Quote != want[i].Quote || c.Date != want[i].Date {
			t.Fatalf("claim %+v, want %+v", c, want[i])
		}
	}
	if n, err := s.CountClaims(t.Context(), f); err != nil || n != len(want) {
		t.Fatalf("count of claims of %s: %d, %v; want %d", show(f), n, err, len(want))
	}
	if len(events) == 0 {
		return
	}
	e := pick(r, events...)
	about := turn(t, 2, func(p graph.Page) (graph.List[graph.ClaimView], error) {
		of, err := s.ClaimsAbout(t.Context(), []graph.ID{e.ID}, f.KnownAt, p, graph.Want{})
		return of[e.ID], err
	})
	found := ids(about, claimID)
	slices.Sort(found)
	same(t, "claims of an event", f, found, e.Claims)
	if !slices.IsSortedFunc(about, func(a, b graph.ClaimView) int { return a.PublishedAt.Compare(b.PublishedAt) }) {
		t.Fatalf("claims of %s are not in order of publication", e.ID)
	}
	counts, err := s.CountClaimsAbout(t.Context(), []graph.ID{e.ID}, f.KnownAt)
	if err != nil || counts[e.ID] != len(e.Claims) {
		t.Fatalf("count of claims of %s: %v, %v; want %d", e.ID, counts, err, len(e.Claims))
	}
}

func agreeOnActors(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand, f graph.EventFilter) {
	t.Helper()
	direct := r.IntN(3) == 0
	order := pick(r, graph.NewestFirst, graph.OldestFirst)
	of := ids(cast, func(a graph.Actor) graph.ID { return a.ID })
	with := pick(r, append([]graph.ID{"", "government:bbb"}, of...)...)
	q := graph.ContactQuery{Of: of, With: with, Direct: direct, EventQuery: graph.EventQuery{Filter: f, Order: order, Page: graph.Page{First: 200}}}
	got, err := s.Contacts(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	counts, err := s.CountContacts(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	deals, err := s.Counterparts(t.Context(), graph.CounterpartQuery{Of: of, Filter: f, Direct: direct, First: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range of {
		if a != with {
			want := o.ordered(o.contacts(a, with, f, direct), order)
			same(t, fmt.Sprintf("contacts of %s with %q, direct %v", a, with, direct), f, ids(got[a].Items, viewID), want)
			if counts[a] != len(want) {
				t.Fatalf("count of contacts of %s: %d, want %d", a, counts[a], len(want))
			}
		}
		met := map[graph.ID]int{}
		for _, c := range deals[a] {
			met[c.Actor.ID] = c.Count
		}
		same(t, fmt.Sprintf("counterparts of %s, direct %v", a, direct), f, met, o.counterparts(a, f, direct))
	}
	if f.KnownAt == nil && with != of[5] {
		q.Page.First = 2
		found, err := s.FindActors(t.Context(), graph.ActorQuery{Kind: graph.KindOfficial, Name: cast[5].Name, Contacts: &q, Terms: true})
		if err != nil || len(found) != 1 || len(found[0].Terms) != 1 {
			t.Fatalf("found %+v, %v", found, err)
		}
		want := o.ordered(o.contacts(of[5], with, f, direct), order)
		same(t, "contacts of an actor found", f, ids(found[0].Events.Items, viewID), want[:min(2, len(want))])
	}
	agreeOnDyad(t, s, o, graph.DyadQuery{A: pick(r, of[:4]...), B: pick(r, of[4:]...), Filter: f, Direct: direct})
	agreeOnTimeline(t, s, o, r, f, direct)
}

func agreeOnDyad(t *testing.T, s *neo4jstore.Store, o *oracle, q graph.DyadQuery) {
	t.Helper()
	got, err := s.Dyad(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var want graph.Dyad
	for _, e := range o.contacts(q.A, q.B, q.Filter, q.Direct) {
		want.Count++
		if e.Date.IsZero() {
			continue
		}
		if want.First.IsZero() || e.Date.From < want.First.From {
			want.First = e.Date
		}
		if e.Date.From > want.Last.From {
			want.Last = e.Date
		}
		if e.Type.Contact() && e.Date.To > want.LastContact.To {
			want.LastContact = e.Date
		}
	}
	if got.Count != want.Count || got.First.From != want.First.From || got.Last.From != want.Last.From || got.LastContact.To != want.LastContact.To || got.A.ID != q.A || got.B.ID != q.B {
		t.Fatalf("dyad %s %s of %s\n got %+v\nwant %+v", q.A, q.B, show(q.Filter), got, want)
	}
	sum := 0
	for _, c := range got.ByType {
		sum += c.Count
	}
	if sum != want.Count {
		t.Fatalf("the types of dyad %s %s sum up to %d, want %d", q.A, q.B, sum, want.Count)
	}
}

func agreeOnTimeline(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand, f graph.EventFilter, direct bool) {
	t.Helper()
	width := pick(r, graph.ByDay, graph.ByWeek, graph.ByMonth, graph.ByYear)
	got, err := s.Timeline(t.Context(), f, width, direct)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, b := range got {
		total += b.Count
	}
	rest := f
	rest.Participants, rest.Between = nil, nil
	want := 0
	for _, e := range o.filtered(rest) {
		present := func(id graph.ID) bool {
			return slices.ContainsFunc(e.Participants, func(p graph.Participant) bool { return o.stands(p.Actor, id, e.Date, direct) })
		}
		ok := !slices.ContainsFunc(f.Participants, func(id graph.ID) bool { return !present(id) })
		if f.Between != nil {
			ok = ok && slices.ContainsFunc(o.contacts(f.Between.A, f.Between.B, rest, direct), func(c graph.Event) bool { return c.ID == e.ID })
		}
		if ok {
			want++
		}
	}
	if total != want {
		t.Fatalf("timeline of %s, direct %v: %d events, want %d", show(f), direct, total, want)
	}
}

func agreeOnPaths(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand, f graph.EventFilter) {
	t.Helper()
	q := graph.PathQuery{From: pick(r, cast[:6]...).ID, To: pick(r, cast[6:]...).ID, Filter: f, MaxHops: 1 + r.IntN(3), InTimeOrder: r.IntN(2) == 0, Limit: pick(r, 1, 3)}
	got, err := s.Paths(t.Context(), q, graph.Want{})
	if err != nil {
		t.Fatal(err)
	}
	want := o.paths(q)
	found := []string{}
	for _, p := range got {
		found = append(found, chainText(ids(p.Actors, func(a graph.Actor) graph.ID { return a.ID })))
		agreeOnSteps(t, o, q, p)
	}
	if q.Limit == 1 && len(found) == 1 && len(want) == 1 { // any of the shortest will do
		found[0], want[0] = fmt.Sprint(strings.Count(found[0], "\x00")), fmt.Sprint(strings.Count(want[0], "\x00"))
	}
	if !slices.Equal(found, want) {
		t.Fatalf("paths %+v\n got %q\nwant %q", q, found, want)
	}
}

// agreeOnSteps checks that each event of a path links its two actors, and that
// they are in order of time where that is asked for.
func agreeOnSteps(t *testing.T, o *oracle, q graph.PathQuery, p graph.Path) {
	t.Helper()
	all := o.filtered(q.Filter)
	var before graph.Date
	for i, e := range p.Events {
		at := slices.IndexFunc(all, func(x graph.Event) bool { return x.ID == e.ID })
		if at < 0 || !linked(all[at], p.Actors[i].ID, p.Actors[i+1].ID) {
			t.Fatalf("path %+v: %s does not link %s and %s", q, e.ID, p.Actors[i].ID, p.Actors[i+1].ID)
		}
		if q.InTimeOrder && i > 0 && e.Date.From < before.To {
			t.Fatalf("path %+v: %s comes before %v", q, e.ID, before)
		}
		before = e.Date
	}
}

func agreeOnOffices(t *testing.T, s *neo4jstore.Store, o *oracle) {
	t.Helper()
	days := []*graph.Day{nil}
	for _, d := range []graph.Day{graph.NewDay(2018, 1, 1), graph.NewDay(2024, 1, 5), graph.NewDay(2024, 5, 6), graph.NewDay(2025, 1, 5), graph.NewDay(2025, 1, 10), graph.NewDay(2029, 12, 31), graph.NewDay(2030, 2, 1)} {
		days = append(days, &d)
	}
	for _, day := range days {
		holds := func(a graph.Actor, t graph.Office) bool { return day == nil || o.term(a.ID, t).on(graph.OnDay(*day)) }
		for _, a := range cast {
			want := 0
			for _, term := range a.Offices {
				if holds(a, term) {
					want++
				}
			}
			terms, err := s.Terms(t.Context(), []graph.ID{a.ID}, day)
			if err != nil || len(terms[a.ID]) != want {
				t.Fatalf("terms of %s on %v: %+v, %v; want %d", a.ID, day, terms[a.ID], err, want)
			}
		}
		for _, g := range cast[:2] {
			want := []graph.ID{}
			for _, a := range cast { // by name
				if slices.ContainsFunc(a.Offices, func(term graph.Office) bool {
					return (term.Body == g.ID || o.actors[term.Body].Government == g.ID) && holds(a, term)
				}) {
					want = append(want, a.ID)
				}
			}
			got := turn(t, 2, func(p graph.Page) (graph.List[graph.Actor], error) {
				of, err := s.Officials(t.Context(), []graph.ID{g.ID}, day, p)
				return of[g.ID], err
			})
			same(t, fmt.Sprint("officials of ", g.ID, " on ", day), graph.EventFilter{}, ids(got, func(a graph.Actor) graph.ID { return a.ID }), want)
			if n, err := s.CountOfficials(t.Context(), []graph.ID{g.ID}, day); err != nil || n[g.ID] != len(want) {
				t.Fatalf("count of officials of %s on %v: %v, %v", g.ID, day, n, err)
			}
		}
	}
}

func agreeOnArticles(t *testing.T, s *neo4jstore.Store, o *oracle, r *rand.Rand) {
	t.Helper()
	for range 20 {
		var f graph.ArticleFilter
		if r.IntN(3) == 0 {
			f.Publishers = []string{"wire", "GAZETTE"}
		}
		if r.IntN(3) == 0 {
			at := someMoment(r)
			f.PublishedFrom = &at
		}
		if r.IntN(3) == 0 {
			at := someMoment(r)
			f.PublishedTo = &at
		}
		if r.IntN(3) == 0 {
			f.Language = "en"
		}
		if r.IntN(3) == 0 {
			f.Text = pick(r, someWords...)
		}
		if f.PublishedFrom != nil && f.PublishedTo != nil && f.PublishedTo.Before(*f.PublishedFrom) {
			continue
		}
		var want []graph.ID
		for _, a := range o.articles {
			if (f.Publishers == nil || a.Publisher == "Wire" || a.Publisher == "Gazette") && (f.PublishedFrom == nil || !a.PublishedAt.IsZero() && !a.PublishedAt.Before(*f.PublishedFrom)) &&
				(f.PublishedTo == nil || !a.PublishedAt.IsZero() && a.PublishedAt.Before(*f.PublishedTo)) && (f.Language == "" || a.Language == f.Language) && (f.Text == "" || holdsWords(a.Title, f.Text)) {
				want = append(want, a.ID)
			}
		}
		got := turn(t, 3, func(p graph.Page) (graph.List[graph.Article], error) { return s.Articles(t.Context(), f, p) })
		if !slices.IsSortedFunc(got, func(a, b graph.Article) int { return b.PublishedAt.Compare(a.PublishedAt) }) {
			t.Fatalf("articles are not in order of publication: %+v", got)
		}
		found := ids(got, func(a graph.Article) graph.ID { return a.ID })
		slices.Sort(found)
		slices.Sort(want)
		if !slices.Equal(found, want) {
			t.Fatalf("articles of %+v\n got %v\nwant %v", f, found, want)
		}
		if n, err := s.CountArticles(t.Context(), f); err != nil || n != len(want) {
			t.Fatalf("count of articles of %+v: %d, %v; want %d", f, n, err, len(want))
		}
	}
}

// Members of a parliament who start together have no successors among each
// other, so they count for five years.
func TestSeatsHaveNoSuccessors(t *testing.T) {
	s := open(t)
	rep := graph.Report{Article: graph.Article{ID: "article:seats", Title: "x", Text: "x"}, Actors: []graph.Actor{cast[0]}}
	for i := range 6 {
		start := graph.NewDay(2025, 1, 3)
		if i == 5 {
			start += 40
		}
		rep.Actors = append(rep.Actors, graph.Actor{ID: graph.ID(fmt.Sprint("official:m", i)), Kind: graph.KindOfficial, Name: fmt.Sprint("Member ", i), Offices: []graph.Office{
			{ID: graph.ID(fmt.Sprint("office:m", i)), Title: "Deputy", Body: cast[0].ID, From: graph.OnDay(start)}}})
	}
	load(t, s, []graph.Report{rep})
	for day, want := range map[graph.Day]int{graph.NewDay(2025, 1, 5): 5, graph.NewDay(2025, 6, 1): 6, graph.NewDay(2031, 1, 1): 0} {
		n, err := s.CountOfficials(t.Context(), []graph.ID{cast[0].ID}, &day)
		if err != nil || n[cast[0].ID] != want {
			t.Errorf("%s: %v members, %v; want %d", day, n, err, want)
		}
		terms, err := s.Terms(t.Context(), []graph.ID{"official:m0"}, &day)
		if err != nil || len(terms["official:m0"]) != min(want, 1) {
			t.Errorf("%s: terms %v, %v", day, terms, err)
		}
	}
}
