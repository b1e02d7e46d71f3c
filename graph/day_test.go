package graph_test

import (
	"errors"
	"testing"
	"time"

	"backchannel/graph"
)

func TestDateString(t *testing.T) {
	jan3, jan9 := graph.NewDay(2025, time.January, 3), graph.NewDay(2025, time.January, 9)
	for _, c := range []struct {
		date graph.Date
		want string
	}{
		{graph.Date{}, ""},
		{graph.OnDay(jan3), "2025-01-03"},
		{graph.InMonth(2024, time.February), "2024-02"},
		{graph.InYear(2025), "2025"},
		{graph.Between(jan3, jan9), "2025-01-03/2025-01-09"},
		{graph.Between(jan3, jan3), "2025-01-03"},
	} {
		if got := c.date.String(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.date, got, c.want)
		}
	}
}

func TestInMonthEndsOnItsLastDay(t *testing.T) {
	for _, c := range []struct {
		year  int
		month time.Month
		last  string
	}{{2024, time.February, "2024-02-29"}, {2025, time.February, "2025-02-28"}, {2025, time.December, "2025-12-31"}} {
		if got := graph.InMonth(c.year, c.month).To.String(); got != c.last {
			t.Errorf("%d-%02d ends on %s, want %s", c.year, c.month, got, c.last)
		}
	}
}

func TestOverlapsAndWithin(t *testing.T) {
	january, year := graph.InMonth(2025, time.January), graph.InYear(2025)
	if !january.Within(year) || year.Within(january) {
		t.Error("a month lies in its year, and not the other way round")
	}
	if !year.Overlaps(january) || january.Overlaps(graph.InMonth(2025, time.February)) {
		t.Error("only spans that share a day overlap")
	}
	if unknown := (graph.Date{}); unknown.Overlaps(year) || year.Overlaps(unknown) || unknown.Within(year) {
		t.Error("an unknown date overlaps nothing and lies in nothing")
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2025-01-31", "1969-12-31", "2025-02-30", "", "2025-1-1", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, err := graph.ParseDay(s)
		if err != nil {
			if !errors.Is(err, graph.ErrInvalid) {
				t.Fatalf("%q: error %v does not wrap ErrInvalid", s, err)
			}
			return
		}
		if day.String() != s {
			t.Fatalf("%q came back as %q", s, day)
		}
	})
}
