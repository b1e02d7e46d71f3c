package loader

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/cenkalti/backoff/v5"

	"backchannel/graph"
	"backchannel/loader/article"
)

// Writer keeps reports, all of them or none. A nil error means that they are
// kept for good; writing them again changes nothing. [graph.ErrUnavailable] asks
// for a retry.
type Writer interface {
	Write(ctx context.Context, reports ...graph.Report) error
}

// batch is the greatest number of articles written at once.
const batch = 32

// output is an article on its way to the store.
type output struct {
	doc    article.Document
	report graph.Report
	err    error // why it is not kept
}

// result is what became of the article.
func (o *output) result() Outcome {
	if o.err != nil && fatal(o.err) {
		return left(o.doc, o.err)
	}
	out := outcomeOf(o.doc, o.report)
	if o.err != nil {
		out.State, out.Reason = StateSetAside, o.err.Error()
	}
	return out
}

// batches yields what is ready, without waiting for more: an idle store gets
// articles at once, a busy one many at a time.
func batches(outputs <-chan *output) iter.Seq[[]*output] {
	return func(yield func([]*output) bool) {
		for first := range outputs {
			some := []*output{first}
			for len(some) < batch {
				select {
				case next, ok := <-outputs:
					if ok {
						some = append(some, next)
						continue
					}
				default:
				}
				break
			}
			if !yield(some) {
				return
			}
		}
	}
}

// write keeps a batch. Where the store refuses it, every article is tried alone,
// so that one that can't be kept does not keep the others out.
func (l *Loader) write(ctx, running context.Context, some []*output) {
	if l.Writer == nil {
		return
	}
	reports := make([]graph.Report, len(some))
	for i, o := range some {
		reports[i] = o.report
	}
	err := l.persist(ctx, running, reports...)
	for _, o := range some {
		if o.err = err; err != nil && !fatal(err) && len(some) > 1 {
			o.err = l.persist(ctx, running, o.report)
		}
	}
}

// persist writes, and waits for a store that went away for a while.
func (l *Loader) persist(ctx, running context.Context, reports ...graph.Report) error {
	patience := l.Patience
	if patience == 0 {
		patience = time.Minute
	}
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := l.Writer.Write(ctx, reports...)
		if err != nil && (!errors.Is(err, graph.ErrUnavailable) || running.Err() != nil) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithMaxElapsedTime(patience))
	return err
}

// fatal tells errors of the store as a whole from those of one article.
func fatal(err error) bool {
	return errors.Is(err, graph.ErrUnavailable) || errors.Is(err, graph.ErrLocked) || errors.Is(err, context.Canceled)
}
