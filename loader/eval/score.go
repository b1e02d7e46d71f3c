package eval

import (
	"math/rand/v2"
	"sort"
	"strings"

	"backchannel/graph"
	"backchannel/loader/extract"
)

// Scope says which event types count.
type Scope string

// Scopes: all types, or those by which the parties deal with each other.
const (
	All     Scope = "all"
	Contact Scope = "contact"
)

// Level says what must agree for a prediction to match. Event matches whole
// events; the others match pairs of parties, source by target.
type Level string

// Levels, hardest to please first within the pairs.
const (
	Event  Level = "event"  // type, at least half of all parties, a right one on each side
	Strict Level = "strict" // type, both parties, status
	Pair   Level = "pair"   // type, both parties
	Plover Level = "plover" // PLOVER type, both parties
	Dyad   Level = "dyad"   // PLOVER type, the parties' countries
)

var (
	scopes = []Scope{All, Contact}
	levels = []Level{Event, Strict, Pair, Plover, Dyad}
)

// Counts are what precision and recall are made of.
type Counts struct{ Matched, Gold, Predicted int }

// Precision is the share of predictions that match; 0 where there are none.
func (c Counts) Precision() float64 { return share(c.Matched, c.Predicted) }

// Recall is the share of gold that is matched; 0 where there is none.
func (c Counts) Recall() float64 { return share(c.Matched, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 { return share(2*c.Matched, c.Predicted+c.Gold) }

func (c Counts) add(d Counts) Counts {
	return Counts{c.Matched + d.Matched, c.Gold + d.Gold, c.Predicted + d.Predicted}
}

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Result is one scope at one level, with the 95 % bootstrap interval of its F1
// over articles.
type Result struct {
	Scope Scope
	Level Level
	Counts
	Low, High float64
}

// Stats is the whole measurement.
type Stats struct {
	Articles                                int
	Results                                 []Result
	Status                                  Counts // Matched right of Gold matched events
	NotActual, ShownActual, NotActualGold   int
	DateRight, DateCoarse, DateWrong, Dated int
	DayRight, DayGold, DatedAnyway, Undated int
	PartyRight, Parties                     int
	ByRight, By                             int
	BadQuotes, Quotes                       int
	Missed, Invented                        []string // for a person, one line an event
}

// Score compares predictions, by article id, with gold. An article without a
// prediction counts as predicted empty.
func Score(golds []Gold, predicted map[string]extract.ArticleJSON) Stats {
	s := Stats{Articles: len(golds)}
	for _, scope := range scopes {
		for _, level := range levels {
			r := Result{Scope: scope, Level: level}
			var rows []Counts
			for k := range golds {
				g := &golds[k]
				want, got := candidates(g.Events, predicted[g.ID].Events, scope, level)
				taken := assign(g, level, want, got)
				row := Counts{len(taken), len(want), len(got)}
				rows, r.Counts = append(rows, row), r.add(row)
				if scope == All && level == Event {
					s.details(g, want, got, taken)
				}
			}
			r.Low, r.High = bootstrap(rows)
			s.Results = append(s.Results, r)
		}
	}
	for k := range golds {
		s.quotes(&golds[k], predicted[golds[k].ID].Events)
	}
	return s
}

// Of returns the result of a scope at a level.
func (s Stats) Of(scope Scope, level Level) Result {
	for _, r := range s.Results {
		if r.Scope == scope && r.Level == level {
			return r
		}
	}
	return Result{}
}

// goldSide and predSide are events or pairs to be matched; a pair is indices
// into the event's parties.
type goldSide struct {
	event *GoldEvent
	one   string
	other string
}

type predSide struct {
	event      *extract.EventJSON
	one, other extract.ActorJSON
}

func candidates(golds []GoldEvent, preds []extract.EventJSON, scope Scope, level Level) (want []goldSide, got []predSide) {
	counts := func(t string) bool { return scope == All || graph.EventType(t).Contact() }
	for k := range golds {
		e := &golds[k]
		if !counts(string(e.Type)) {
			continue
		}
		if level == Event {
			want = append(want, goldSide{event: e})
			continue
		}
		pairs(string(e.Type), e.Source, e.Target, func(x, y string) {
			want = append(want, goldSide{event: e, one: x, other: y})
		})
	}
	for k := range preds {
		e := &preds[k]
		if !counts(e.Type) {
			continue
		}
		if level == Event {
			got = append(got, predSide{event: e})
			continue
		}
		pairs(e.Type, e.Source, e.Target, func(x, y extract.ActorJSON) {
			got = append(got, predSide{event: e, one: x, other: y})
		})
	}
	return want, got
}

// symmetric widens the graph's notion: who called is not scored.
func symmetric(t string) bool {
	return graph.EventType(t) == graph.Phoned || graph.EventType(t).Symmetric()
}

// pairs visits the pairs of parties: all of them for a symmetric type, whose
// split into sides is free, else source by target.
func pairs[T any](typ string, source, target []T, visit func(x, y T)) {
	if !symmetric(typ) {
		for _, x := range source {
			for _, y := range target {
				visit(x, y)
			}
		}
		return
	}
	everybody := append(append([]T(nil), source...), target...)
	for i, x := range everybody {
		for _, y := range everybody[i+1:] {
			visit(x, y)
		}
	}
}

func fits(g *Gold, level Level, want goldSide, got predSide) bool {
	wt, pt := want.event.Type, graph.EventType(got.event.Type)
	switch level {
	case Event:
		return sameEvent(g, want.event, got.event)
	case Strict:
		if wt != pt || string(want.event.Status) != got.event.Status {
			return false
		}
	case Pair:
		if wt != pt {
			return false
		}
	default:
		if wt.Info().PLOVER != pt.Info().PLOVER {
			return false
		}
	}
	same := g.same
	if level == Dyad {
		same = func(name string, actor extract.ActorJSON) bool { return g.nation(name) == nation(actor) }
	}
	if same(want.one, got.one) && same(want.other, got.other) {
		return true
	}
	loose := symmetric(string(wt)) || (level == Plover || level == Dyad) && symmetric(got.event.Type)
	return loose && same(want.one, got.other) && same(want.other, got.one)
}

// sameEvent: one type, parties that overlap by half at least, and for a
// directed type a right party on each side.
func sameEvent(g *Gold, want *GoldEvent, got *extract.EventJSON) bool {
	if string(want.Type) != got.Type {
		return false
	}
	hits := func(names []string, actors []extract.ActorJSON) int {
		n := 0
		for _, name := range names {
			for _, actor := range actors {
				if g.same(name, actor) {
					n++
					break
				}
			}
		}
		return n
	}
	names := append(append([]string(nil), want.Source...), want.Target...)
	actors := append(append([]extract.ActorJSON(nil), got.Source...), got.Target...)
	common := hits(names, actors)
	if 2*common < len(names)+len(actors)-common {
		return false
	}
	return symmetric(got.Type) || hits(want.Source, got.Source) > 0 && hits(want.Target, got.Target) > 0
}

// assign finds a maximum one-to-one matching by augmenting paths, over the best
// edges first: same status and date, then same status, then any. It returns the
// gold index that each matched prediction takes.
func assign(g *Gold, level Level, want []goldSide, got []predSide) map[int]int {
	status := func(w goldSide, p predSide) bool { return string(w.event.Status) == p.event.Status }
	tiers := []func(goldSide, predSide) bool{
		func(w goldSide, p predSide) bool { return status(w, p) && dateFits(*w.event, *p.event) },
		status,
		func(goldSide, predSide) bool { return true },
	}
	taken := map[int]int{}
	for _, tier := range tiers {
		edges := make([][]int, len(want))
		for i, w := range want {
			for j, p := range got {
				if tier(w, p) && fits(g, level, w, p) {
					edges[i] = append(edges[i], j)
				}
			}
		}
		var place func(i int, seen map[int]bool) bool
		place = func(i int, seen map[int]bool) bool {
			for _, j := range edges[i] {
				if seen[j] {
					continue
				}
				seen[j] = true
				if k, busy := taken[j]; !busy || place(k, seen) {
					taken[j] = i
					return true
				}
			}
			return false
		}
		matched := map[int]bool{}
		for _, i := range taken {
			matched[i] = true
		}
		for i := range want {
			if !matched[i] {
				place(i, map[int]bool{})
			}
		}
	}
	return taken
}

// bootstrap returns the 95 % interval of F1 over resampled articles. The seed
// is fixed, so that the figures of two runs compare.
func bootstrap(rows []Counts) (low, high float64) {
	const rounds = 400
	if len(rows) == 0 {
		return 0, 0
	}
	rng := rand.New(rand.NewPCG(7, 7))
	f := make([]float64, rounds)
	for n := range f {
		var sum Counts
		for range rows {
			sum = sum.add(rows[rng.IntN(len(rows))])
		}
		f[n] = sum.F1()
	}
	sort.Float64s(f)
	return f[rounds/40], f[rounds-rounds/40-1]
}

// quotes counts the quotes that the text does not hold, white space aside.
func (s *Stats) quotes(g *Gold, events []extract.EventJSON) {
	text := strings.Join(strings.Fields(g.Text), " ")
	for _, e := range events {
		s.Quotes++
		quote := strings.Join(strings.Fields(e.Quote), " ")
		if g.Text != "" && (quote == "" || !strings.Contains(text, quote)) {
			s.BadQuotes++
		}
	}
}
