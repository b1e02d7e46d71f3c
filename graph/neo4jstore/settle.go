package neo4jstore

import (
	"maps"
	"slices"

	"backchannel/graph"
)

// settle makes actors what the articles that mention them say together, and
// removes those that no article mentions any more. It returns the articles whose
// actors have been taken over, or are no longer.
func (t tx) settle(out, put []statement) ([]graph.ID, error) {
	tallies, err := t.tallies(out, put)
	if err != nil {
		return nil, err
	}
	var gone []graph.ID
	var rows, fresh []map[string]any
	var changed []graph.Actor
	var restate []graph.ID
	for _, id := range slices.Sorted(maps.Keys(tallies)) {
		a := tallies[id]
		actor, err := a.now.actor(id)
		if err != nil {
			return nil, err
		}
		articles, err := t.claimFormer(id, a.former, actor.FormerIDs)
		if err != nil {
			return nil, err
		}
		restate = append(restate, articles...)
		form := hashOf(actor)
		switch {
		case a.now.empty():
			gone = append(gone, id)
		case form == a.form:
			rows = append(rows, map[string]any{"id": string(id), "tally": a.now.String()})
		default:
			props := actorProps(actor)
			props["form"], props["tally"] = form, a.now.String()
			fresh = append(fresh, props)
			changed = append(changed, actor)
		}
	}
	for _, step := range []struct {
		cypher string
		rows   any
		n      int
	}{
		{"UNWIND $rows AS id MATCH (n:" + anyActor + " {id: id}) DETACH DELETE n", strs(gone), len(gone)},
		{"UNWIND $rows AS row MATCH (n:" + anyActor + " {id: row.id}) SET n.tally = row.tally", rows, len(rows)},
		{"UNWIND $rows AS row MATCH (n:" + anyActor + " {id: row.id}) SET n = row", fresh, len(fresh)},
	} {
		if step.n == 0 {
			continue
		}
		if err := t.run(step.cypher, map[string]any{"rows": step.rows}); err != nil {
			return nil, err
		}
	}
	slices.Sort(restate)
	return slices.Compact(restate), t.bind(changed)
}

// account is the tally of an actor before it is written.
type account struct {
	now    tally
	form   string     // hash of the actor as stored
	former []graph.ID // as stored
}

// tallies returns the tallies of the actors concerned, with the change counted in.
func (t tx) tallies(out, put []statement) (map[graph.ID]account, error) {
	concerned := map[graph.ID]bool{}
	for _, s := range slices.Concat(out, put) {
		for _, m := range s.mentions {
			concerned[m.node] = true
		}
	}
	rows, err := t.rows("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id}) RETURN id, n.tally AS tally, n.form AS form, n.formerIds AS former",
		map[string]any{"ids": strs(slices.Sorted(maps.Keys(concerned)))})
	if err != nil {
		return nil, err
	}
	accounts := map[graph.ID]account{}
	for _, row := range rows {
		now, err := parseTally(textOf(row["tally"]))
		if err != nil {
			return nil, err
		}
		accounts[idOf(row["id"])] = account{now, textOf(row["form"]), idsOf(row["former"])}
	}
	for _, s := range put { // in before out, so that counts never fall below zero
		for _, m := range s.mentions {
			accounts[m.node].now.count(m.form, m.node, 1)
		}
	}
	for _, s := range out {
		for _, m := range s.mentions {
			accounts[m.node].now.count(m.form, m.node, -1)
		}
	}
	return accounts, nil
}

// bind links actors to the bodies they serve and the governments they belong to.
func (t tx) bind(actors []graph.Actor) error {
	if len(actors) == 0 {
		return nil
	}
	ids := make([]string, len(actors))
	var serves, belongs []map[string]any
	for i, a := range actors {
		ids[i] = string(a.ID)
		if a.Government != "" {
			belongs = append(belongs, map[string]any{"id": string(a.ID), "body": string(a.Government)})
		}
		for _, o := range a.Offices {
			serves = append(serves, map[string]any{"id": string(a.ID), "body": string(o.Body), "term": officeProps(o)})
		}
	}
	if err := t.run("UNWIND $rows AS id MATCH (n:"+anyActor+" {id: id})-[r:SERVES|BELONGS_TO]->() DELETE r", map[string]any{"rows": ids}); err != nil {
		return err
	}
	for _, step := range []struct {
		create string
		rows   []map[string]any
	}{
		{"CREATE (n)-[r:SERVES]->(b) SET r = row.term", serves},
		{"CREATE (n)-[:BELONGS_TO]->(b)", belongs},
	} {
		if len(step.rows) == 0 {
			continue
		}
		cypher := "UNWIND $rows AS row MATCH (n:" + anyActor + " {id: row.id}) MATCH (b:" + anyActor + " {id: row.body}) " + step.create
		if err := t.run(cypher, map[string]any{"rows": step.rows}); err != nil {
			return err
		}
	}
	return nil
}
