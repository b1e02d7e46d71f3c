package extract

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"backchannel/graph"
)

// Result is what an article contributes, with the reasons.
type Result struct {
	// Report holds the claims, as the store takes them.
	Report graph.Report
	events []*event
	a      *analysis
}

// result turns events into claims.
func (a *analysis) result(events []*event) *Result {
	r := &Result{Report: graph.Report{Article: a.article}, events: events, a: a}
	actors := map[graph.ID]*graph.Actor{}
	use := func(parties []party) []graph.ID {
		var ids []graph.ID
		for _, q := range parties {
			actors[q.actor.ID] = q.actor
			ids = append(ids, q.actor.ID)
		}
		return ids
	}
	for n, e := range events {
		source, target := use(e.source), use(e.target)
		for _, h := range e.hits {
			base := graph.Claim{
				Article: a.article.ID, Happening: n, Type: e.typ, Status: e.status, Source: source, Target: target,
				CallerUnstated: e.typ == graph.Phoned && h.unstated, Date: e.date, Place: e.place, Topic: e.topic, Outcome: e.outcome,
				PublishedAt: a.article.PublishedAt, Publisher: a.article.Publisher, Simhash: a.article.Simhash,
				Confidence: confidence(h), Extractor: Version,
			}
			base.Start, base.End = a.bytes(h)
			base.Quote = a.article.Text[base.Start:base.End]
			if len(h.voices) == 0 {
				base.Stance = graph.StanceReports
				r.Report.Claims = append(r.Report.Claims, a.identified(base, h))
			}
			for _, v := range h.voices {
				c := base
				c.By, c.Stance = use([]party{v.party})[0], v.stance
				r.Report.Claims = append(r.Report.Claims, a.identified(c, h))
			}
		}
	}
	r.Report.Claims = distinct(r.Report.Claims)
	for _, actor := range actors {
		r.Report.Actors = append(r.Report.Actors, *actor)
	}
	sort.Slice(r.Report.Actors, func(i, j int) bool { return r.Report.Actors[i].ID < r.Report.Actors[j].ID })
	return r
}

// distinct keeps ids unique: the same words read twice for one happening are one
// claim, and for several happenings they are numbered in order.
func distinct(claims []graph.Claim) []graph.Claim {
	type telling struct {
		id        graph.ID
		happening int
	}
	seen, times := map[telling]bool{}, map[graph.ID]int{}
	var out []graph.Claim
	for _, c := range claims {
		if seen[telling{c.ID, c.Happening}] {
			continue
		}
		seen[telling{c.ID, c.Happening}] = true
		id := c.ID
		if times[id] > 0 {
			c.ID = graph.HashID("claim", string(id), fmt.Sprint(times[id]))
		}
		times[id]++
		out = append(out, c)
	}
	return out
}

// bytes returns where the quote of a hit stands in the article's text.
func (a *analysis) bytes(h hit) (start, end int) {
	t := a.trees[h.para]
	return t.Offset + t.Tokens[h.from].Start, t.Offset + t.Tokens[h.to-1].End
}

// identified gives a claim its id: a hash of article, span, type, status and
// the places of its mentions, so that better resolution keeps the id.
func (a *analysis) identified(c graph.Claim, h hit) graph.Claim {
	parts := []string{string(c.Article), fmt.Sprint(c.Start), fmt.Sprint(c.End), string(c.Type), string(c.Status), string(c.Stance)}
	t := a.trees[h.para]
	for _, q := range h.parties() {
		parts = append(parts, fmt.Sprint(t.Offset+t.Tokens[min(q.at, len(t.Tokens)-1)].Start))
	}
	for _, v := range h.voices {
		if v.actor.ID == c.By {
			parts = append(parts, "by", fmt.Sprint(v.at))
		}
	}
	c.ID = graph.HashID("claim", parts...)
	return c
}

// confidence is high for plain statements and lower the more had to be inferred.
func confidence(h hit) float64 {
	c := 0.9
	if strings.HasPrefix(h.rule, "noun") {
		c -= 0.1
	}
	if strings.HasPrefix(h.rule, "speaker") {
		c -= 0.2
	}
	return c
}

// Explain writes, for a person, what was found and why.
func (r *Result) Explain(w io.Writer) error {
	var b strings.Builder
	for n, e := range r.events {
		date := "undated"
		if !e.date.IsZero() {
			date = e.date.String()
		}
		parties := names(e.source)
		if len(e.target) > 0 {
			link := " → "
			if e.typ.Symmetric() { // the sides of a meeting have no direction
				link = " – "
			}
			parties += link + names(e.target)
		}
		fmt.Fprintf(&b, "%d. %s  %s  [%s, %s]", n+1, e.typ, parties, e.status, date)
		if e.place != "" {
			fmt.Fprintf(&b, " in %s", e.place)
		}
		if e.topic != "" {
			fmt.Fprintf(&b, " on %s", e.topic)
		}
		b.WriteByte('\n')
		for _, h := range e.hits {
			start, end := r.a.bytes(h)
			fmt.Fprintf(&b, "   “%s”\n      frame: %s", r.a.article.Text[start:end], h.rule)
			if h.example != "" {
				fmt.Fprintf(&b, ", as in “%s”", h.example)
			}
			fmt.Fprintf(&b, "; status: %s, %s", h.status.status, h.status.why)
			if h.dateWhy != "" {
				fmt.Fprintf(&b, "; date: “%s” = %s", h.dateWhy, h.date)
			}
			for _, v := range h.voices {
				fmt.Fprintf(&b, "; %s %s", v.actor.Name, v.stance)
			}
			if h.outcome != "" {
				fmt.Fprintf(&b, "; outcome: “%s”", h.outcome)
			}
			b.WriteByte('\n')
		}
	}
	if len(r.events) == 0 {
		b.WriteString("no events\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func names(parties []party) string {
	var out []string
	for _, q := range parties {
		out = append(out, q.actor.Name)
	}
	return strings.Join(out, ", ")
}
