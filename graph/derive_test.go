package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// tell builds a claim: "article/happening type status date".
func tell(article string, happening int, t EventType, status Status, d Date) Claim {
	published := time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	if i := strings.IndexByte(article, '@'); i >= 0 {
		published, _ = time.Parse(time.DateOnly, article[i+1:])
	}
	return Claim{
		ID: HashID("claim", article, fmt.Sprint(happening, t, status, d)), Article: ID("article:" + article), Happening: happening,
		Type: t, Status: status, Stance: StanceReports, Source: []ID{"official:a"}, Target: []ID{"official:b"}, Date: d,
		PublishedAt: published, Publisher: article, Confidence: 0.9,
	}
}

// of gives a claim other parties, a letter each.
func of(c Claim, source, target string) Claim {
	ids := func(letters string) (out []ID) {
		for _, l := range letters {
			out = append(out, ID("official:"+string(l)))
		}
		return out
	}
	c.Source, c.Target = ids(source), ids(target)
	return c
}

func at(c Claim, place string) Claim {
	c.Place = place
	return c
}

func day(d int) Date { return OnDay(NewDay(2025, time.January, d)) }

var january = InMonth(2025, time.January)

func TestDerive(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims []Claim
		want   string // captions, in order
	}{
		{"two reports of one day", []Claim{tell("x", 0, Phoned, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(3))}, "phoned 2025-01-03 ×2"},
		{"a day apart is one call at night", []Claim{tell("x", 0, Phoned, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(4))}, "phoned 2025-01-03 ×2"},
		{"never over two days", []Claim{tell("x", 0, Phoned, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(4)), tell("z", 0, Phoned, StatusActual, day(5))}, "phoned 2025-01-03 ×2, phoned 2025-01-05"},
		{"a month joins the only day", []Claim{tell("x", 0, Phoned, StatusActual, january), tell("y", 0, Phoned, StatusActual, day(14))}, "phoned 2025-01-14 ×2"},
		{"a month that fits two days stays apart", []Claim{tell("x", 0, Phoned, StatusActual, january), tell("y", 0, Phoned, StatusActual, day(3)), tell("z", 0, Phoned, StatusActual, day(20))}, "phoned 2025-01, phoned 2025-01-03, phoned 2025-01-20"},
		{"one article tells two calls apart", []Claim{tell("x", 0, Phoned, StatusActual, day(3)), tell("x", 1, Phoned, StatusActual, day(3))}, "phoned 2025-01-03, phoned 2025-01-03"},
		{"a talk is the call of that day", []Claim{tell("x", 0, TalkedWith, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(3))}, "phoned 2025-01-03 ×2"},
		{"a meeting is no call", []Claim{tell("x", 0, Met, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(3))}, "met 2025-01-03, phoned 2025-01-03"},
		{"planned, then held", []Claim{tell("x@2025-01-01", 0, Met, StatusPlanned, day(3)), tell("y@2025-01-04", 0, Met, StatusActual, day(3))}, "met 2025-01-03 ×2"},
		{"planned, then cancelled", []Claim{tell("x@2025-01-01", 0, Met, StatusPlanned, day(3)), tell("y@2025-01-02", 0, Met, StatusNegated, day(3))}, "met (negated) 2025-01-03 ×2"},
		{"not met, though another says so", []Claim{tell("x", 0, Met, StatusActual, day(3)), tell("y", 0, Met, StatusNegated, day(3))}, "met (negated) 2025-01-03, met 2025-01-03"},
		{"a talk may be either the call or the meeting of that day", []Claim{tell("x", 0, TalkedWith, StatusActual, day(3)), tell("y", 0, Phoned, StatusActual, day(3)), tell("z", 0, Met, StatusActual, day(3))}, "met 2025-01-03, phoned 2025-01-03, talked with 2025-01-03"},
		{"no cancelled plan takes place", []Claim{tell("x@2025-01-01", 0, Met, StatusPlanned, day(3)), tell("y@2025-01-02", 0, Met, StatusNegated, day(3)), tell("z", 0, Met, StatusActual, january)}, "met (negated) 2025-01-03 ×2, met 2025-01"},
		{"a span of years fits no day", []Claim{tell("x", 0, Phoned, StatusActual, Between(NewDay(2020, 1, 1), NewDay(2025, 12, 31))), tell("y", 0, Phoned, StatusActual, day(3))}, "phoned 2020-01-01/2025-12-31, phoned 2025-01-03"},
		{"a meeting of many", []Claim{of(tell("x", 0, Met, StatusActual, day(3)), "abc", "de"), of(tell("y", 0, Met, StatusActual, day(4)), "ab", "d"), of(tell("z", 0, Met, StatusActual, day(3)), "a", "d")}, "met 2025-01-03 ×3"},
		{"of one side of it two met alone", []Claim{of(tell("x", 0, Met, StatusActual, day(3)), "abc", "d"), of(tell("y", 0, Met, StatusActual, day(3)), "a", "b")}, "met 2025-01-03, met 2025-01-03"},
		{"one host, two guests apart", []Claim{of(tell("x", 0, Met, StatusActual, day(3)), "a", "b"), of(tell("y", 0, Met, StatusActual, day(3)), "a", "c")}, "met 2025-01-03, met 2025-01-03"},
		{"two meetings of many leave the part in doubt", []Claim{of(tell("x", 0, Met, StatusActual, day(3)), "abc", ""), of(tell("y", 0, Met, StatusActual, day(3)), "abd", ""), of(tell("z", 0, Met, StatusActual, day(3)), "a", "b")}, "met 2025-01-03, met 2025-01-03, met 2025-01-03"},
		{"two places are two meetings", []Claim{at(of(tell("x", 0, Met, StatusActual, day(3)), "abc", ""), "Here"), at(of(tell("y", 0, Met, StatusActual, day(3)), "a", "b"), "There")}, "met 2025-01-03, met 2025-01-03"},
		{"sanctions by more are others", []Claim{of(tell("x", 0, Sanctioned, StatusActual, day(3)), "ab", "c"), of(tell("y", 0, Sanctioned, StatusActual, day(3)), "a", "c")}, "sanctioned 2025-01-03, sanctioned 2025-01-03"},
		{"undated of the same days", []Claim{tell("x@2025-01-05", 0, Accused, StatusActual, Date{}), tell("y@2025-01-06", 0, Accused, StatusActual, Date{}), tell("z@2025-03-01", 0, Accused, StatusActual, Date{})}, "accused, accused ×2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range Derive(c.claims) {
				s := e.Name
				if len(e.Claims) > 1 {
					s += fmt.Sprintf(" ×%d", len(e.Claims))
				}
				got = append(got, s)
			}
			slices.Sort(got)
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// random makes claims that overlap and contradict, in dates of all kinds and of
// two to five parties.
func random(r *rand.Rand) []Claim {
	types := []EventType{Phoned, Met, Visited, TalkedWith, Accused}
	statuses := []Status{StatusActual, StatusActual, StatusPlanned, StatusNegated, StatusDenied}
	var claims []Claim
	for i := range 1 + r.IntN(20) {
		d := []Date{day(1 + r.IntN(9)), day(1 + r.IntN(9)), january, InYear(2025), {}}[r.IntN(5)]
		c := tell(fmt.Sprintf("%d@2025-0%d-01", i/2, 1+r.IntN(4)), i%2, types[r.IntN(len(types))], statuses[r.IntN(len(statuses))], d)
		letters := []byte("abcde")
		r.Shuffle(len(letters), func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
		if r.IntN(3) == 0 {
			letters = []byte("ab")
		}
		cut := 1 + r.IntN(len(letters)-1)
		c = of(c, string(letters[:cut]), string(letters[cut:1+cut+r.IntN(len(letters)-cut)]))
		if r.IntN(5) == 0 {
			c.Source, c.Target = c.Parties(), nil
		}
		claims = append(claims, at(c, []string{"", "", "Here", "There"}[r.IntN(4)]))
	}
	return claims
}

// Events are a function of the set: any order and repetition give the same.
func TestDeriveKnowsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		claims := random(r)
		want := Derive(claims)
		shuffled := append(slices.Clone(claims), claims[0])
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		got := Derive(shuffled)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: order matters:\n%+v\n%+v", round, got, want)
		}
		n := 0
		for _, e := range got {
			n += len(e.Claims)
		}
		if n != len(claims) {
			t.Fatalf("round %d: %d claims in events, want %d", round, n, len(claims))
		}
	}
}

