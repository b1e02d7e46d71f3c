package graph_test

import (
	"errors"
	"testing"
	"time"

	"backchannel/graph"
)

func TestCursorsComeBack(t *testing.T) {
	for _, p := range []graph.Position{
		{List: "events DATE_DESC", Rank: -1_000_000, ID: "event:a"}, {List: "officials", Name: "Åsa \"x\"", ID: "official:a"}, {List: "loads", Rank: 1 << 62, ID: "load:a"},
	} {
		got, err := graph.ParseCursor(p.List, p.Cursor())
		if err != nil || *got != p {
			t.Errorf("%+v came back as %+v, %v", p, got, err)
		}
		if _, err := graph.ParseCursor("another", p.Cursor()); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%+v passes in another list: %v", p, err)
		}
	}
	if p, err := graph.ParseCursor("events", ""); p != nil || err != nil {
		t.Errorf("no cursor gives %v, %v", p, err)
	}
}

// Whatever text comes as a cursor is a position as we write it, or an error.
func FuzzParseCursor(f *testing.F) {
	f.Add(graph.Position{List: "events", Rank: 3, ID: "event:a"}.Cursor())
	f.Add("eyJsIjoiZXZlbnRzIn0")
	f.Add("%%%")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := graph.ParseCursor("events", s)
		if err != nil && !errors.Is(err, graph.ErrInvalid) {
			t.Fatalf("%q: %v", s, err)
		}
		if err == nil && s != "" && p.Cursor() != s {
			t.Fatalf("%q came back as %q", s, p.Cursor())
		}
	})
}

// Undated events come last in every order.
func TestRanksOfUndatedEvents(t *testing.T) {
	old := graph.Event{Date: graph.OnDay(graph.NewDay(1, time.January, 1)), Sources: 1}
	late := graph.Event{Date: graph.OnDay(graph.NewDay(9999, time.December, 31)), Sources: 1}
	undated := graph.Event{Sources: 1}
	for _, e := range []graph.Event{old, late} {
		if undated.Rank(graph.NewestFirst) >= e.Rank(graph.NewestFirst) || undated.Rank(graph.OldestFirst) <= e.Rank(graph.OldestFirst) || undated.Rank(graph.MostSourcesFirst) >= e.Rank(graph.MostSourcesFirst) {
			t.Errorf("the undated event does not come after %s", e.Date)
		}
	}
	undated.Sources = 2
	if undated.Rank(graph.MostSourcesFirst) <= late.Rank(graph.MostSourcesFirst) {
		t.Error("two sources go before one, dated or not")
	}
}

func TestTimeline(t *testing.T) {
	day := func(m time.Month, d int) graph.Date { return graph.OnDay(graph.NewDay(2025, m, d)) }
	tallies := []graph.Tally{
		{Type: graph.Met, Date: day(time.January, 1), Count: 2}, {Type: graph.Phoned, Date: day(time.January, 31), Count: 1}, {Type: graph.Met, Date: day(time.March, 3), Count: 1},
		{Type: graph.Met, Date: graph.InMonth(2025, time.February), Count: 1}, {Type: graph.Met, Date: graph.InYear(2025), Count: 1}, {Type: graph.Met, Count: 4},
		{Type: graph.Visited, Date: graph.Between(graph.NewDay(2025, 1, 30), graph.NewDay(2025, 2, 2)), Count: 1},
	}
	for width, want := range map[graph.Bucket]string{
		graph.ByDay:     "2025-01-01:2 2025-01-31:1 2025-03-03:1 -:7",
		graph.ByWeek:    "2024-12-30:2 2025-01-27:2 2025-03-03:1 -:6",
		graph.ByMonth:   "2025-01-01:4 2025-02-01:1 2025-03-01:1 -:5",
		graph.ByQuarter: "2025-01-01:6 -:5",
		graph.ByYear:    "2025-01-01:7 -:4",
	} {
		got := ""
		for _, b := range graph.Timeline(tallies, width) {
			start := "-"
			if b.Start != nil {
				start = b.Start.String()
			}
			got += " " + start + ":" + itoa(b.Count)
		}
		if got != " "+want {
			t.Errorf("%s: %s, want %s", width, got, want)
		}
	}
}

func itoa(n int) string { return string(rune('0' + n)) }
