package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"backchannel/graph"
)

// writeTimeout is for a change that waits for the turns of others, at a server
// that may just have started.
const writeTimeout = 2 * time.Minute

// Write keeps reports in place of whatever their articles stated before, in one
// transaction, and derives anew the events that this reaches. Writing the same
// report again changes nothing but the article's loadedAt. Of two texts for one
// URL the later publication stays, then the one of greater hash.
func (s *Store) Write(ctx context.Context, reports ...graph.Report) error {
	reports = latest(reports)
	if len(reports) == 0 {
		return nil
	}
	return s.change(ctx, "write articles", writeTimeout, func(t tx) error {
		at := places{}
		fresh, known, err := t.admit(at, reports)
		if err != nil || len(fresh) == 0 {
			return err
		}
		return t.exchange(at, known, fresh)
	})
}

// Forget takes an article, named by id or URL, and exactly what it contributed
// out of the graph. The error wraps [graph.ErrNotFound] where there is none.
func (s *Store) Forget(ctx context.Context, idOrURL string) error {
	known := false // in a try whose answer was lost
	return s.change(ctx, "forget article", writeTimeout, func(t tx) error {
		rows, err := t.turn(`CALL { MATCH (a:Article {id: $key}) RETURN a UNION MATCH (a:Article {url: $key}) RETURN a }
			RETURN a.id AS id`, map[string]any{"key": idOrURL})
		if err != nil {
			return err
		}
		if len(rows) == 0 && !known {
			return fmt.Errorf("article %q: %w", idOrURL, graph.ErrNotFound)
		}
		known = true
		ids := idsIn(rows, "id")
		if err := t.exchange(places{}, ids, nil); err != nil {
			return err
		}
		return t.run("UNWIND $ids AS id MATCH (a:Article {id: id}) DELETE a", map[string]any{"ids": strs(ids)})
	})
}

// latest keeps of several reports on one article the one that stays.
func latest(reports []graph.Report) []graph.Report {
	var out []graph.Report
	for _, r := range reports {
		i := slices.IndexFunc(out, func(o graph.Report) bool { return o.Article.ID == r.Article.ID })
		switch {
		case i < 0:
			out = append(out, r)
		case !newer(out[i].Article, r.Article):
			out[i] = r
		}
	}
	return out
}

// newer reports whether version a of an article goes before b.
func newer(a, b graph.Article) bool {
	return cmp.Or(a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.Hash, b.Hash)) > 0
}

func idsOfReports(reports []graph.Report) []graph.ID {
	ids := make([]graph.ID, len(reports))
	for i, r := range reports {
		ids[i] = r.Article.ID
	}
	return ids
}

// admit takes the writer's turn, marks the articles as loaded, and returns the
// reports that change something, with the article's properties written, and those
// of their articles that stated something before.
func (t tx) admit(at places, reports []graph.Report) (fresh []graph.Report, known []graph.ID, err error) {
	rows, err := t.turn(`UNWIND $ids AS id MERGE (a:Article {id: id}) ON CREATE SET a.name = id
		SET a.loadedAt = datetime() RETURN elementId(a) AS place, a.hash AS hash, a.publishedAt AS publishedAt, a.contribution AS contribution`,
		map[string]any{"ids": strs(idsOfReports(reports))})
	if err != nil {
		return nil, nil, err
	}
	var props []map[string]any
	for i, r := range reports {
		id := r.Article.ID
		at[id] = textOf(rows[i]["place"])
		stored := graph.Article{PublishedAt: timeOf(rows[i]["publishedAt"]), Hash: textOf(rows[i]["hash"])}
		old, contribution := textOf(rows[i]["contribution"]), hashOf(r)
		if old == contribution || old != "" && newer(stored, r.Article) {
			continue
		}
		if old != "" {
			known = append(known, id)
		}
		fresh = append(fresh, r)
		p := articleProps(r.Article)
		p["contribution"] = contribution
		props = append(props, map[string]any{"place": at[id], "props": p})
	}
	return fresh, known, t.each("MATCH (a:Article) WHERE elementId(a) = row.place SET a += row.props", props)
}

// exchange takes out what known articles stated and puts in what reports on these
// or new ones state. It leaves the articles themselves. All that the new graph
// depends on is read before it is written, but for what is taken out.
func (t tx) exchange(at places, known []graph.ID, in []graph.Report) error {
	out, err := t.stored(at, known)
	if err != nil {
		return err
	}
	if err := t.takeOut(out); err != nil {
		return err
	}
	put, err := t.statements(in)
	if err != nil {
		return err
	}
	former, err := t.settle(at, out, put)
	if err != nil {
		return err
	}
	if err := t.mention(at, put); err != nil {
		return err
	}
	renamed, err := t.claimFormer(former)
	if err != nil {
		return err
	}
	if err := t.derive(at, claimsOf(out), claimsOf(put)); err != nil {
		return err
	}
	return t.restate(at, renamed)
}

// restate exchanges what articles state for itself, under the ids of now.
func (t tx) restate(at places, articles []graph.ID) error {
	if len(articles) == 0 {
		return nil
	}
	stored, err := t.stored(at, articles)
	if err != nil {
		return err
	}
	reports := make([]graph.Report, len(stored))
	for i, s := range stored {
		reports[i] = s.report()
	}
	return t.exchange(at, articles, reports)
}
