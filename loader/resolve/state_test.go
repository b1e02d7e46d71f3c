package resolve_test

import (
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/resolve"
)

func TestPeerHoldsTheSameOfficeInAnotherState(t *testing.T) {
	r := resolve.New(defaultPack(t))
	day := time.Date(2024, time.March, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		of, state, want graph.ID
		on              time.Time
	}{
		{"official:wang-yi", "government:usa", "official:antony-blinken", day},
		{"official:emmanuel-macron", "government:ken", "official:william-ruto", day},
		{"official:emmanuel-macron", "government:ken", "", time.Time{}},
		{"official:nobody-knows", "government:ken", "", day},
		{"official:wang-yi", "government:xxx", "", day},
	} {
		got, ok := r.Peer(c.of, c.state, c.on)
		if got.ID != c.want || ok != (c.want != "") {
			t.Errorf("Peer(%s, %s) = %q, %t; want %q", c.of, c.state, got.ID, ok, c.want)
		}
	}
}
