package neo4jstore

import (
	"maps"
	"slices"

	"backchannel/graph"
)

// places are the element ids of nodes that a change has to do with: the server
// finds a node there at once, and by our id only through the indexes of all kinds.
type places map[graph.ID]string

// locate adds the places of actors that are not known yet. An actor that is not
// there has none.
func (t tx) locate(at places, actors []graph.ID) error {
	missing := map[graph.ID]bool{}
	for _, id := range actors {
		if at[id] == "" {
			missing[id] = true
		}
	}
	if len(missing) == 0 {
		return nil
	}
	rows, err := t.rows("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id}) RETURN id, elementId(n) AS place",
		map[string]any{"ids": strs(slices.Sorted(maps.Keys(missing)))})
	at.note(rows)
	return err
}

// note takes places from rows of id and place.
func (at places) note(rows []map[string]any) {
	for _, row := range rows {
		at[idOf(row["id"])] = textOf(row["place"])
	}
}
