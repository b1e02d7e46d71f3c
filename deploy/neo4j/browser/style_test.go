package browser_test

import (
	"regexp"
	"strings"
	"testing"

	"backchannel/graph"
)

// rules returns the declarations of a style file by selector.
func rules(t *testing.T, grass string) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)([\w.]+) \{\n(.*?)\n\}`).FindAllStringSubmatch(grass, -1) {
		if found[m[1]] != nil {
			t.Errorf("%s has two rules", m[1])
		}
		found[m[1]] = map[string]string{}
		for line := range strings.Lines(m[2]) {
			key, value, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(line), ";"), ": ")
			if !ok {
				t.Errorf("%s: not a declaration: %q", m[1], line)
			}
			found[m[1]][key] = value
		}
	}
	return found
}

func TestStyleHasAColourAndACaptionForEverything(t *testing.T) {
	found := rules(t, read(t, "backchannel.grass"))
	wanted := []string{"node", "relationship"}
	for _, label := range []string{"Official", "Government", "Organization", "Person", "Event", "Claim", "Article"} {
		wanted = append(wanted, "node."+label)
	}
	for _, typ := range []string{"TOOK_PART", "INVOLVED_IN", "STATES", "ABOUT", "ATTRIBUTED_TO", "SERVES", "BELONGS_TO", "MENTIONS"} {
		wanted = append(wanted, "relationship."+typ)
	}
	for _, info := range graph.EventTypes() {
		wanted = append(wanted, "relationship."+string(info.Type))
	}
	for _, selector := range wanted {
		if rule := found[selector]; rule["color"] == "" || rule["caption"] == "" {
			t.Errorf("%s lacks a colour or a caption", selector)
		}
	}
	if len(found) != len(wanted) {
		t.Errorf("%d rules for %d labels and types", len(found), len(wanted))
	}
}
