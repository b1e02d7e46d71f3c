package neo4jstore_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"backchannel/graph"
)

// Eve Xi is in the pack of half of the loaders; to the others she is provisional.
const (
	eve         graph.ID = "official:eve-xi"
	provisional graph.ID = "official:aaa-eve-xi"
)

var people = []graph.ID{"official:ann-lee", "official:bo-ray", eve, "government:aaa", "government:bbb", "organization:acme", "person:cy-doe"}

// world makes articles whose claims overlap, contradict, vary in precision and in
// the number of parties, and whose actors go by several ids.
func world(r *rand.Rand, n int) []graph.Report {
	var out []graph.Report
	for a := range n {
		out = append(out, story(r, a))
	}
	return out
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func story(r *rand.Rand, n int) graph.Report {
	art := graph.Article{
		ID: graph.HashID("article", fmt.Sprint(n)), Title: fmt.Sprintf("Article %d", n), Publisher: fmt.Sprintf("Paper %d", n%3),
		PublishedAt: time.Date(2025, 1, 10+r.IntN(30), 0, 0, 0, 0, time.UTC), Language: "en", Text: "They met.", Hash: fmt.Sprint(n),
	}
	known := r.IntN(2) == 0
	name := func(id graph.ID) graph.ID {
		if id == eve && !known {
			return provisional
		}
		return id
	}
	used := map[graph.ID]bool{}
	rep := graph.Report{Article: art}
	for h := range 1 + r.IntN(4) {
		parties := r.Perm(len(people))[:pick(r, 2, 2, 3, 5)]
		if r.IntN(2) == 0 {
			parties = parties[:2]
			parties[0], parties[1] = 0, 1
		}
		c := graph.Claim{
			Article: art.ID, Happening: h, Stance: graph.StanceReports,
			Type:   pick(r, graph.Phoned, graph.Met, graph.Met, graph.Visited, graph.TalkedWith, graph.Sanctioned, graph.Accused),
			Status: pick(r, graph.StatusActual, graph.StatusActual, graph.StatusPlanned, graph.StatusNegated, graph.StatusDenied),
			Date:   pick(r, graph.OnDay(graph.NewDay(2025, time.January, 1+r.IntN(6))), graph.OnDay(graph.NewDay(2025, time.January, 1+r.IntN(6))), graph.InMonth(2025, time.January), graph.InYear(2025), graph.Date{}),
			Place:  pick(r, "", "", "Here", "There"),
			Quote:  "They met", End: 8, PublishedAt: art.PublishedAt, Publisher: art.Publisher, Confidence: 0.9, Extractor: "test",
		}
		for i, p := range parties {
			if i == 0 || len(parties) > 2 && i == 1 {
				c.Source = append(c.Source, name(people[p]))
			} else {
				c.Target = append(c.Target, name(people[p]))
			}
		}
		if r.IntN(2) == 0 {
			c.By = name(pick(r, people...))
		}
		c.CallerUnstated = c.Type == graph.Phoned && r.IntN(2) == 0
		c.ID = graph.HashID("claim", string(art.ID), fmt.Sprint(h), string(c.Type))
		rep.Claims = append(rep.Claims, c)
		for _, id := range append(c.Parties(), c.By) {
			used[id] = id != ""
		}
	}
	if used["organization:acme"] || used["official:ann-lee"] || used["official:bo-ray"] {
		used["government:aaa"] = true
		used["organization:acme"] = used["organization:acme"] || r.IntN(2) == 0
	}
	for _, id := range append(people, provisional) {
		if used[id] {
			rep.Actors = append(rep.Actors, person(r, id))
		}
	}
	return rep
}

func person(r *rand.Rand, id graph.ID) graph.Actor {
	kind, _ := id.Kind()
	a := graph.Actor{ID: id, Kind: kind, Name: strings.ToUpper(string(id)), Aliases: []string{fmt.Sprint("alias ", r.IntN(3))}}
	switch id {
	case "official:ann-lee":
		a.Offices = []graph.Office{{ID: "office:x", Title: pick(r, "Foreign Minister", "Minister"), Body: "government:aaa", From: graph.InYear(2024)}}
	case "official:bo-ray": // who may succeed her in the middle of things
		a.Offices = []graph.Office{
			{ID: pick[graph.ID](r, "office:y", "office:z"), Title: "Minister", Body: pick[graph.ID](r, "government:aaa", "government:bbb"), From: graph.OnDay(graph.NewDay(2025, time.January, 1+r.IntN(6)))},
			{ID: "office:w", Title: "Director", Body: "organization:acme", To: pick(r, graph.Date{}, graph.OnDay(graph.NewDay(2025, time.January, 4)))},
		}
	case "organization:acme":
		a.Government = pick[graph.ID](r, "government:aaa", "government:bbb")
	case eve:
		a.FormerIDs = []graph.ID{provisional}
	case provisional:
		a.Provisional = true
	}
	return a
}
