package dates

import (
	"strings"
	"testing"

	"backchannel/graph"
)

func TestResolve(t *testing.T) {
	for _, test := range []struct {
		text, published string
		tense           Tense
		want            string // "" means refused
	}{
		{"He left today", "2025-11-26", Past, "2025-11-26"},
		{"They met yesterday", "2025-03-01", Past, "2025-02-28"},
		{"They meet tomorrow", "2024-12-31", Future, "2025-01-01"},
		{"She said Wednesday", "2025-11-26", Past, "2025-11-26"},
		{"She said Tuesday", "2025-11-26", Past, "2025-11-25"},
		{"She said on Thursday", "2025-11-26", Past, "2025-11-20"},
		{"She will go on Thursday", "2025-11-26", Future, "2025-11-27"},
		{"She will go on Wednesday", "2025-11-26", Future, "2025-11-26"},
		{"She went last Wednesday", "2025-11-26", Past, "2025-11-19"},
		{"She goes next Wednesday", "2025-11-26", Future, "2025-12-03"},
		{"He had called in January", "2025-11-26", Past, "2025-01"},
		{"He called in December", "2025-11-26", Past, "2024-12"},
		{"He called in November", "2025-11-26", Past, "2025-11"},
		{"He will call in January", "2025-11-26", Future, "2026-01"},
		{"late in April", "2021-04-16", Future, "2021-04"},
		{"last November", "2021-04-16", Past, "2020-11"},
		{"last March", "2021-04-16", Past, "2021-03"},
		{"in July last year", "2025-03-10", Past, "2024-07"},
		{"in January of this year", "2025-03-14", Past, "2025-01"},
		{"in June 2018", "2020-02-14", Past, "2018-06"},
		{"the February 2020 pact", "2021-05-09", Past, "2020-02"},
		{"on Feb. 27", "2025-03-10", Past, "2025-02-27"},
		{"on Dec. 7", "2019-12-18", Past, "2019-12-07"},
		{"on December 24", "2019-12-18", Past, "2018-12-24"},
		{"on April 2nd", "2025-03-11", Future, "2025-04-02"},
		{"on 31 January 2025", "2025-03-11", Past, "2025-01-31"},
		{"on January 31 , 2025", "2025-03-11", Past, "2025-01-31"},
		{"on 2025-01-31", "2025-03-11", Past, "2025-01-31"},
		{"He called this morning", "2025-03-11", Past, "2025-03-11"},
		{"He was to come on March 3", "2025-03-11", Future, ""},
		{"He is to come on March 3", "2025-11-11", Future, "2026-03-03"},
		{"over the weekend", "2024-06-14", Past, "2024-06-08/2024-06-09"},
		{"last weekend", "2024-06-17", Past, "2024-06-15/2024-06-16"},
		{"this weekend", "2024-06-14", Future, "2024-06-15/2024-06-16"},
		{"next weekend", "2024-06-14", Future, "2024-06-15/2024-06-16"},
		{"over the weekend", "2024-06-16", Past, "2024-06-15/2024-06-16"},
		{"from June 3 to 5", "2024-06-14", Past, "2024-06-03/2024-06-05"},
		{"on June 3 - 5", "2024-06-14", Past, "2024-06-03/2024-06-05"},
		{"from June 3 to June 5", "2024-06-14", Past, "2024-06-03/2024-06-05"},
		{"between June 3 and 5", "2024-06-14", Past, "2024-06-03/2024-06-05"},
		{"on 3 - 5 June 2023", "2024-06-14", Past, "2023-06-03/2023-06-05"},
		{"on June 3 to 4 delegations", "2024-06-14", Past, "2024-06-03/2024-06-04"},
		{"on February 30", "2025-03-11", Past, ""},
		{"on Tuesday , March 4", "2025-03-11", Past, "2025-03-04"},
		{"in 2013", "2021-03-09", Past, "2013"},
		{"the 2015 nuclear deal", "2021-03-09", Past, "2015"},
		{"from 2009 until 2014", "2021-03-09", Past, "2009-01-01/2014-12-31"},
		{"the 1960s and 1970s", "2021-03-09", Past, "1960-01-01/1979-12-31"},
		{"since 2022", "2024-08-21", Past, "2022-01-01/2024-08-21"},
		{"since late last year", "2019-12-18", Past, "2018-01-01/2019-12-18"},
		{"since May", "2019-12-18", Past, "2019-05-01/2019-12-18"},
		{"last week", "2021-03-09", Past, "2021-03-01/2021-03-07"},
		{"last week", "2025-03-09", Past, "2025-03-03/2025-03-08"},
		{"this week", "2025-03-09", Past, "2025-03-03/2025-03-09"},
		{"this week", "2025-03-09", Future, "2025-03-09/2025-03-16"},
		{"this week", "2021-03-09", Past, "2021-03-08/2021-03-14"},
		{"next week", "2021-03-09", Future, "2021-03-15/2021-03-21"},
		{"later in the year", "2021-03-09", Future, "2021"},
		{"earlier in the month", "2021-03-09", Past, "2021-03"},
		{"earlier this month", "2021-03-09", Past, "2021-03"},
		{"last month", "2025-01-09", Past, "2024-12"},
		{"last month", "2025-03-31", Past, "2025-02"},
		{"next month", "2025-12-09", Future, "2026-01"},
		{"earlier this year", "2021-03-09", Past, "2021"},
		{"last year", "2021-03-09", Past, "2020"},
		{"two years ago", "2019-11-25", Past, "2017"},
		{"two days ago", "2019-11-25", Past, "2019-11-23"},
		{"three weeks ago", "2019-11-27", Past, "2019-11-04/2019-11-10"},
		{"five months ago", "2019-11-25", Past, "2019-06"},

		{"over the past two weeks", "2021-03-15", Past, "2021-03-01/2021-03-15"},
		{"in the last 10 days", "2021-03-15", Past, "2021-03-05/2021-03-15"},
		{"a few days ago", "2021-03-15", Past, "2021-03-09/2021-03-15"},
		{"it may march on", "2021-03-09", Past, ""},
		{"in recent months", "2021-03-09", Past, ""},
		{"a few weeks ago", "2021-03-09", Past, ""},
		{"over the past year", "2021-03-09", Past, ""},
		{"for two years", "2021-03-09", Past, ""},
		{"some 2000 troops", "2021-03-09", Past, ""},
		{"the following day", "2021-03-09", Past, ""},
		{"two days later", "2021-03-09", Past, ""},
		{"Jan Egeland spoke", "2021-03-09", Past, ""},
	} {
		day, err := graph.ParseDay(test.published)
		if err != nil {
			t.Fatal(err)
		}
		ctx := Context{Published: day, HasPublished: true}
		got := ""
		if found := Find(strings.Fields(test.text)); len(found) == 1 {
			got = found[0].Resolve(test.tense, ctx).String()
		} else if len(found) > 1 {
			t.Errorf("%q: %d expressions, want one", test.text, len(found))
		}
		if got != test.want {
			t.Errorf("%q, published %s: got %q, want %q", test.text, test.published, got, test.want)
		}
	}
}

