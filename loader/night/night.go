// Package night reads sources - feeds, pages, files - and loads the articles in
// them: the run that operators start every night and forget about.
//
// The ledger remembers what is done, page by page, so that a run that is killed
// costs no more than the articles in flight, and the next run makes conditional
// requests only.
package night

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
	"backchannel/loader/page"
)

// Ledger remembers loads. Its errors wrap those of package graph.
type Ledger interface {
	// Lock takes the lock of loads, or renews it, for the length of the lease.
	// The error wraps graph.ErrLocked while another holder has it.
	Lock(ctx context.Context, holder string, lease time.Duration) error
	Unlock(ctx context.Context, holder string) error
	// Feed returns what is known of a feed; an unknown one has only its URL.
	Feed(ctx context.Context, url string) (graph.FeedState, error)
	// Record keeps the state of a feed and the pages it announced, at once. Pages
	// known already stay as they are; it returns the number of new ones.
	Record(ctx context.Context, f graph.FeedState, pages []graph.PageState) (int, error)
	// Pending returns the pages of a feed that wait to be fetched, oldest first:
	// those seen, and those left out by the dates asked for.
	Pending(ctx context.Context, feed string, now time.Time) ([]graph.PageState, error)
	// Settle replaces the state of one page.
	Settle(ctx context.Context, p graph.PageState) error
	// Dead returns the pages and files that were set aside.
	Dead(ctx context.Context) ([]graph.PageState, error)
	// Report keeps how a load goes; it replaces an earlier report of the same id.
	Report(ctx context.Context, l graph.Load) error
}

// Getter fetches; *fetch.Client is one, and so is an archive that is replayed.
type Getter interface {
	Get(ctx context.Context, req fetch.Request) (*fetch.Response, error)
}

// Options select what is loaded.
type Options struct {
	Since, Until time.Time // publication; zero is open. Undated articles are loaded.
	Sources      []string  // names or addresses; empty means all that are enabled
	Limit        int       // articles tried in the whole run; 0 is no limit
	Force        bool      // read feeds before their interval is over, or that are gone
	Feeds        int       // read at once; default 32
	Loads        int       // articles of one file or folder on their way at once; default 16
	Tries        int       // of a page before it is set aside; default 4
	Lease        time.Duration
}

// Runner holds the parts of a run.
type Runner struct {
	Ledger Ledger
	Web    Getter
	Pages  *page.Extractor
	// Files yields the articles of a file, a folder or "-".
	Files func(ctx context.Context, source string) iter.Seq2[article.Document, error]
	// Load takes an article through the pipeline. Its error ends the run.
	Load func(ctx context.Context, d article.Document) (loader.Outcome, error)
	// Done, where set, is told of every outcome, one at a time; pages that could
	// not be fetched are among them.
	Done func(loader.Outcome)
	Options
	Log *slog.Logger
	Now func() time.Time
	// Tick, where set, is told of every article that is done.
	Tick func(done, known int)

	load     graph.Load
	mu       sync.Mutex // guards load.Outcomes and what Done does
	admitted atomic.Int64
	done     atomic.Int64
	known    atomic.Int64
}

// grace is how long the ledger may take after the run was told to stop.
const grace = time.Minute

// Run reads the sources and loads what is new. The load it returns is complete
// as far as it went, also beside an error: graph.ErrLocked when another run is
// on, graph.ErrUnavailable when the store is away, the cause of ctx when stopped.
func (r *Runner) Run(ctx context.Context, sources []feed.Source) (load graph.Load, err error) {
	r.defaults()
	ctx, end := span(ctx, "load", "sources", strconv.Itoa(len(sources)))
	defer func() { end(err) }()
	chosen, err := r.choose(sources)
	if err != nil {
		return graph.Load{}, err
	}
	started := r.Now().UTC()
	holder := holder(started)
	if err := r.lock(ctx, holder); err != nil {
		return graph.Load{}, err
	}
	defer r.unlock(ctx, holder)
	r.load = graph.Load{ID: graph.HashID("load", holder), StartedAt: started}
	if err := r.Ledger.Report(ctx, r.load); err != nil {
		return r.load, fmt.Errorf("report load: %w", err)
	}
	run, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go r.keepLock(run, stop, holder)

	queue := make(chan feed.Source)
	var workers sync.WaitGroup
	for range min(r.Feeds, len(chosen)) {
		workers.Go(func() {
			for s := range queue {
				r.source(run, stop, s)
			}
		})
	}
	for _, s := range chosen {
		select {
		case queue <- s:
			continue
		case <-run.Done():
		}
		break
	}
	close(queue)
	workers.Wait()
	return r.finish(ctx, context.Cause(run))
}

// Nights runs through one night after the other, each with its own web, until
// one is stopped. The load it returns is their sum.
func (r *Runner) Nights(ctx context.Context, nights []Getter, sources []feed.Source) (graph.Load, error) {
	var sum graph.Load
	for _, r.Web = range nights {
		load, err := r.Run(ctx, sources)
		if load.ID != "" {
			sum = join(sum, load)
		}
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}

func (r *Runner) defaults() {
	if r.Feeds == 0 {
		r.Feeds = 32
	}
	if r.Loads == 0 {
		r.Loads = 16
	}
	if r.Tries == 0 {
		r.Tries = 4
	}
	if r.Lease == 0 {
		r.Lease = 90 * time.Second
	}
	if r.Now == nil {
		r.Now = time.Now
	}
	if r.Log == nil {
		r.Log = slog.Default()
	}
}

// choose returns the sources that the options name, or all enabled ones.
func (r *Runner) choose(sources []feed.Source) ([]feed.Source, error) {
	var chosen []feed.Source
	found := map[string]bool{}
	for _, s := range sources {
		named := slices.Contains(r.Sources, s.Name) || slices.Contains(r.Sources, s.URL)
		if named || len(r.Sources) == 0 && s.On() {
			found[s.Name], found[s.URL] = true, true
			chosen = append(chosen, s)
		}
	}
	for _, name := range r.Sources {
		if !found[name] {
			return nil, fmt.Errorf("no source has the name or address %q: %w", name, graph.ErrNotFound)
		}
	}
	return chosen, nil
}

// finish closes the report. A run that reached its limit of articles is whole.
func (r *Runner) finish(ctx context.Context, cause error) (graph.Load, error) {
	r.load.FinishedAt = r.Now().UTC()
	slices.SortFunc(r.load.Outcomes, func(a, b graph.LoadOutcome) int {
		return cmp.Compare(a.Name, b.Name)
	})
	if ctx.Err() != nil {
		cause = fmt.Errorf("stopped (%w): what is left waits for the next load", context.Cause(ctx))
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := r.Ledger.Report(ctx, r.load); err != nil && cause == nil {
		cause = fmt.Errorf("report load: %w", err)
	}
	return r.load, cause
}

// admit reports whether one more article may be loaded under the limit.
func (r *Runner) admit() bool {
	return r.Limit == 0 || r.admitted.Add(1) <= int64(r.Limit)
}

// tell counts an article that is done.
func (r *Runner) tell(o loader.Outcome) {
	done := r.done.Add(1)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Done != nil {
		r.Done(o)
	}
	if r.Tick != nil {
		r.Tick(int(done), int(r.known.Load()))
	}
}
