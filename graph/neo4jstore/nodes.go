package neo4jstore

import (
	"context"
	"strings"

	"backchannel/graph"
)

// Nodes returns the nodes of ids, of whatever kind. Ids of which there is no
// node are left out, and so are those of no form of ours.
func (s *Store) Nodes(ctx context.Context, ids []graph.ID, w graph.Want) (graph.Nodes, error) {
	out := graph.Nodes{Actors: map[graph.ID]graph.Actor{}, Events: map[graph.ID]graph.EventView{}, Claims: map[graph.ID]graph.ClaimView{}, Articles: map[graph.ID]graph.Article{}}
	byClass := map[string][]string{}
	for _, id := range ids {
		byClass[id.Class()] = append(byClass[id.Class()], string(id))
	}
	q := newQuery("nodes")
	var branches []string
	branch := func(class, pattern, returned string) {
		if own := byClass[class]; len(own) > 0 {
			branches = append(branches, "UNWIND "+q.param(own)+" AS id MATCH "+pattern+" RETURN id, "+returned+" AS node")
		}
	}
	for _, kind := range kinds {
		branch(string(kind), "(a:"+labels[kind]+" {id: id})", "a "+actorAll)
	}
	// An event's id is named after one of its claims, so this finds it by its own too.
	branch("event", "(:Claim {id: 'claim:' + substring(id, 6)})-[:ABOUT]->(e:Event)", q.eventShape(w))
	branch("claim", "(c:Claim {id: id})", claimShape(w))
	branch("article", "(s:Article {id: id})", "s "+articleAll)
	if len(branches) == 0 {
		return out, nil
	}
	q.add("CALL () { ", strings.Join(branches, " UNION ALL "), " } RETURN {id: id, node: node} AS row")
	rows, err := s.rows(ctx, q)
	for _, row := range rows {
		id, node := idOf(row["id"]), mapOf(row["node"])
		switch id.Class() {
		case "event":
			e := readEvent(node)
			e.Told = page(graph.Page{First: w.Claims}, mapsOf(node["claims"]), readClaim, published(claimsOfEvents))
			out.Events[id] = e
		case "claim":
			out.Claims[id] = readClaim(node)
		case "article":
			out.Articles[id] = readArticle(node)
		default:
			out.Actors[id] = readActor(node)
		}
	}
	return out, err
}

// ArticleByURL returns the article at an address, nil where there is none.
func (s *Store) ArticleByURL(ctx context.Context, url string) (*graph.Article, error) {
	q := newQuery("article by url")
	q.add("MATCH (s:Article {url: ", q.param(url), "}) RETURN s ", articleAll, " AS row ORDER BY s.id LIMIT 1")
	rows, err := s.rows(ctx, q)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	article := readArticle(rows[0])
	return &article, nil
}
