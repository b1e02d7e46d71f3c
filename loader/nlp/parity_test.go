package nlp

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// gold is what spaCy says of a paragraph, as peer/fixtures.py writes it.
type gold struct {
	Text   string      `json:"text"`
	Tokens []goldToken `json:"tokens"`
}

type goldToken struct {
	text, lemma, pos, tag, morph, dep, ent string
	space, starts                          int
	head                                   int
}

func (g *goldToken) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&g.text, &g.space, &g.lemma, &g.pos, &g.tag, &g.morph, &g.dep, &g.head, &g.ent, &g.starts})
}

func readGold(t testing.TB, path string) []gold {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []gold
	if err := json.NewDecoder(z).Decode(&docs); err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestParity holds our annotation against spaCy's of the same texts.
func TestParity(t *testing.T) {
	m := testModel(t)
	paths, err := filepath.Glob("testdata/*.json.gz")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	if more := os.Getenv("BACKCHANNEL_PARITY"); more != "" { // texts that are not kept here
		paths = append(paths, more)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { checkParity(t, m, readGold(t, path)) })
	}
}

func checkParity(t *testing.T, m *Model, docs []gold) {
	var tokens, found, same int
	agree := map[string]int{}
	var entities, ours, shared int
	for _, g := range docs {
		doc := m.Annotate(g.Text, 0)
		byStart := map[int]int{} // our token at a byte
		for i, tok := range doc.Tokens {
			byStart[tok.Start] = i
		}
		index := make([]int, len(g.Tokens)) // our token for each of spaCy's, or -1
		at := 0
		for i, want := range g.Tokens {
			index[i] = -1
			if k, ok := byStart[at]; ok && doc.Tokens[k].Text == want.text {
				index[i] = k
			}
			at += len(want.text) + want.space
		}
		tokens += len(g.Tokens)
		found += len(doc.Tokens)
		for i, want := range g.Tokens {
			if index[i] < 0 {
				t.Logf("no token %q in %.80q", want.text, g.Text)
				continue
			}
			got := doc.Tokens[index[i]]
			same++
			for _, c := range []struct {
				name string
				ok   bool
			}{
				{"space", got.Space == (want.space == 1)},
				{"lemma", got.Lemma == want.lemma},
				{"pos", got.POS == want.pos},
				{"tag", got.Tag == want.tag},
				{"morph", got.Morph == want.morph},
				{"dep", got.Dep == want.dep},
				{"head", got.Head == index[want.head]},
				{"sentence", got.SentStart == (want.starts == 1)},
			} {
				if c.ok {
					agree[c.name]++
				} else {
					t.Logf("%s of %q differs: %+v, want %+v", c.name, want.text, got, want)
				}
			}
		}
		want := goldEntities(g.Tokens)
		entities += len(want)
		ours += len(doc.Ents)
		for _, e := range want {
			if index[e.Start] >= 0 && index[e.End-1] >= 0 &&
				slices.Contains(doc.Ents, Span{index[e.Start], index[e.End-1] + 1, e.Label}) {
				shared++
			}
		}
	}
	bar := func(name string, n, of int, least float64) {
		r := float64(n) / float64(max(of, 1))
		t.Logf("%-9s %6d of %6d  %.3f %%", name, n, of, 100*r)
		if r < least {
			t.Errorf("%s agree in %d of %d, want %.2f %%", name, n, of, 100*least)
		}
	}
	bar("tokens", 2*same, tokens+found, 0.9995)
	for _, name := range []string{"space", "lemma", "pos", "tag", "morph", "dep", "head", "sentence"} {
		bar(name, agree[name], same, 0.999)
	}
	bar("entities", 2*shared, entities+ours, 0.999)
}

func goldEntities(tokens []goldToken) []Span {
	var spans []Span
	for i, t := range tokens {
		switch t.ent[0] {
		case 'B':
			spans = append(spans, Span{i, i + 1, t.ent[2:]})
		case 'I':
			spans[len(spans)-1].End = i + 1
		}
	}
	return spans
}
