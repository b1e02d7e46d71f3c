package neo4jstore

import (
	"context"
	"fmt"
	"strings"

	"backchannel/graph"
)

// Bounds of a name to look for, and of how many may share it.
const (
	maxName   = 200
	namesakes = "50"
)

// FindActors returns the actors that a query asks for, and what is to be read
// with them, in one statement.
func (s *Store) FindActors(ctx context.Context, aq graph.ActorQuery) ([]graph.ActorView, error) {
	q := newQuery("find actors")
	list, at := "", (*graph.Position)(nil)
	if cq := aq.Contacts; cq != nil {
		list = "contacts " + string(cq.Order)
		if err := cq.Validate(); err != nil {
			return nil, err
		}
		var err error
		if at, err = begin(list, cq.EventQuery); err != nil {
			return nil, err
		}
	}
	if ok, err := q.find(aq); err != nil || !ok {
		return nil, err
	}
	q.add("WITH a ORDER BY a.id LIMIT ", namesakes)
	row := "actor: a " + actorAll
	if cq := aq.Contacts; cq != nil {
		o := orders[cq.Order]
		mine := *cq
		mine.Of = []graph.ID{graph.ID(aq.Kind) + ":"} // only the kind matters
		q.add("CALL (a) {").eventsOf("a", mine, q.beyond("e", o, at))
		q.add("WITH e ", o.by("e"), " LIMIT ", q.param(cq.Page.First+1), " RETURN collect(", q.eventShape(cq.Want), ") AS events }")
		row += ", events: events"
	}
	if aq.Terms {
		row += ", terms: COLLECT { MATCH (a)" + q.terms(aq.On) + " RETURN " + termShape + " }"
	}
	if o := aq.Officials; o != nil {
		row += ", officials: COLLECT { MATCH " + q.serving("(a)", o.On) + "WITH DISTINCT o ORDER BY o.name, o.id LIMIT " + q.param(o.First+1) + " RETURN o " + actorShape(graph.Want{Names: o.Names}) + " }"
	}
	q.add("RETURN {", row, "} AS row ORDER BY a.id")
	rows, err := s.rows(ctx, q)
	var out []graph.ActorView
	for _, row := range rows {
		out = append(out, readFound(row, aq, list))
	}
	return out, err
}

// find matches the actors a of a query; false says that none can be.
func (q *query) find(aq graph.ActorQuery) (bool, error) {
	label, ok := labels[aq.Kind]
	kind, _ := aq.ID.Kind()
	key := fold(aq.Name)
	switch {
	case !ok:
		return false, fmt.Errorf("%q is no kind of actor: %w", aq.Kind, graph.ErrInvalid)
	case aq.ID != "" && kind != aq.Kind:
		return false, fmt.Errorf("id: %q is no id of this kind, such as %s:…: %w", aq.ID, aq.Kind, graph.ErrInvalid)
	case len(aq.Name) > maxName:
		return false, fmt.Errorf("name: longer than %d bytes: %w", maxName, graph.ErrInvalid)
	case aq.ID != "":
		q.add("MATCH ", q.actor("a", aq.ID))
	case aq.ISO3 != "":
		q.add("MATCH (a:Government {iso3: ", q.param(strings.ToUpper(aq.ISO3)), "})")
	case key != "":
		q.add("CALL db.index.fulltext.queryNodes('actor_keys', ", q.param(`"`+key+`"`), ") YIELD node AS a")
		q.add("WHERE a:", label, " AND ", q.param(key), " IN a.keys")
	default:
		return false, nil
	}
	return true, nil
}

func readFound(row map[string]any, aq graph.ActorQuery, list string) graph.ActorView {
	v := graph.ActorView{Actor: readActor(mapOf(row["actor"]))}
	if cq := aq.Contacts; cq != nil {
		v.Events = page(cq.Page, mapsOf(row["events"]), readEvent, placeIn(list, cq.Order))
	}
	v.Terms = readTerms(row["terms"])
	if o := aq.Officials; o != nil {
		v.Officials = page(graph.Page{First: o.First}, mapsOf(row["officials"]), readActor, byName)
	}
	return v
}
