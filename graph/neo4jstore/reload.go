package neo4jstore

import (
	"context"
	"time"

	"backchannel/graph"
)

// Reload is a pass over all articles that reads each again from its text. It is
// kept in the database while it lasts, so that a pass that was broken off goes on
// where it was: what it has written since its start was loaded after it.
type Reload struct {
	store   *Store
	Started time.Time
	Left    int // articles not read again when the pass was taken up
}

// Reload takes up the pass that was broken off, or begins one; anew begins one in
// any case.
func (s *Store) Reload(ctx context.Context, anew bool) (*Reload, error) {
	r := &Reload{store: s}
	err := s.write(ctx, "begin reload", func(t tx) error {
		rows, err := t.rows(`MERGE (r:Reload {id: 'reload'}) ON CREATE SET r.name = 'reload under way', r.startedAt = datetime()
			SET r.startedAt = CASE WHEN $anew THEN datetime() ELSE r.startedAt END
			WITH r.startedAt AS started RETURN started, COUNT { MATCH (a:Article) WHERE a.loadedAt < started } AS left`, map[string]any{"anew": anew})
		if err == nil {
			r.Started, r.Left = timeOf(rows[0]["started"]), int(intOf(rows[0]["left"]))
		}
		return err
	})
	return r, err
}

// reloadPage is the number of articles read from the store at once.
const reloadPage = 50

// Articles yields the articles that the pass has not read again, as they are
// stored, in order of id. An error ends it.
func (r *Reload) Articles(ctx context.Context) func(yield func(graph.Article, error) bool) {
	return func(yield func(graph.Article, error) bool) {
		for id := ""; ; {
			rows, err := r.store.read(ctx, "articles to reload", `MATCH (a:Article) WHERE a.id > $id AND a.loadedAt < $started
				RETURN a {.*} AS article ORDER BY a.id LIMIT $limit`, map[string]any{"started": r.Started, "id": id, "limit": reloadPage})
			if err != nil {
				yield(graph.Article{}, err)
				return
			}
			for _, row := range rows {
				p := mapOf(row["article"])
				id = textOf(p["id"])
				if !yield(storedArticle(p), nil) {
					return
				}
			}
			if len(rows) < reloadPage {
				return
			}
		}
	}
}

// End says that the pass is over.
func (r *Reload) End(ctx context.Context) error {
	return r.store.write(ctx, "end reload", func(t tx) error {
		return t.run("MATCH (r:Reload {id: 'reload'}) DELETE r", nil)
	})
}

// storedArticle reads an article back as it was loaded.
func storedArticle(p map[string]any) graph.Article {
	a := graph.Article{
		ID: idOf(p["id"]), Title: textOf(p["name"]), URL: textOf(p["url"]), Publisher: textOf(p["publisher"]), PublishedAt: timeOf(p["publishedAt"]),
		Language: textOf(p["language"]), Text: textOf(p["text"]), Hash: textOf(p["hash"]), Simhash: uint64(intOf(p["simhash"])),
	}
	if a.Hash == graph.TextHash("", a.PublishedAt, a.Text) { // its name stands for no title
		a.Title = ""
	}
	return a
}
