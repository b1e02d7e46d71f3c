package extract

import (
	"time"

	"backchannel/graph"
)

// ArticleJSON is the view of an article's events that `extract --json` prints.
type ArticleJSON struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Published *string     `json:"published"`
	Publisher *string     `json:"publisher"`
	URL       *string     `json:"url"`
	Actors    []ActorJSON `json:"actors"`
	Events    []EventJSON `json:"events"`
}

// ActorJSON is an actor in that view.
type ActorJSON struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Country *string  `json:"country"`
	Title   *string  `json:"title"`
	Aliases []string `json:"aliases"`
}

// DateJSON is an inclusive span of ISO days and its precision.
type DateJSON struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Precision string `json:"precision"`
}

// ClaimJSON is who vouches for an event, and in which words of the text.
type ClaimJSON struct {
	By     *ActorJSON `json:"by"`
	Stance string     `json:"stance"`
	Quote  string     `json:"quote"`
	Start  int        `json:"start"`
	End    int        `json:"end"`
}

// EventJSON is one happening of the article.
type EventJSON struct {
	Type    string      `json:"type"`
	Status  string      `json:"status"`
	Date    *DateJSON   `json:"date"`
	Place   *string     `json:"place"`
	Topic   *string     `json:"topic"`
	Outcome *string     `json:"outcome"`
	Quote   string      `json:"quote"`
	Source  []ActorJSON `json:"source"`
	Target  []ActorJSON `json:"target"`
	Claims  []ClaimJSON `json:"claims"`
}

// JSON returns the view of a report, one entry a happening. The id is what the
// caller knows the article by.
func JSON(id string, r graph.Report) ArticleJSON {
	actors := map[graph.ID]ActorJSON{}
	out := ArticleJSON{
		ID: id, Title: r.Article.Title, Publisher: optional(r.Article.Publisher), URL: optional(r.Article.URL),
		Actors: []ActorJSON{}, Events: []EventJSON{},
	}
	if !r.Article.PublishedAt.IsZero() {
		day := r.Article.PublishedAt.Format(time.DateOnly)
		out.Published = &day
	}
	for _, actor := range r.Actors {
		view := actorJSON(actor)
		actors[actor.ID] = view
		out.Actors = append(out.Actors, view)
	}
	at := map[int]int{}
	for _, c := range r.Claims {
		k, seen := at[c.Happening]
		if !seen {
			k = len(out.Events)
			at[c.Happening] = k
			out.Events = append(out.Events, eventJSON(c, actors))
		}
		claim := ClaimJSON{Stance: string(c.Stance), Quote: c.Quote, Start: c.Start, End: c.End}
		if c.By != "" {
			by := actors[c.By]
			claim.By = &by
		}
		out.Events[k].Claims = append(out.Events[k].Claims, claim)
	}
	return out
}

func eventJSON(c graph.Claim, actors map[graph.ID]ActorJSON) EventJSON {
	e := EventJSON{
		Type: string(c.Type), Status: string(c.Status), Place: optional(c.Place), Topic: optional(c.Topic), Outcome: optional(c.Outcome),
		Quote: c.Quote, Source: []ActorJSON{}, Target: []ActorJSON{},
	}
	if !c.Date.IsZero() {
		e.Date = &DateJSON{c.Date.From.String(), c.Date.To.String(), string(c.Date.Precision)}
	}
	for _, id := range c.Source {
		e.Source = append(e.Source, actors[id])
	}
	for _, id := range c.Target {
		e.Target = append(e.Target, actors[id])
	}
	return e
}

func actorJSON(a graph.Actor) ActorJSON {
	aliases := a.Aliases
	if aliases == nil {
		aliases = []string{}
	}
	return ActorJSON{string(a.ID), a.Name, string(a.Kind), optional(a.Country), optional(a.Title), aliases}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
