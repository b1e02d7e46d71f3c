package neo4jstore

import (
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
type edgeChanges map[string]edgeChange

// take takes an event out of the edges it gave, give puts one in. An event that
// is taken and given as it was changes nothing; take comes before give.
func (c edgeChanges) take(keys []string, entry string) {
	for _, k := range keys {
		e := c[k]
		e.gone = append(e.gone, entry)
		c[k] = e
	}
}

func (c edgeChanges) give(e graph.Event) {
	entry := edgeEntry(e.ID, e.Date)
	for _, k := range e.EdgeKeys() {
		key := edgeKey(k)
		change := c[key]
		if i := slices.Index(change.gone, entry); i >= 0 {
			change.gone = slices.Delete(change.gone, i, i+1)
		} else {
			change.fresh = append(change.fresh, entry)
		}
		if c[key] = change; len(change.gone)+len(change.fresh) == 0 {
			delete(c, key)
		}
	}
}

// writeEdges brings edges up to date, one statement an event type: the type of a
// relationship comes from the closed table, values are parameters only.
func (t tx) writeEdges(changes edgeChanges) error {
	byType := map[graph.EventType][]map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(changes)) {
		c := changes[key]
		part := strings.Fields(key)
		if len(part) != 3 {
			return fmt.Errorf("edge key %q: %w", key, graph.ErrInvalid)
		}
		typ, err := graph.ParseEventType(part[0])
		if err != nil {
			return err
		}
		byType[typ] = append(byType[typ], map[string]any{"from": part[1], "to": part[2], "gone": orEmpty(c.gone), "fresh": orEmpty(c.fresh)})
	}
	for _, typ := range slices.Sorted(maps.Keys(byType)) {
		if err := t.run(edgeStatement(typ), map[string]any{"rows": byType[typ]}); err != nil {
			return err
		}
	}
	return nil
}

func orEmpty(s []string) []string { return append([]string{}, s...) }

func edgeStatement(typ graph.EventType) string {
	return `UNWIND $rows AS row MATCH (a:` + anyActor + ` {id: row.from}) MATCH (b:` + anyActor + ` {id: row.to})
		MERGE (a)-[r:` + string(typ) + `]->(b)
		WITH r, [x IN coalesce(r.events, []) WHERE NOT x IN row.gone] + row.fresh AS events
		CALL (events) { UNWIND events AS x WITH x ORDER BY x RETURN collect(x) AS sorted }
		CALL (sorted) { UNWIND sorted AS x WITH x WHERE NOT x STARTS WITH '` + undated + `'
			RETURN min(date(substring(x, 0, 10))) AS first, max(date(substring(x, 11, 10))) AS last }
		SET r.events = sorted, r.count = size(sorted), r.first = first, r.last = last, r.lastEvent = substring(sorted[-1], 22)
		FOREACH (_ IN CASE WHEN size(sorted) = 0 THEN [1] ELSE [] END | DELETE r)`
}
