// Package contain runs work on texts from strangers: a panic becomes an error,
// and work that takes too long is left behind, so that one text can't stop a load.
package contain

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
)

// Reasons for which work gave nothing.
var (
	ErrPanic   = errors.New("parser failed")
	ErrTooSlow = errors.New("took longer than the limit")
	// ErrBusy says that work left behind still goes on: trying later may help.
	ErrBusy = errors.New("earlier texts still hold a parser")
)

// Limit bounds work. It is safe for concurrent use.
type Limit struct {
	Timeout time.Duration
	// MaxStuck is the number of pieces of work past their time that may still go
	// on: a goroutine can't be stopped from outside. Beyond it no work is begun.
	MaxStuck int32

	stuck atomic.Int32
}

// Stuck returns the number of pieces of work past their time.
func (l *Limit) Stuck() int { return int(l.stuck.Load()) }

// states of a piece of work: both sides learn whether the other was first.
const (
	running = iota
	givenUp
	finished
)

// Run does work within the limit. Errors wrap those of work, or the reasons above.
func Run[T any](l *Limit, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	var none T
	if n := l.stuck.Load(); n >= l.MaxStuck {
		return none, fmt.Errorf("%w (%d)", ErrBusy, n)
	}
	done := make(chan outcome, 1)
	var state atomic.Int32
	go func() {
		var out outcome
		defer func() {
			if r := recover(); r != nil {
				out = outcome{none, fmt.Errorf("%w: %v at %s", ErrPanic, r, site(debug.Stack()))}
			}
			if !state.CompareAndSwap(running, finished) {
				l.stuck.Add(-1)
			}
			done <- out
		}()
		out.value, out.err = work()
	}()
	timer := time.NewTimer(l.Timeout)
	defer timer.Stop()
	select {
	case out := <-done:
		return out.value, out.err
	case <-timer.C:
	}
	l.stuck.Add(1)
	if !state.CompareAndSwap(running, givenUp) { // it finished in this very moment
		l.stuck.Add(-1)
		out := <-done
		return out.value, out.err
	}
	return none, fmt.Errorf("%w (%v)", ErrTooSlow, l.Timeout)
}

// site returns the function that panicked, out of a stack trace.
func site(stack []byte) string {
	_, after, _ := strings.Cut(string(stack), "panic(")
	for i, line := range strings.Split(after, "\n") {
		if i >= 2 && !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "runtime.") && line != "" {
			name, _, _ := strings.Cut(line, "(")
			return name
		}
	}
	return "unknown"
}
