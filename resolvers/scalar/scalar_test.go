package scalar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/resolvers/scalar"
)

func TestScalarsComeBack(t *testing.T) {
	var b strings.Builder
	scalar.MarshalDate(graph.NewDay(2025, time.January, 31)).MarshalGQL(&b)
	if b.String() != `"2025-01-31"` {
		t.Errorf("date written as %s", &b)
	}
	if day, err := scalar.UnmarshalDate("2025-01-31"); err != nil || day != graph.NewDay(2025, time.January, 31) {
		t.Errorf("date read as %s, %v", day, err)
	}
	b.Reset()
	at := time.Date(2025, 1, 31, 18, 0, 0, 0, time.FixedZone("", 7200))
	scalar.MarshalDateTime(at).MarshalGQL(&b)
	if b.String() != `"2025-01-31T16:00:00Z"` {
		t.Errorf("moment written as %s", &b)
	}
	if back, err := scalar.UnmarshalDateTime("2025-01-31T18:00:00+02:00"); err != nil || !back.Equal(at) {
		t.Errorf("moment read as %s, %v", back, err)
	}
}

func TestWhatIsNoScalarIsRefused(t *testing.T) {
	for _, v := range []any{nil, 3, json.Number("3"), "yesterday", "2025-02-30", "", "31-01-2025"} {
		if day, err := scalar.UnmarshalDate(v); err == nil {
			t.Errorf("%v passes as the day %s", v, day)
		}
		if at, err := scalar.UnmarshalDateTime(v); err == nil {
			t.Errorf("%v passes as the moment %s", v, at)
		}
	}
	for _, v := range []any{nil, true, strings.Repeat("x", 1000)} {
		if id, err := scalar.UnmarshalID(v); err == nil {
			t.Errorf("%.20v passes as the id %s", v, id)
		}
	}
}
