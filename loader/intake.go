package loader

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"backchannel/loader/article"
)

// Intake is a running loader that takes documents one by one, from many sides,
// and tells each of them what became of its own. It is the way in for feeds and
// files alike.
type Intake struct {
	docs  chan article.Document
	ended chan struct{}
	err   error // what ended the loader; set before ended is closed

	mu      sync.Mutex
	waiting map[string][]chan Outcome // by the name of the document
}

// errClosed says that a document came after the end.
var errClosed = errors.New("the loader has ended")

// Open starts the loader. It runs until Close, or until the store stays away.
func (l *Loader) Open() *Intake {
	in := &Intake{docs: make(chan article.Document), ended: make(chan struct{}), waiting: map[string][]chan Outcome{}}
	run := *l
	run.Done = func(o Outcome) {
		in.settle(o)
		if l.Done != nil {
			l.Done(o)
		}
	}
	go func() {
		_, in.err = run.Run(context.Background(), in.documents)
		close(in.ended)
	}()
	return in
}

func (in *Intake) documents(yield func(article.Document, error) bool) {
	for d := range in.docs {
		if !yield(d, nil) {
			return
		}
	}
}

// Load takes a document through the pipeline and returns what became of it. It
// may be called from many goroutines, not after Close. A document that was taken
// in is finished also when ctx ends meanwhile; the error is that of ctx, or what
// stopped the whole loader.
func (in *Intake) Load(ctx context.Context, d article.Document) (Outcome, error) {
	done := in.expect(d.Name)
	select {
	case in.docs <- d:
	case <-in.ended:
		return in.last(done)
	case <-ctx.Done():
		in.forget(d.Name, done)
		return Outcome{}, context.Cause(ctx)
	}
	select {
	case o := <-done:
		return o, nil
	case <-in.ended:
		return in.last(done)
	}
}

// last returns the outcome that came together with the end, also that of another
// document of the name, or why there is none.
func (in *Intake) last(done <-chan Outcome) (Outcome, error) {
	select {
	case o := <-done:
		return o, nil
	default:
		return Outcome{}, in.cause()
	}
}

// Close ends the loader once all that was taken in is done.
func (in *Intake) Close() error {
	close(in.docs)
	<-in.ended
	return in.err
}

func (in *Intake) cause() error {
	if in.err == nil {
		return errClosed
	}
	return fmt.Errorf("loader: %w", in.err)
}

func (in *Intake) expect(name string) chan Outcome {
	done := make(chan Outcome, 1)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.waiting[name] = append(in.waiting[name], done)
	return done
}

// settle hands an outcome to the first that waits under its name: of two
// documents of one name either may be first.
func (in *Intake) settle(o Outcome) {
	in.mu.Lock()
	defer in.mu.Unlock()
	queue := in.waiting[o.Name]
	if len(queue) == 0 {
		return
	}
	queue[0] <- o
	in.pop(o.Name, 0)
}

func (in *Intake) forget(name string, done chan Outcome) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for i, waiting := range in.waiting[name] {
		if waiting == done {
			in.pop(name, i)
			return
		}
	}
}

func (in *Intake) pop(name string, i int) {
	queue := append(in.waiting[name][:i:i], in.waiting[name][i+1:]...)
	if in.waiting[name] = queue; len(queue) == 0 {
		delete(in.waiting, name)
	}
}
