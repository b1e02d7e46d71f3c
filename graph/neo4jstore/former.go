package neo4jstore

import (
	"slices"

	"backchannel/graph"
)

// A FormerId node says who has taken over an id that articles may still use: a
// person whom the pack did not know when they were read. Which actor that is
// follows from the actors that name it among their former ids alone, so that the
// order of loading does not matter, and forgetting them undoes it.

// current maps ids to those now used for them; an id that stays is absent.
func (t tx) current(ids []graph.ID) (map[graph.ID]graph.ID, error) {
	now := map[graph.ID]graph.ID{}
	for ask := officials(ids); len(ask) > 0; {
		rows, err := t.rows("UNWIND $ids AS id MATCH (f:FormerId {id: id}) RETURN f.id AS id, f.claimants[0] AS now", map[string]any{"ids": strs(ask)})
		if err != nil {
			return nil, err
		}
		ask = nil
		for _, row := range rows {
			was, to := idOf(row["id"]), idOf(row["now"])
			now[was] = to
			if _, known := now[to]; !known { // ids may have been taken over more than once
				ask = append(ask, to)
			}
		}
	}
	for was := range now {
		now[was] = follow(now, was)
	}
	return now, nil
}

// follow returns the end of a chain; in a circle, which no sound pack has, the
// smallest id of it.
func follow(now map[graph.ID]graph.ID, id graph.ID) graph.ID {
	var seen []graph.ID
	for next, ok := now[id]; ok && !slices.Contains(seen, id); next, ok = now[id] {
		seen = append(seen, id)
		id = next
	}
	if i := slices.Index(seen, id); i >= 0 {
		return slices.Min(seen[i:])
	}
	return id
}

// officials returns those of some ids that are of officials.
func officials(ids []graph.ID) []graph.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id graph.ID) bool { return id.Class() != string(graph.KindOfficial) })
}

// formerClaims says of former ids which actors claim them from now on, and which
// no longer do.
type formerClaims struct {
	come, gone map[graph.ID][]string
}

func newFormerClaims() formerClaims {
	return formerClaims{map[graph.ID][]string{}, map[graph.ID][]string{}}
}

// change notes that an actor had some former ids and has others now.
func (f formerClaims) change(actor graph.ID, before, after []graph.ID) {
	note := func(list map[graph.ID][]string, ids, except []graph.ID) {
		for _, id := range ids {
			if !slices.Contains(except, id) {
				list[id] = append(list[id], string(actor))
			}
		}
	}
	note(f.come, after, before)
	note(f.gone, before, after)
}

// ids returns the former ids concerned.
func (f formerClaims) ids() []graph.ID {
	return slices.Compact(slices.Sorted(func(yield func(graph.ID) bool) {
		for _, list := range []map[graph.ID][]string{f.come, f.gone} {
			for id := range list {
				if !yield(id) {
					return
				}
			}
		}
	}))
}

// claimFormer changes who claims former ids, and returns the articles whose
// actors may be others now.
func (t tx) claimFormer(claims formerClaims) ([]graph.ID, error) {
	touched := claims.ids()
	if len(touched) == 0 {
		return nil, nil
	}
	rows := make([]map[string]any, len(touched))
	for i, id := range touched {
		rows[i] = map[string]any{"id": string(id), "come": append([]string{}, claims.come[id]...), "gone": append([]string{}, claims.gone[id]...)}
	}
	old, err := t.current(touched)
	if err != nil {
		return nil, err
	}
	if err := t.each(`MERGE (f:FormerId {id: row.id}) ON CREATE SET f.name = row.id, f.claimants = []
		WITH f, [x IN f.claimants WHERE NOT x IN row.gone + row.come] + row.come AS claimants
		CALL (claimants) { UNWIND claimants AS x WITH x ORDER BY x RETURN collect(x) AS sorted }
		SET f.claimants = sorted
		FOREACH (_ IN CASE WHEN size(sorted) = 0 THEN [1] ELSE [] END | DELETE f)`, rows); err != nil {
		return nil, err
	}
	now, err := t.current(touched)
	if err != nil {
		return nil, err
	}
	nodes := slices.Clone(touched)
	for _, id := range touched {
		nodes = append(nodes, old[id], now[id])
	}
	return t.mentioning(touched, nodes)
}

// mentioning returns the articles that mention nodes under an id of touched, or
// under any former id.
func (t tx) mentioning(touched, nodes []graph.ID) ([]graph.ID, error) {
	rows, err := t.rows(`UNWIND $nodes AS id MATCH (n:Official {id: id})<-[m:MENTIONS]-(a:Article)
		WHERE m.was IS NOT NULL OR n.id IN $touched RETURN DISTINCT a.id AS article ORDER BY article`,
		map[string]any{"nodes": strs(nodes), "touched": strs(touched)})
	return idsIn(rows, "article"), err
}
