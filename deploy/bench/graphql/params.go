package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"backchannel/deploy/bench/neutral"
	"backchannel/graph"
)

// rewriteParams adds to every set of parameters what our operations take: our
// ids, the last day of a window, and cursors in place of offsets.
func rewriteParams(params, out string, events []neutral.Record) error {
	raw, err := os.ReadFile(params)
	if err != nil {
		return err
	}
	var pools map[string][]map[string]any
	if err := json.Unmarshal(raw, &pools); err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, e := range events {
		kept[e.ID] = true
	}
	cursors, err := newCursors(events)
	if err != nil {
		return err
	}
	for op, pool := range pools {
		pools[op] = slices.DeleteFunc(pool, func(p map[string]any) bool {
			id, _ := p["id"].(string)
			return op == "event_detail" && !kept[id]
		})
		for _, p := range pools[op] {
			if err := cursors.extend(p); err != nil {
				return fmt.Errorf("%s: %w", op, err)
			}
		}
	}
	// Page N/2 beside page 1, to see that depth costs nothing.
	pools["first_page"] = []map[string]any{{}}
	if raw, err = json.Marshal(pools); err != nil {
		return err
	}
	return os.WriteFile(out, raw, 0o644)
}

// cursors are those of all events, the latest first.
type cursors []string

func newCursors(events []neutral.Record) (cursors, error) {
	views := make([]graph.EventView, len(events))
	for i, e := range events {
		day, err := neutral.DayOf(e.Date)
		if err != nil {
			return nil, err
		}
		views[i].ID, views[i].Date = neutral.IDOf(e.ID), graph.OnDay(day)
	}
	slices.SortFunc(views, func(a, b graph.EventView) int {
		return cmp.Or(cmp.Compare(b.Date.From, a.Date.From), cmp.Compare(b.ID, a.ID))
	})
	out := make(cursors, len(views))
	for i, v := range views {
		out[i] = v.Position("events "+string(graph.NewestFirst), graph.NewestFirst).Cursor()
	}
	return out, nil
}

func (c cursors) extend(p map[string]any) error {
	for _, name := range []string{"id", "a", "b"} {
		if id, ok := p[name].(string); ok {
			p["our_"+name] = neutral.IDOf(id)
		}
	}
	if to, ok := p["to"].(string); ok { // the rig's windows leave their last day out
		t, err := time.Parse(time.DateOnly, to)
		if err != nil {
			return err
		}
		p["until"] = t.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	if offset, ok := p["offset"].(float64); ok {
		p["after"] = c[int(offset)-1]
	}
	return nil
}
