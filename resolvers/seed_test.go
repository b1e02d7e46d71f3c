package resolvers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// The seed is a small story, told by hand: a call that three articles tell of
// and one denies, a meeting, sanctions, a plan.

const (
	gbr, rus, usa        = graph.ID("government:gbr"), graph.ID("government:rus"), graph.ID("government:usa")
	powell, ushakov      = graph.ID("official:jonathan-powell"), graph.ID("official:yury-ushakov")
	peskov, trump, putin = graph.ID("official:dmitry-peskov"), graph.ID("official:donald-trump"), graph.ID("official:vladimir-putin")
	rosneft, office      = graph.ID("organization:rosneft"), graph.ID("organization:cabinet-office")
	ft                   = graph.ID("organization:financial-times")
	prisoner             = graph.ID("person:usa-sam-hill")
)

func term(id, title string, body graph.ID, from graph.Date) graph.Office {
	return graph.Office{ID: graph.ID("office:" + id), Title: title, Body: body, From: from}
}

var people = map[graph.ID]graph.Actor{
	gbr: {Kind: graph.KindGovernment, Name: "United Kingdom", Country: "GBR", GovKind: "state", Aliases: []string{"Britain", "London"}},
	rus: {Kind: graph.KindGovernment, Name: "Russia", Country: "RUS", GovKind: "state", Aliases: []string{"Moscow"}},
	usa: {Kind: graph.KindGovernment, Name: "United States", Country: "USA", GovKind: "state"},
	powell: {Kind: graph.KindOfficial, Name: "Jonathan Powell", Country: "GBR", Title: "national security adviser", Wikidata: "Q335584", Offices: []graph.Office{
		term("powell-nsa", "National Security Adviser", office, graph.InMonth(2024, time.December))}},
	ushakov: {Kind: graph.KindOfficial, Name: "Yury Ushakov", Country: "RUS", Title: "presidential aide", Aliases: []string{"Yuri Ushakov", "Юрий Ушаков"}, Offices: []graph.Office{
		term("ushakov-aide", "Aide to the President", rus, graph.InYear(2012)), term("ushakov-aide-2", "Aide to the President", rus, graph.InMonth(2024, time.May))}},
	peskov: {Kind: graph.KindOfficial, Name: "Dmitry Peskov", Country: "RUS", Title: "spokesman", Aliases: []string{"Дмитрий Песков"}, Offices: []graph.Office{
		term("peskov", "Press Secretary", rus, graph.InYear(2023))}},
	trump: {Kind: graph.KindOfficial, Name: "Donald Trump", Country: "USA", Title: "president", Offices: []graph.Office{
		term("trump-47", "President", usa, graph.OnDay(graph.NewDay(2025, 1, 20)))}},
	putin: {Kind: graph.KindOfficial, Name: "Vladimir Putin", Country: "RUS", Title: "president", Offices: []graph.Office{
		term("putin-5", "President", rus, graph.OnDay(graph.NewDay(2024, 5, 7)))}},
	rosneft:  {Kind: graph.KindOrganization, Name: "Rosneft", Country: "RUS", OrgKind: "company"},
	office:   {Kind: graph.KindOrganization, Name: "Cabinet Office", Country: "GBR", OrgKind: "ministry", Government: gbr},
	ft:       {Kind: graph.KindOrganization, Name: "Financial Times", Country: "GBR", OrgKind: "media"},
	prisoner: {Kind: graph.KindPerson, Name: "Sam Hill", Country: "USA"},
}

// telling is a claim of an article of the seed.
type telling struct {
	typ            graph.EventType
	status         graph.Status
	stance         graph.Stance
	by             graph.ID
	source, target graph.ID
	date           graph.Date
	quote, outcome string
}

