package resolve_test

import (
	"errors"
	"io/fs"
	"sync"
	"testing"
	"time"

	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

var loadModel = sync.OnceValues(func() (*nlp.Model, error) { return nlp.Load(nlp.DefaultDir()) })

// annotate reads the grammar of the paragraphs of a text; the test is skipped
// where the language model is missing.
func annotate(t testing.TB, text string) []nlp.Doc {
	t.Helper()
	model, err := loadModel()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no language model; run deploy/model.sh (%v)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var docs []nlp.Doc
	for _, p := range extract.Paragraphs(text) {
		docs = append(docs, model.Annotate(p.Text, p.Offset))
	}
	return docs
}

var loadPack = sync.OnceValues(gazetteer.Default)

func defaultPack(t testing.TB) *gazetteer.Pack {
	t.Helper()
	pack, err := loadPack()
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// named is a mention as it is written.
type named struct {
	text string
	extract.Mention
}

func mentions(r *resolve.Resolver, docs []nlp.Doc, published time.Time) []named {
	var out []named
	for p, list := range r.Mentions(docs, published) {
		for _, m := range list {
			out = append(out, named{docs[p].Text[docs[p].Tokens[m.Start].Start:docs[p].Tokens[m.End-1].End], m})
		}
	}
	return out
}
