package loader_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

// writer counts reports, and fails as it is told.
type writer func(r graph.Report) error

func (w writer) Write(_ context.Context, reports ...graph.Report) error {
	for _, r := range reports {
		if err := w(r); err != nil {
			return err
		}
	}
	return nil
}

// keeper is a writer that takes reports all or none, as a store does.
type keeper func(reports []graph.Report) error

func (k keeper) Write(_ context.Context, reports ...graph.Report) error { return k(reports) }

func newLoader(t *testing.T, w loader.Writer) *loader.Loader {
	t.Helper()
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		t.Skip("no language model: run deploy/model.sh")
	}
	resolver := resolve.New(pack)
	extractor, err := extract.New(resolver)
	if err != nil {
		t.Fatal(err)
	}
	return &loader.Loader{Understand: &loader.Understanding{Annotator: model, Extractor: extractor, Known: resolver}, Writer: w, Patience: time.Millisecond}
}

func document(n int) article.Document {
	return article.Document{Name: fmt.Sprint("doc ", n), Title: fmt.Sprint(n), Text: "Marco Rubio met Sergey Lavrov in Riyadh."}
}

// each loads n documents at once and hands every outcome to check.
func each(n int, in *loader.Intake, check func(d article.Document, o loader.Outcome, err error)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			o, err := in.Load(context.Background(), document(i/2)) // two of each name
			check(document(i/2), o, err)
		})
	}
	all.Wait()
}

func TestIntakeAnswersEverySender(t *testing.T) {
	var written sync.Map // by title: a batch that fails is written again one by one
	l := newLoader(t, writer(func(r graph.Report) error {
		if r.Article.Title == "3" {
			return errors.New("no room")
		}
		written.Store(r.Article.Title, true)
		return nil
	}))
	in := l.Open()
	each(20, in, func(d article.Document, o loader.Outcome, err error) {
		want := loader.StateLoaded
		if d.Title == "3" {
			want = loader.StateSetAside
		}
		if err != nil || o.Name != d.Name || o.State != want {
			t.Errorf("%s: %+v, %v; want it %s", d.Name, o, err, want)
		}
	})
	err := in.Close()
	n := 0
	written.Range(func(any, any) bool { n++; return true })
	if err != nil || n != 9 {
		t.Errorf("%d written, %v", n, err)
	}
}

func TestIntakeLetsGoWhenTheStoreIsAway(t *testing.T) {
	var asked, kept atomic.Int32
	in := newLoader(t, keeper(func(reports []graph.Report) error {
		if asked.Add(1) > 3 {
			return graph.ErrUnavailable
		}
		kept.Add(int32(len(reports)))
		return nil
	})).Open()
	var loaded atomic.Int32
	each(40, in, func(_ article.Document, o loader.Outcome, err error) {
		switch {
		case err == nil && o.State == loader.StateLoaded:
			loaded.Add(1)
		case err == nil && o.State != loader.StateLeft, err != nil && !errors.Is(err, graph.ErrUnavailable):
			t.Errorf("outcome %+v, error %v", o, err)
		}
	})
	if err := in.Close(); !errors.Is(err, graph.ErrUnavailable) || loaded.Load() != kept.Load() {
		t.Errorf("closed with %v, %d loaded, %d kept", err, loaded.Load(), kept.Load())
	}
}

func TestOneArticleHasOneIDHoweverItsAddressIsWritten(t *testing.T) {
	want := loader.Article(article.Document{URL: "https://example.com/a"}).ID
	for _, address := range []string{"https://Example.com/a#top", "https://example.com:443/a?utm_source=feed", " https://example.com/a "} {
		if got := loader.Article(article.Document{URL: address}); got.ID != want || got.URL != "https://example.com/a" {
			t.Errorf("%q: id %s of %q, want %s", address, got.ID, got.URL, want)
		}
	}
}

// A store that is slow for a while keeps no article out.
func TestASlowStoreIsAskedAgain(t *testing.T) {
	var asked atomic.Int32
	l := newLoader(t, writer(func(graph.Report) error {
		if asked.Add(1) == 1 {
			return fmt.Errorf("write: %w", graph.ErrTimeout)
		}
		return nil
	}))
	l.Patience = time.Minute
	in := l.Open()
	if o, err := in.Load(context.Background(), document(1)); err != nil || o.State != loader.StateLoaded {
		t.Errorf("%+v, %v; want it loaded", o, err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
}
