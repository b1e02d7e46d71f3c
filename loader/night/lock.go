package night

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"backchannel/graph"
)

// place names the machine, and the space that process numbers count in: that of
// a container where there is one.
func place() string {
	hostname, _ := os.Hostname()
	space, _ := os.Readlink("/proc/self/ns/pid")
	return hostname + space
}

// holder names this run so that others can tell whether its process still lives.
func holder(started time.Time) string {
	return fmt.Sprintf("%s/%d/%d", place(), os.Getpid(), started.UnixNano())
}

// died reports whether a holder was a process of this machine that is gone: one
// that was killed leaves its lock behind.
func died(holder string) bool {
	parts := strings.Split(holder, "/")
	if len(parts) != 3 || parts[0] != place() {
		return false
	}
	process, err := strconv.Atoi(parts[1])
	return err == nil && process > 0 && errors.Is(syscall.Kill(process, 0), syscall.ESRCH)
}

// lock takes the lock of loads, also from a holder that died.
func (r *Runner) lock(ctx context.Context, holder string) error {
	err := r.Ledger.Lock(ctx, holder, r.Lease)
	if held, ok := errors.AsType[*graph.HeldError](err); ok && died(held.Holder) {
		r.Log.Warn("taking the lock of a load that was killed", "holder", held.Holder)
		if err := r.Ledger.Unlock(ctx, held.Holder); err != nil {
			return fmt.Errorf("lock loads: %w", err)
		}
		err = r.Ledger.Lock(ctx, holder, r.Lease)
	}
	if err != nil {
		return fmt.Errorf("lock loads: %w", err)
	}
	return nil
}

// unlock gives the lock back; where that fails the lease runs out by itself.
func (r *Runner) unlock(ctx context.Context, holder string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	_ = r.Ledger.Unlock(ctx, holder)
}

// keepLock renews the lock until the run ends, and ends the run that lost it.
func (r *Runner) keepLock(ctx context.Context, stop context.CancelCauseFunc, holder string) {
	tick := time.NewTicker(r.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := r.Ledger.Lock(ctx, holder, r.Lease)
		if errors.Is(err, graph.ErrLocked) {
			stop(fmt.Errorf("lock lost: %w", err))
			return
		}
		if err != nil && ctx.Err() == nil {
			r.Log.Warn("renewing the lock failed", "error", err)
		}
	}
}
