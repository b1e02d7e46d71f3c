package neo4jstore

import (
	"slices"

	"backchannel/graph"
)

// derive brings events, and the edges they give, up to date with all that the
// claims that went or come reach, and writes those that come.
func (t tx) derive(at places, gone, come []claim) error {
	touched := slices.Concat(gone, come)
	if len(touched) == 0 {
		return nil
	}
	seeds := make([]graph.Reach, len(touched))
	for i, c := range touched {
		seeds[i] = c.Reach()
	}
	near, err := t.near(seeds)
	if err != nil {
		return err
	}
	stored, err := t.events(at, slices.Concat(gone, near))
	if err != nil {
		return err
	}
	return t.apply(at, differences(slices.Concat(near, come), stored), come)
}

// difference is what has to change for events to be what claims give.
type difference struct {
	gone    []graph.ID
	fresh   []graph.Event // new or changed
	recast  []graph.Event // those of them with other participants, or other dates of these
	miscast []graph.ID    // those of them that have participants already
	about   map[graph.ID]graph.ID
	moved   []claim // stored claims that are about another event now
	edges   edgeChanges
}

// differences derives the events of claims and compares them with those stored.
func differences(claims []claim, stored map[graph.ID]event) difference {
	d := difference{about: map[graph.ID]graph.ID{}, edges: edgeChanges{}}
	set := make([]graph.Claim, len(claims))
	for i, c := range claims {
		set[i] = c.Claim
	}
	for _, e := range graph.Derive(set) {
		for _, c := range e.Claims {
			d.about[c] = e.ID
		}
		was, known := stored[e.ID]
		delete(stored, e.ID)
		if !known || was.digest != hashOf(e) {
			d.change(e, was, known)
		}
	}
	for _, c := range claims {
		if c.place != "" && c.event != d.about[c.ID] {
			d.moved = append(d.moved, c)
		}
	}
	for id, e := range stored {
		d.gone = append(d.gone, id)
		d.edges.take(e.edges, e.entry)
	}
	slices.Sort(d.gone)
	return d
}

// change notes an event that is new or no longer what it was.
func (d *difference) change(e graph.Event, was event, known bool) {
	d.fresh = append(d.fresh, e)
	d.edges.take(was.edges, was.entry)
	d.edges.give(e)
	if was.cast == castOf(e) {
		return
	}
	d.recast = append(d.recast, e)
	if known {
		d.miscast = append(d.miscast, e.ID)
	}
}

// apply writes a difference, and the claims that come.
func (t tx) apply(at places, d difference, come []claim) error {
	if err := t.locate(at, d.parties(come)); err != nil {
		return err
	}
	edges, err := t.storedEdges(at, d.edges)
	if err != nil {
		return err
	}
	if err := t.writeEvents(at, d.gone, d.fresh); err != nil {
		return err
	}
	if err := t.state(at, come, d.about); err != nil {
		return err
	}
	if err := t.move(at, d.moved, d.about); err != nil {
		return err
	}
	if err := t.cast(at, d.miscast, d.recast); err != nil {
		return err
	}
	return t.writeEdges(at, edges)
}

// parties returns the actors that a difference is about.
func (d difference) parties(come []claim) []graph.ID {
	var ids []graph.ID
	for _, c := range come {
		if c.By != "" {
			ids = append(ids, c.By)
		}
	}
	for _, e := range d.recast {
		for _, p := range e.Participants {
			ids = append(ids, p.Actor)
		}
	}
	for key := range d.edges {
		ids = append(ids, key.From, key.To)
	}
	return ids
}

// event is what is needed to know of a stored event.
type event struct {
	digest, cast string
	edges        []string
	entry        string
}

// events reads the stored events that claims are or were about.
func (t tx) events(at places, claims []claim) (map[graph.ID]event, error) {
	var ids []graph.ID
	for _, c := range claims {
		if c.event != "" {
			ids = append(ids, c.event)
		}
	}
	slices.Sort(ids)
	out := map[graph.ID]event{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := t.rows(`UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN id, elementId(e) AS place, e.digest AS digest, e.cast AS cast, e.edges AS edges,
		e.dateFrom AS dateFrom, e.dateTo AS dateTo, e.datePrecision AS datePrecision`, map[string]any{"ids": strs(slices.Compact(ids))})
	if err != nil {
		return nil, err
	}
	at.note(rows)
	for _, row := range rows {
		id := idOf(row["id"])
		out[id] = event{textOf(row["digest"]), textOf(row["cast"]), textsOf(row["edges"]), edgeEntry(id, dateOf(row))}
	}
	return out, nil
}
