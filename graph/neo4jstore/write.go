package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"backchannel/graph"
)

// Write keeps a report in place of whatever its article stated before, in one
// transaction, and derives anew the events of the groups it touches. Writing
// the same report again changes nothing but the article's loadedAt. Of two texts
// for one URL the later publication stays, then the one of greater hash.
//
// The actors are locked in order of kind and id before anything that depends on
// them is read, so that loaders that meet wait for each other.
func (s *Store) Write(ctx context.Context, r graph.Report) error {
	return s.write(ctx, "write article", func(tx tx) error {
		contribution := hashOf(r)
		stored, err := tx.rows(`MERGE (a:Article {id: $id}) ON CREATE SET a.name = $id
			SET a.loadedAt = datetime() RETURN a.hash AS hash, a.publishedAt AS publishedAt, a.contribution AS contribution`,
			map[string]any{"id": string(r.Article.ID)})
		if err != nil {
			return err
		}
		old := stored[0]
		if textOf(old["contribution"]) == contribution || newer(old, r.Article) {
			return nil
		}
		return tx.replace(r.Article.ID, &r, contribution)
	})
}

// newer reports whether the stored version of an article goes before a.
func newer(stored map[string]any, a graph.Article) bool {
	if textOf(stored["contribution"]) == "" {
		return false
	}
	published := timeOf(stored["publishedAt"])
	return published.After(a.PublishedAt) || published.Equal(a.PublishedAt) && textOf(stored["hash"]) > a.Hash
}

// Forget takes an article, named by id or URL, and exactly what it contributed
// out of the graph. The error wraps [graph.ErrNotFound] where there is none.
func (s *Store) Forget(ctx context.Context, idOrURL string) error {
	return s.write(ctx, "forget article", func(tx tx) error {
		found, err := tx.rows(`CALL { MATCH (a:Article {id: $key}) RETURN a UNION MATCH (a:Article {url: $key}) RETURN a }
			SET a.loadedAt = a.loadedAt RETURN a.id AS id`, map[string]any{"key": idOrURL})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return fmt.Errorf("article %q: %w", idOrURL, graph.ErrNotFound)
		}
		for _, row := range found {
			if err := tx.replace(idOf(row["id"]), nil, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// replace takes out what an article contributed and puts in r, or the article
// itself out where r is nil. The article is locked already.
func (t tx) replace(article graph.ID, r *graph.Report, contribution string) error {
	id := map[string]any{"article": string(article)}
	rows, err := t.rows(`MATCH (a:Article {id: $article})
		RETURN [(a)-[:STATES]->(c) | c.group] AS groups, [(a)-[:MENTIONS]->(n) | n.id] AS actors`, id)
	if err != nil {
		return err
	}
	groups, actors := map[graph.ID]bool{}, map[graph.ID]bool{}
	for _, g := range idsOf(rows[0]["groups"]) {
		groups[g] = true
	}
	for _, a := range idsOf(rows[0]["actors"]) {
		actors[a] = true
	}
	var claims []map[string]any
	if r != nil {
		for _, c := range r.Claims {
			props := claimProps(c)
			groups[idOf(props["group"])] = true
			claims = append(claims, props)
		}
		for _, a := range r.Actors {
			actors[a.ID] = true
		}
	}
	if err := t.lock(slices.Sorted(maps.Keys(actors))); err != nil {
		return err
	}
	if err := t.run(`MATCH (a:Article {id: $article})
		CALL { WITH a MATCH (a)-[:STATES]->(c) DETACH DELETE c }
		CALL { WITH a MATCH (a)-[m:MENTIONS]->() DELETE m }`, id); err != nil {
		return err
	}
	if r == nil {
		if err := t.run("MATCH (a:Article {id: $article}) DELETE a", id); err != nil {
			return err
		}
	} else if err := t.put(r, claims, contribution); err != nil {
		return err
	}
	if err := t.derive(slices.Sorted(maps.Keys(groups))); err != nil {
		return err
	}
	return t.settle(slices.Sorted(maps.Keys(actors)))
}

// lock takes the actors' nodes for this transaction, making those that are new.
func (t tx) lock(ids []graph.ID) error {
	for _, kind := range kinds {
		own := ofKind(ids, kind)
		if len(own) == 0 {
			continue
		}
		err := t.run(`UNWIND $ids AS id MERGE (n:`+labels[kind]+` {id: id}) SET n.id = id`, map[string]any{"ids": own})
		if err != nil {
			return err
		}
	}
	return nil
}

func ofKind(ids []graph.ID, kind graph.ActorKind) []string {
	var out []string
	for _, id := range ids {
		if k, ok := id.Kind(); ok && k == kind {
			out = append(out, string(id))
		}
	}
	return out
}

// put writes the article, its claims and its mentions.
func (t tx) put(r *graph.Report, claims []map[string]any, contribution string) error {
	err := t.run(`MATCH (a:Article {id: $article}) SET a += $props, a.contribution = $contribution
		WITH a UNWIND $claims AS p CREATE (c:Claim) SET c = p CREATE (a)-[:STATES]->(c)`,
		map[string]any{"article": string(r.Article.ID), "props": articleProps(r.Article), "contribution": contribution, "claims": claims})
	if err != nil {
		return err
	}
	forms := formsOf(r.Actors)
	for _, kind := range kinds {
		var mentions, voices []map[string]any
		for _, a := range r.Actors {
			if a.Kind == kind {
				mentions = append(mentions, map[string]any{"id": string(a.ID), "form": forms[a.ID]})
			}
		}
		for _, c := range r.Claims {
			if k, ok := c.By.Kind(); ok && k == kind {
				voices = append(voices, map[string]any{"claim": string(c.ID), "by": string(c.By)})
			}
		}
		if len(mentions) > 0 {
			err := t.run(`MATCH (a:Article {id: $article}) UNWIND $rows AS row MATCH (n:`+labels[kind]+` {id: row.id})
				CREATE (a)-[:MENTIONS {form: row.form}]->(n)`, map[string]any{"article": string(r.Article.ID), "rows": mentions})
			if err != nil {
				return err
			}
		}
		if len(voices) > 0 {
			err := t.run(`UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (n:`+labels[kind]+` {id: row.by})
				CREATE (c)-[:ATTRIBUTED_TO]->(n)`, map[string]any{"rows": voices})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
