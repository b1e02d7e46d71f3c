package graph_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
)

// A set of happenings told by many articles, sorted by hand, says how well
// claims come together: B-cubed compares, claim by claim, the event derived with
// the happening meant.
func TestHappeningsComeTogether(t *testing.T) {
	claims, meant := happenings(t)
	events := map[graph.ID]graph.ID{} // by claim
	for _, e := range graph.Derive(claims) {
		told := map[string]bool{}
		for _, c := range e.Claims {
			events[c] = e.ID
			told[meant[c]] = true
		}
		if len(told) > 1 {
			t.Errorf("%s (%s) holds %d happenings: %v", e.Name, e.ID, len(told), told)
		}
	}
	var precision, recall float64
	parts := map[string][]graph.ID{}
	for _, c := range claims {
		var ours, theirs, both float64
		for _, o := range claims {
			sameEvent, sameHappening := events[o.ID] == events[c.ID], meant[o.ID] == meant[c.ID]
			ours, theirs, both = ours+count(sameEvent), theirs+count(sameHappening), both+count(sameEvent && sameHappening)
		}
		precision += both / ours / float64(len(claims))
		recall += both / theirs / float64(len(claims))
		if name := meant[c.ID]; !slices.Contains(parts[name], events[c.ID]) {
			parts[name] = append(parts[name], events[c.ID])
		}
	}
	for name, p := range parts {
		if len(p) > 1 {
			t.Logf("%s is in %d events", name, len(p))
		}
	}
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d claims of %d happenings: B-cubed precision %.3f, recall %.3f, F1 %.3f", len(claims), len(parts), precision, recall, f1)
	if len(parts) < 40 || len(claims) < 150 {
		t.Errorf("%d claims of %d happenings are too few to say much", len(claims), len(parts))
	}
	if f1 < 0.95 {
		t.Errorf("F1 %.3f, want 0.95", f1)
	}
}

func count(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// happenings reads the set, and which happening each claim is meant to tell of.
func happenings(t *testing.T) ([]graph.Claim, map[graph.ID]string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/happenings.txt")
	if err != nil {
		t.Fatal(err)
	}
	var claims []graph.Claim
	meant := map[graph.ID]string{}
	numbers := map[string][]string{} // the happenings of an article, in order
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, ";")
		if len(f) != 8 {
			t.Fatalf("%q: %d fields, want 8", line, len(f))
		}
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		if !slices.Contains(numbers[f[1]], f[0]) {
			numbers[f[1]] = append(numbers[f[1]], f[0])
		}
		c := account(t, f)
		c.Happening = slices.Index(numbers[f[1]], f[0])
		claims = append(claims, c)
		meant[c.ID] = f[0]
	}
	return claims, meant
}

func account(t *testing.T, f []string) graph.Claim {
	t.Helper()
	published, err := time.Parse(time.DateOnly, f[2])
	if err != nil {
		t.Fatal(err)
	}
	typ, err := graph.ParseEventType(f[3])
	if err != nil {
		t.Fatal(err)
	}
	parties, unstated := strings.CutPrefix(f[6], "~")
	source, target, _ := strings.Cut(parties, ">")
	return graph.Claim{
		ID: graph.HashID("claim", f...), Article: graph.ID("article:" + f[1]), Type: typ, Status: graph.Status(f[4]), Stance: graph.StanceReports,
		Source: side(source), Target: side(target), CallerUnstated: unstated, Date: date(t, f[5]), Place: f[7],
		PublishedAt: published, Publisher: strings.TrimRight(f[1], "0123456789"), Confidence: 0.9,
	}
}

func side(s string) []graph.ID {
	var ids []graph.ID
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == '+' || r == ' ' }) {
		ids = append(ids, graph.ID("official:"+name))
	}
	return ids
}

// date reads a day, a month, a year, a span of either, or - for none.
func date(t *testing.T, s string) graph.Date {
	t.Helper()
	if from, to, ok := strings.Cut(s, "/"); ok {
		return graph.Between(date(t, from).From, date(t, to).To)
	}
	var y, m, d int
	switch n, _ := fmt.Sscanf(s, "%d-%d-%d", &y, &m, &d); n {
	case 3:
		return graph.OnDay(graph.NewDay(y, time.Month(m), d))
	case 2:
		return graph.InMonth(y, time.Month(m))
	case 1:
		return graph.InYear(y)
	}
	if s != "-" {
		t.Fatalf("date %q", s)
	}
	return graph.Date{}
}
