package night_test

import (
	"testing"
	"time"

	"backchannel/loader/night"
)

func TestClock(t *testing.T) {
	now := time.Date(2026, 2, 3, 12, 0, 0, 0, time.FixedZone("", 3600)) // 11:00 UTC
	for text, want := range map[string]string{"02:30": "2026-02-04T02:30:00Z", "11:00": "2026-02-04T11:00:00Z", "11:30": "2026-02-03T11:30:00Z"} {
		var c night.Clock
		if err := c.UnmarshalText([]byte(text)); err != nil || !c.Set() {
			t.Fatal(err)
		}
		if got := c.Next(now).Format(time.RFC3339); got != want {
			t.Errorf("%s: next is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "25:00", "noon"} {
		if err := new(night.Clock).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as a time", text)
		}
	}
}
