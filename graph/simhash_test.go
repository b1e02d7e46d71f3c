package graph_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backchannel/graph"
)

// edits are what papers do to an agency's report.
var edits = map[string]func(words []string) []string{
	"as it is":        func(w []string) []string { return w },
	"with a dateline": func(w []string) []string { return append([]string{"LONDON", "(Agency)", "-"}, w...) },
	"with a credit": func(w []string) []string {
		return append(w, strings.Fields("Additional reporting by our staff in the capital.")...)
	},
	"cut at the end":   func(w []string) []string { return w[:len(w)-12] },
	"with other words": func(w []string) []string { return every(w, 40) },
}

// every changes each nth word.
func every(words []string, n int) []string {
	for i := n / 4; i < len(words); i += n {
		words[i] = "changed"
	}
	return words
}

func TestEditedCopiesPassAsCopiesAndOthersDoNot(t *testing.T) {
	files, err := filepath.Glob("../deploy/samples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample articles: %v", err)
	}
	prints := map[string]uint64{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(raw), "\n\n")
		mine := graph.Simhash(body)
		for edit, apply := range edits {
			if copied := strings.Join(apply(strings.Fields(body)), " "); !graph.NearCopies(mine, graph.Simhash(copied)) {
				t.Errorf("%s %s is no copy of itself", file, edit)
			}
		}
		for other, theirs := range prints {
			if graph.NearCopies(mine, theirs) {
				t.Errorf("%s passes as a copy of %s", file, other)
			}
		}
		prints[file] = mine
	}
}

func TestShortTextsAreNoCopies(t *testing.T) {
	if got := graph.Simhash("They met."); got != 0 || graph.NearCopies(got, got) {
		t.Errorf("fingerprint %d of a text too short to have one", got)
	}
}
