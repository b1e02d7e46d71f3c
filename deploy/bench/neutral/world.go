package neutral

import (
	"cmp"
	"slices"
	"time"

	"backchannel/graph"
)

// World is the data as reports to load.
type World struct {
	actors   map[string]graph.Actor
	articles map[string]graph.Article
	serves   map[string]string // official to government
	Events   []Record
}

// ReadWorld reads the data of a file.
func ReadWorld(path string) (*World, error) {
	records, err := read(path)
	if err != nil {
		return nil, err
	}
	return newWorld(records)
}

func newWorld(records []Record) (*World, error) {
	w := &World{actors: map[string]graph.Actor{}, articles: map[string]graph.Article{}, serves: map[string]string{}}
	for _, r := range records {
		a := graph.Actor{ID: IDOf(r.ID), Name: r.Name, Aliases: r.Aliases}
		switch r.K {
		case "government":
			a.Kind, a.Country, a.GovKind = graph.KindGovernment, codeOf(r.ID), "state"
		case "organisation":
			a.Kind, a.OrgKind = graph.KindOrganization, "igo"
		case "official":
			// The rig knows no terms: whoever serves served all along.
			a.Kind, a.Country, a.Title, a.Wikidata = graph.KindOfficial, codeOf(r.Serves), r.Title, r.ID
			w.serves[r.ID] = r.Serves
			a.Offices = []graph.Office{{ID: graph.ID("office:" + r.ID), Title: r.Title, Body: IDOf(r.Serves), From: graph.InYear(2010), To: graph.InYear(2030)}}
		case "article":
			published, err := time.Parse(time.DateOnly, r.Published)
			if err != nil {
				return nil, err
			}
			w.articles[r.ID] = graph.Article{ID: IDOf(r.ID), Title: r.Title, URL: r.URL, Publisher: r.Publisher, PublishedAt: published, Language: "en", Hash: r.ID}
			continue
		case "event":
			w.Events = append(w.Events, r)
			continue
		}
		w.actors[r.ID] = a
	}
	return w, nil
}

// claim is the one claim of an event, told by its first source.
func (w *World) claim(e Record) (graph.Claim, error) {
	day, err := DayOf(e.Date)
	article := w.articles[e.Sources[0]]
	c := graph.Claim{
		ID: graph.ID("claim:" + e.ID), Article: article.ID, Type: typeOf(e.Type), Status: graph.StatusActual, Stance: graph.StanceReports,
		Source: []graph.ID{IDOf(e.Actor)}, Target: []graph.ID{IDOf(e.Target)}, Date: graph.OnDay(day), Topic: e.ID, Outcome: e.Summary,
		Quote: e.Summary, End: len(e.Summary), PublishedAt: article.PublishedAt, Publisher: article.Publisher, Confidence: e.Confidence, Extractor: "bench",
	}
	for _, o := range e.Others { // they took part, and give no edge, as in the rig
		c.Mediators = append(c.Mediators, IDOf(o))
	}
	return c, err
}

// Apart drops the events that we would hold to be one with another, since the
// rig's are one each.
func (w *World) Apart() error {
	claims := make([]graph.Claim, len(w.Events))
	for i, e := range w.Events {
		var err error
		if claims[i], err = w.claim(e); err != nil {
			return err
		}
	}
	alone := map[string]bool{}
	for _, e := range graph.Derive(claims) {
		if len(e.Claims) == 1 {
			alone[e.Topic] = true
		}
	}
	w.Events = slices.DeleteFunc(w.Events, func(e Record) bool { return !alone[e.ID] })
	return nil
}

// Reports returns what to load, an article each.
func (w *World) Reports() ([]graph.Report, error) {
	byArticle := map[string][]Record{}
	for _, e := range w.Events {
		byArticle[e.Sources[0]] = append(byArticle[e.Sources[0]], e)
	}
	var out []graph.Report
	for id, events := range byArticle {
		r, err := w.report(w.articles[id], events)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b graph.Report) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	return out, nil
}

func (w *World) report(article graph.Article, events []Record) (graph.Report, error) {
	r := graph.Report{Article: article}
	named := map[string]bool{}
	for i, e := range events {
		c, err := w.claim(e)
		if err != nil {
			return r, err
		}
		c.Happening = i
		c.Start, c.End = len(r.Article.Text), len(r.Article.Text)+len(c.Quote)
		r.Article.Text += c.Quote + "\n"
		r.Claims = append(r.Claims, c)
		for _, id := range append([]string{e.Actor, e.Target}, e.Others...) {
			named[id] = true
			if id[0] == 'p' {
				named[w.serves[id]] = true
			}
		}
	}
	for id := range named {
		r.Actors = append(r.Actors, w.actors[id])
	}
	slices.SortFunc(r.Actors, func(a, b graph.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return r, nil
}
