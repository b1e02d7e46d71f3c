package neo4jstore

import (
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
)

// labels maps kinds of actors to the labels of their nodes.
var labels = map[graph.ActorKind]string{
	graph.KindOfficial: "Official", graph.KindGovernment: "Government", graph.KindOrganization: "Organization", graph.KindPerson: "Person",
}

// kinds are the kinds of actors, in the order in which statements name them.
var kinds = []graph.ActorKind{graph.KindGovernment, graph.KindOfficial, graph.KindOrganization, graph.KindPerson}

// anyActor matches actors of all kinds: one plan for all, each kind by its own index.
const anyActor = "Government|Official|Organization|Person"

// optional returns nil, which removes a property, for an empty value.
func optional[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

func dateProps(into map[string]any, d graph.Date) {
	into["dateFrom"], into["dateTo"], into["datePrecision"] = nil, nil, nil
	if !d.IsZero() {
		into["dateFrom"], into["dateTo"], into["datePrecision"] = dayProp(d.From), dayProp(d.To), string(d.Precision)
	}
}

func dayProp(d graph.Day) neo4j.Date { return neo4j.DateOf(d.Time()) }

// dayOrNil returns nil, which removes a property, for no day.
func dayOrNil(d *graph.Day) any {
	if d == nil {
		return nil
	}
	return dayProp(*d)
}

func timeProp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

// seconds ranks a moment; what is not known ranks before all that is.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return -1 << 40
	}
	return t.Unix()
}

