package answers

import (
	"context"
	"sync"
)

// latest reads a value for many callers: each gets one whose reading began after
// it asked, and those who ask while a reading is under way share the next.
type latest struct {
	read func(context.Context) (string, error)

	mu      sync.Mutex
	running bool
	next    *reading // shared by those who wait for it to begin
}

// reading is one reading of the value, over when done is closed.
type reading struct {
	done  chan struct{}
	value string
	err   error
}

// get returns a value whose reading began after the call.
func (l *latest) get(ctx context.Context) (string, error) {
	r := l.join()
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// join returns the reading that begins next, and sees to it that it does.
func (l *latest) join() *reading {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		l.next = &reading{done: make(chan struct{})}
	}
	if !l.running {
		l.running = true
		go l.run()
	}
	return l.next
}

// run reads until nobody waits.
func (l *latest) run() {
	for r := l.begin(); r != nil; r = l.begin() {
		// Nobody's own context: others wait for it too.
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		r.value, r.err = l.read(ctx)
		cancel()
		close(r.done)
	}
}

// begin returns the reading that is waited for, nil where none is.
func (l *latest) begin() *reading {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.next
	l.next, l.running = nil, r != nil
	return r
}
