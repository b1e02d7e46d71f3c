package server_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backchannel/resolvers/server"
)

// Operations beyond those that are worked out at once wait, and are answered.
func TestOperationsTakeTurns(t *testing.T) {
	most := int64(max(6, 3*runtime.GOMAXPROCS(0)))
	var now, peak atomic.Int64
	full, end := make(chan struct{}, 3*most), make(chan struct{})
	web, _ := serve(t, func(context.Context) (string, error) {
		n := now.Add(1)
		defer now.Add(-1)
		for p := peak.Load(); n > p && !peak.CompareAndSwap(p, n); p = peak.Load() {
		}
		if n == most {
			full <- struct{}{}
		}
		<-end
		return "done", nil
	}, nil)
	var clients sync.WaitGroup
	for range 3 * most {
		clients.Go(func() {
			if resp, body := post(t, web, `{"query":"{ name }"}`); resp.StatusCode != 200 || code(t, body) != "" {
				t.Errorf("%d %s", resp.StatusCode, body)
			}
		})
	}
	<-full
	close(end)
	clients.Wait()
	if p := peak.Load(); p > most {
		t.Errorf("%d at once", p)
	}
}

// Whoever waits too long for a turn is told so.
func TestWaitingForATurnEndsAtTheDeadline(t *testing.T) {
	end := make(chan struct{})
	var begun atomic.Int64
	web, _ := serve(t, func(ctx context.Context) (string, error) {
		begun.Add(1)
		<-end
		return "", ctx.Err()
	}, func(c *server.Config) { c.Timeout = 200 * time.Millisecond })
	var clients sync.WaitGroup
	most := max(6, 3*runtime.GOMAXPROCS(0))
	for range most {
		clients.Go(func() { post(t, web, `{"query":"{ name }"}`) })
	}
	for begun.Load() < int64(most) {
		time.Sleep(time.Millisecond)
	}
	done := make(chan string)
	go func() {
		_, body := post(t, web, `{"query":"{ name }"}`)
		done <- body
	}()
	time.Sleep(300 * time.Millisecond)
	close(end)
	if body := <-done; code(t, body) != "TIMEOUT" {
		t.Errorf("got %s", body)
	}
	clients.Wait()
}
