package night

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Clock is a time of day, UTC. The zero value is none.
type Clock struct {
	sinceMidnight time.Duration
	set           bool
}

// Set reports whether there is a time.
func (c Clock) Set() bool { return c.set }

// UnmarshalText reads a time such as 02:30.
func (c *Clock) UnmarshalText(text []byte) error {
	t, err := time.Parse("15:04", string(text))
	if err != nil {
		return fmt.Errorf("time of day %q: want a form such as 02:30", text)
	}
	*c = Clock{time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true}
	return nil
}

// Next returns the first such time after now.
func (c Clock) Next(now time.Time) time.Time {
	at := now.UTC().Truncate(24 * time.Hour).Add(c.sinceMidnight)
	if !at.After(now) {
		at = at.Add(24 * time.Hour)
	}
	return at
}

// Daily does the work every day at a time, until ctx ends. A day that fails is
// logged; the next one is another try.
func Daily(ctx context.Context, at Clock, work func() error) error {
	for {
		next := at.Next(time.Now())
		slog.Info("waiting for the next load", "at", next)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Until(next)):
		}
		if err := work(); err != nil && ctx.Err() == nil {
			slog.Error("load ended", "error", err)
		}
	}
}
