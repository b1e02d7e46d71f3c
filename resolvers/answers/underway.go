package answers

import (
	"context"
	"sync"
)

// underway lets those who ask the same in the same state of the graph wait for the
// first of them, as all do who look at one page when a load has committed.
type underway struct {
	mu    sync.Mutex
	works map[question]*work
}

// question is what is asked, in a state of the graph.
type question struct {
	state string
	key   key
}

// work is an answer that is worked out; it is over when done is closed.
type work struct {
	done chan struct{}
	data []byte // nil where nobody else can have the answer, such as a failure
}

// join returns the work on a question, and whether it is the caller's to do.
func (u *underway) join(q question) (w *work, own bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if w, ok := u.works[q]; ok {
		return w, false
	}
	w = &work{done: make(chan struct{})}
	u.works[q] = w
	return w, true
}

// end gives the answer to those who wait. It may be called again.
func (u *underway) end(q question, w *work, data []byte) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.works[q] == w {
		delete(u.works, q)
		w.data = data
		close(w.done)
	}
}

// wait returns the answer, nil where there is none to have.
func (w *work) wait(ctx context.Context) []byte {
	select {
	case <-w.done:
		return w.data
	case <-ctx.Done():
		return nil
	}
}
