package neo4jstore

import (
	"fmt"
	"slices"

	"backchannel/graph"
)

// derive brings the events of groups, and the edges they give, up to date with
// the claims.
func (t tx) derive(groups []graph.ID) error {
	if len(groups) == 0 {
		return nil
	}
	params := map[string]any{"groups": strs(groups)}
	rows, err := t.rows(`UNWIND $groups AS g MATCH (c:Claim {group: g}) RETURN c {.*} AS claim`, params)
	if err != nil {
		return err
	}
	var claims []graph.Claim
	group := map[graph.ID]graph.ID{} // by claim
	for _, row := range rows {
		p, _ := row["claim"].(map[string]any)
		c := claimOf(p)
		claims = append(claims, c)
		group[c.ID] = idOf(p["group"])
	}
	wanted := map[string]graph.Event{} // by digest
	for _, e := range graph.Derive(claims) {
		wanted[hashOf(e)] = e
	}
	rows, err = t.rows(`UNWIND $groups AS g MATCH (e:Event {group: g}) RETURN e.id AS id, e.digest AS digest, e.edges AS edges`, params)
	if err != nil {
		return err
	}
	var gone []string
	edges := map[string]bool{}
	for _, row := range rows {
		if _, keep := wanted[textOf(row["digest"])]; keep {
			delete(wanted, textOf(row["digest"]))
			continue
		}
		gone = append(gone, textOf(row["id"]))
		for _, k := range textsOf(row["edges"]) {
			edges[k] = true
		}
	}
	if len(gone) > 0 {
		if err := t.run("UNWIND $ids AS id MATCH (e:Event {id: id}) DETACH DELETE e", map[string]any{"ids": gone}); err != nil {
			return err
		}
	}
	var fresh []graph.Event
	for _, e := range wanted {
		fresh = append(fresh, e)
		for _, k := range e.EdgeKeys() {
			edges[edgeKey(k)] = true
		}
	}
	slices.SortFunc(fresh, func(a, b graph.Event) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) })
	if err := t.createEvents(fresh, group); err != nil {
		return err
	}
	if err := t.refreshEdges(edges); err != nil {
		return err
	}
	return t.number(fresh)
}

// createEvents writes events with their participants and claims.
func (t tx) createEvents(events []graph.Event, group map[graph.ID]graph.ID) error {
	if len(events) == 0 {
		return nil
	}
	var rows []map[string]any
	parts := map[graph.ActorKind][]map[string]any{}
	for _, e := range events {
		props := eventProps(e, group[e.Claims[0]])
		rows = append(rows, map[string]any{"props": props, "claims": strs(e.Claims)})
		for _, p := range e.Participants {
			kind, _ := p.Actor.Kind()
			parts[kind] = append(parts[kind], map[string]any{"event": string(e.ID), "actor": string(p.Actor), "role": string(p.Role), "date": props["dateFrom"]})
		}
	}
	err := t.run(`UNWIND $rows AS row CREATE (e:Event) SET e = row.props
		WITH e, row UNWIND row.claims AS id MATCH (c:Claim {id: id}) CREATE (c)-[:ABOUT]->(e)`, map[string]any{"rows": rows})
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		if len(parts[kind]) == 0 {
			continue
		}
		err := t.run(`UNWIND $rows AS row MATCH (e:Event {id: row.event}) MATCH (n:`+labels[kind]+` {id: row.actor})
			CREATE (n)-[:TOOK_PART {role: row.role, date: row.date}]->(e)`, map[string]any{"rows": parts[kind]})
		if err != nil {
			return err
		}
	}
	return nil
}

// ends are the labels at the two ends of an edge, and its type.
type ends struct {
	from, to graph.ActorKind
	typ      graph.EventType
}

// refreshEdges counts the events behind each named edge again.
func (t tx) refreshEdges(keys map[string]bool) error {
	by := map[ends][]map[string]any{}
	for key := range keys {
		var typ, from, to string
		if _, err := fmt.Sscan(key, &typ, &from, &to); err != nil {
			return fmt.Errorf("edge key %q: %w", key, err)
		}
		parsed, err := graph.ParseEventType(typ)
		if err != nil {
			return err
		}
		fromKind, _ := graph.ID(from).Kind()
		toKind, _ := graph.ID(to).Kind()
		e := ends{fromKind, toKind, parsed}
		by[e] = append(by[e], map[string]any{"key": key, "from": from, "to": to})
	}
	for e, rows := range by {
		// The relationship type comes from the closed table: values are parameters only.
		query := `UNWIND $rows AS row MATCH (a:` + labels[e.from] + ` {id: row.from}) MATCH (b:` + labels[e.to] + ` {id: row.to})
			OPTIONAL MATCH (a)-[:TOOK_PART]->(e:Event {type: $type, status: 'actual'})<-[:TOOK_PART]-(b) WHERE row.key IN e.edges
			WITH a, b, row, e ORDER BY coalesce(e.dateFrom, date('0001-01-01')), coalesce(e.dateTo, date('0001-01-01')), e.id
			WITH a, b, row, count(DISTINCT e) AS count, min(e.dateFrom) AS first, max(e.dateTo) AS last, collect(e.id)[-1] AS lastEvent
			OPTIONAL MATCH (a)-[old:` + string(e.typ) + `]->(b)
			FOREACH (_ IN CASE WHEN count = 0 AND old IS NOT NULL THEN [1] ELSE [] END | DELETE old)
			FOREACH (_ IN CASE WHEN count > 0 THEN [1] ELSE [] END |
				MERGE (a)-[r:` + string(e.typ) + `]->(b) SET r.count = count, r.first = first, r.last = last, r.lastEvent = lastEvent)`
		if err := t.run(query, map[string]any{"rows": rows, "type": string(e.typ)}); err != nil {
			return err
		}
	}
	return nil
}
