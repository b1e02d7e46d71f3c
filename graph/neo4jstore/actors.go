package neo4jstore

import (
	"cmp"
	"encoding/json"
	"slices"

	"backchannel/graph"
)

// formsOf returns what an article contributes to each of its actors, as JSON.
// Terms at bodies that the report does not hold are left out: whether another
// article holds them must not matter.
func formsOf(actors []graph.Actor) map[graph.ID]string {
	known := map[graph.ID]bool{}
	for _, a := range actors {
		known[a.ID] = true
	}
	forms := map[graph.ID]string{}
	for _, a := range actors {
		a.Offices = slices.DeleteFunc(slices.Clone(a.Offices), func(o graph.Office) bool { return !known[o.Body] })
		slices.SortFunc(a.Offices, func(x, y graph.Office) int { return cmp.Compare(x.ID, y.ID) })
		a.Aliases = slices.Sorted(slices.Values(a.Aliases))
		if !known[a.Government] {
			a.Government = ""
		}
		raw, err := json.Marshal(a)
		if err != nil {
			panic("neo4jstore: actors encode as JSON: " + err.Error())
		}
		forms[a.ID] = string(raw)
	}
	return forms
}

// settle makes actors what the articles that mention them say together, and
// removes those that no article mentions any more.
func (t tx) settle(ids []graph.ID) error {
	for _, kind := range kinds {
		own := ofKind(ids, kind)
		if len(own) == 0 {
			continue
		}
		if err := t.run(`UNWIND $ids AS id MATCH (n:`+labels[kind]+` {id: id}) WHERE NOT EXISTS { ()-[:MENTIONS]->(n) } DETACH DELETE n`,
			map[string]any{"ids": own}); err != nil {
			return err
		}
		rows, err := t.rows(`UNWIND $ids AS id MATCH (n:`+labels[kind]+` {id: id})<-[m:MENTIONS]-()
			WITH n, m.form AS form, count(*) AS votes WITH n, collect({form: form, votes: votes}) AS forms
			RETURN n.id AS id, n.form AS form, forms`, map[string]any{"ids": own})
		if err != nil {
			return err
		}
		for _, row := range rows {
			actor, err := merged(listOf(row["forms"]))
			if err != nil {
				return err
			}
			if hash := hashOf(actor); hash != textOf(row["form"]) {
				if err := t.setActor(actor, hash); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// merged joins contributions to one actor: the most frequent leads, the smaller of
// two as frequent; aliases and terms add up.
func merged(forms []any) (graph.Actor, error) {
	type vote struct {
		form  string
		count int64
	}
	var votes []vote
	for _, f := range forms {
		m, _ := f.(map[string]any)
		votes = append(votes, vote{textOf(m["form"]), intOf(m["votes"])})
	}
	slices.SortFunc(votes, func(a, b vote) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.form, b.form)) })
	var out graph.Actor
	for i, v := range votes {
		var a graph.Actor
		if err := json.Unmarshal([]byte(v.form), &a); err != nil {
			return out, err
		}
		if i == 0 {
			out = a
			continue
		}
		out.Aliases = append(out.Aliases, a.Name)
		out.Aliases = append(out.Aliases, a.Aliases...)
		for _, o := range a.Offices {
			if !slices.ContainsFunc(out.Offices, func(x graph.Office) bool { return x.ID == o.ID }) {
				out.Offices = append(out.Offices, o)
			}
		}
		out.Government = cmp.Or(out.Government, a.Government)
	}
	slices.Sort(out.Aliases)
	out.Aliases = slices.DeleteFunc(slices.Compact(out.Aliases), func(s string) bool { return s == out.Name })
	slices.SortFunc(out.Offices, func(x, y graph.Office) int { return cmp.Compare(x.ID, y.ID) })
	return out, nil
}

// setActor writes an actor's properties, terms of office and government.
func (t tx) setActor(a graph.Actor, hash string) error {
	label := labels[a.Kind]
	aliases := a.Aliases
	if aliases == nil {
		aliases = []string{}
	}
	props := map[string]any{
		"id": string(a.ID), "name": a.Name, "aliases": aliases, "country": optional(a.Country), "title": optional(a.Title),
		"wikidata": optional(a.Wikidata), "formerIds": strs(a.FormerIDs), "keys": nameKeys(a), "form": hash,
	}
	switch a.Kind {
	case graph.KindOfficial:
		props["provisional"] = a.Provisional
	case graph.KindGovernment:
		props["iso3"], props["kind"] = optional(a.Country), optional(a.GovKind)
	case graph.KindOrganization:
		props["kind"] = optional(a.OrgKind)
	}
	if err := t.run(`MATCH (n:`+label+` {id: $id}) SET n = $props
		WITH n OPTIONAL MATCH (n)-[r:SERVES|BELONGS_TO]->() DELETE r`, map[string]any{"id": string(a.ID), "props": props}); err != nil {
		return err
	}
	if a.Government != "" {
		if err := t.run(`MATCH (n:`+label+` {id: $id}) MATCH (g:Government {id: $government}) MERGE (n)-[:BELONGS_TO]->(g)`,
			map[string]any{"id": string(a.ID), "government": string(a.Government)}); err != nil {
			return err
		}
	}
	terms := map[graph.ActorKind][]map[string]any{} // by kind of body
	for _, o := range a.Offices {
		kind, ok := o.Body.Kind()
		if !ok {
			continue
		}
		term := map[string]any{"id": string(o.ID), "title": o.Title, "provisional": optional(o.Provisional)}
		if !o.From.IsZero() {
			term["from"], term["fromPrecision"] = dayProp(o.From.From), string(o.From.Precision)
		}
		if !o.To.IsZero() {
			term["to"], term["toPrecision"] = dayProp(o.To.To), string(o.To.Precision)
		}
		terms[kind] = append(terms[kind], map[string]any{"body": string(o.Body), "term": term})
	}
	for kind, rows := range terms {
		if err := t.run(`MATCH (n:`+label+` {id: $id}) UNWIND $rows AS row MATCH (b:`+labels[kind]+` {id: row.body})
			CREATE (n)-[r:SERVES]->(b) SET r = row.term`, map[string]any{"id": string(a.ID), "rows": rows}); err != nil {
			return err
		}
	}
	return nil
}
