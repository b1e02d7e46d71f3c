// Package eval measures extraction against gold annotations: precision, recall
// and F1 of events and of their pairs of parties, and how often status, date,
// attribution and quote are right.
package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"backchannel/graph"
	"backchannel/loader/extract"
)

// Gold is the annotation of one article.
type Gold struct {
	ID     string
	Text   string // the article file, header included; empty where it is missing
	Events []GoldEvent

	actors map[string]goldActor
}

// GoldEvent is one happening of the annotation. Parties are names of its actors.
type GoldEvent struct {
	Type           graph.EventType `json:"type"`
	Source, Target []string
	Date           string       `json:"date"` // YYYY, YYYY-MM, YYYY-MM-DD, FROM/TO or empty
	Status         graph.Status `json:"status"`
	Quote          string       `json:"quote"`
	Claims         []struct {
		By     string `json:"by"`
		Stance string `json:"stance"`
	} `json:"claims"`
}

type goldActor struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Country string   `json:"country"`
	Aliases []string `json:"aliases"`

	forms map[string]bool
}

// Load reads every NAME.json of a folder with NAME.txt beside it.
func Load(dir string) ([]Gold, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("list gold in %s: %w", dir, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("gold folder %s holds no annotation, which is a NAME.json beside the article NAME.txt: %w", dir, graph.ErrNotFound)
	}
	sort.Strings(paths)
	var golds []Gold
	for _, path := range paths {
		g, err := loadOne(path)
		if err != nil {
			return nil, err
		}
		golds = append(golds, g)
	}
	return golds, nil
}

func loadOne(path string) (Gold, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Gold{}, fmt.Errorf("read gold: %w", err)
	}
	var file struct {
		ID     string      `json:"id"`
		Actors []goldActor `json:"actors"`
		Events []GoldEvent `json:"events"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return Gold{}, fmt.Errorf("read gold %s: %w", path, err)
	}
	g := Gold{ID: file.ID, Events: file.Events, actors: map[string]goldActor{}}
	if g.ID == "" {
		g.ID = strings.TrimSuffix(filepath.Base(path), ".json")
	}
	for _, a := range file.Actors {
		a.forms = map[string]bool{fold(a.Name): true}
		for _, alias := range a.Aliases {
			a.forms[fold(alias)] = true
		}
		if a.Kind == string(graph.KindGovernment) {
			a.Country = a.Name
		}
		g.actors[a.Name] = a
	}
	for k := range g.Events {
		if g.Events[k].Status == "" {
			g.Events[k].Status = graph.StatusActual
		}
	}
	if text, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".txt"); err == nil {
		g.Text = string(text)
	}
	return g, nil
}

// same reports whether a predicted actor is the one that gold names: a
// government by country, anybody else by name or by an alias of several words.
func (g *Gold) same(name string, actor extract.ActorJSON) bool {
	want, known := g.actors[name]
	if known && want.Kind == string(graph.KindGovernment) {
		return actor.Kind == string(graph.KindGovernment) && strings.EqualFold(value(actor.Country), name)
	}
	if actor.Kind == string(graph.KindGovernment) {
		return false
	}
	if !known {
		want.forms = map[string]bool{fold(name): true}
	}
	if want.forms[fold(actor.Name)] {
		return true
	}
	for _, alias := range actor.Aliases {
		if strings.Contains(alias, " ") && want.forms[fold(alias)] {
			return true
		}
	}
	return false
}

// nation is the country that a gold actor counts for, or its folded name.
func (g *Gold) nation(name string) string {
	if c := g.actors[name].Country; c != "" {
		return strings.ToUpper(c)
	}
	return strings.ToUpper(fold(name))
}

func nation(actor extract.ActorJSON) string {
	if c := value(actor.Country); c != "" {
		return strings.ToUpper(c)
	}
	return strings.ToUpper(fold(actor.Name))
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

var (
	dropped  = strings.NewReplacer("'", "", "’", "", "`", "", ".", "")
	nonWord  = regexp.MustCompile(`[^\p{L}\p{N}_]+`)
	articles = regexp.MustCompile(`^(the|al|el) `)
)

// fold makes spellings comparable: no accents, case, marks or leading article.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	s := nonWord.ReplaceAllString(dropped.Replace(strings.ToLower(b.String())), " ")
	return strings.TrimSpace(articles.ReplaceAllString(strings.TrimSpace(s), ""))
}

// interval returns the days of a gold date, or false where it has none. Months
// and years are padded as far as they can reach.
func interval(date string) (from, to string, ok bool) {
	if date == "" {
		return "", "", false
	}
	low, high, ranged := strings.Cut(date, "/")
	if !ranged {
		high = low
	}
	pad := func(d, month, day string) string {
		switch len(d) {
		case 10:
			return d
		case 7:
			return d + day
		}
		return d + month + day
	}
	return pad(low, "-01", "-01"), pad(high, "-12", "-31"), true
}

// dateFits reports whether both are undated, or the prediction lies within gold.
func dateFits(g GoldEvent, p extract.EventJSON) bool {
	from, to, ok := interval(g.Date)
	if !ok || p.Date == nil {
		return !ok && p.Date == nil
	}
	return p.Date.From >= from && p.Date.To <= to
}
