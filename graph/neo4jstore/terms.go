package neo4jstore

import (
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// A government is involved in what its officials and bodies in office at the time
// took part in. That is kept as a relationship for each of them, so that readers
// need not look at all whom it ever employed. It changes with events, and with the
// terms of those who took part.

// involve follows a match of an actor n with an event e, in a role: it involves
// the governments for which n stands at the time of e.
const involve = ` CALL (e, n) { WITH n AS g WHERE g:Government RETURN g
		UNION MATCH (n)-[:BELONGS_TO]->(g:Government) RETURN g
		UNION MATCH (n)-[s:SERVES]->()-[:BELONGS_TO*0..1]->(g:Government)
			WHERE e.dateFrom IS NULL AND s.to IS NULL OR (s.since IS NULL OR e.dateTo >= s.since) AND (s.until IS NULL OR e.dateFrom <= s.until) RETURN g }
	CREATE (g)-[:INVOLVED_IN {by: n.id, role: role}]->(e)`

// movements are changes of what actors serve and belong to.
type movements struct {
	actors  []graph.Actor                // to be linked anew
	offices map[graph.ID]map[string]bool // bodies, and the titles there of terms that came or went
	fresh   map[graph.ID]bool            // actors that took part in nothing yet
	moved   map[graph.ID]bool            // others, who may stand for others than before
	bodies  []graph.ID                   // whose government is another
}

func newMovements() *movements {
	return &movements{offices: map[graph.ID]map[string]bool{}, fresh: map[graph.ID]bool{}, moved: map[graph.ID]bool{}}
}

// note compares an actor with what it was; known says whether it was anything.
func (m *movements) note(was, now graph.Actor, known bool) {
	if was.Government == now.Government && slices.Equal(was.Offices, now.Offices) {
		return
	}
	m.actors = append(m.actors, now)
	m.vacate(was)
	m.vacate(now)
	m.fresh[now.ID] = !known
	m.stir(now.ID)
	if was.Government != now.Government && known {
		m.bodies = append(m.bodies, now.ID)
	}
}

// stir notes that an actor may stand for others than before.
func (m *movements) stir(id graph.ID) {
	if !m.fresh[id] {
		m.moved[id] = true
	}
}

// vacate notes that terms of an actor came or went.
func (m *movements) vacate(a graph.Actor) {
	for _, o := range a.Offices {
		if m.offices[o.Body] == nil {
			m.offices[o.Body] = map[string]bool{}
		}
		m.offices[o.Body][o.Title] = true
	}
}

// rebind links actors to the bodies they serve and the governments they belong to,
// and brings up to date what follows from it for others.
func (t tx) rebind(at places, m *movements) error {
	if err := t.bind(at, m); err != nil {
		return err
	}
	if err := t.bound(m); err != nil {
		return err
	}
	if len(m.bodies) > 0 {
		rows, err := t.rows("UNWIND $ids AS id MATCH (:Organization {id: id})<-[:SERVES]-(n) RETURN DISTINCT n.id AS id", map[string]any{"ids": strs(m.bodies)})
		if err != nil {
			return err
		}
		for _, row := range rows {
			m.stir(idOf(row["id"]))
		}
	}
	return t.reinvolve(slices.Sorted(maps.Keys(m.moved)))
}

// bind replaces the links of actors to bodies and governments.
func (t tx) bind(at places, m *movements) error {
	var bodies []graph.ID
	for _, a := range m.actors {
		if a.Government != "" {
			bodies = append(bodies, a.Government)
		}
		for _, o := range a.Offices {
			bodies = append(bodies, o.Body)
		}
	}
	if err := t.locate(at, bodies); err != nil {
		return err
	}
	var bound, serves, belongs []map[string]any
	for _, a := range m.actors {
		if !m.fresh[a.ID] {
			bound = append(bound, map[string]any{"place": at[a.ID]})
		}
		if a.Government != "" {
			belongs = append(belongs, map[string]any{"actor": at[a.ID], "body": at[a.Government]})
		}
		for _, o := range a.Offices {
			serves = append(serves, map[string]any{"actor": at[a.ID], "body": at[o.Body], "term": officeProps(o)})
		}
	}
	if err := t.each("MATCH (n) WHERE elementId(n) = row.place MATCH (n)-[r:SERVES|BELONGS_TO]->() DELETE r", bound); err != nil {
		return err
	}
	const ends = "MATCH (n) WHERE elementId(n) = row.actor MATCH (b) WHERE elementId(b) = row.body "
	if err := t.each(ends+"CREATE (n)-[r:SERVES]->(b) SET r = row.term", serves); err != nil {
		return err
	}
	return t.each(ends+"CREATE (n)-[:BELONGS_TO]->(b)", belongs)
}

// bound keeps with each term of the offices concerned the days between which it
// counts, and notes whose these days are no longer what they were.
func (t tx) bound(m *movements) error {
	if len(m.offices) == 0 {
		return nil
	}
	var asked []map[string]any
	for _, body := range slices.Sorted(maps.Keys(m.offices)) {
		asked = append(asked, map[string]any{"id": string(body), "titles": slices.Sorted(maps.Keys(m.offices[body]))})
	}
	rows, err := t.rows("UNWIND $bodies AS b MATCH (body:Government|Organization {id: b.id})<-[s:SERVES]-(n) WHERE s.title IN b.titles"+
		" RETURN body.id AS body, n.id AS holder, elementId(s) AS ref, properties(s) AS term", map[string]any{"bodies": asked})
	if err != nil {
		return err
	}
	var changed []map[string]any
	for _, c := range boundsOf(rows) {
		if !c.stale {
			continue
		}
		m.stir(c.holder)
		changed = append(changed, map[string]any{"ref": c.ref, "since": dayOrNil(c.tenure.Since), "until": dayOrNil(c.tenure.Until)})
	}
	if len(changed) == 0 {
		return nil
	}
	return t.each("MATCH ()-[s:SERVES]->() WHERE elementId(s) = row.ref SET s.since = row.since, s.until = row.until", changed)
}

// boundTerm is a stored term, and the days between which it counts.
type boundTerm struct {
	body, holder graph.ID
	ref          string
	office       graph.Office
	tenure       graph.Tenure
	stale        bool // other days are stored with it
}

// boundsOf reads rows of body, holder, ref and term, which are all of their offices.
func boundsOf(rows []map[string]any) []boundTerm {
	type office struct {
		body  graph.ID
		title string
	}
	terms := map[office][]boundTerm{}
	holdings := map[office][]graph.Holding{}
	for _, row := range rows {
		p := mapOf(row["term"])
		b := boundTerm{body: idOf(row["body"]), holder: idOf(row["holder"]), ref: textOf(row["ref"]), office: readOffice(p), tenure: graph.Tenure{Since: readDay(p["since"]), Until: readDay(p["until"])}}
		key := office{b.body, b.office.Title}
		terms[key] = append(terms[key], b)
		holdings[key] = append(holdings[key], graph.Holding{Holder: b.holder, Office: b.office})
	}
	var out []boundTerm
	for key, list := range terms {
		for i, tenure := range graph.Tenures(holdings[key]) {
			list[i].stale = !sameDay(list[i].tenure.Since, tenure.Since) || !sameDay(list[i].tenure.Until, tenure.Until)
			list[i].tenure = tenure
		}
		out = append(out, list...)
	}
	return out
}

func sameDay(a, b *graph.Day) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func dayOrNil(d *graph.Day) any {
	if d == nil {
		return nil
	}
	return dayProp(*d)
}

func readDay(v any) *graph.Day {
	d, ok := v.(neo4j.Date)
	if !ok {
		return nil
	}
	day := graph.DayOf(d.Time())
	return &day
}

// reinvolve makes anew the relationships of governments with events in which they
// are involved by actors.
func (t tx) reinvolve(actors []graph.ID) error {
	if len(actors) == 0 {
		return nil
	}
	params := map[string]any{"ids": strs(actors)}
	if err := t.run("UNWIND $ids AS id MATCH (:"+anyActor+" {id: id})-[:TOOK_PART]->(e) WITH DISTINCT id, e MATCH (e)<-[x:INVOLVED_IN {by: id}]-() DELETE x", params); err != nil {
		return err
	}
	return t.run("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id})-[t:TOOK_PART]->(e) WITH e, n, t.role AS role"+involve, params)
}
