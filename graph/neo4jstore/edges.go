package neo4jstore

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backchannel/graph"
)

// An edge between actors lists the events that give it, so that it can be
// brought up to date without a look at all that its actors took part in. An entry
// is the event's first day, last day and id; entries sort as the events do in time.

// undated stands in an entry for days that are not known.
const undated = "0000-00-00"

func edgeEntry(id graph.ID, d graph.Date) string {
	if d.IsZero() {
		return undated + " " + undated + " " + string(id)
	}
	return d.From.String() + " " + d.To.String() + " " + string(id)
}

// edgeChange is what leaves an edge's list and what joins it.
type edgeChange struct{ gone, fresh []string }

// edgeChanges are changes of edges by their key.
type edgeChanges map[graph.EdgeKey]edgeChange

// take takes an event out of the edges it gave, give puts one in. An event that
// is taken and given as it was changes nothing; take comes before give.
func (c edgeChanges) take(keys []string, entry string) {
	for _, raw := range keys {
		k := readEdgeKey(raw)
		e := c[k]
		e.gone = append(e.gone, entry)
		c[k] = e
	}
}

func (c edgeChanges) give(e graph.Event) {
	entry := edgeEntry(e.ID, e.Date)
	for _, k := range e.EdgeKeys() {
		change := c[k]
		if i := slices.Index(change.gone, entry); i >= 0 {
			change.gone = slices.Delete(change.gone, i, i+1)
		} else {
			change.fresh = append(change.fresh, entry)
		}
		if c[k] = change; len(change.gone)+len(change.fresh) == 0 {
			delete(c, k)
		}
	}
}

// edge is an edge between two actors with the change of its list.
type edge struct {
	key    graph.EdgeKey
	change edgeChange
	ref    string // element id of the stored edge; empty where there is none
	events []string
}

// writeEdges brings edges up to date. The types stand in one statement, or in
// parameters after they were found in the closed table: a statement for each
// would cost the server its planning forty times over.
func (t tx) writeEdges(at places, edges []edge) error {
	var create, update, remove []map[string]any
	for _, e := range edges {
		events := slices.DeleteFunc(e.events, func(x string) bool { return slices.Contains(e.change.gone, x) })
		events = append(events, e.change.fresh...)
		slices.Sort(events)
		row := map[string]any{"ref": e.ref}
		switch {
		case len(events) == 0 && e.ref != "":
			remove = append(remove, row)
		case len(events) == 0:
		case e.ref != "":
			row["props"] = edgeProps(events)
			update = append(update, row)
		default:
			create = append(create, map[string]any{"type": string(e.key.Type), "from": at[e.key.From], "to": at[e.key.To], "props": edgeProps(events)})
		}
	}
	const here = "MATCH ()-[r]->() WHERE elementId(r) = row.ref "
	if err := t.each(here+"DELETE r", remove); err != nil {
		return err
	}
	if err := t.each(here+"SET r = row.props", update); err != nil {
		return err
	}
	return t.each("MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to CREATE (a)-[r:$(row.type)]->(b) SET r = row.props", create)
}

// storedEdges returns the edges to change, as they are.
func (t tx) storedEdges(at places, changes edgeChanges) ([]edge, error) {
	var edges []edge
	var ask []map[string]any
	for _, key := range slices.SortedFunc(maps.Keys(changes), compareEdgeKeys) {
		if !key.Type.Valid() {
			return nil, fmt.Errorf("edge of type %q: %w", key.Type, graph.ErrInvalid)
		}
		if at[key.From] != "" && at[key.To] != "" {
			ask = append(ask, map[string]any{"i": len(edges), "type": string(key.Type), "from": at[key.From], "to": at[key.To]})
		}
		edges = append(edges, edge{key: key, change: changes[key]})
	}
	if len(ask) == 0 {
		return edges, nil
	}
	rows, err := t.rows("UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to MATCH (a)-[r:"+edgeTypes()+
		"]->(b) WHERE type(r) = row.type RETURN row.i AS i, elementId(r) AS ref, r.events AS events", map[string]any{"rows": ask})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		e := &edges[intOf(row["i"])]
		e.ref, e.events = textOf(row["ref"]), textsOf(row["events"])
	}
	return edges, nil
}

func compareEdgeKeys(a, b graph.EdgeKey) int {
	return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

// edgeTypes returns the closed table as a pattern.
func edgeTypes() string {
	var types []string
	for _, info := range graph.EventTypes() {
		types = append(types, string(info.Type))
	}
	return strings.Join(types, "|")
}

// edgeProps sums a list of events up.
func edgeProps(events []string) map[string]any {
	p := map[string]any{"events": events, "count": len(events), "first": nil, "last": nil}
	var first, last string
	for _, x := range events {
		from, to, id := x[:len(undated)], x[len(undated)+1:2*len(undated)+1], x[2*len(undated)+2:]
		p["lastEvent"] = id
		if from == undated {
			continue
		}
		if first == "" {
			first = from
		}
		last = max(last, to)
	}
	if day, err := graph.ParseDay(first); err == nil {
		p["first"] = dayProp(day)
	}
	if day, err := graph.ParseDay(last); err == nil {
		p["last"] = dayProp(day)
	}
	return p
}
