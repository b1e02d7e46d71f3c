package neo4jstore

import (
	"slices"

	"backchannel/graph"
)

// Projections of nodes: what a reader sees of them.
const (
	actorName  = "{.id, .name}"
	actorAll   = "{.id, .name, .aliases, .country, .title, .kind, .wikidata, .provisional}"
	eventCore  = ".id, .type, .dateFrom, .dateTo, .datePrecision, .status, .sources"
	claimAll   = ".id, .quote, .start, .end, .type, .status, .stance, .dateFrom, .dateTo, .datePrecision, .place, .topic, .outcome, .publishedAt, .publisher, .confidence, .extractor, .article, .by"
	articleAll = "{.id, .name, .url, .publisher, .publishedAt, .language}"
)

func actorShape(w graph.Want) string {
	if w.Names {
		return actorName
	}
	return actorAll
}

// eventTexts are the properties of events that no order or page depends on.
var eventTexts = []string{"name", "disputed", "confidence", "place", "topic", "outcome"}

// eventShape returns the projection of the event e.
func (q *query) eventShape(w graph.Want) string {
	shape := "e {" + eventCore
	for _, text := range eventTexts {
		if w.Texts == nil || slices.Contains(w.Texts, text) {
			shape += ", ." + text
		}
	}
	if w.Parties {
		shape += ", parties: " + q.partiesShape(w)
	}
	if w.Claims > 0 {
		shape += ", claims: COLLECT { MATCH (e)<-[:ABOUT]-(c:Claim) WITH c " + earliestPublished.by("c") + " LIMIT " + q.param(w.Claims+1) + " RETURN " + claimShape(w) + " }"
	}
	return shape + "}"
}

// partiesShape returns the projection of those who took part in the event e: lists,
// which are sent and read sooner than maps, of what readParty takes.
func (q *query) partiesShape(w graph.Want) string {
	party := "part.role, party.id, party.name"
	switch {
	case w.Terms:
		party = "part.role, party " + actorAll + ", COLLECT { MATCH (party)" + q.terms(w.On) + " RETURN " + termShape + " }"
	case !w.Names:
		party = "part.role, party " + actorAll
	}
	return "[(e)<-[part:TOOK_PART]-(party) | [" + party + "]]"
}

// claimShape returns the projection of the claim c.
func claimShape(w graph.Want) string {
	shape := "c {" + claimAll + ", event: head([(c)-[:ABOUT]->(about) | about.id])"
	if w.Speakers {
		shape += ", speaker: head([(c)-[:ATTRIBUTED_TO]->(a) | a " + actorShape(w) + "])"
	}
	if w.Articles {
		shape += ", source: head([(c)<-[:STATES]-(s) | s " + articleAll + "])"
	}
	return shape + "}"
}

func readActor(p map[string]any) graph.Actor {
	id := idOf(p["id"])
	kind, _ := id.Kind()
	a := graph.Actor{
		ID: id, Kind: kind, Name: textOf(p["name"]), Aliases: textsOf(p["aliases"]), Country: textOf(p["country"]), Title: textOf(p["title"]),
		Wikidata: textOf(p["wikidata"]), Provisional: p["provisional"] == true,
	}
	switch kind {
	case graph.KindGovernment:
		a.GovKind = textOf(p["kind"])
	case graph.KindOrganization:
		a.OrgKind = textOf(p["kind"])
	}
	return a
}

func readEvent(p map[string]any) graph.EventView {
	e := graph.EventView{Event: graph.Event{
		ID: idOf(p["id"]), Name: textOf(p["name"]), Type: graph.EventType(textOf(p["type"])), Date: dateOf(p), Status: graph.Status(textOf(p["status"])),
		Disputed: p["disputed"] == true, Confidence: floatOf(p["confidence"]), Sources: int(intOf(p["sources"])),
		Place: textOf(p["place"]), Topic: textOf(p["topic"]), Outcome: textOf(p["outcome"]),
	}}
	if parties, ok := p["parties"].([]any); ok {
		e.Parties = readParties(parties)
	}
	return e
}

// readParties puts those who took part in order.
func readParties(list []any) []graph.Party {
	out := make([]graph.Party, len(list))
	for i, x := range list {
		out[i] = readParty(listOf(x))
	}
	graph.SortParties(out)
	return out
}

// readParty reads role, id and name, or role, actor and perhaps terms.
func readParty(parts []any) graph.Party {
	p := graph.Party{Role: graph.Role(textOf(parts[0]))}
	if id := idOf(parts[1]); id != "" {
		kind, _ := id.Kind()
		p.Actor = graph.Actor{ID: id, Kind: kind, Name: textOf(parts[2])}
		return p
	}
	p.Actor = readActor(mapOf(parts[1]))
	if len(parts) > 2 {
		p.Terms = readTerms(parts[2])
	}
	return p
}

func readClaim(p map[string]any) graph.ClaimView {
	c := graph.ClaimView{Claim: claimOf(p), Event: idOf(p["event"])}
	if a := mapOf(p["speaker"]); a != nil {
		speaker := readActor(a)
		c.Speaker = &speaker
	}
	if a := mapOf(p["source"]); a != nil {
		source := readArticle(a)
		c.Source = &source
	}
	return c
}

func readArticle(p map[string]any) graph.Article {
	return graph.Article{
		ID: idOf(p["id"]), Title: textOf(p["name"]), URL: textOf(p["url"]), Publisher: textOf(p["publisher"]),
		PublishedAt: timeOf(p["publishedAt"]), Language: textOf(p["language"]),
	}
}

// page cuts the rows that were read, one more than a page holds, to the page.
func page[T any](p graph.Page, rows []map[string]any, read func(map[string]any) T, at func(T) graph.Position) graph.List[T] {
	list := graph.List[T]{Items: []T{}, More: len(rows) > p.First}
	for _, row := range rows[:min(len(rows), p.First)] {
		item := read(row)
		list.Items = append(list.Items, item)
		list.Cursors = append(list.Cursors, at(item).Cursor())
	}
	return list
}
