package neo4jstore

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// members returns a subquery that takes the actor's id in a variable, and gives
// those it stands for: itself, and for a government its bodies, and its
// officials that took part in anything, for as long as they are in office. Rows are m, since and until
// (null: not bounded) and open, whether undated events count.
//
// A term without an end lasts until somebody else takes up the same office at
// the same body, and five years at most after it began, or after the day on
// which it was last seen to run.
func members(id string, of []graph.ID, direct bool) string {
	present := map[graph.ActorKind]bool{}
	for _, a := range of {
		kind, _ := a.Kind()
		present[kind] = true
	}
	var branches []string
	for _, kind := range kinds {
		if present[kind] {
			branches = append(branches, "MATCH (m:"+labels[kind]+" {id: "+id+"}) RETURN m, null AS since, null AS until, true AS open")
		}
	}
	if present[graph.KindGovernment] && !direct {
		branches = append(branches,
			"MATCH (:Government {id: "+id+"})<-[:BELONGS_TO]-(m:Organization) RETURN m, null AS since, null AS until, true AS open",
			termsAt(id, "WHERE EXISTS { (m)-[:TOOK_PART]->() }")+" RETURN m, since, until, s.to IS NULL AS open")
	}
	return "CALL (" + id + ") { " + strings.Join(branches, " UNION ALL ") + " }"
}

// termsAt gives the terms s of the officials m of a government, whose id is in a
// variable, and of its bodies, that meet a condition: m, s, since and until. The
// terms of one office come together, so that each finds its successor without a
// look at the graph.
func termsAt(id, condition string) string {
	return "MATCH (:Government {id: " + id + "})<-[:BELONGS_TO*0..1]-(body)<-[s:SERVES]-(m:Official)" + `
		WITH body, s.title AS title, s, m ORDER BY s.from
		WITH body, title, collect({s: s, m: m, from: s.from}) AS terms, ` + seats("s") + ` AS seats
		UNWIND terms AS t WITH terms, seats, t, t.m AS m, t.s AS s ` + condition + `
		WITH m, s, CASE WHEN s.to IS NULL AND NOT seats THEN [x IN terms WHERE x.from > t.from AND x.m <> m | x.from][0] END AS succeeded
		WITH m, s, ` + bounds
}

// seats tells an office of many seats, such as a member of parliament, by many
// terms that start together: whoever comes next succeeds nobody in particular.
func seats(term string) string {
	return "count(" + term + ".from) > 2 * count(DISTINCT " + term + ".from)"
}

// bounds are since and until of a term s that was succeeded on a day, or never.
const bounds = `coalesce(s.from, s.to - duration('P5Y')) AS since,
	coalesce(s.to, CASE WHEN succeeded < coalesce(s.seen, s.from) + duration('P5Y') THEN succeeded ELSE coalesce(s.seen, s.from) + duration('P5Y') END) AS until`

// inOffice demands that the event e lies in the time for which a member counts.
const inOffice = "(e.dateFrom IS NULL AND open OR (since IS NULL OR e.dateTo >= since) AND (until IS NULL OR e.dateFrom <= until))"

// standFor reports whether one of the actors stands for others than itself.
func standFor(direct bool, of ...graph.ID) bool {
	return !direct && slices.ContainsFunc(of, func(id graph.ID) bool {
		kind, _ := id.Kind()
		return kind == graph.KindGovernment
	})
}

// gather collects those whom an actor stands for into a list, the last of those
// named, and their nodes alone into a list beside it; the lists before are kept.
func (q *query) gather(id graph.ID, direct bool, lists []string) {
	kept := carried(lists[:len(lists)-1])
	if kept != "" {
		kept += ", "
	}
	last := lists[len(lists)-1]
	q.add("WITH ", kept, q.param(string(id)), " AS other")
	q.add(members("other", []graph.ID{id}, direct))
	q.add("WITH ", kept, "collect({m: m, since: since, until: until, open: open}) AS ", last, ", collect(m) AS ", last, "Nodes")
}

// carried names the variables of gathered lists.
func carried(lists []string) string {
	var names []string
	for _, l := range lists {
		names = append(names, l, l+"Nodes")
	}
	return strings.Join(names, ", ")
}

// unwind gives the members of a list, as members does.
func (q *query) unwind(list string) {
	q.add("UNWIND ", list, " AS term WITH *, term.m AS m, term.since AS since, term.until AS until, term.open AS open")
}

// stands demands that a node is in a gathered list, and counts at the time of e.
// Few nodes are in it, so that is looked up first.
func stands(list, node string) string {
	return "CASE WHEN " + node + " IN " + list + "Nodes THEN any(o IN " + list + " WHERE o.m = " + node +
		" AND (e.dateFrom IS NULL AND o.open OR (o.since IS NULL OR e.dateTo >= o.since) AND (o.until IS NULL OR e.dateFrom <= o.until))) ELSE false END"
}
