package neo4jstore

import (
	"context"

	"backchannel/graph"
)

// Articles returns a page of the articles that a filter wants, the latest
// published first; those that do not say when come last.
func (s *Store) Articles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.List[graph.Article], error) {
	var none graph.List[graph.Article]
	if err := f.Validate(); err != nil {
		return none, err
	}
	if err := p.Validate(); err != nil {
		return none, err
	}
	at, err := graph.ParseCursor("articles", p.After)
	if err != nil {
		return none, err
	}
	q, o := newQuery("articles"), orders[graph.NewestFirst]
	q.where(append(q.articles(f), q.beyond("a", o, at)...))
	q.add("WITH a ", o.by("a"), " LIMIT ", q.param(p.First+1), " RETURN a ", articleAll, " AS row ", o.by("a"))
	rows, err := s.rows(ctx, q)
	if err != nil {
		return none, err
	}
	return page(p, rows, readArticle, func(a graph.Article) graph.Position {
		return graph.Position{List: "articles", Rank: seconds(a.PublishedAt), ID: a.ID}
	}), nil
}

// CountArticles counts the articles that a filter wants.
func (s *Store) CountArticles(ctx context.Context, f graph.ArticleFilter) (int, error) {
	if err := f.Validate(); err != nil {
		return 0, err
	}
	q := newQuery("count articles")
	q.where(q.articles(f)).add("RETURN {count: count(a)} AS row")
	return s.count(ctx, q)
}

// articles matches the articles a of a filter.
func (q *query) articles(f graph.ArticleFilter) []string {
	var c []string
	if wanted := words(f.Text); len(wanted) > 0 {
		q.add("CALL db.index.fulltext.queryNodes('article_words', ", q.param(lucene(wanted)), ") YIELD node AS a")
	} else {
		q.add("MATCH (a:Article)")
	}
	if len(f.Publishers) > 0 {
		c = append(c, "toLower(a.publisher) IN "+q.param(lower(f.Publishers)))
	}
	if f.PublishedFrom != nil {
		c = append(c, "a.publishedAt >= "+q.param(f.PublishedFrom.UTC()))
	}
	if f.PublishedTo != nil {
		c = append(c, "a.publishedAt < "+q.param(f.PublishedTo.UTC()))
	}
	if f.Language != "" {
		c = append(c, "a.language = "+q.param(f.Language))
	}
	return c
}

// EventsIn returns, for each of several articles, a page of the events that it
// tells of.
func (s *Store) EventsIn(ctx context.Context, articles []graph.ID, eq graph.EventQuery) (map[graph.ID]graph.List[graph.EventView], error) {
	list := "events of article " + string(eq.Order)
	at, err := begin(list, eq)
	if err != nil {
		return nil, err
	}
	if eq.Filter.KnownAt != nil {
		known, err := s.knownEventsIn(ctx, articles, eq.Filter)
		out := map[graph.ID]graph.List[graph.EventView]{}
		for of, events := range known {
			out[of] = listed(events, list, eq.Order, eq.Page, at)
		}
		return out, err
	}
	q, o := newQuery("events of articles"), orders[eq.Order]
	q.eventsIn(articles, eq.Filter, q.beyond("e", o, at))
	q.add("WITH DISTINCT e ", o.by("e"), " LIMIT ", q.param(eq.Page.First+1), " RETURN e }")
	q.add("RETURN {of: of, event: ", q.eventShape(eq.Want), "} AS row ", o.by("e"))
	rows, err := s.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return pages(eq.Page, articles, rows, "event", readEvent, placeIn(list, eq.Order)), nil
}

// CountEventsIn counts what EventsIn pages through.
func (s *Store) CountEventsIn(ctx context.Context, articles []graph.ID, f graph.EventFilter) (map[graph.ID]int, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	if f.KnownAt != nil {
		known, err := s.knownEventsIn(ctx, articles, f)
		out := map[graph.ID]int{}
		for of, events := range known {
			out[of] = len(events)
		}
		return out, err
	}
	q := newQuery("count events of articles")
	q.eventsIn(articles, f, nil)
	q.add("RETURN count(DISTINCT e) AS count } RETURN {of: of, count: count} AS row")
	return s.counts(ctx, q)
}

func (q *query) eventsIn(articles []graph.ID, f graph.EventFilter, conditions []string) {
	q.add("UNWIND ", q.param(strs(articles)), " AS of CALL (of) { MATCH (:Article {id: of})-[:STATES]->(:Claim)-[:ABOUT]->(e:Event)")
	q.where(append(q.conditions(f, true), conditions...))
}
