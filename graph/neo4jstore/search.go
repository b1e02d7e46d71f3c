package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"backchannel/graph"
)

// mostHits is the number of hits of each sort that a search looks at.
const mostHits = "1000"

// matches are the ways to match, by their number in the statement below.
var matches = []graph.Match{graph.MatchExact, graph.MatchPrefix, graph.MatchWords, graph.MatchFuzzy}

// perMatch keeps ranks of different matches apart.
const perMatch = 10_000_000

// Search returns a page of the nodes whose names, titles or quotes match a text.
func (s *Store) Search(ctx context.Context, sq graph.SearchQuery) (graph.List[graph.Hit], error) {
	var none graph.List[graph.Hit]
	if err := sq.Page.Validate(); err != nil {
		return none, err
	}
	at, err := graph.ParseCursor("search", sq.Page.After)
	if err != nil {
		return none, err
	}
	q, err := newSearch("search", sq)
	if q == nil {
		return none, err
	}
	if at != nil {
		rank := q.param(at.Rank)
		q.where([]string{"(rank > " + rank + " OR rank = " + rank + " AND node.id > " + q.param(string(at.ID)) + ")"})
	}
	q.add("WITH node, rank, kind ORDER BY rank, node.id LIMIT ", q.param(sq.Page.First+1))
	q.add("RETURN {kind: kind, rank: rank, node: CASE kind WHEN 'claim' THEN [c IN [node] | ", "c {"+claimAll+", event: head([(c)-[:ABOUT]->(about) | about.id])}", "][0]")
	q.add("WHEN 'article' THEN node ", articleAll, " ELSE node ", actorAll, " END} AS row ORDER BY rank, node.id")
	rows, err := s.rows(ctx, q)
	if err != nil {
		return none, err
	}
	key := fold(sq.Text)
	ranks := map[graph.ID]int64{}
	return page(sq.Page, rows, func(row map[string]any) graph.Hit {
		h := readHit(row, key)
		ranks[hitID(h)] = intOf(row["rank"])
		return h
	}, func(h graph.Hit) graph.Position {
		return graph.Position{List: "search", Rank: ranks[hitID(h)], ID: hitID(h)}
	}), nil
}

// CountHits counts what Search pages through, up to 1000 of each sort of node.
func (s *Store) CountHits(ctx context.Context, sq graph.SearchQuery) (int, error) {
	q, err := newSearch("count hits", sq)
	if q == nil {
		return 0, err
	}
	q.add("RETURN {count: count(node)} AS row")
	return s.count(ctx, q)
}

// newSearch returns the query that gives node, rank and kind of each hit; nil
// where the text has no word to look for.
func newSearch(name string, sq graph.SearchQuery) (*query, error) {
	if len(sq.Text) > maxName {
		return nil, fmt.Errorf("text: longer than %d bytes: %w", maxName, graph.ErrInvalid)
	}
	wanted := words(sq.Text)
	if len(wanted) == 0 {
		return nil, nil
	}
	q := newQuery(name)
	key, padded := q.param(strings.Join(wanted, " ")), q.param(beginnings(wanted))
	var branches []string
	if actorLabels := searched(sq.Kinds); len(actorLabels) > 0 {
		branches = append(branches, "CALL db.index.fulltext.queryNodes('actor_keys', "+q.param(anyMatch(wanted))+", {limit: "+mostHits+"}) YIELD node, score WHERE node:"+strings.Join(actorLabels, "|")+
			" RETURN node, "+rankOf("node.keys", key, padded)+" AS rank, 'actor' AS kind")
	}
	if wants(sq.Kinds, graph.NodeArticle) {
		branches = append(branches, "CALL db.index.fulltext.queryNodes('article_words', "+q.param(anyMatch(wanted))+", {limit: "+mostHits+"}) YIELD node, score"+
			" RETURN node, "+rankOf("[node.words]", key, padded)+" AS rank, 'article' AS kind")
	}
	if wants(sq.Kinds, graph.NodeClaim) {
		branches = append(branches, "CALL db.index.fulltext.queryNodes('claim_words', "+q.param(allWords(wanted))+", {limit: "+mostHits+"}) YIELD node, score"+
			" RETURN node, 20000000 - toInteger(round(score * 1000)) AS rank, 'claim' AS kind")
	}
	q.add("CALL () { ", strings.Join(branches, " UNION ALL "), " } WITH node, rank, kind")
	return q, nil
}

