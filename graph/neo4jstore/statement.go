package neo4jstore

import (
	"encoding/json"
	"fmt"
	"slices"

	"backchannel/graph"
)

// statement is what one article contributes, as it is stored.
type statement struct {
	article  graph.ID
	claims   []claim
	mentions []mention
}

// claim is a claim under the ids of now.
type claim struct {
	graph.Claim
	raw   *parties // as the article was read, where ids were taken over since
	event graph.ID // it was about before the change; empty for a new one
	place string   // element id; empty for a new one
}

// parties are the ids in a claim.
type parties struct {
	By                        graph.ID `json:",omitempty"`
	Source, Target, Mediators []graph.ID
}

// mention is what an article says of an actor.
type mention struct {
	node graph.ID // the actor's id now
	form graph.Actor
}

// said returns the form as tallies count it.
func (m mention) said() string { return encode(m.form) }

// readMention reads a row {id, form}.
func readMention(row map[string]any) (mention, error) {
	form, err := readForm(textOf(row["form"]))
	if err != nil {
		return mention{}, fmt.Errorf("read mention of %s: %w", textOf(row["id"]), err)
	}
	return mention{idOf(row["id"]), form}, nil
}

func claimsOf(statements []statement) []claim {
	var out []claim
	for _, s := range statements {
		out = append(out, s.claims...)
	}
	return out
}

// stored reads what articles state.
func (t tx) stored(at places, articles []graph.ID) ([]statement, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	rows, err := t.rows(`UNWIND $ids AS id MATCH (a:Article {id: id})
		RETURN id, elementId(a) AS place, [(a)-[:STATES]->(c) | {claim: c {.*}, event: head([(c)-[:ABOUT]->(e) | e.id])}] AS claims,
			[(a)-[m:MENTIONS]->(n) | {id: n.id, form: `+formOf+`}] AS mentions`, map[string]any{"ids": strs(articles)})
	if err != nil {
		return nil, err
	}
	at.note(rows)
	out := make([]statement, len(rows))
	for i, row := range rows {
		s := statement{article: idOf(row["id"])}
		for _, c := range listOf(row["claims"]) {
			s.claims = append(s.claims, storedClaim(mapOf(c)))
		}
		for _, m := range listOf(row["mentions"]) {
			said, err := readMention(mapOf(m))
			if err != nil {
				return nil, err
			}
			s.mentions = append(s.mentions, said)
		}
		out[i] = s
	}
	return out, nil
}

// storedClaim reads a row {claim, event, place}.
func storedClaim(row map[string]any) claim {
	p := mapOf(row["claim"])
	c := claim{Claim: claimOf(p), event: idOf(row["event"]), place: textOf(row["place"])}
	if raw := textOf(p["raw"]); raw != "" {
		c.raw = &parties{}
		if err := json.Unmarshal([]byte(raw), c.raw); err != nil {
			c.raw = nil
		}
	}
	return c
}

// report returns the statement as the article was read; of the article itself it
// holds the id alone.
func (s statement) report() graph.Report {
	r := graph.Report{Article: graph.Article{ID: s.article}}
	for _, c := range s.claims {
		if c.raw != nil {
			c.By, c.Source, c.Target, c.Mediators = c.raw.By, c.raw.Source, c.raw.Target, c.raw.Mediators
		}
		r.Claims = append(r.Claims, c.Claim)
	}
	for _, m := range s.mentions {
		r.Actors = append(r.Actors, m.form)
	}
	return r
}

// statements brings reports under the ids of now.
func (t tx) statements(reports []graph.Report) ([]statement, error) {
	var ids []graph.ID
	for _, r := range reports {
		for _, a := range r.Actors {
			ids = append(ids, a.ID)
		}
	}
	slices.Sort(ids)
	now, err := t.current(slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	out := make([]statement, len(reports))
	for i, r := range reports {
		s := statement{article: r.Article.ID}
		for _, form := range formsOf(r.Actors) {
			s.mentions = append(s.mentions, mention{renamed(now, form.ID), form})
		}
		for _, c := range r.Claims {
			s.claims = append(s.claims, rename(now, c))
		}
		out[i] = s
	}
	return out, nil
}

func renamed(now map[graph.ID]graph.ID, id graph.ID) graph.ID {
	if to, ok := now[id]; ok {
		return to
	}
	return id
}

// rename brings a claim under the ids of now, and keeps those of its article.
func rename(now map[graph.ID]graph.ID, c graph.Claim) claim {
	raw := parties{c.By, c.Source, c.Target, c.Mediators}
	changed := false
	each := func(ids []graph.ID) []graph.ID {
		out := slices.Clone(ids)
		for i, id := range ids {
			out[i] = renamed(now, id)
			changed = changed || out[i] != id
		}
		return out
	}
	by := each([]graph.ID{c.By})
	c.By, c.Source, c.Target, c.Mediators = by[0], each(c.Source), each(c.Target), each(c.Mediators)
	if !changed {
		return claim{Claim: c}
	}
	return claim{Claim: c, raw: &raw}
}
