package answers

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

// Whoever asks gets a value that was read after it asked, however many ask.
func TestNobodyGetsAValueFromBeforeItAsked(t *testing.T) {
	defer goleak.VerifyNone(t)
	var truth atomic.Int64
	l := &latest{read: func(context.Context) (string, error) { return strconv.FormatInt(truth.Load(), 10), nil }}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 500 {
				least := truth.Add(1)
				text, err := l.get(t.Context())
				if got, _ := strconv.ParseInt(text, 10, 64); err != nil || got < least {
					t.Errorf("got %s, %v; it was %d before", text, err, least)
				}
			}
		})
	}
	group.Wait()
}

// While one reading is under way, all who ask share the next.
func TestThoseWhoWaitShareAReading(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	var readings atomic.Int64
	l := &latest{read: func(context.Context) (string, error) {
		begun <- struct{}{}
		<-end
		readings.Add(1)
		return "", nil
	}}
	first := l.join()
	<-begun
	second := l.join()
	for range 20 {
		if l.join() != second || second == first {
			t.Fatal("those who came later do not share a reading of their own")
		}
	}
	close(end)
	<-begun
	<-second.done
	if n := readings.Load(); n != 2 {
		t.Errorf("%d readings", n)
	}
}

func TestWhoeverGoesAwayDoesNotWait(t *testing.T) {
	end := make(chan struct{})
	defer close(end)
	l := &latest{read: func(context.Context) (string, error) { <-end; return "", nil }}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
