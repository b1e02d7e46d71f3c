package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// Terms returns the terms of officials, the latest first; where a day is given,
// those held on it.
func (s *Store) Terms(ctx context.Context, officials []graph.ID, on *graph.Day) (map[graph.ID][]graph.Term, error) {
	q := newQuery("offices")
	q.add("UNWIND ", q.param(strs(officials)), " AS of MATCH (o:Official {id: of})-[s:SERVES]->(body)")
	if on != nil {
		q.heldOn(*on)
	}
	q.add("RETURN {of: of, term: properties(s), body: body ", actorAll, "} AS row ", latestTerm)
	rows, err := s.rows(ctx, q)
	out := map[graph.ID][]graph.Term{}
	for _, row := range rows {
		of := idOf(row["of"])
		out[of] = append(out[of], readTerm(row))
	}
	return out, err
}

// heldOn keeps the terms that are held on a day.
func (q *query) heldOn(on graph.Day) {
	day := q.param(dayProp(on))
	q.add("WHERE (s.since IS NULL OR s.since <= ", day, ") AND (s.until IS NULL OR s.until >= ", day, ")")
}

// latestTerm puts terms s in order, the latest first.
const latestTerm = "ORDER BY s.from IS NULL, s.from DESC, s.title, s.id"

func readTerm(row map[string]any) graph.Term {
	return graph.Term{Office: readOffice(mapOf(row["term"])), Body: readActor(mapOf(row["body"]))}
}

func readOffice(p map[string]any) graph.Office {
	o := graph.Office{
		ID: idOf(p["id"]), Title: textOf(p["title"]), Provisional: p["provisional"] == true,
		From: termDate(p["from"], p["fromPrecision"]), To: termDate(p["to"], p["toPrecision"]),
	}
	if seen := readDay(p["seen"]); seen != nil {
		o.Seen = *seen
	}
	return o
}

// termDate gives the first day of a term's start, or the last of its end, the
// span that its precision means.
func termDate(day, precision any) graph.Date {
	stored, ok := day.(neo4j.Date)
	if !ok {
		return graph.Date{}
	}
	t := stored.Time()
	switch p := graph.Precision(textOf(precision)); p {
	case graph.PrecisionMonth:
		return graph.InMonth(t.Year(), t.Month())
	case graph.PrecisionYear:
		return graph.InYear(t.Year())
	default:
		return graph.OnDay(graph.DayOf(t))
	}
}

// Officials returns, for each of several governments, a page of those who serve
// it or its bodies, by name; where a day is given, of those in office on it.
func (s *Store) Officials(ctx context.Context, governments []graph.ID, on *graph.Day, p graph.Page) (map[graph.ID]graph.List[graph.Actor], error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	at, err := graph.ParseCursor("officials", p.After)
	if err != nil {
		return nil, err
	}
	q := newQuery("officials")
	q.officials(governments, on)
	if at != nil {
		name := q.param(at.Name)
		q.add("WITH DISTINCT o WHERE o.name > ", name, " OR o.name = ", name, " AND o.id > ", q.param(string(at.ID)))
	}
	q.add("WITH DISTINCT o ORDER BY o.name, o.id LIMIT ", q.param(p.First+1), " RETURN o }")
	q.add("RETURN {of: of, official: o ", actorAll, "} AS row ORDER BY o.name, o.id")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return pages(p, governments, rows, "official", readActor, func(a graph.Actor) graph.Position {
		return graph.Position{List: "officials", Name: a.Name, ID: a.ID}
	}), nil
}

// officials opens a subquery for each government, and matches its officials o.
func (q *query) officials(governments []graph.ID, on *graph.Day) {
	q.add("UNWIND ", q.param(strs(governments)), " AS of CALL (of) {")
	q.add("MATCH (:Government {id: of})<-[:BELONGS_TO*0..1]-(body)<-[s:SERVES]-(o:Official)")
	if on != nil {
		q.heldOn(*on)
	}
}

// CountOfficials counts what Officials pages through.
func (s *Store) CountOfficials(ctx context.Context, governments []graph.ID, on *graph.Day) (map[graph.ID]int, error) {
	q := newQuery("count officials")
	q.officials(governments, on)
	q.add("RETURN count(DISTINCT o) AS count } RETURN {of: of, count: count} AS row")
	return s.counts(ctx, q)
}

// GovernmentsOf returns the governments that organizations belong to.
func (s *Store) GovernmentsOf(ctx context.Context, organizations []graph.ID) (map[graph.ID]graph.Actor, error) {
	q := newQuery("governments of organizations")
	q.add("UNWIND ", q.param(strs(organizations)), " AS of MATCH (:Organization {id: of})-[:BELONGS_TO]->(g:Government) RETURN {of: of, government: g ", actorAll, "} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID]graph.Actor{}
	for _, row := range rows {
		out[idOf(row["of"])] = readActor(mapOf(row["government"]))
	}
	return out, err
}
