package nlp

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func FuzzAnnotate(f *testing.F) {
	m := testModel(f)
	for _, g := range readGold(f, "testdata/awkward.json.gz") {
		if len(g.Text) < 400 {
			f.Add(g.Text)
		}
	}
	f.Add("bad \xff\xfe utf-8 \xe2\x82")
	f.Fuzz(func(t *testing.T, text string) {
		d := m.Annotate(text, 7)
		var b strings.Builder
		for i, tok := range d.Tokens {
			if tok.Start != b.Len() || text[tok.Start:tok.End] != tok.Text || tok.Text == "" {
				t.Fatalf("token %d of %q: %+v", i, text, tok)
			}
			if tok.Head < 0 || tok.Head >= len(d.Tokens) {
				t.Fatalf("token %d of %q has head %d", i, text, tok.Head)
			}
			b.WriteString(tok.Text)
			if tok.Space {
				b.WriteByte(' ')
			}
		}
		if b.String() != text {
			t.Fatalf("%q became %q", text, b.String())
		}
		for i := range d.Tokens {
			root, steps := i, 0
			for ; d.Tokens[root].Head != root && steps <= len(d.Tokens); steps++ {
				root = d.Tokens[root].Head
			}
			if steps > len(d.Tokens) {
				t.Fatalf("token %d of %q hangs in a circle", i, text)
			}
		}
		for _, s := range append(d.Sents, d.Ents...) {
			if s.Start < 0 || s.Start >= s.End || s.End > len(d.Tokens) {
				t.Fatalf("span %+v of %d tokens", s, len(d.Tokens))
			}
		}
	})
}

func TestAnnotateConcurrently(t *testing.T) {
	m := testModel(t)
	docs := readGold(t, "testdata/own.json.gz")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, g := range docs {
				if !reflect.DeepEqual(m.Annotate(g.Text, 0), m.Annotate(g.Text, 0)) {
					t.Errorf("%q is annotated in two ways", g.Text)
				}
			}
		})
	}
	wg.Wait()
}

func TestLoadRefuses(t *testing.T) {
	testModel(t)
	replace := func(old, new string) func([]byte) []byte {
		return func(b []byte) []byte { return []byte(strings.Replace(string(b), old, new, 1)) }
	}
	for _, c := range []struct {
		name, file string
		change     func([]byte) []byte
		reason     string
	}{
		{"another language", "meta.json", replace(`"lang":"en"`, `"lang":"de"`), `for language "de"`},
		{"another version", "meta.json", replace(`"version":"3.8.0"`, `"version":"3.7.1"`), `version "3.7.1"`},
		{"another pipeline", "config.cfg", replace(`mode = "rule"`, `mode = "lookup"`), "lemmatizer] mode"},
		{"cut short", "ner/model", func(b []byte) []byte { return b[:len(b)/2] }, "ner: "},
		{"a flipped bit", "tok2vec/model", func(b []byte) []byte { b[len(b)/2] ^= 1; return b }, "differ from those"},
		{"an empty file", "tokenizer", func([]byte) []byte { return nil }, "tokenizer: "},
		{"a missing file", "parser/moves", nil, "parser"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(DefaultDir())); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, filepath.FromSlash(c.file))
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			os.Remove(path)
			if c.change != nil {
				if err := os.WriteFile(path, c.change(b), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err = Load(dir)
			if !errors.Is(err, ErrModel) || !strings.Contains(err.Error(), c.reason) {
				t.Errorf("Load: %v, want a reason with %q", err, c.reason)
			}
		})
	}
}

func TestKernelsAgree(t *testing.T) {
	const in, out, rows = 34, 37, 11
	w, b, x := make([]float32, in*out), make([]float32, out), make([]float32, blockRows(rows)*in)
	for i := range w {
		w[i] = float32(i%13) - 6
	}
	for i := range b {
		b[i] = float32(i % 5)
	}
	for i := range x {
		x[i] = float32(i%7) - 3
	}
	m := newMatrix(w, b, out, in)
	y := make([]float32, blockRows(rows)*m.stride)
	m.mul(y, x, in, rows)
	one := make([]float32, m.stride)
	plain := make([]float32, rowBlock*m.stride)
	for r := range rows {
		m.apply(one, x[r*in:])
		for o := range out {
			sum := b[o]
			for i := range in {
				sum += w[o*in+i] * x[r*in+i]
			}
			if y[r*m.stride+o] != sum || one[o] != sum {
				t.Fatalf("row %d output %d: %v and %v, want %v", r, o, y[r*m.stride+o], one[o], sum)
			}
		}
	}
	for p := 0; p < m.stride; p += panelWidth {
		mulBlockGo(plain[p:], m.stride, x, in, m.w[p*in:(p+panelWidth)*in], m.b[p:p+panelWidth], in)
	}
	for i, v := range plain {
		if v != y[i] {
			t.Fatalf("value %d: plain %v, want %v", i, v, y[i])
		}
	}
}

func TestWriteTree(t *testing.T) {
	d := Doc{Text: "She left.", Tokens: []Token{
		{Text: "She", Tag: "PRP", Dep: "nsubj", Lemma: "she", Head: 1},
		{Text: "left", Tag: "VBD", Dep: "ROOT", Lemma: "leave", Head: 1},
		{Text: ".", Tag: ".", Dep: "punct", Lemma: ".", Head: 1},
	}}
	var b strings.Builder
	if err := WriteTree(&b, d); err != nil {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(b.String()) {
		words = append(words, strings.Join(strings.Fields(line), " "))
	}
	want := []string{"left VBD ROOT leave", "She PRP nsubj she", ". . punct ."}
	if !reflect.DeepEqual(words, want) {
		t.Errorf("tree %q, want %q", words, want)
	}
}

// TestEveryLength reads paragraphs of every small length, each with room of its
// own, so that none lives on what a longer one left.
func TestEveryLength(t *testing.T) {
	m := testModel(t)
	for n := 1; n <= 80; n++ {
		words := m.tokenizer.tokenize(strings.TrimSpace(strings.Repeat("talks ", n)))
		for _, net := range []*tok2vec{m.shared, m.own} {
			room := &scratch{x: make([]float32, 0, (n+2*depth+rowBlock)*width)} // no slack
			if v := net.run(words, room); len(v) != n*width {
				t.Fatalf("%d tokens give %d numbers", n, len(v))
			}
		}
		m.parser.prepare(make([]float32, blockRows(n)*width), n, &scratch{})
	}
}
