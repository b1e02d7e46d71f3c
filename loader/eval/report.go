package eval

import (
	"fmt"
	"io"
	"strings"

	"backchannel/graph"
	"backchannel/loader/extract"
)

// details measures what matched events say beyond type and parties.
func (s *Stats) details(g *Gold, want []goldSide, got []predSide, taken map[int]int) {
	for _, w := range want {
		if w.event.Status != graph.StatusActual {
			s.NotActualGold++
		}
	}
	matched := map[int]bool{}
	for j := range got {
		i, ok := taken[j]
		if !ok {
			s.Invented = append(s.Invented, "invented "+g.ID+": "+predLine(got[j].event))
			continue
		}
		matched[i] = true
		s.matched(g, want[i].event, got[j].event)
	}
	for i := range want {
		if !matched[i] {
			s.Missed = append(s.Missed, "missed   "+g.ID+": "+goldLine(want[i].event))
		}
	}
}

func (s *Stats) matched(g *Gold, want *GoldEvent, got *extract.EventJSON) {
	s.Status.Gold++
	if string(want.Status) == got.Status {
		s.Status.Matched++
	}
	if want.Status != graph.StatusActual {
		s.NotActual++
		if got.Status == string(graph.StatusActual) {
			s.ShownActual++
		}
	}
	s.dates(want, got)
	for _, name := range append(append([]string(nil), want.Source...), want.Target...) {
		for _, actor := range append(append([]extract.ActorJSON(nil), got.Source...), got.Target...) {
			if !g.same(name, actor) {
				continue
			}
			s.Parties++
			if home := g.nation(name); g.actors[name].Kind == actor.Kind && (home == nation(actor) || home == strings.ToUpper(fold(name))) {
				s.PartyRight++
			}
			break
		}
	}
	for _, c := range want.Claims {
		if c.By == "" {
			continue
		}
		s.By++
		for _, have := range got.Claims {
			if have.By != nil && g.same(c.By, *have.By) {
				s.ByRight++
				break
			}
		}
	}
}

func (s *Stats) dates(want *GoldEvent, got *extract.EventJSON) {
	from, to, dated := interval(want.Date)
	if !dated {
		s.Undated++
		if got.Date != nil {
			s.DatedAnyway++
		}
		return
	}
	s.Dated++
	if from == to {
		s.DayGold++
	}
	switch {
	case got.Date == nil:
	case dateFits(*want, *got):
		s.DateRight++
		if from == to {
			s.DayRight++
		}
	case got.Date.From <= from && got.Date.To >= to:
		s.DateCoarse++
	default:
		s.DateWrong++
	}
}

func goldLine(e *GoldEvent) string {
	return fmt.Sprintf("%s %s -> %s [%s] “%s”", e.Type, strings.Join(e.Source, ", "), strings.Join(e.Target, ", "), e.Status, clip(e.Quote))
}

func predLine(e *extract.EventJSON) string {
	names := func(actors []extract.ActorJSON) string {
		var out []string
		for _, a := range actors {
			out = append(out, a.Name)
		}
		return strings.Join(out, ", ")
	}
	return fmt.Sprintf("%s %s -> %s [%s] “%s”", e.Type, names(e.Source), names(e.Target), e.Status, clip(e.Quote))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 90 {
		return string(r[:90])
	}
	return s
}

var about = map[Level]string{
	Event:  "whole events: type, at least half of all parties, a right one on each side",
	Strict: "type, both parties, status",
	Pair:   "type, both parties",
	Plover: "PLOVER type, both parties",
	Dyad:   "PLOVER type, the parties' countries",
}

// Write prints the figures as a table that a golden file can hold.
func (s Stats) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles\n", s.Articles)
	for _, r := range s.Results {
		fmt.Fprintf(&b, "%-8s%-8s P %.3f  R %.3f  F1 %.3f [%.2f-%.2f]  gold %4d  predicted %4d   (%s)\n",
			r.Scope, r.Level, r.Precision(), r.Recall(), r.F1(), r.Low, r.High, r.Gold, r.Predicted, about[r.Level])
	}
	fmt.Fprintf(&b, "status right on matched events: %d of %d\n", s.Status.Matched, s.Status.Gold)
	fmt.Fprintf(&b, "not-actual shown as actual: %d of %d matched; the gold has %d\n", s.ShownActual, s.NotActual, s.NotActualGold)
	fmt.Fprintf(&b, "date right / too coarse / wrong: %d / %d / %d of %d\n", s.DateRight, s.DateCoarse, s.DateWrong, s.Dated)
	fmt.Fprintf(&b, "day right where gold gives a day: %d of %d\n", s.DayRight, s.DayGold)
	fmt.Fprintf(&b, "dated where gold is not: %d of %d\n", s.DatedAnyway, s.Undated)
	fmt.Fprintf(&b, "kind and country right on matched parties: %d of %d\n", s.PartyRight, s.Parties)
	fmt.Fprintf(&b, "speakers found on matched events: %d of %d\n", s.ByRight, s.By)
	fmt.Fprintf(&b, "events whose quote is not in the text: %d of %d\n", s.BadQuotes, s.Quotes)
	_, err := io.WriteString(w, b.String())
	return err
}
