package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backchannel/loader/extract"
)

func text(s string) *string { return &s }

func actor(kind, name, country string, aliases ...string) extract.ActorJSON {
	return extract.ActorJSON{Name: name, Kind: kind, Country: text(country), Aliases: aliases}
}

var (
	sol    = actor("official", "Ana Sol", "ESP")
	lind   = actor("official", "Bo Lind", "SWE")
	spain  = actor("government", "Spain", "ESP")
	sweden = actor("government", "Sweden", "SWE")
	wire   = actor("organization", "Daily Wire", "")
)

func event(typ, status string, source, target extract.ActorJSON) extract.EventJSON {
	return extract.EventJSON{
		Type: typ, Status: status, Quote: "Sol met Lind in Malmö", Source: []extract.ActorJSON{source}, Target: []extract.ActorJSON{target},
		Claims: []extract.ClaimJSON{{Stance: "reports"}},
	}
}

func load(t *testing.T) []Gold {
	t.Helper()
	golds, err := Load("testdata/gold")
	if err != nil {
		t.Fatal(err)
	}
	return golds
}

func TestScoreMatches(t *testing.T) {
	for _, test := range []struct {
		name  string
		event extract.EventJSON
		level Level
		want  int
	}{
		{"as annotated", event("MET", "actual", sol, lind), Event, 1},
		{"sides of a meeting are free", event("MET", "actual", lind, sol), Strict, 1},
		{"an alias of several words names", event("MET", "actual", sol, actor("official", "B. Lind", "SWE", "Bo Erik Lind")), Event, 1},
		{"an alias of one word does not", event("MET", "actual", sol, actor("official", "B. Lind", "SWE", "Lind")), Pair, 0},
		{"accents and articles are folded", event("MET", "actual", sol, actor("official", "Bó Lind", "SWE")), Pair, 1},
		{"another status still is the event", event("MET", "planned", sol, lind), Event, 1},
		{"another status fails strict", event("MET", "planned", sol, lind), Strict, 0},
		{"another type fails", event("PHONED", "actual", sol, lind), Pair, 0},
		{"another type of one PLOVER root", event("PHONED", "actual", sol, lind), Plover, 1},
		{"states for officials fail", event("MET", "actual", spain, sweden), Pair, 0},
		{"states for officials by country", event("MET", "actual", spain, sweden), Dyad, 1},
		{"directed as annotated", event("SANCTIONED", "planned", spain, sweden), Strict, 1},
		{"directed the other way fails", event("SANCTIONED", "planned", sweden, spain), Pair, 0},
	} {
		golds := load(t)
		s := Score(golds, map[string]extract.ArticleJSON{"one": {ID: "one", Events: []extract.EventJSON{test.event}}})
		if got := s.Of(All, test.level).Matched; got != test.want {
			t.Errorf("%s: %d matched, want %d", test.name, got, test.want)
		}
	}
}

// Two predictions of one happening match it once.
func TestScoreIsOneToOne(t *testing.T) {
	twice := []extract.EventJSON{event("MET", "planned", sol, lind), event("MET", "actual", sol, lind)}
	s := Score(load(t), map[string]extract.ArticleJSON{"one": {Events: twice}})
	if got := s.Of(All, Event).Counts; got != (Counts{1, 2, 2}) {
		t.Errorf("got %+v", got)
	}
	if s.Status.Matched != 1 {
		t.Error("of two candidates the one with the right status is to be taken")
	}
}

func TestScoreDetails(t *testing.T) {
	e := event("MET", "actual", sol, lind)
	e.Date = &extract.DateJSON{From: "2024-05-03", To: "2024-05-03", Precision: "day"}
	e.Claims[0].By = &wire
	wrong := event("SANCTIONED", "actual", spain, sweden)
	wrong.Date, wrong.Quote = e.Date, "words that nobody wrote"
	s := Score(load(t), map[string]extract.ArticleJSON{"one": {Events: []extract.EventJSON{e, wrong}}})
	for _, check := range []struct {
		what      string
		got, want int
	}{
		{"dates right", s.DateRight, 1}, {"dated where gold is not", s.DatedAnyway, 1}, {"shown as actual", s.ShownActual, 1},
		{"speakers", s.ByRight, 1}, {"bad quotes", s.BadQuotes, 1}, {"parties right", s.PartyRight, 4},
	} {
		if check.got != check.want {
			t.Errorf("%s: got %d, want %d", check.what, check.got, check.want)
		}
	}
}

func TestLoadWithoutGold(t *testing.T) {
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("an empty folder is no gold")
	}
}