func TestResolveAgainstReference(t *testing.T) {
	ref, _ := graph.ParseDay("2024-05-31")
	for text, want := range map[string]string{
		"the following day": "2024-06-01", "the day before": "2024-05-30", "two days later": "2024-06-02", "a day earlier": "2024-05-30",
		"two days after": "2024-05-29", "that day": "2024-05-31", "earlier in the day": "2024-05-31", "the same day": "2024-05-31", "later that evening": "2024-05-31", "the same afternoon": "2024-05-31",
		"a month later": "2024-06", "eleven months earlier": "2023-06", "four years later": "2028", "the following year": "2025",
	} {
		if got := Find(strings.Fields(text))[0].Resolve(Past, Context{Reference: graph.OnDay(ref)}).String(); got != want {
			t.Errorf("%q after 2024-05-31: got %q, want %q", text, got, want)
		}
	}
}

// What is counted from a year or a month is no day, and nothing that happened lies
// behind the day of publication.
func TestResolveAgainstCoarseReference(t *testing.T) {
	published, _ := graph.ParseDay("2025-03-13")
	for _, test := range []struct {
		text string
		ref  graph.Date
		want string
	}{
		{"four years later", graph.InYear(2019), "2023"},
		{"a month later", graph.InMonth(2023, 12), "2024-01"},
		{"a month later", graph.InYear(2019), ""},
		{"two days later", graph.InMonth(2023, 12), ""},
		{"the following year", graph.InMonth(2023, 12), "2024"},
		{"four years later", graph.InYear(2023), ""},
	} {
		ctx := Context{Published: published, HasPublished: true, Reference: test.ref}
		if got := Find(strings.Fields(test.text))[0].Resolve(Past, ctx).String(); got != test.want {
			t.Errorf("%q after %s: got %q, want %q", test.text, test.ref, got, test.want)
		}
	}
}

// Without a publication date only expressions that state their year resolve.
func TestResolveUnpublished(t *testing.T) {
	for text, want := range map[string]string{
		"on Tuesday": "", "last month": "", "in January": "", "in January 2024": "2024-01", "in 2019": "2019", "since 2019": "",
	} {
		if got := Find(strings.Fields(text))[0].Resolve(Past, Context{}).String(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("on Tuesday , March 4 , 2025 , two weeks ago in the 1960s and last")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		at := 0
		for _, e := range Find(words) {
			if e.Start < at || e.End <= e.Start || e.End > len(words) {
				t.Fatalf("bad span %d-%d after %d of %d words", e.Start, e.End, at, len(words))
			}
			at = e.End
			day := graph.Day(20000)
			if d := e.Resolve(Past, Context{Published: day, HasPublished: true}); !d.IsZero() && d.From > d.To {
				t.Fatalf("%v: from after to", words[e.Start:e.End])
			}
		}
	})
}
