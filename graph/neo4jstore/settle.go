package neo4jstore

import (
	"maps"
	"slices"

	"backchannel/graph"
)

// settle makes actors what the articles that mention them say together, and
// removes those that no article mentions any more. It returns who claims which
// former ids from now on.
func (t tx) settle(at places, out, put []statement) (formerClaims, error) {
	former := newFormerClaims()
	tallies, err := t.tallies(at, out, put)
	if err != nil {
		return former, err
	}
	changes := actorChanges{made: map[graph.ActorKind][]map[string]any{}, terms: newMovements()}
	for _, id := range slices.Sorted(maps.Keys(tallies)) {
		actor, err := tallies[id].now.actor(id)
		if err != nil {
			return former, err
		}
		former.change(id, tallies[id].former, actor.FormerIDs)
		if err := changes.add(at, actor, *tallies[id]); err != nil {
			return former, err
		}
	}
	if err := t.writeActors(at, changes); err != nil {
		return former, err
	}
	return former, t.rebind(at, changes.terms)
}

// actorChanges are rows of actors to write, by what is to be done.
type actorChanges struct {
	gone    []map[string]any
	counted []map[string]any // the same forms in other numbers
	tallied []map[string]any // other forms that give the same actor
	changed []map[string]any
	made    map[graph.ActorKind][]map[string]any
	terms   *movements
}

// add adds what is to be done about an actor: what its tally now says it is, beside
// what is stored.
func (c *actorChanges) add(at places, actor graph.Actor, a account) error {
	form := hashOf(actor)
	forms, counts := a.now.props()
	row := map[string]any{"place": at[actor.ID], "counts": counts}
	switch {
	case len(forms) == 0:
		c.gone = append(c.gone, row)
		delete(at, actor.ID)
		was, err := a.was.actor(actor.ID)
		c.terms.vacate(was)
		return err
	case form == a.form && slices.Equal(forms, a.forms):
		c.counted = append(c.counted, row)
		return nil
	case form == a.form:
		row["forms"] = forms
		c.tallied = append(c.tallied, row)
		return nil
	}
	props := actorProps(actor)
	props["form"], props["forms"], props["counts"] = form, forms, counts
	row["props"] = props
	known := at[actor.ID] != ""
	if known {
		c.changed = append(c.changed, row)
	} else {
		c.made[actor.Kind] = append(c.made[actor.Kind], row)
	}
	was, err := a.was.actor(actor.ID)
	c.terms.note(was, actor, known)
	return err
}

// writeActors makes the changes, and notes where the new actors are.
func (t tx) writeActors(at places, c actorChanges) error {
	const here = "MATCH (n) WHERE elementId(n) = row.place "
	if err := t.each(here+"DETACH DELETE n", c.gone); err != nil {
		return err
	}
	if err := t.each(here+"SET n.counts = row.counts", c.counted); err != nil {
		return err
	}
	if err := t.each(here+"SET n.forms = row.forms, n.counts = row.counts", c.tallied); err != nil {
		return err
	}
	if err := t.each(here+"SET n = row.props", c.changed); err != nil {
		return err
	}
	for _, kind := range kinds {
		if len(c.made[kind]) == 0 {
			continue
		}
		rows, err := t.rows("UNWIND $rows AS row CREATE (n:"+labels[kind]+") SET n = row.props RETURN n.id AS id, elementId(n) AS place", map[string]any{"rows": c.made[kind]})
		if err != nil {
			return err
		}
		at.note(rows)
	}
	return nil
}

// account is the tally of an actor before and after a change.
type account struct {
	now    tally
	was    tally
	forms  []string   // as stored
	form   string     // hash of the actor as stored
	former []graph.ID // as stored
	// recounted says that the mentions were counted instead of reading a tally:
	// those taken out are gone already.
	recounted bool
}

// tallies returns the tallies of the actors concerned, with the change counted in.
func (t tx) tallies(at places, out, put []statement) (map[graph.ID]*account, error) {
	accounts := map[graph.ID]*account{}
	for _, s := range slices.Concat(out, put) {
		for _, m := range s.mentions {
			accounts[m.node] = &account{now: tally{}}
		}
	}
	rows, err := t.rows("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id}) RETURN id, elementId(n) AS place, n.forms AS forms, n.counts AS counts, n.tally AS tally, n.form AS form, n.formerIds AS former",
		map[string]any{"ids": strs(slices.Sorted(maps.Keys(accounts)))})
	if err != nil {
		return nil, err
	}
	at.note(rows)
	var unknown []graph.ID
	for _, row := range rows {
		id := idOf(row["id"])
		now, known := readTally(row)
		accounts[id] = &account{now: now, forms: textsOf(row["forms"]), form: textOf(row["form"]), former: idsOf(row["former"]), recounted: !known}
		if !known {
			unknown = append(unknown, id)
		}
	}
	if err := t.recount(accounts, unknown); err != nil {
		return nil, err
	}
	for _, a := range accounts {
		a.was = maps.Clone(a.now)
	}
	for _, s := range put { // in before out, so that counts never fall below zero
		for _, m := range s.mentions {
			accounts[m.node].now.count(m.said(), 1)
		}
	}
	for _, s := range out {
		for _, m := range s.mentions {
			if a := accounts[m.node]; a.recounted {
				a.was.count(m.said(), 1)
			} else {
				a.now.count(m.said(), -1)
			}
		}
	}
	return accounts, nil
}

// recount counts the mentions of actors whose tallies an earlier build wrote.
func (t tx) recount(accounts map[graph.ID]*account, ids []graph.ID) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := t.rows("UNWIND $ids AS id MATCH (n:"+anyActor+" {id: id})<-[m:MENTIONS]-() RETURN id, "+formOf+" AS form", map[string]any{"ids": strs(ids)})
	if err != nil {
		return err
	}
	for _, row := range rows {
		m, err := readMention(row)
		if err != nil {
			return err
		}
		accounts[m.node].now.count(m.said(), 1)
	}
	return nil
}
