package neo4jstore

import (
	"slices"
	"strings"

	"backchannel/graph"
)

// took is how an actor is linked to the events that concern it: those in which it
// took part, and for governments, unless direct, those in which they are involved
// by who stood for them at the time.
func took(direct bool, of ...graph.ID) string {
	own := slices.ContainsFunc(of, func(id graph.ID) bool { return !standFor(direct, id) })
	switch {
	case own && standFor(direct, of...):
		return "TOOK_PART|INVOLVED_IN"
	case own:
		return "TOOK_PART"
	default:
		return "INVOLVED_IN"
	}
}

// person is the id of who took part, by a link of an actor to an event.
func person(link, actor, took string) string {
	if took == "TOOK_PART" {
		return actor + ".id"
	}
	return "coalesce(" + link + ".by, " + actor + ".id)"
}

// dealt demands that two actors, or who stood for them, dealt with each other in
// one event, to which they are linked by x and y.
func dealt(m, mTook, n, nTook string) []string {
	apart := person("x", m, mTook) + " <> " + person("y", n, nTook)
	if mTook == "TOOK_PART" && nTook == mTook { // no property need be read
		apart = m + " <> " + n
	}
	return []string{apart, sides("x", "y")}
}

// conditions returns what a filter demands of an event e, in Cypher.
func (q *query) conditions(f graph.EventFilter, direct bool) []string {
	c := q.properties(f)
	for _, id := range f.Participants {
		c = append(c, "EXISTS { (e)<-[:"+took(direct, id)+"]-"+q.actor("", id)+" }")
	}
	if f.Between != nil {
		a, b := took(direct, f.Between.A), took(direct, f.Between.B)
		c = append(c, "EXISTS { "+q.actor("m", f.Between.A)+"-[x:"+a+"]->(e)<-[y:"+b+"]-"+q.actor("n", f.Between.B)+" WHERE "+strings.Join(dealt("m", a, "n", b), " AND ")+" }")
	}
	if len(f.Countries) > 0 {
		c = append(c, "EXISTS { (e)<-[:TOOK_PART]-(who) WHERE who.country IN "+q.param(f.Countries)+" }")
	}
	if len(f.Publishers) > 0 {
		c = append(c, "EXISTS { (e)<-[:ABOUT]-(told:Claim) WHERE toLower(told.publisher) IN "+q.param(lower(f.Publishers))+" }")
	}
	if wanted := words(f.Text); len(wanted) > 0 {
		c = append(c, "EXISTS { (e)<-[:ABOUT]-(told:Claim) WHERE "+q.holds("told", wanted)+" }")
	}
	return c
}

// properties returns what a filter demands of an event's own properties.
func (q *query) properties(f graph.EventFilter) []string {
	var c []string
	if types := f.WantedTypes(); len(types) == 1 {
		c = append(c, "e.type = "+q.param(string(types[0])))
	} else if types != nil {
		c = append(c, "e.type IN "+q.param(texts(types)))
	}
	if len(f.Status) == 1 {
		c = append(c, "e.status = "+q.param(string(f.Status[0])))
	} else if len(f.Status) > 1 {
		c = append(c, "e.status IN "+q.param(texts(f.Status)))
	}
	if f.DateFrom != nil {
		c = append(c, "e.dateTo >= "+q.param(dayProp(*f.DateFrom)))
	}
	if f.DateTo != nil {
		c = append(c, "e.dateFrom <= "+q.param(dayProp(*f.DateTo)))
	}
	if f.MinSources > 0 {
		c = append(c, "e.sources >= "+q.param(f.MinSources))
	}
	return c
}

// sides demands that two parts of one event deal with each other: they are on
// different sides, or no sides are known.
func sides(x, y string) string {
	return "(" + x + ".role = 'participant' OR " + x + ".role <> " + y + ".role)"
}

// holds demands that all words stand in a node's folded text.
func (q *query) holds(node string, wanted []string) string {
	padded := make([]string, len(wanted))
	for i, w := range wanted {
		padded[i] = " " + w + " "
	}
	return "all(w IN " + q.param(padded) + " WHERE (' ' + " + node + ".words + ' ') CONTAINS w)"
}

// actor returns the pattern of the actor of an id, which the filter's Validate
// has found to be one.
func (q *query) actor(variable string, id graph.ID) string {
	kind, _ := id.Kind()
	return "(" + variable + ":" + labels[kind] + " {id: " + q.param(string(id)) + "})"
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func lower(values []string) []string {
	out := slices.Clone(values)
	for i, v := range out {
		out[i] = strings.ToLower(v)
	}
	return out
}

// source appends what finds events for a filter, by what narrows most, each once,
// and returns the conditions that remain. Without a source all events are looked
// at, in the order of an index.
func (q *query) source(f graph.EventFilter, direct bool) (conditions []string, sourced bool) {
	switch wanted := words(f.Text); {
	case len(f.Participants) > 0:
		first := f.Participants[0]
		f.Participants = f.Participants[1:]
		q.add("MATCH ", q.actor("", first), "-[:", took(direct, first), "]->(e:Event)")
	case f.Between != nil:
		q.between(f.Between.A, f.Between.B, direct)
		f.Between = nil
	case len(wanted) > 0:
		q.add("CALL db.index.fulltext.queryNodes('claim_words', ", q.param(lucene(wanted)), ") YIELD node MATCH (node)-[:ABOUT]->(e:Event)")
		f.Text = ""
	default:
		q.add("MATCH (e:Event)")
		return q.conditions(f, direct), false
	}
	q.add("WITH DISTINCT e")
	return q.conditions(f, direct), true
}

// between matches the events e in which two actors dealt with each other. Where no
// Dyad leads to them, both have
// their events looked up, and joined: going from each event of the one to all who
// are linked to it costs more.
func (q *query) between(a, b graph.ID, direct bool) {
	if paired(a, b, direct) {
		q.heldBy(a, b)
		return
	}
	tookA, tookB := took(direct, a), took(direct, b)
	q.add("MATCH ", q.actor("m", a), "-[x:", tookA, "]->(e)<-[y:", tookB, "]-", q.actor("n", b), " USING JOIN ON e").where(dealt("m", tookA, "n", tookB))
}

// order is an order of events, as Cypher has it.
type order struct{ rank, direction, orBeyond, orBefore string }

var orders = map[graph.Order]order{
	graph.NewestFirst:      {"newest", " DESC", " <= ", " >= "},
	graph.OldestFirst:      {"oldest", "", " >= ", " <= "},
	graph.MostSourcesFirst: {"reported", " DESC", " <= ", " >= "},
}

// by returns the clause that sorts nodes. Properties of one value may lead: they
// let an index that begins with them give the order.
func (o order) by(node string, leading ...string) string {
	clause := "ORDER BY "
	for _, property := range append(leading, o.rank) {
		clause += node + "." + property + o.direction + ", "
	}
	return clause + node + ".id" + o.direction
}

// beyond demands that a node comes after a position. Without one it still names
// the sort keys, so that an index can give their order.
func (q *query) beyond(node string, o order, at *graph.Position) []string {
	rank := node + "." + o.rank
	if at == nil {
		return []string{rank + " IS NOT NULL", node + ".id IS NOT NULL"}
	}
	r, id := q.param(at.Rank), q.param(string(at.ID))
	return []string{rank + o.orBeyond + r, node + ".id IS NOT NULL", "NOT (" + rank + " = " + r + " AND " + node + ".id" + o.orBefore + id + ")"}
}
