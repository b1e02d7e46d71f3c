package night

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
)

// files loads the articles of a file or folder. They are written again however
// often they are loaded, which changes nothing; the ledger keeps those that had
// to be set aside.
func (w *reading) files(ctx context.Context) error {
	w.out.Status = "read"
	dead, err := w.dead(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	onTheWay := make(chan struct{}, w.Loads)
	var all sync.WaitGroup
	for d, fault := range w.Files(ctx, w.source.URL) {
		if ctx.Err() != nil || !w.admit() {
			break
		}
		w.known.Add(1)
		w.out.Items++
		onTheWay <- struct{}{}
		all.Go(func() {
			defer func() { <-onTheWay }()
			if err := w.file(ctx, d, fault, dead); err != nil {
				stop(err)
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// file loads one article of a file.
func (w *reading) file(ctx context.Context, d article.Document, fault error, dead map[string]graph.PageState) error {
	var o loader.Outcome
	switch {
	case fault != nil:
		o = loader.SetAside(d, fault)
	case w.outside(d.Published):
		o = leftOut(d)
	default:
		var err error
		if o, err = w.take(ctx, d); err != nil {
			return err
		}
	}
	before, was := dead[fileID(o.Name)]
	gone := errors.Is(fault, fs.ErrNotExist)
	if w.source.URL == "-" || !was && (gone || o.State != loader.StateSetAside) {
		w.tell(o)
		return nil
	}
	p := graph.PageState{URL: fileID(o.Name), Feed: fileID(w.source.URL), Title: o.Title, Tries: before.Tries, SeenAt: w.Now().UTC()}
	if gone { // to try it again would never do
		p.Status, p.Reason = graph.PageGone, o.Reason
		w.tell(o)
		return w.settle(ctx, p)
	}
	return w.finish(ctx, p, o, false)
}

// fileID is the name of a file in the ledger, the same from whatever folder the
// program is started.
func fileID(name string) string {
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

// dead returns what was set aside before, by name.
func (w *reading) dead(ctx context.Context) (map[string]graph.PageState, error) {
	pages, err := w.Ledger.Dead(ctx)
	if err != nil {
		return nil, err
	}
	byName := make(map[string]graph.PageState, len(pages))
	for _, p := range pages {
		byName[p.URL] = p
	}
	return byName, nil
}
