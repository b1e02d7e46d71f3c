package resolve_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

const goldDir = "../../../shared/eval/dev"

// goldActor is an actor as an annotator names it; a government's name is its country.
type goldActor struct {
	Name    string          `json:"name"`
	Kind    graph.ActorKind `json:"kind"`
	Country string          `json:"country"`
	Aliases []string        `json:"aliases"`
}

// goldArticle is an annotated article.
type goldArticle struct {
	id        string
	text      string
	published time.Time
	actors    []goldActor
}

func goldArticles(t testing.TB) []goldArticle {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(goldDir, "*.json"))
	if len(files) == 0 {
		t.Skip("needs ../shared/eval beside the repository")
	}
	var out []goldArticle
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ Actors []goldActor }
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		a := goldArticle{id: strings.TrimSuffix(filepath.Base(file), ".json"), actors: gold.Actors}
		for d, err := range article.NewReader(nil).Documents(t.Context(), strings.TrimSuffix(file, ".json")+".txt") {
			if err != nil {
				t.Fatal(err)
			}
			a.text, a.published = d.Text, d.Published
		}
		out = append(out, a)
	}
	return out
}

// fate is what became of a gold actor.
type fate int

const (
	right       fate = iota // the pack's actor of that kind, country and name
	provisional             // an actor of that name, not of the pack
	missing                 // nobody of that name
	wrong                   // taken for somebody else, or of another kind or country
)

func (g goldActor) fate(found []named, known func(graph.ID) bool) (fate, string) {
	for _, m := range found {
		if !g.is(m.Actor) {
			continue
		}
		switch {
		case m.Actor.Kind != g.Kind && g.Kind != graph.KindPerson && m.Actor.Kind != graph.KindPerson, g.Country != "" && m.Actor.Country != "" && m.Actor.Country != g.Country:
			return wrong, fmt.Sprintf("%s of %q", m.Actor.ID, m.Actor.Country)
		case m.Actor.Kind == g.Kind && known(m.Actor.ID):
			return right, ""
		}
		return provisional, string(m.Actor.ID)
	}
	for _, m := range found {
		if g.Kind != graph.KindGovernment && m.Actor.Kind != graph.KindGovernment && slices.ContainsFunc(g.names(), func(n string) bool { return names.Slug(n) == names.Slug(m.text) }) {
			return wrong, fmt.Sprintf("%q is %s", m.text, m.Actor.ID)
		}
	}
	return missing, ""
}

func (g goldActor) names() []string { return append([]string{g.Name}, g.Aliases...) }

// is reports whether an actor goes by a name of the gold's.
func (g goldActor) is(a *graph.Actor) bool {
	if g.Kind == graph.KindGovernment || a.Kind == graph.KindGovernment {
		return a.Kind == g.Kind && a.Country == g.Name
	}
	for _, own := range append([]string{a.Name}, a.Aliases...) {
		for _, n := range g.names() {
			if plainSlug(own) == plainSlug(n) && (own == a.Name || strings.Contains(own, " ")) {
				return true
			}
		}
	}
	return false
}

func plainSlug(name string) string { return strings.TrimPrefix(names.Slug(name), "the-") }

func TestGoldActors(t *testing.T) {
	articles := goldArticles(t)
	for _, run := range []struct {
		title string
		pack  *gazetteer.Pack
	}{
		{"the whole pack", defaultPack(t)},
		{"the pack without those of the gold who never led a state", without(t, func(leads bool) bool { return !leads }, articles)},
		{"the pack without any official of the gold", without(t, func(bool) bool { return true }, articles)},
	} {
		good, bad := report(t, run.title, articles, run.pack)
		if good < 0.95 || bad > 0.01 {
			t.Errorf("%s: %.1f %% good, want 95; %.1f %% wrong, want 1 at most", run.title, 100*good, 100*bad)
		}
	}
}

// without returns the pack without the rows of officials of the gold, of those
// that take says; leads tells who led a state.
func without(t *testing.T, take func(leads bool) bool, articles []goldArticle) *gazetteer.Pack {
	t.Helper()
	whole := defaultPack(t)
	gone := map[string]bool{}
	for _, a := range articles {
		for _, g := range a.actors {
			for _, n := range whole.Named(g.Name) {
				if n.Entity == nil || n.Entity.Actor.Kind != graph.KindOfficial || g.Kind != graph.KindOfficial {
					continue
				}
				leads := slices.ContainsFunc(n.Entity.Terms, func(t gazetteer.Term) bool {
					return slices.Contains([]string{"head_of_state", "head_of_government", "monarch"}, t.Office.Class)
				})
				if take(leads) {
					gone[string(n.Entity.Actor.ID)] = true
				}
			}
		}
	}
	pack, err := gazetteer.Load(tablesWithout(t, gone))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d persons taken out", len(gone))
	return pack
}

// tablesWithout is the pack's folder without the rows that begin with any of the ids.
func tablesWithout(t *testing.T, ids map[string]bool) fs.FS {
	t.Helper()
	files, err := filepath.Glob("../gazetteer/data/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	tables := fstest.MapFS{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var kept strings.Builder
		for line := range strings.Lines(string(b)) {
			if id, _, _ := strings.Cut(line, ","); !ids[id] {
				kept.WriteString(line)
			}
		}
		tables[filepath.Base(file)] = &fstest.MapFile{Data: []byte(kept.String())}
	}
	return tables
}

// report logs and returns the share of actors that are right or provisional, and wrong.
func report(t *testing.T, title string, articles []goldArticle, pack *gazetteer.Pack) (good, bad float64) {
	t.Helper()
	r := resolve.New(pack)
	known := func(id graph.ID) bool { return pack.Entity(id) != nil }
	var count [4]int
	total := 0
	for _, a := range articles {
		found := mentions(r, annotate(t, a.text), a.published)
		for _, g := range a.actors {
			f, why := g.fate(found, known)
			count[f]++
			total++
			if f == missing || f == wrong {
				t.Logf("%s: %s %s (%s): %s %s", a.id, g.Kind, g.Name, g.Country, [...]string{"", "", "missing", "wrong"}[f], why)
			}
		}
	}
	good, bad = float64(count[right]+count[provisional])/float64(total), float64(count[wrong])/float64(total)
	t.Logf("%s: of %d actors in %d articles %d right, %d provisional, %d missing, %d wrong: %.1f %% good, %.1f %% wrong",
		title, total, len(articles), count[right], count[provisional], count[missing], count[wrong], 100*good, 100*bad)
	return good, bad
}

func BenchmarkMentions(b *testing.B) {
	articles := goldArticles(b)
	r := resolve.New(defaultPack(b))
	b.Run("annotate", func(b *testing.B) {
		for b.Loop() {
			for _, a := range articles {
				annotate(b, a.text)
			}
		}
	})
	var docs [][]nlp.Doc
	for _, a := range articles {
		docs = append(docs, annotate(b, a.text))
	}
	b.Run("resolve", func(b *testing.B) {
		for b.Loop() {
			for i, a := range articles {
				r.Mentions(docs[i], a.published)
			}
		}
	})
}
