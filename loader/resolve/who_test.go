package resolve_test

import (
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/resolve"
)

func TestAsk(t *testing.T) {
	r := resolve.New(defaultPack(t))
	for _, test := range []struct {
		mention, date, context, want string // want is empty where the mention is left open
	}{
		{"Downing Street", "2025-11-26", "", "government:gbr"},
		{"downing street", "2025-11-26", "", "government:gbr"},
		{"the Kremlin", "2025-11-26", "", "government:rus"},
		{"FT", "2025-11-26", "", "organization:financial-times"},
		{"Yuri Ushakov", "2025-11-26", "", "official:yury-ushakov"},
		{"Yuriy Ushakow", "2025-11-26", "", "official:yury-ushakov"},
		{"Володимир Зеленський", "2025-11-26", "", "official:volodymyr-zelenskyy"},
		{"the British national security adviser", "2025-11-26", "", "official:jonathan-powell"},
		{"Russia's foreign minister", "2025-11-26", "", "official:sergey-lavrov"},
		{"foreign secretary", "2025-01-10", "Britain said", ""},
		{"the British foreign secretary", "2023-01-10", "", "official:james-cleverly"},
		{"the British foreign secretary", "2025-01-10", "", "official:david-lammy"},
		{"Foreign Minister Lavrov", "2025-11-26", "", "official:sergey-lavrov"},
		{"President Trump", "2025-11-26", "", "official:donald-trump"},
		{"President Trump", "2022-11-26", "", ""},
		{"Finland's foreign minister, Aino Virtala", "2035-11-26", "", "official:fin-aino-virtala"},
		{"Powell", "2025-11-26", "", ""},
		{"Powell", "2025-11-26", "The British national security adviser phoned the Kremlin.", "official:jonathan-powell"},
		{"[Powell]", "2025-11-26", "Jonathan Powell phoned the Kremlin.", "official:jonathan-powell"},
		{"Powell", "2025-11-26", "Jerome Powell said that rates would stay.", "official:jerome-powell"},
		{"Powell", "2025-11-26", "Jonathan Powell and Jerome Powell met.", ""},
		{"Wang", "2025-11-26", "China said", ""},
		{"Nobody Whatsoever", "2025-11-26", "", ""},
		{"", "2025-11-26", "", ""},
	} {
		day, err := time.Parse(time.DateOnly, test.date)
		if err != nil {
			t.Fatal(err)
		}
		answer := r.Ask(test.mention, graph.DayOf(day), test.context)
		got := ""
		if answer.Resolved != nil {
			got = string(*answer.Resolved)
		}
		if got != test.want {
			var text strings.Builder
			_ = answer.Write(&text)
			t.Errorf("%q on %s in %q is %q, want %q\n%s", test.mention, test.date, test.context, got, test.want, &text)
		}
		for i, c := range answer.Candidates {
			if len(c.Reasons) == 0 || c.Score <= 0 || c.Score > 1 || i > 0 && c.Score > answer.Candidates[i-1].Score {
				t.Errorf("%q: bad candidate %+v", test.mention, c)
			}
		}
	}
}

func FuzzAsk(f *testing.F) {
	r := resolve.New(defaultPack(f))
	for _, seed := range []string{"", "the", "'s", "[", "Russia's", "President President Putin", "Abdul", "القذافي", "\xff", "minister of of the"} {
		f.Add(seed, "Russia's foreign minister Lavrov")
	}
	f.Fuzz(func(t *testing.T, mention, context string) {
		for _, c := range r.Ask(mention, graph.NewDay(2025, time.November, 26), context).Candidates {
			if c.ID == "" || c.Score < 0 || c.Score > 1 {
				t.Errorf("%q in %q: %+v", mention, context, c)
			}
		}
	})
}
