package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"backchannel/graph"
)

// Paths returns the shortest ways from one actor to another. A single path over
// what actually happened is one statement over the edges between actors; others
// take one for each step that the search grows, and one for what they show.
func (s *Store) Paths(ctx context.Context, pq graph.PathQuery, w graph.Want) ([]graph.Path, error) {
	if err := pq.Validate(); err != nil {
		return nil, err
	}
	if overEdges(pq) {
		return s.shortest(ctx, pq, w)
	}
	chains, err := graph.ShortestPaths(ctx, pq, func(ctx context.Context, of []graph.ID) (map[graph.ID]graph.Links, error) {
		return s.links(ctx, of, pq)
	})
	if err != nil {
		return nil, err
	}
	return s.show(ctx, pq, chains, w)
}

// overEdges reports whether the edges between actors alone answer a query.
func overEdges(pq graph.PathQuery) bool {
	f := pq.Filter
	plain := len(f.Participants) == 0 && f.Between == nil && len(f.Countries) == 0 && f.DateFrom == nil && f.DateTo == nil &&
		f.MinSources < 2 && len(f.Publishers) == 0 && f.KnownAt == nil && f.Text == ""
	return plain && pq.Limit == 1 && !pq.InTimeOrder && len(f.Status) == 1 && f.Status[0] == graph.StatusActual
}

// linked demands that two parts of an event give an edge between their actors.
const linked = `(x.role = 'source' AND y.role = 'target' OR x.role = 'target' AND y.role = 'source' OR
	'participant' IN [x.role, y.role] AND NOT 'mediator' IN [x.role, y.role] AND COUNT { (e)<-[p:TOOK_PART]-() WHERE p.role <> 'mediator' } <= 12)`

// links returns the links of actors.
func (s *Store) links(ctx context.Context, of []graph.ID, pq graph.PathQuery) (map[graph.ID]graph.Links, error) {
	if pq.Filter.KnownAt != nil {
		return s.knownLinks(ctx, of, pq)
	}
	q := newQuery("links of actors")
	q.add("UNWIND ", q.param(strs(of)), " AS of ", members("of", of, true))
	q.add("MATCH (m)-[x:TOOK_PART]->(e)<-[y:TOOK_PART]-(n)")
	q.where(append(q.conditions(pq.Filter, true), "n <> m", linked))
	q.add("WITH DISTINCT of, n.id AS to, e ORDER BY e.newest DESC, e.id DESC")
	shown := "[collect([e.id, e.dateFrom, e.dateTo])[0]]"
	if pq.InTimeOrder {
		shown = "collect([e.id, e.dateFrom, e.dateTo])"
	}
	q.add("WITH of, to, ", shown, " AS links WITH of, collect([to, links]) AS links RETURN {of: of, links: links} AS row")
	rows, err := s.rows(ctx, q)
	out := map[graph.ID]graph.Links{}
	for _, row := range rows {
		links := graph.Links{}
		for _, x := range listOf(row["links"]) {
			pair := listOf(x)
			for _, l := range listOf(pair[1]) {
				links[idOf(pair[0])] = append(links[idOf(pair[0])], readLink(listOf(l)))
			}
		}
		out[idOf(row["of"])] = links
	}
	return out, err
}

func readLink(l []any) graph.Link {
	return graph.Link{Event: idOf(l[0]), Date: dateOf(map[string]any{"dateFrom": l[1], "dateTo": l[2], "datePrecision": string(graph.PrecisionRange)})}
}

// shortest finds one shortest path over the edges between actors.
func (s *Store) shortest(ctx context.Context, pq graph.PathQuery, w graph.Want) ([]graph.Path, error) {
	types := pq.Filter.WantedTypes()
	if types == nil {
		for _, info := range graph.EventTypes() {
			types = append(types, info.Type)
		}
	}
	if len(types) == 0 {
		return s.show(ctx, pq, nil, w)
	}
	q := newQuery("shortest path")
	// Relationship types come from the closed table, and the bound is 1 to 6.
	q.add("MATCH ", q.actor("a", pq.From), " CALL () { MATCH ", q.actor("b", pq.To), " RETURN b LIMIT 1 }")
	q.add("MATCH p = shortestPath((a)-[:", strings.Join(texts(types), "|"), "*..", strconv.Itoa(pq.MaxHops), "]-(b))")
	q.add("WITH nodes(p) AS chain UNWIND range(0, size(chain) - 2) AS i WITH chain, i, chain[i] AS m, chain[i + 1] AS n CALL (m, n) {")
	// Each edge lists the days and ids of its events, the last day last.
	day, id := strconv.Itoa(len(undated)), strconv.Itoa(2*len(undated)+2)
	q.add("MATCH (m)-[r:", strings.Join(texts(types), "|"), "]-(n) UNWIND [x IN r.events WHERE left(x, "+day+") = left(r.events[-1], "+day+") | substring(x, "+id+")] AS id")
	q.add("MATCH (e:Event {id: id})")
	q.add("RETURN e ORDER BY e.newest DESC, e.id DESC LIMIT 1 }")
	q.add("WITH chain, i, ", q.eventShape(w), " AS event ORDER BY i WITH [n IN chain | n ", actorAll, "] AS actors, collect(event) AS events")
	q.add("RETURN {actors: actors, events: events} AS row")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 { // no path, or no such actors
		return s.show(ctx, pq, nil, w)
	}
	var path graph.Path
	for _, a := range listOf(rows[0]["actors"]) {
		path.Actors = append(path.Actors, readActor(mapOf(a)))
	}
	for _, e := range listOf(rows[0]["events"]) {
		path.Events = append(path.Events, readEvent(mapOf(e)))
	}
	return []graph.Path{path}, nil
}

// show reads the actors and events of chains.
func (s *Store) show(ctx context.Context, pq graph.PathQuery, chains []graph.Chain, w graph.Want) ([]graph.Path, error) {
	ids := []graph.ID{pq.From, pq.To}
	for _, c := range chains {
		ids = append(append(ids, c.Actors...), c.Events...)
	}
	got, err := s.Nodes(ctx, unique(ids), w)
	if err != nil {
		return nil, err
	}
	for _, id := range ids[:2] {
		if _, ok := got.Actors[id]; !ok {
			return nil, fmt.Errorf("path: %q: %w", id, graph.ErrNotFound)
		}
	}
	if pq.Filter.KnownAt != nil {
		k, err := s.known(ctx, graph.EventFilter{KnownAt: pq.Filter.KnownAt}, byEvents(slices.Collect(maps.Keys(got.Events))))
		if err != nil {
			return nil, err
		}
		for _, e := range k.events {
			got.Events[e.ID] = e
		}
	}
	out := make([]graph.Path, len(chains))
	for i, c := range chains {
		for _, id := range c.Actors {
			out[i].Actors = append(out[i].Actors, got.Actors[id])
		}
		for _, id := range c.Events {
			out[i].Events = append(out[i].Events, got.Events[id])
		}
	}
	return out, nil
}

// unique returns each of the ids once, in order.
func unique(ids []graph.ID) []graph.ID {
	seen := map[graph.ID]bool{}
	var out []graph.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
