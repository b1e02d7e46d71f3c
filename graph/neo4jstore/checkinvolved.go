package neo4jstore

import (
	"context"
	"slices"
	"strings"

	"backchannel/graph"
)

// checkInvolved bounds terms anew, and compares which governments are involved in
// events with what terms and events give.
func (s *Store) checkInvolved(ctx context.Context, events []graph.Event) ([]string, error) {
	governments, err := s.governments(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.read(ctx, "check terms", "MATCH (body)<-[s:SERVES]-(n) RETURN body.id AS body, n.id AS holder, properties(s) AS term", nil)
	if err != nil {
		return nil, err
	}
	var breaches []string
	terms := map[graph.ID][]boundTerm{}
	for _, b := range boundsOf(rows) {
		terms[b.holder] = append(terms[b.holder], b)
		if b.stale {
			breaches = append(breaches, "term that is not bounded by those of its office: "+string(b.office.ID)+" of "+string(b.holder))
		}
	}
	want, pairs := map[string]string{}, map[string]string{}
	for _, e := range events {
		var there []involvement
		for _, p := range e.Participants {
			for _, g := range standsFor(p.Actor, e.Date, governments, terms[p.Actor]) {
				want[strings.Join([]string{string(g), string(p.Actor), string(p.Role), string(e.ID)}, " ")] = "1"
				there = append(there, involvement{g, p})
			}
		}
		for _, x := range there {
			for _, y := range there {
				if x.dealtWith(y) {
					pairs[dyadID(x.government, y.government)+" "+string(e.ID)] = "1"
				}
			}
		}
	}
	held, err := s.compare(ctx, "event of two governments", "MATCH (d)-[:HELD]->(e) RETURN d.id + ' ' + e.id AS key, toString(count(*)) AS value", pairs, nil)
	if err != nil {
		return nil, err
	}
	more, err := s.compare(ctx, "involved government", `MATCH (g)-[x:INVOLVED_IN]->(e)
		RETURN g.id + ' ' + x.by + ' ' + x.role + ' ' + e.id AS key, toString(count(*)) AS value`, want, nil)
	return slices.Concat(breaches, held, more), err
}

// involvement is a government, and who stood for it in an event.
type involvement struct {
	government graph.ID
	by         graph.Participant
}

// dealtWith reports whether the two governments dealt with each other.
func (x involvement) dealtWith(y involvement) bool {
	sides := x.by.Role == graph.RoleParticipant || x.by.Role != y.by.Role
	return x.government != y.government && x.by.Actor != y.by.Actor && sides
}

// governments maps bodies to the governments that they are or belong to.
func (s *Store) governments(ctx context.Context) (map[graph.ID]graph.ID, error) {
	rows, err := s.read(ctx, "check bodies", "MATCH (g:Government) OPTIONAL MATCH (g)<-[:BELONGS_TO]-(body) RETURN g.id AS government, collect(body.id) AS bodies", nil)
	out := map[graph.ID]graph.ID{}
	for _, row := range rows {
		g := idOf(row["government"])
		out[g] = g
		for _, body := range idsOf(row["bodies"]) {
			out[body] = g
		}
	}
	return out, err
}

// standsFor returns the governments for which an actor of these terms counts at a time.
func standsFor(actor graph.ID, at graph.Date, governments map[graph.ID]graph.ID, terms []boundTerm) []graph.ID {
	var out []graph.ID
	if g, ok := governments[actor]; ok {
		out = append(out, g)
	}
	for _, b := range terms {
		g, ok := governments[b.body]
		if ok && !slices.Contains(out, g) && b.tenure.Covers(at) {
			out = append(out, g)
		}
	}
	return out
}
