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

// mention links articles to the actors that they name.
func (t tx) mention(at places, put []statement) error {
	var rows []map[string]any
	for _, s := range put {
		for _, m := range s.mentions {
			row := map[string]any{"article": at[s.article], "actor": at[m.node], "form": formKey(m.said()), "was": nil}
			if m.node != m.form.ID {
				row["was"] = string(m.form.ID)
			}
			rows = append(rows, row)
		}
	}
	return t.each(`MATCH (a) WHERE elementId(a) = row.article MATCH (n) WHERE elementId(n) = row.actor
		CREATE (a)-[:MENTIONS {form: row.form, was: row.was}]->(n)`, rows)
}

// state writes claims that are new, with what they are about and who makes them.
func (t tx) state(at places, claims []claim, about map[graph.ID]graph.ID) error {
	var rows []map[string]any
	for _, c := range claims {
		by := []string{}
		if c.By != "" {
			by = append(by, at[c.By])
		}
		rows = append(rows, map[string]any{"article": at[c.Article], "event": at[about[c.ID]], "by": by, "claim": claimProps(c)})
	}
	return t.each(`MATCH (a) WHERE elementId(a) = row.article MATCH (e) WHERE elementId(e) = row.event
		CREATE (a)-[:STATES]->(c:Claim)-[:ABOUT]->(e) SET c = row.claim
		WITH c, row UNWIND row.by AS by MATCH (n) WHERE elementId(n) = by CREATE (c)-[:ATTRIBUTED_TO]->(n)`, rows)
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
