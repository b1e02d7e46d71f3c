package neo4jstore

import (
	"maps"
	"slices"

	"backchannel/graph"
)

// near returns all stored claims that the given ones reach, directly or over
// others. It asks wave by wave, until a wave brings no new reach.
func (t tx) near(seeds []graph.Reach) ([]claim, error) {
	found := map[graph.ID]claim{}
	asked := map[span]bool{}
	for wave := seeds; len(wave) > 0; {
		var ask []graph.Reach
		for _, r := range wave {
			if s := spanOf(r); !asked[s] {
				asked[s] = true
				ask = append(ask, r)
			}
		}
		if len(ask) == 0 {
			break
		}
		rows, err := t.reached(ask)
		if err != nil {
			return nil, err
		}
		wave = nil
		for _, row := range rows {
			c := storedClaim(row)
			if _, known := found[c.ID]; !known {
				found[c.ID] = c
				wave = append(wave, c.Reach())
			}
		}
	}
	return slices.Collect(maps.Values(found)), nil
}

// span is what a reach asks the store for.
type span struct {
	group    graph.ID
	from, to graph.Day
	meeting  string
}

func spanOf(r graph.Reach) span { return span{r.Group, r.From, r.To, r.Meeting} }

// reached returns the claims that one of the reaches meets.
func (t tx) reached(reaches []graph.Reach) ([]map[string]any, error) {
	var groups, meetings, crowds []map[string]any
	for _, r := range reaches {
		row := map[string]any{
			"group": string(r.Group), "low": int64(r.From) - graph.MaxReach, "from": int64(r.From), "to": int64(r.To), "eve": int64(r.From) - graph.Nightfall,
			"meeting": r.Meeting, "parties": strs(r.Parties),
		}
		groups = append(groups, row)
		if r.Meeting != "" {
			meetings = append(meetings, row)
		}
		if r.Crowd() {
			crowds = append(crowds, row)
		}
	}
	var out []map[string]any
	const sharing = " AND size([p IN c.sourceIds + c.targetIds WHERE p IN row.parties]) > 1"
	for _, look := range []struct {
		cypher string
		rows   []map[string]any
	}{
		{"MATCH (c:Claim {group: row.group}) WHERE c.reachFrom >= row.low AND c.reachFrom <= row.to AND c.reachTo >= row.from", groups},
		{"MATCH (c:Claim {crowd: row.meeting}) WHERE c.reachFrom >= row.eve AND c.reachFrom <= row.to" + sharing, meetings},
		{"MATCH (c:Claim {meeting: row.meeting}) WHERE c.reachFrom >= row.eve AND c.reachFrom <= row.to" + sharing, crowds},
	} {
		if len(look.rows) == 0 {
			continue
		}
		rows, err := t.rows("UNWIND $rows AS row "+look.cypher+
			" WITH DISTINCT c RETURN c {.*, quote: null} AS claim, elementId(c) AS place, head([(c)-[:ABOUT]->(e) | e.id]) AS event", map[string]any{"rows": look.rows})
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}
