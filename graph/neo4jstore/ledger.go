package neo4jstore

import (
	"context"
	"time"

	"backchannel/graph"
)

// Ledger keeps what loads have done: a LoadFeed for every feed, a LoadPage for
// every page it announced, a Load for every run, and the lock that lets one run
// work at a time. None of these nodes is part of the graph of contacts. It
// implements night.Ledger; [Store.Migrate] makes what it relies on.
type Ledger struct{ store *Store }

// Ledger returns the ledger beside the graph.
func (s *Store) Ledger() *Ledger { return &Ledger{s} }

// run executes one statement in a transaction of its own.
func (l *Ledger) run(ctx context.Context, name, cypher string, params map[string]any) (out []map[string]any, err error) {
	err = l.store.write(ctx, name, func(t tx) error {
		out, err = t.rows(cypher, params)
		return err
	})
	return out, err
}

// lock takes the write lock of the node before it looks who holds it.
const lock = `
MERGE (l:LoadLock {id: 'load'}) ON CREATE SET l.name = 'lock of loads'
SET l.asked = datetime()
WITH l, l.holder IS NULL OR l.holder = $holder OR l.until < datetime() AS free
SET l.holder = CASE WHEN free THEN $holder ELSE l.holder END,
    l.until = CASE WHEN free THEN datetime() + duration({milliseconds: $lease}) ELSE l.until END
RETURN free, l.holder AS holder`

// Lock takes or renews the lock by the server's clock. While another has it, the
// error is a [*graph.HeldError].
func (l *Ledger) Lock(ctx context.Context, holder string, lease time.Duration) error {
	rows, err := l.run(ctx, "lock loads", lock, map[string]any{"holder": holder, "lease": lease.Milliseconds()})
	if err != nil {
		return err
	}
	if rows[0]["free"] != true {
		return &graph.HeldError{Holder: textOf(rows[0]["holder"])}
	}
	return nil
}

// Unlock gives the lock back; another's lock stays.
func (l *Ledger) Unlock(ctx context.Context, holder string) error {
	_, err := l.run(ctx, "unlock loads", `MATCH (l:LoadLock {id: 'load', holder: $holder}) REMOVE l.holder, l.until`, map[string]any{"holder": holder})
	return err
}

const report = `
MERGE (l:Load {id: $id})
SET l.name = $name, l.startedAt = $started, l.finishedAt = $finished, l.sources = size($outcomes), l.loaded = $loaded, l.setAside = $setAside
WITH l UNWIND $outcomes AS o
MERGE (f:LoadFeed {id: o.feed}) ON CREATE SET f.name = o.name
MERGE (l)-[r:READ]->(f)
SET r += o`

// Report keeps a load and its outcomes.
func (l *Ledger) Report(ctx context.Context, load graph.Load) error {
	outcomes := make([]map[string]any, len(load.Outcomes))
	for i, o := range load.Outcomes {
		outcomes[i] = outcomeProps(o)
	}
	total := load.Total()
	_, err := l.run(ctx, "report load", report, map[string]any{
		"id": string(load.ID), "name": "load " + load.StartedAt.UTC().Format("2006-01-02 15:04"), "started": load.StartedAt.UTC(), "finished": timeProp(load.FinishedAt),
		"outcomes": outcomes, "loaded": total.Loaded, "setAside": total.SetAside,
	})
	return err
}

// Loads returns the latest loads, the newest first, that started before a time
// (zero: from the newest on).
func (l *Ledger) Loads(ctx context.Context, before time.Time, limit int) ([]graph.Load, error) {
	rows, err := l.store.read(ctx, "list loads", `
MATCH (l:Load) WHERE $before IS NULL OR l.startedAt < $before
WITH l ORDER BY l.startedAt DESC, l.id LIMIT $limit
OPTIONAL MATCH (l)-[r:READ]->(:LoadFeed)
WITH l, r ORDER BY r.name
RETURN l.id AS id, l.startedAt AS startedAt, l.finishedAt AS finishedAt, collect(properties(r)) AS outcomes
ORDER BY startedAt DESC, id`, map[string]any{"before": timeProp(before), "limit": limit})
	if err != nil {
		return nil, err
	}
	loads := make([]graph.Load, len(rows))
	for i, row := range rows {
		loads[i] = graph.Load{ID: idOf(row["id"]), StartedAt: timeOf(row["startedAt"]), FinishedAt: timeOf(row["finishedAt"])}
		for _, o := range listOf(row["outcomes"]) {
			p := mapOf(o)
			loads[i].Outcomes = append(loads[i].Outcomes, outcomeOf(p))
		}
	}
	return loads, nil
}

func outcomeProps(o graph.LoadOutcome) map[string]any {
	return map[string]any{
		"feed": o.Feed, "name": o.Name, "status": o.Status, "items": o.Items, "new": o.New, "loaded": o.Loaded, "foreign": o.Foreign,
		"leftOut": o.LeftOut, "setAside": o.SetAside, "waiting": o.Waiting, "error": optional(o.Error), "seconds": o.Took.Seconds(),
	}
}

func outcomeOf(p map[string]any) graph.LoadOutcome {
	count := func(key string) int { return int(intOf(p[key])) }
	return graph.LoadOutcome{
		Feed: textOf(p["feed"]), Name: textOf(p["name"]), Status: textOf(p["status"]),
		Items: count("items"), New: count("new"), Loaded: count("loaded"), Foreign: count("foreign"),
		LeftOut: count("leftOut"), SetAside: count("setAside"), Waiting: count("waiting"),
		Error: textOf(p["error"]), Took: time.Duration(floatOf(p["seconds"]) * float64(time.Second)),
	}
}
