package graph_test

import (
	"testing"

	"backchannel/graph"
)

// Terms of one office, and the days between which they count.
func TestTenures(t *testing.T) {
	begun := func(holder graph.ID, from graph.Date) graph.Holding {
		return graph.Holding{Holder: holder, Office: graph.Office{From: from}}
	}
	for name, c := range map[string]struct {
		terms []graph.Holding
		want  string // of the first term
	}{
		"known bounds":              {[]graph.Holding{{Holder: "a", Office: graph.Office{From: graph.InYear(2010), To: graph.InMonth(2012, 3)}}}, "2010-01-01 to 2012-03-31"},
		"no end":                    {[]graph.Holding{begun("a", graph.InYear(2010))}, "2010-01-01 to 2015-01-01"},
		"no start":                  {[]graph.Holding{{Holder: "a", Office: graph.Office{To: graph.InYear(2012)}}}, "2007-12-31 to 2012-12-31"},
		"neither":                   {[]graph.Holding{{Holder: "a"}}, "any to any"},
		"last seen":                 {[]graph.Holding{{Holder: "a", Office: graph.Office{From: graph.InYear(2010), Seen: graph.NewDay(2019, 6, 1)}}}, "2010-01-01 to 2024-06-01"},
		"a successor":               {[]graph.Holding{begun("a", graph.InYear(2010)), begun("b", graph.InYear(2014)), begun("c", graph.InYear(2012))}, "2010-01-01 to 2012-01-01"},
		"a successor years later":   {[]graph.Holding{begun("a", graph.InYear(2010)), begun("b", graph.InYear(2019))}, "2010-01-01 to 2015-01-01"},
		"a second term of the same": {[]graph.Holding{begun("a", graph.InYear(2010)), begun("a", graph.InYear(2012))}, "2010-01-01 to 2015-01-01"},
		"a predecessor":             {[]graph.Holding{begun("a", graph.InYear(2010)), begun("b", graph.InYear(2008))}, "2010-01-01 to 2015-01-01"},
		"many seats": {[]graph.Holding{begun("a", graph.InYear(2010)), begun("b", graph.InYear(2010)), begun("c", graph.InYear(2010)), begun("d", graph.InYear(2010)), begun("e", graph.InYear(2012))},
			"2010-01-01 to 2015-01-01"},
	} {
		got := graph.Tenures(c.terms)[0]
		text := func(d *graph.Day) string {
			if d == nil {
				return "any"
			}
			return d.String()
		}
		if have := text(got.Since) + " to " + text(got.Until); have != c.want {
			t.Errorf("%s: %s, want %s", name, have, c.want)
		}
	}
}

// An event counts for a term where their days overlap, and an undated one where
// the end of the term is not known.
func TestCovers(t *testing.T) {
	open := graph.Holding{Office: graph.Office{From: graph.InYear(2010)}}
	ended := graph.Holding{Office: graph.Office{From: graph.InYear(2010), To: graph.InYear(2011)}}
	for _, c := range []struct {
		term graph.Holding
		on   graph.Date
		want bool
	}{
		{open, graph.InYear(2009), false},
		{open, graph.Between(graph.NewDay(2009, 12, 1), graph.NewDay(2010, 1, 1)), true},
		{open, graph.InYear(2015), true},
		{open, graph.InYear(2016), false},
		{open, graph.Date{}, true},
		{ended, graph.InYear(2011), true},
		{ended, graph.InYear(2012), false},
		{ended, graph.Date{}, false},
	} {
		if got := graph.Tenures([]graph.Holding{c.term})[0].Covers(c.on); got != c.want {
			t.Errorf("%+v on %v: %v", c.term.Office, c.on, got)
		}
	}
}
