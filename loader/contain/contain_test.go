package contain_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"backchannel/loader/contain"
)

func TestRun(t *testing.T) {
	limit := &contain.Limit{Timeout: time.Minute, MaxStuck: 1}
	boom := errors.New("boom")
	for _, c := range []struct {
		name string
		work func() (int, error)
		want error
	}{
		{"done", func() (int, error) { return 7, nil }, nil},
		{"failed", func() (int, error) { return 0, boom }, boom},
		{"panic", func() (int, error) { panic("odd text") }, contain.ErrPanic},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := contain.Run(limit, c.work)
			if !errors.Is(err, c.want) || c.want == nil && got != 7 {
				t.Errorf("got %d, %v", got, err)
			}
			if c.name == "panic" && !strings.Contains(err.Error(), "odd text at backchannel/loader/contain_test") {
				t.Errorf("%v does not say where", err)
			}
		})
	}
}

// What hangs is left behind; while too much hangs nothing more is begun, and
// once it ends there is room again.
func TestHang(t *testing.T) {
	limit := &contain.Limit{Timeout: time.Millisecond, MaxStuck: 2}
	release := make(chan struct{})
	hang := func() (int, error) { <-release; return 0, nil }
	for range 2 {
		if _, err := contain.Run(limit, hang); !errors.Is(err, contain.ErrTooSlow) {
			t.Fatalf("got %v", err)
		}
	}
	if _, err := contain.Run(limit, hang); !errors.Is(err, contain.ErrBusy) {
		t.Errorf("with two stuck: %v", err)
	}
	close(release)
	for deadline := time.Now().Add(5 * time.Second); limit.Stuck() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("finished work still counts as stuck")
		}
	}
	limit.Timeout = time.Minute
	if got, err := contain.Run(limit, func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("after release: %d, %v", got, err)
	}
}
