package neo4jstore

import (
	"maps"
	"slices"

	"backchannel/graph"
)

// A government is involved in what its officials and bodies in office at the time
// took part in. That is kept as a relationship for each of them, so that readers
// need not look at all whom it ever employed. It changes with events, and with the
// terms of those who took part.

// involve follows a match of an actor n with an event e, in a role: it involves
// the governments for which n stands at the time of e. Of a government itself the
// way is empty; a body belongs to one without bounds.
const involve = ` MATCH (n)-[way:SERVES|BELONGS_TO*0..2]->(g:Government)
	WHERE all(r IN way WHERE e.dateFrom IS NULL AND r.to IS NULL OR (r.since IS NULL OR e.dateTo >= r.since) AND (r.until IS NULL OR e.dateFrom <= r.until))
	WITH DISTINCT e, n, role, g CREATE (g)-[:INVOLVED_IN {by: n.id, role: role}]->(e)`

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

// vacate notes the offices of which terms came or went: those that an actor has or
// had.
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
	if err := t.unbind(at, m); err != nil {
		return err
	}
	if err := t.bind(at, m); err != nil {
		return err
	}
	if len(m.bodies) > 0 {
		rows, err := t.rows("UNWIND $ids AS id MATCH (:Organization {id: id})<-[:SERVES]-(n) RETURN DISTINCT n.id AS id", map[string]any{"ids": strs(m.bodies)})
		if err != nil {
			return err
		}
		for _, id := range idsIn(rows, "id") {
			m.stir(id)
		}
	}
	return t.reinvolve(slices.Sorted(maps.Keys(m.moved)))
}

// unbind removes the links of actors that may have some.
func (t tx) unbind(at places, m *movements) error {
	var bound []map[string]any
	for _, a := range m.actors {
		if !m.fresh[a.ID] {
			bound = append(bound, map[string]any{"place": at[a.ID]})
		}
	}
	return t.each("MATCH (n) WHERE elementId(n) = row.place MATCH (n)-[r:SERVES|BELONGS_TO]->() DELETE r", bound)
}

// bind writes the links of actors. Each term goes with the days between which it
// counts; those of other terms of these offices are brought up to date.
func (t tx) bind(at places, m *movements) error {
	var bodies []graph.ID
	var belongs, terms []map[string]any
	for _, a := range m.actors {
		if a.Government != "" {
			bodies = append(bodies, a.Government)
		}
		for _, o := range a.Offices {
			bodies = append(bodies, o.Body)
			terms = append(terms, map[string]any{"body": string(o.Body), "holder": string(a.ID), "term": officeProps(o)})
		}
	}
	if err := t.locate(at, bodies); err != nil {
		return err
	}
	for _, a := range m.actors {
		if a.Government != "" {
			belongs = append(belongs, map[string]any{"actor": at[a.ID], "body": at[a.Government]})
		}
	}
	const ends = "MATCH (n) WHERE elementId(n) = row.actor MATCH (b) WHERE elementId(b) = row.body "
	if err := t.each(ends+"CREATE (n)-[:BELONGS_TO]->(b)", belongs); err != nil {
		return err
	}
	serves, err := t.bound(at, m, terms)
	if err != nil {
		return err
	}
	return t.each(ends+"CREATE (n)-[r:SERVES]->(b) SET r = row.term", serves)
}

// bound gives rows of terms that come the days between which each counts, and
// returns them to be written. It writes these days to stored terms of the offices
// concerned where they are no longer what they were, and notes whose they are.
func (t tx) bound(at places, m *movements, come []map[string]any) (serves []map[string]any, err error) {
	if len(m.offices) == 0 {
		return nil, nil
	}
	var asked, changed []map[string]any
	for _, body := range slices.Sorted(maps.Keys(m.offices)) {
		asked = append(asked, map[string]any{"id": string(body), "titles": slices.Sorted(maps.Keys(m.offices[body]))})
	}
	rows, err := t.rows("UNWIND $bodies AS b MATCH (body:Government|Organization {id: b.id})<-[s:SERVES]-(n) WHERE s.title IN b.titles"+
		" RETURN body.id AS body, n.id AS holder, elementId(s) AS ref, properties(s) AS term", map[string]any{"bodies": asked})
	if err != nil {
		return nil, err
	}
	for _, b := range boundsOf(append(rows, come...)) {
		since, until := dayOrNil(b.tenure.Since), dayOrNil(b.tenure.Until)
		switch {
		case b.ref == "":
			b.props["since"], b.props["until"] = since, until
			serves = append(serves, map[string]any{"actor": at[b.holder], "body": at[b.body], "term": b.props})
		case b.stale:
			m.stir(b.holder)
			changed = append(changed, map[string]any{"ref": b.ref, "since": since, "until": until})
		}
	}
	return serves, t.each("MATCH ()-[s:SERVES]->() WHERE elementId(s) = row.ref SET s.since = row.since, s.until = row.until", changed)
}

// boundTerm is a term, and the days between which it counts.
type boundTerm struct {
	body, holder graph.ID
	ref          string // of a stored one
	props        map[string]any
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
		b := boundTerm{body: idOf(row["body"]), holder: idOf(row["holder"]), ref: textOf(row["ref"]), props: p, office: readOffice(p), tenure: graph.Tenure{Since: readDay(p["since"]), Until: readDay(p["until"])}}
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

// sameDay reports whether two bounds are the same; nil is none.
func sameDay(a, b *graph.Day) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
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
	if err := t.run("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id})-[t:TOOK_PART]->(e) WITH e, n, t.role AS role"+involve, params); err != nil {
		return err
	}
	rows, err := t.rows("UNWIND $ids AS id MATCH (:"+anyActor+" {id: id})-[:TOOK_PART]->(e) RETURN DISTINCT e.id AS id", params)
	if err != nil {
		return err
	}
	return t.pair(idsIn(rows, "id"))
}
