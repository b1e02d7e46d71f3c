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
	q.add("UNWIND ", q.param(strs(officials)), " AS of MATCH (o:Official {id: of})")
	q.add("RETURN {of: of, terms: COLLECT { MATCH (o)", q.terms(on), " RETURN ", termShape, " }} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID][]graph.Term{}
	for _, row := range rows {
		out[idOf(row["of"])] = readTerms(row["terms"])
	}
	return out, err
}

// terms follows a match of an official to the terms s that it served bodies, the
// latest first; where a day is given, to those held on it.
func (q *query) terms(on *graph.Day) string {
	return "-[s:SERVES]->(body) " + q.heldOn(on) + "WITH s, body ORDER BY s.from IS NULL, s.from DESC, s.title, s.id"
}

// heldOn keeps the terms s that are held on a day, all where none is given.
func (q *query) heldOn(on *graph.Day) string {
	if on == nil {
		return ""
	}
	day := q.param(dayProp(*on))
	return "WHERE (s.since IS NULL OR s.since <= " + day + ") AND (s.until IS NULL OR s.until >= " + day + ") "
}

// termShape is the projection of a term s.
const termShape = "{term: properties(s), body: body " + actorAll + "}"

func readTerms(list any) []graph.Term {
	var out []graph.Term
	for _, x := range listOf(list) {
		row := mapOf(x)
		out = append(out, graph.Term{Office: readOffice(mapOf(row["term"])), Body: readActor(mapOf(row["body"]))})
	}
	return out
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
	return pages(p, governments, rows, "official", readActor, byName), nil
}

// byName places officials in a list of those of a government.
func byName(a graph.Actor) graph.Position {
	return graph.Position{List: "officials", Name: a.Name, ID: a.ID}
}

// officials opens a subquery for each government, and matches its officials o.
func (q *query) officials(governments []graph.ID, on *graph.Day) {
	q.add("UNWIND ", q.param(strs(governments)), " AS of CALL (of) { MATCH ", q.serving("(:Government {id: of})", on))
}

// serving is the pattern of the officials o of a government.
func (q *query) serving(government string, on *graph.Day) string {
	return government + "<-[:BELONGS_TO*0..1]-(body)<-[s:SERVES]-(o:Official) " + q.heldOn(on)
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