// sharedEval finds the folder with the reference scorer and the gold articles.
func sharedEval(t *testing.T) string {
	t.Helper()
	for _, up := range []string{"../../../shared/eval", "../../../../shared/eval"} {
		if _, err := os.Stat(filepath.Join(up, "score.py")); err == nil {
			return up
		}
	}
	t.Skip("needs ../shared/eval beside the repository")
	return ""
}

// TestAgreesWithReference scores distorted gold with both scorers.
func TestAgreesWithReference(t *testing.T) {
	dir := sharedEval(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("needs python3 for the reference scorer")
	}
	golds, err := Load(filepath.Join(dir, "dev"))
	if err != nil {
		t.Fatal(err)
	}
	predicted := map[string]extract.ArticleJSON{}
	var lines bytes.Buffer
	for n, g := range golds {
		a := distort(g, n)
		predicted[g.ID] = a
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	file := filepath.Join(t.TempDir(), "predictions.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	scorer := exec.Command(python, "-B", filepath.Join(dir, "score.py"), filepath.Join(dir, "dev"), file, "--json")
	scorer.Stderr = &complaint
	out, err := scorer.Output()
	if err != nil {
		t.Fatalf("run the reference scorer: %v\n%s", err, &complaint)
	}
	var reference map[string]json.RawMessage
	if err := json.Unmarshal(out, &reference); err != nil {
		t.Fatal(err)
	}
	s := Score(golds, predicted)
	for _, r := range s.Results {
		var want struct{ P, R, F1 float64 }
		key := string(r.Scope) + "/" + string(r.Level)
		if err := json.Unmarshal(reference[key], &want); err != nil {
			t.Fatal(err)
		}
		if math.Abs(want.P-r.Precision())+math.Abs(want.R-r.Recall())+math.Abs(want.F1-r.F1()) > 1e-9 {
			t.Errorf("%s: P %.4f R %.4f F1 %.4f, reference %.4f %.4f %.4f", key, r.Precision(), r.Recall(), r.F1(), want.P, want.R, want.F1)
		}
	}
	for key, got := range map[string][]int{
		"date right / too coarse / wrong / of":      {s.DateRight, s.DateCoarse, s.DateWrong, s.Dated},
		"day right where gold gives a day":          {s.DayRight, s.DayGold},
		"dated where gold is not":                   {s.DatedAnyway, s.Undated},
		"kind and country right on matched parties": {s.PartyRight, s.Parties},
		"events whose quote is not in the text":     {s.BadQuotes, s.Quotes},
	} {
		var want []int
		if err := json.Unmarshal(reference[key], &want); err != nil {
			t.Fatal(err)
		}
		for k := range want {
			if got[k] != want[k] {
				t.Errorf("%s: got %v, reference %v", key, got, want)
				break
			}
		}
	}
}

// distort turns gold into predictions with every third event dropped, sides
// swapped here, dates moved and statuses changed there.
func distort(g Gold, seed int) extract.ArticleJSON {
	a := extract.ArticleJSON{ID: g.ID, Events: []extract.EventJSON{}}
	for n, e := range g.Events {
		k := n + seed
		if k%3 == 0 {
			continue
		}
		view := func(names []string) []extract.ActorJSON {
			out := []extract.ActorJSON{}
			for _, name := range names {
				known := g.actors[name]
				out = append(out, extract.ActorJSON{Name: name, Kind: known.Kind, Country: text(known.Country), Aliases: append([]string{}, known.Aliases...)})
			}
			return out
		}
		p := extract.EventJSON{Type: string(e.Type), Status: string(e.Status), Quote: e.Quote, Source: view(e.Source), Target: view(e.Target), Claims: []extract.ClaimJSON{}}
		switch k % 7 {
		case 1:
			p.Source, p.Target = p.Target, p.Source
		case 2:
			p.Status = "possible"
		case 4:
			p.Quote = strings.ToUpper(p.Quote)
		}
		if from, to, ok := interval(e.Date); ok && k%5 != 0 {
			p.Date = &extract.DateJSON{From: from, To: to, Precision: "range"}
			if k%4 == 0 {
				p.Date.From = "1900-01-01"
			}
		}
		for _, c := range e.Claims {
			if by := g.actors[c.By]; c.By != "" && k%2 == 0 {
				p.Claims = append(p.Claims, extract.ClaimJSON{By: &extract.ActorJSON{Name: by.Name, Kind: by.Kind, Country: text(by.Country), Aliases: []string{}}})
			}
		}
		a.Events = append(a.Events, p)
	}
	return a
}
