package graph_test

import (
	"errors"
	"os"
	"regexp"
	"testing"

	"backchannel/graph"
)

func TestEventTypesAreComplete(t *testing.T) {
	seen := map[graph.EventType]bool{}
	for _, info := range graph.EventTypes() {
		if seen[info.Type] {
			t.Errorf("%s stands twice", info.Type)
		}
		seen[info.Type] = true
		office := info.PLOVER == "OFFICE"
		if info.Description == "" || info.PLOVER == "" || (info.CAMEO == "") != office {
			t.Errorf("%s: incomplete row %+v", info.Type, info)
		}
		if info.Goldstein < -10 || info.Goldstein > 10 {
			t.Errorf("%s: Goldstein value %v is outside -10 to 10", info.Type, info.Goldstein)
		}
		if parsed, err := graph.ParseEventType(string(info.Type)); err != nil || parsed != info.Type {
			t.Errorf("%s does not parse to itself: %v", info.Type, err)
		}
	}
}

func TestParseEventTypeRefusesOthers(t *testing.T) {
	for _, s := range []string{"", "phoned", "PHONED ", "SPOKE"} {
		if _, err := graph.ParseEventType(s); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: got error %v, want ErrInvalid", s, err)
		}
	}
}

// The annotation guideline is kept outside the repository; where it lies beside
// it, the table must agree with it row by row.
func TestEventTypesMatchGuideline(t *testing.T) {
	text, err := os.ReadFile("../../shared/eval/ANNOTATION.md")
	if err != nil {
		t.Skipf("no annotation guideline: %v", err)
	}
	rows := regexp.MustCompile(`(?m)^\| ([A-Z_]+) \| ([=>]) \|`).FindAllSubmatch(text, -1)
	if len(rows) != len(graph.EventTypes()) {
		t.Errorf("the guideline has %d types, the table %d", len(rows), len(graph.EventTypes()))
	}
	for _, row := range rows {
		info := graph.EventType(row[1]).Info()
		if string(info.Type) != string(row[1]) {
			t.Errorf("%s is not in the table", row[1])
		} else if info.Symmetric != (string(row[2]) == "=") {
			t.Errorf("%s: symmetric is %v, the guideline says %s", row[1], info.Symmetric, row[2])
		}
	}
}