func wants(kinds []graph.NodeKind, kind graph.NodeKind) bool {
	return len(kinds) == 0 || slices.Contains(kinds, kind)
}

// searched returns the labels of the kinds of actors among kinds.
func searched(kinds []graph.NodeKind) []string {
	var out []string
	for _, k := range []graph.NodeKind{graph.NodeGovernment, graph.NodeOfficial, graph.NodeOrganization, graph.NodePerson} {
		if wants(kinds, k) {
			out = append(out, labels[graph.ActorKind(strings.ToLower(string(k)))])
		}
	}
	return out
}

// rankOf ranks a node by how the best of its keys matches, then by score.
func rankOf(keys, key, padded string) string {
	return "CASE WHEN " + key + " IN " + keys + " THEN 0 WHEN any(k IN " + keys + " WHERE k STARTS WITH " + key + ") THEN 1" +
		" WHEN any(k IN " + keys + " WHERE all(w IN " + padded + " WHERE (' ' + k + ' ') CONTAINS w)) THEN 2 ELSE 3 END" +
		" * 10000000 - toInteger(round(score * 1000))"
}

// beginnings pads words so that they match whole words; the last may be the
// beginning of one.
func beginnings(wanted []string) []string {
	out := make([]string, len(wanted))
	for i, w := range wanted {
		out[i] = " " + w
		if i < len(wanted)-1 {
			out[i] += " "
		}
	}
	return out
}

// anyMatch is the full-text query for all ways to match; allWords leaves similar
// spellings out. Folded words hold nothing that means something to Lucene.
func anyMatch(wanted []string) string {
	var like []string
	for _, w := range wanted {
		switch n := len(w); {
		case n < 4:
			like = append(like, "+"+w)
		case n < 8:
			like = append(like, "+"+w+"~1")
		default:
			like = append(like, "+"+w+"~2")
		}
	}
	return `"` + strings.Join(wanted, " ") + `"^8 ` + allWords(wanted) + " (" + strings.Join(like, " ") + ")"
}

func allWords(wanted []string) string {
	last := len(wanted) - 1
	if last == 0 {
		return "(+" + wanted[0] + "*)^4"
	}
	return "(+" + strings.Join(wanted[:last], " +") + " +" + wanted[last] + "*)^4"
}

func readHit(row map[string]any, key string) graph.Hit {
	rank := intOf(row["rank"])
	tier := (rank + perMatch - 1) / perMatch
	h := graph.Hit{Match: matches[min(int(tier), len(matches)-1)], Score: float64(tier*perMatch-rank) / 1000}
	node := mapOf(row["node"])
	switch textOf(row["kind"]) {
	case "claim":
		c := readClaim(node)
		h.Kind, h.Claim, h.Text = graph.NodeClaim, &c, c.Quote
	case "article":
		a := readArticle(node)
		h.Kind, h.Article, h.Text = graph.NodeArticle, &a, a.Title
	default:
		a := readActor(node)
		h.Kind, h.Actor, h.Text = graph.NodeKind(strings.ToUpper(string(a.Kind))), &a, bestName(a, key)
	}
	return h
}

// bestName returns the name of an actor that a text matches best.
func bestName(a graph.Actor, key string) string {
	for _, fits := range []func(k string) bool{
		func(k string) bool { return k == key },
		func(k string) bool { return strings.HasPrefix(k, key) },
		func(k string) bool {
			return !slices.ContainsFunc(beginnings(strings.Fields(key)), func(w string) bool { return !strings.Contains(" "+k+" ", w) })
		},
	} {
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			if fits(fold(name)) {
				return name
			}
		}
	}
	return a.Name
}

func hitID(h graph.Hit) graph.ID {
	switch {
	case h.Actor != nil:
		return h.Actor.ID
	case h.Claim != nil:
		return h.Claim.ID
	default:
		return h.Article.ID
	}
}
