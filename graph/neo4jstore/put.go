package neo4jstore

import (
	"cmp"
	"slices"

	"backchannel/graph"
)

// takeOut removes claims and mentions of articles.
func (t tx) takeOut(out []statement) error {
	var ids []graph.ID
	for _, s := range out {
		if len(s.claims)+len(s.mentions) > 0 {
			ids = append(ids, s.article)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return t.run(`UNWIND $ids AS id MATCH (a:Article {id: id})
		CALL (a) { MATCH (a)-[:STATES]->(c) DETACH DELETE c }
		CALL (a) { MATCH (a)-[m:MENTIONS]->() DELETE m }`, map[string]any{"ids": strs(ids)})
}

// putIn writes claims and mentions of articles, and makes actors that are new.
func (t tx) putIn(put []statement) error {
	var claims []map[string]any
	mentions := map[graph.ActorKind][]map[string]any{}
	for _, s := range put {
		for _, c := range s.claims {
			claims = append(claims, map[string]any{"article": string(s.article), "claim": claimProps(c)})
		}
		for _, m := range s.mentions {
			row := map[string]any{"article": string(s.article), "id": string(m.node), "form": encode(m.form), "was": nil}
			if m.node != m.form.ID {
				row["was"] = string(m.form.ID)
			}
			kind, _ := m.node.Kind()
			mentions[kind] = append(mentions[kind], row)
		}
	}
	if len(claims) > 0 {
		if err := t.run(`UNWIND $rows AS row MATCH (a:Article {id: row.article})
			CREATE (c:Claim) SET c = row.claim CREATE (a)-[:STATES]->(c)`, map[string]any{"rows": claims}); err != nil {
			return err
		}
	}
	for _, kind := range kinds {
		if len(mentions[kind]) == 0 {
			continue
		}
		if err := t.run(`UNWIND $rows AS row MERGE (n:`+labels[kind]+` {id: row.id}) WITH n, row MATCH (a:Article {id: row.article})
			CREATE (a)-[:MENTIONS {form: row.form, was: row.was}]->(n)`, map[string]any{"rows": mentions[kind]}); err != nil {
			return err
		}
	}
	return nil
}

// voices links claims to those who make them.
func (t tx) voices(put []statement) error {
	var rows []map[string]any
	for _, c := range claimsOf(put) {
		if c.By != "" {
			rows = append(rows, map[string]any{"claim": string(c.ID), "by": string(c.By)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return t.run(`UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (n:`+anyActor+` {id: row.by})
		CREATE (c)-[:ATTRIBUTED_TO]->(n)`, map[string]any{"rows": rows})
}

// formsOf returns what an article contributes to each of its actors. Terms at
// bodies that the report does not hold are left out: whether another article
// holds them must not matter.
func formsOf(actors []graph.Actor) []graph.Actor {
	known := map[graph.ID]bool{}
	for _, a := range actors {
		known[a.ID] = true
	}
	var forms []graph.Actor
	for _, a := range actors {
		a.Offices = slices.DeleteFunc(slices.Clone(a.Offices), func(o graph.Office) bool { return !known[o.Body] })
		slices.SortFunc(a.Offices, func(x, y graph.Office) int { return cmp.Compare(x.ID, y.ID) })
		a.Aliases = slices.Compact(slices.Sorted(slices.Values(a.Aliases)))
		if !known[a.Government] {
			a.Government = ""
		}
		forms = append(forms, a)
	}
	return forms
}
