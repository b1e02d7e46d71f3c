package neo4jstore

import "backchannel/graph"

// Two governments may have dealt with each other in a few of the many events of
// either. So that readers need not look at all of those, a Dyad node stands for each
// two that ever did, and leads to these events. It follows from the governments that
// are involved in them, and changes with these.

// dyadID returns the id of the node that stands for two governments.
func dyadID(a, b graph.ID) string {
	return "dyad:" + string(min(a, b)) + " " + string(max(a, b))
}

// paired reports whether a Dyad node leads to the events in which two actors, or
// those they stand for, dealt with each other.
func paired(a, b graph.ID, direct bool) bool { return standFor(direct, a) && standFor(direct, b) }

// heldBy matches the events e of two governments, each once.
func (q *query) heldBy(a, b graph.ID) *query {
	return q.add("MATCH (:Dyad {id: ", q.param(dyadID(a, b)), "})-[:HELD]->(e)")
}

// pair links events anew to the pairs of governments that dealt with each other in
// them.
func (t tx) pair(events []graph.ID) error {
	if len(events) == 0 {
		return nil
	}
	return t.run(`UNWIND $ids AS id MATCH (e:Event {id: id}) OPTIONAL MATCH (e)<-[old:HELD]-() DELETE old WITH DISTINCT e
		MATCH (g:Government)-[x:INVOLVED_IN]->(e)<-[y:INVOLVED_IN]-(h:Government) WHERE g.id < h.id AND x.by <> y.by AND `+sides("x", "y")+`
		WITH DISTINCT e, g.id + ' ' + h.id AS two MERGE (d:Dyad {id: 'dyad:' + two}) ON CREATE SET d.name = two CREATE (d)-[:HELD]->(e)`,
		map[string]any{"ids": strs(events)})
}