// What a claim reaches is all that its events depend on.
func TestClaimsOutOfReachDoNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 500 {
		claims := random(r)
		near := []Claim{claims[0]}
		for i := 0; i < len(near); i++ {
			for _, c := range claims {
				if near[i].Reach().Meets(c.Reach()) && !slices.ContainsFunc(near, func(o Claim) bool { return o.ID == c.ID }) {
					near = append(near, c)
				}
			}
		}
		var want []Event
		for _, e := range Derive(claims) {
			if slices.ContainsFunc(near, func(c Claim) bool { return c.ID == e.Claims[0] }) {
				want = append(want, e)
			}
		}
		if got := Derive(near); !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: got %+v\nwant %+v", round, got, want)
		}
	}
}

func TestEdges(t *testing.T) {
	call := tell("x", 0, Phoned, StatusActual, day(3))
	unstated := tell("y", 0, Phoned, StatusActual, day(20))
	unstated.Source, unstated.Target, unstated.CallerUnstated = []ID{"official:b"}, []ID{"official:a"}, true
	sanction := tell("z", 0, Sanctioned, StatusActual, january)
	sanction.Source, sanction.Target = []ID{"government:gbr", "government:usa"}, []ID{"organization:lukoil", "organization:rosneft"}
	planned := tell("p", 0, Met, StatusPlanned, day(5))
	var got []string
	for _, e := range Derive([]Claim{call, unstated, sanction, planned}) {
		for _, k := range e.EdgeKeys() {
			got = append(got, fmt.Sprintf("%s %s %s>%s", e.Date, k.Type, k.From, k.To))
		}
	}
	slices.Sort(got)
	want := []string{
		"2025-01 SANCTIONED government:gbr>organization:lukoil",
		"2025-01 SANCTIONED government:gbr>organization:rosneft",
		"2025-01 SANCTIONED government:usa>organization:lukoil",
		"2025-01 SANCTIONED government:usa>organization:rosneft",
		"2025-01-03 PHONED official:a>official:b",
		"2025-01-20 PHONED official:a>official:b",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestSyndicatedCopiesAreOneSource(t *testing.T) {
	report := strings.Repeat("the minister said that talks would go on in the capital until a text was agreed by both sides ", 3)
	a, b, c := tell("x", 0, Met, StatusActual, day(3)), tell("y", 0, Met, StatusActual, day(3)), tell("z", 0, Met, StatusActual, day(3))
	a.Simhash, b.Simhash, c.Simhash = Simhash(report), Simhash(report+" copied"), Simhash(strings.Repeat("an entirely different account of what was said over lunch by people who were there ", 4))
	if got := Derive([]Claim{a, b, c})[0].Sources; got != 2 {
		t.Errorf("%d sources, want 2", got)
	}
}

// A publisher and a copy of its report elsewhere are one source, with all else
// that either publishes.
func TestSourcesJoinByPublisherAndByText(t *testing.T) {
	a, b, c := tell("x", 0, Met, StatusActual, day(3)), tell("y", 0, Met, StatusActual, day(3)), tell("z", 0, Met, StatusActual, day(3))
	a.Publisher, b.Publisher, c.Publisher = "Wire", "Gazette", "Gazette"
	a.Simhash, b.Simhash, c.Simhash = 0xffff, 0xfffe, 0xffff<<32
	for _, claims := range [][]Claim{{a, b, c}, {c, b, a}, {b, a, c}} {
		if got := Derive(claims)[0].Sources; got != 1 {
			t.Errorf("%d sources, want 1", got)
		}
	}
}