func strs(ids []graph.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func articleProps(a graph.Article) map[string]any {
	name := a.Title
	if name == "" {
		name = "untitled"
	}
	return map[string]any{
		"id": string(a.ID), "name": name, "url": optional(a.URL), "publisher": optional(a.Publisher), "publishedAt": timeProp(a.PublishedAt),
		"language": optional(a.Language), "text": a.Text, "hash": a.Hash, "simhash": int64(a.Simhash),
		"newest": seconds(a.PublishedAt), "words": fold(a.Title),
	}
}

func claimProps(c claim) map[string]any {
	reach := c.Reach()
	p := map[string]any{
		"id": string(c.ID), "name": graph.Event{Type: c.Type, Status: c.Status, Date: c.Date}.Caption(),
		"quote": c.Quote, "start": c.Start, "end": c.End, "type": string(c.Type), "status": string(c.Status), "stance": string(c.Stance),
		"place": optional(c.Place), "topic": optional(c.Topic), "outcome": optional(c.Outcome), "publishedAt": timeProp(c.PublishedAt),
		"publisher": optional(c.Publisher), "simhash": int64(c.Simhash), "confidence": c.Confidence, "extractor": c.Extractor,
		"article": string(c.Article), "happening": c.Happening, "callerUnstated": optional(c.CallerUnstated),
		"sourceIds": strs(c.Source), "targetIds": strs(c.Target), "mediatorIds": strs(c.Mediators), "by": optional(string(c.By)),
		"newest": seconds(c.PublishedAt), "words": fold(c.Quote + " " + c.Topic + " " + c.Outcome + " " + c.Place),
		"group": string(reach.Group), "reachFrom": int64(reach.From), "reachTo": int64(reach.To), "meeting": optional(reach.Meeting), "crowd": nil, "raw": nil,
	}
	if reach.Crowd() {
		p["crowd"] = reach.Meeting
	}
	if c.raw != nil {
		p["raw"] = encode(c.raw)
	}
	dateProps(p, c.Date)
	return p
}

// claimOf reads back what events are derived from.
func claimOf(p map[string]any) graph.Claim {
	return graph.Claim{
		ID: idOf(p["id"]), Article: idOf(p["article"]), Happening: int(intOf(p["happening"])), Type: graph.EventType(textOf(p["type"])),
		Status: graph.Status(textOf(p["status"])), Stance: graph.Stance(textOf(p["stance"])), By: idOf(p["by"]),
		Source: idsOf(p["sourceIds"]), Target: idsOf(p["targetIds"]), Mediators: idsOf(p["mediatorIds"]), CallerUnstated: p["callerUnstated"] == true,
		Date: dateOf(p), Place: textOf(p["place"]), Topic: textOf(p["topic"]), Outcome: textOf(p["outcome"]),
		Quote: textOf(p["quote"]), Start: int(intOf(p["start"])), End: int(intOf(p["end"])),
		PublishedAt: timeOf(p["publishedAt"]), Publisher: textOf(p["publisher"]), Simhash: uint64(intOf(p["simhash"])),
		Confidence: floatOf(p["confidence"]), Extractor: textOf(p["extractor"]),
	}
}

func actorProps(a graph.Actor) map[string]any {
	aliases := a.Aliases
	if aliases == nil {
		aliases = []string{}
	}
	p := map[string]any{
		"id": string(a.ID), "name": a.Name, "aliases": aliases, "country": optional(a.Country), "title": optional(a.Title),
		"wikidata": optional(a.Wikidata), "formerIds": strs(a.FormerIDs), "keys": nameKeys(a),
	}
	switch a.Kind {
	case graph.KindOfficial:
		p["provisional"] = a.Provisional
	case graph.KindGovernment:
		p["iso3"], p["kind"] = optional(a.Country), optional(a.GovKind)
	case graph.KindOrganization:
		p["kind"] = optional(a.OrgKind)
	}
	return p
}

func officeProps(o graph.Office) map[string]any {
	p := map[string]any{"id": string(o.ID), "title": o.Title, "provisional": optional(o.Provisional)}
	if !o.From.IsZero() {
		p["from"], p["fromPrecision"] = dayProp(o.From.From), string(o.From.Precision)
	}
	if !o.To.IsZero() {
		p["to"], p["toPrecision"] = dayProp(o.To.To), string(o.To.Precision)
	}
	if o.Seen != 0 {
		p["seen"] = dayProp(o.Seen)
	}
	return p
}

func eventProps(e graph.Event) map[string]any {
	var edges []string
	for _, k := range e.EdgeKeys() {
		edges = append(edges, edgeKey(k))
	}
	p := map[string]any{
		"id": string(e.ID), "name": e.Name, "type": string(e.Type), "status": string(e.Status), "disputed": e.Disputed,
		"confidence": e.Confidence, "sources": e.Sources, "place": optional(e.Place), "topic": optional(e.Topic), "outcome": optional(e.Outcome),
		"edges": edges, "digest": hashOf(e), "cast": castOf(e),
		"newest": e.Rank(graph.NewestFirst), "oldest": e.Rank(graph.OldestFirst), "reported": e.Rank(graph.MostSourcesFirst),
	}
	dateProps(p, e.Date)
	return p
}

// castOf tells events apart by their participants and the date these carry.
func castOf(e graph.Event) string { return hashOf([]any{e.Participants, e.Date}) }

// edgeKey names an edge on the events that give it; readEdgeKey reads that.
func edgeKey(k graph.EdgeKey) string {
	return string(k.Type) + " " + string(k.From) + " " + string(k.To)
}

func readEdgeKey(text string) graph.EdgeKey {
	typ, ends, _ := strings.Cut(text, " ")
	from, to, _ := strings.Cut(ends, " ")
	return graph.EdgeKey{Type: graph.EventType(typ), From: graph.ID(from), To: graph.ID(to)}
}

// The readers of properties below return zero values for absent ones.

func textOf(v any) string    { s, _ := v.(string); return s }
func idOf(v any) graph.ID    { return graph.ID(textOf(v)) }
func intOf(v any) int64      { n, _ := v.(int64); return n }
func floatOf(v any) float64  { f, _ := v.(float64); return f }
func timeOf(v any) time.Time { t, _ := v.(time.Time); return t.UTC() }
func listOf(v any) []any     { l, _ := v.([]any); return l }
func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
func mapsOf(v any) []map[string]any {
	var out []map[string]any
	for _, x := range listOf(v) {
		out = append(out, mapOf(x))
	}
	return out
}
func idsOf(v any) []graph.ID {
	var out []graph.ID
	for _, x := range listOf(v) {
		out = append(out, idOf(x))
	}
	return out
}

func textsOf(v any) []string {
	out := []string{}
	for _, x := range listOf(v) {
		out = append(out, textOf(x))
	}
	return out
}

// idsIn returns the ids in one column of rows.
func idsIn(rows []map[string]any, column string) []graph.ID {
	ids := make([]graph.ID, len(rows))
	for i, row := range rows {
		ids[i] = idOf(row[column])
	}
	return ids
}

func readDay(v any) *graph.Day {
	d, ok := v.(neo4j.Date)
	if !ok {
		return nil
	}
	day := graph.DayOf(d.Time())
	return &day
}

func dateOf(p map[string]any) graph.Date {
	from, to := readDay(p["dateFrom"]), readDay(p["dateTo"])
	if from == nil || to == nil {
		return graph.Date{}
	}
	return graph.Date{From: *from, To: *to, Precision: graph.Precision(textOf(p["datePrecision"]))}
}
