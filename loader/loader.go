// Package loader turns articles into reports and hands them to a writer: the
// pipeline behind load, load --dry-run and extract.
//
// Stages are read, understand and write, joined by short queues, so that memory
// does not grow with the number of articles. Every article ends in exactly one
// [Outcome].
package loader

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
)

// State is how an article ended.
type State string

// States of outcomes.
const (
	StateLoaded   State = "loaded"    // written, or only understood in a dry run
	StateSetAside State = "set aside" // not written, with a reason
	StateLeft     State = "left"      // the load stopped before it: the next one takes it
	StateLeftOut  State = "left out"  // published outside the dates asked for
)

// Outcome is what became of one article.
type Outcome struct {
	Name  string   `json:"name"`         // where it came from
	ID    graph.ID `json:"id,omitempty"` // its id in the graph
	Title string   `json:"title,omitempty"`
	// Language is that of the text; only English is annotated.
	Language string   `json:"language,omitempty"`
	State    State    `json:"state"`
	Reason   string   `json:"reason,omitempty"` // why it was set aside
	Notes    []string `json:"notes,omitempty"`  // what was odd about it
	Events   int      `json:"events"`           // happenings it tells of
	Claims   int      `json:"claims"`
}

// Summary counts outcomes.
type Summary struct {
	Loaded   int           `json:"loaded"`
	SetAside int           `json:"setAside"`
	Left     int           `json:"left"`
	LeftOut  int           `json:"leftOut"`
	Events   int           `json:"events"`
	Claims   int           `json:"claims"`
	Took     time.Duration `json:"tookNanoseconds"`
}

// Add counts an outcome.
func (s *Summary) Add(o Outcome) {
	switch o.State {
	case StateSetAside:
		s.SetAside++
	case StateLeft:
		s.Left++
	case StateLeftOut:
		s.LeftOut++
	default:
		s.Loaded++
		s.Events += o.Events
		s.Claims += o.Claims
	}
}

// Loader runs the pipeline.
type Loader struct {
	Understand *Understanding
	// Writer is nil in a dry run.
	Writer Writer
	// Workers understand articles at once; 0 means one a processor. One more
	// hands to the store what is ready meanwhile.
	Workers int
	// Patience is how long a store that went away is waited for; 0 means a minute.
	Patience time.Duration
	// Done is told of every outcome, one at a time; nil is allowed.
	Done func(Outcome)
}

// input is a document as read, or what was wrong with it.
type input struct {
	doc   article.Document
	fault error
}

// errStop ends the stages after a fatal error.
var errStop = errors.New("load stopped")

// Run loads every document. Faults of single articles are outcomes; the error is
// what stopped the whole: a store that stays away, or ctx at its end. Articles
// at hand when ctx ends are finished.
func (l *Loader) Run(ctx context.Context, docs iter.Seq2[article.Document, error]) (Summary, error) {
	begin := time.Now()
	r := l.start(ctx, docs)
	defer r.stop(nil)
	var sum Summary
	for o := range r.outcomes {
		sum.Add(o)
		if l.Done != nil {
			l.Done(o)
		}
	}
	sum.Took = time.Since(begin)
	if cause := context.Cause(r.reading); cause != nil {
		return sum, fmt.Errorf("%w: %w", errStop, cause)
	}
	return sum, nil
}

// run is the stages at work, and the queues between them.
type run struct {
	*Loader
	reading  context.Context // ends when nothing more is to be begun
	stop     context.CancelCauseFunc
	inputs   chan input
	outputs  chan *output
	outcomes chan Outcome
}

// start sets the stages to work; the outcomes end with them.
func (l *Loader) start(ctx context.Context, docs iter.Seq2[article.Document, error]) *run {
	workers := l.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	r := &run{Loader: l, inputs: make(chan input, workers), outputs: make(chan *output, batch), outcomes: make(chan Outcome)}
	r.reading, r.stop = context.WithCancelCause(ctx)
	go r.read(docs)
	understood := spread(workers, r.understand)
	written := spread(1, func() { r.keep(context.WithoutCancel(ctx)) })
	go func() {
		understood.Wait()
		close(r.outputs)
		written.Wait()
		close(r.outcomes)
	}()
	return r
}

// read is the first stage.
func (r *run) read(docs iter.Seq2[article.Document, error]) {
	defer close(r.inputs)
	for doc, fault := range docs {
		select {
		case r.inputs <- input{doc, fault}:
		case <-r.reading.Done():
			return
		}
	}
}

// understand is the second stage.
func (r *run) understand() {
	for in := range r.inputs {
		if in.fault != nil && fatal(in.fault) { // the source of documents is the store
			r.stop(in.fault)
		}
		if r.reading.Err() != nil {
			r.outcomes <- left(in.doc, context.Cause(r.reading))
			continue
		}
		report, err := graph.Report{}, in.fault
		if err == nil {
			report, err = r.Understand.Report(in.doc)
		}
		if err != nil {
			r.outcomes <- SetAside(in.doc, err)
			continue
		}
		r.outputs <- &output{doc: in.doc, report: report}
	}
}

// keep is the last stage; it finishes also when the reading was told to end.
func (r *run) keep(ctx context.Context) {
	for some := range batches(r.outputs) {
		r.write(ctx, r.reading, some)
		for _, out := range some {
			if out.err != nil && fatal(out.err) {
				r.stop(out.err)
			}
			r.outcomes <- out.result()
		}
	}
}

// spread runs n copies of work and returns what waits for them.
func spread(n int, work func()) *sync.WaitGroup {
	var group sync.WaitGroup
	for range n {
		group.Go(work)
	}
	return &group
}

// SetAside is the outcome of a document that err keeps out of the graph.
func SetAside(d article.Document, err error) Outcome {
	name := d.Name
	if fault, ok := errors.AsType[*article.Fault](err); ok {
		name, err = fault.Name, fault.Reason
	}
	return Outcome{Name: name, Title: d.Title, State: StateSetAside, Reason: err.Error(), Notes: d.Notes}
}

// left is the outcome of a document that the load stopped before.
func left(d article.Document, why error) Outcome {
	return Outcome{Name: d.Name, Title: d.Title, State: StateLeft, Reason: why.Error()}
}

// outcomeOf is the outcome of a document that is loaded.
func outcomeOf(d article.Document, r graph.Report) Outcome {
	happenings := map[int]bool{}
	for _, c := range r.Claims {
		happenings[c.Happening] = true
	}
	if len(r.Article.Text) > readable {
		d.Notes = append(d.Notes, fmt.Sprintf("only the first %d kB are understood", readable>>10))
	}
	return Outcome{
		Name: d.Name, ID: r.Article.ID, Title: r.Article.Title, Language: r.Article.Language, State: StateLoaded, Notes: d.Notes,
		Events: len(happenings), Claims: len(r.Claims),
	}
}
