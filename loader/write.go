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

// Articles are written up to batch at once, or fewer that make some claims: a
// transaction costs the store as much as several articles, and should end soon.
const (
	batch       = 256
	batchClaims = 800
)

// pause is the longest between two tries of a store that went away: it is back
// in use as soon after it is back.
const pause = 5 * time.Second

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
			some, claims := []*output{first}, len(first.report.Claims)
			for len(some) < batch && claims < batchClaims {
				select {
				case next, ok := <-outputs:
					if ok {
						some, claims = append(some, next), claims+len(next.report.Claims)
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

// write keeps a batch. One that the store refuses is halved, and so on, so that
// an article that can't be kept does not keep the others out.
func (l *Loader) write(ctx, running context.Context, some []*output) {
	if l.Writer == nil {
		return
	}
	reports := make([]graph.Report, len(some))
	for i, o := range some {
		reports[i] = o.report
	}
	err := l.persist(ctx, running, reports...)
	if half := len(some) / 2; err != nil && !fatal(err) && half > 0 {
		l.write(ctx, running, some[:half])
		l.write(ctx, running, some[half:])
		return
	}
	for _, o := range some {
		o.err = err
	}
}

// persist writes, and waits for a store that went away for a while.
func (l *Loader) persist(ctx, running context.Context, reports ...graph.Report) error {
	patience := l.Patience
	if patience == 0 {
		patience = time.Minute
	}
	between := backoff.NewExponentialBackOff()
	between.MaxInterval = pause
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := l.Writer.Write(ctx, reports...)
		if err != nil && (!again(err, len(reports)) || running.Err() != nil) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(between), backoff.WithMaxElapsedTime(patience))
	return err
}

// again tells errors that may pass. A batch that takes too long is halved instead;
// of one article that does, the server is at fault.
func again(err error, articles int) bool {
	return errors.Is(err, graph.ErrUnavailable) || articles == 1 && errors.Is(err, graph.ErrTimeout)
}

// fatal tells errors of the store as a whole from those of one article.
func fatal(err error) bool {
	return errors.Is(err, graph.ErrUnavailable) || errors.Is(err, graph.ErrLocked) || errors.Is(err, context.Canceled)
}
