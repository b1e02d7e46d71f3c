package neo4jstore

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// members returns a subquery that takes the actor's id in a variable, and gives
// those it stands for: itself, and for a government its bodies, and its officials
// that took part in anything, for as long as they are in office. Rows are m, since
// and until (null: not bounded) and open, whether undated events count.
func members(id string, of []graph.ID, direct bool) string {
	present := map[graph.ActorKind]bool{}
	for _, a := range of {
		kind, _ := a.Kind()
		present[kind] = true
	}
	var branches []string
	for _, kind := range kinds {
		if present[kind] {
			branches = append(branches, "MATCH (m:"+labels[kind]+" {id: "+id+"}) RETURN m, null AS since, null AS until, true AS open")
		}
	}
	if present[graph.KindGovernment] && !direct {
		branches = append(branches,
			"MATCH (:Government {id: "+id+"})<-[:BELONGS_TO]-(m:Organization) RETURN m, null AS since, null AS until, true AS open",
			"MATCH (:Government {id: "+id+"})<-[:BELONGS_TO*0..1]-(body)<-[s:SERVES]-(m:Official) WHERE EXISTS { (m)-[:TOOK_PART]->() }"+
				" RETURN m, s.since AS since, s.until AS until, s.to IS NULL AS open")
	}
	return "CALL (" + id + ") { " + strings.Join(branches, " UNION ALL ") + " }"
}

// standFor reports whether one of the actors stands for others than itself.
func standFor(direct bool, of ...graph.ID) bool {
	return !direct && slices.ContainsFunc(of, func(id graph.ID) bool {
		kind, _ := id.Kind()
		return kind == graph.KindGovernment
	})
}