// story makes an article and the claims it states.
func story(n int, title, publisher string, published time.Time, tellings ...telling) graph.Report {
	art := graph.Article{
		ID: graph.HashID("article", "seed", fmt.Sprint(n)), Title: title, URL: fmt.Sprintf("https://news.example/%d", n), Publisher: publisher,
		PublishedAt: published, Language: "en", Hash: fmt.Sprint(n),
	}
	rep := graph.Report{}
	mentioned := map[graph.ID]bool{}
	for h, x := range tellings {
		c := graph.Claim{
			ID: graph.HashID("claim", string(art.ID), fmt.Sprint(h)), Article: art.ID, Happening: h, Type: x.typ, Status: x.status, Stance: x.stance, By: x.by,
			Source: []graph.ID{x.source}, Target: []graph.ID{x.target}, Date: x.date, Quote: x.quote, Start: len(art.Text), End: len(art.Text) + len(x.quote), Outcome: x.outcome,
			PublishedAt: published, Publisher: publisher, Confidence: 0.9, Extractor: "hand 1",
		}
		art.Text += x.quote + "\n"
		rep.Claims = append(rep.Claims, c)
		for _, id := range []graph.ID{x.source, x.target, x.by} {
			mentioned[id] = id != ""
		}
	}
	rep.Article = art
	for id := range people { // with the bodies that they serve or belong to
		if mentioned[id] {
			for _, o := range people[id].Offices {
				mentioned[o.Body] = true
			}
		}
	}
	if mentioned[office] {
		mentioned[gbr] = true
	}
	for id, a := range people {
		if a.ID = id; mentioned[id] {
			rep.Actors = append(rep.Actors, a)
		}
	}
	return rep
}

func seed(t *testing.T, s *neo4jstore.Store) {
	t.Helper()
	january := graph.InMonth(2025, time.January)
	at := func(month time.Month, day int) time.Time { return time.Date(2025, month, day, 9, 30, 0, 0, time.UTC) }
	for _, r := range []graph.Report{
		story(1, "Powell called the Kremlin in secret", "Financial Times", at(11, 26),
			telling{graph.Phoned, graph.StatusActual, graph.StanceReports, "", powell, ushakov, january, "Jonathan Powell phoned Yuri Ushakov in January.", "did not go well"}),
		story(2, "Kremlin confirms failed call", "The Moscow Times", at(11, 27),
			telling{graph.Phoned, graph.StatusActual, graph.StanceConfirms, peskov, powell, ushakov, january, "\"There was such a call,\" Dmitry Peskov said.", "did not go well"},
			telling{graph.Phoned, graph.StatusNegated, graph.StanceReports, "", powell, ushakov, graph.Date{}, "Powell had not spoken to Ushakov in recent months.", ""},
			telling{graph.Sanctioned, graph.StatusActual, graph.StanceReports, "", usa, rosneft, graph.InMonth(2025, time.October), "The United States sanctioned Rosneft in October.", ""},
			telling{graph.Sanctioned, graph.StatusActual, graph.StanceReports, "", gbr, rosneft, graph.InMonth(2025, time.October), "So did the United Kingdom.", ""}),
		story(3, "London denies a secret line", "Gazette", at(11, 28),
			telling{graph.Phoned, graph.StatusDenied, graph.StanceDenies, gbr, powell, ushakov, january, "London denied that Powell had phoned the Kremlin.", ""}),
		story(4, "Trump and Putin meet in Alaska", "Gazette", at(8, 15),
			telling{graph.Met, graph.StatusActual, graph.StanceReports, "", trump, putin, graph.OnDay(graph.NewDay(2025, 8, 15)), "Donald Trump met Vladimir Putin in Anchorage.", ""},
			telling{graph.Accused, graph.StatusActual, graph.StanceReports, trump, rus, prisoner, graph.OnDay(graph.NewDay(2025, 8, 14)), "Russia accused Sam Hill of spying, Trump said.", ""}),
		story(5, "A call before the summit", "Wire", at(8, 9),
			telling{graph.Phoned, graph.StatusActual, graph.StanceReports, "", trump, putin, graph.OnDay(graph.NewDay(2025, 8, 8)), "Trump phoned Putin on Friday.", ""},
			telling{graph.Met, graph.StatusPlanned, graph.StanceAnnounces, trump, trump, putin, graph.InMonth(2025, time.September), "Trump will meet Putin again in September.", ""},
			telling{graph.TalkedWith, graph.StatusActual, graph.StanceReports, "", putin, ushakov, graph.OnDay(graph.NewDay(2025, 8, 9)), "Putin talked with Ushakov on Saturday.", ""}),
	} {
		if err := s.Write(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	breaches, err := s.Check(t.Context())
	if err != nil || len(breaches) > 0 {
		t.Fatalf("%v\n%s", err, strings.Join(breaches, "\n"))
	}
}
