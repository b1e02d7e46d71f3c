package main

import (
	"os/exec"
	"strings"
	"testing"
)

// Which of our packages may depend on what, directly or through others. Tests
// of a package may use more.
var dependencies = []struct {
	of, never, why string
	except         string
}{
	{of: "backchannel/graph", never: ".", why: "the domain stands on the standard library alone", except: "backchannel/graph/"},
	{of: "backchannel/graph", never: "backchannel/loader", why: "data flows one way"},
	{of: "backchannel/graph", never: "backchannel/resolvers", why: "data flows one way"},
	{of: "backchannel/loader", never: "backchannel/graph/neo4jstore", why: "stages write through an interface of their own"},
	{of: "backchannel/loader", never: "backchannel/resolvers", why: "the halves meet only in graph"},
	{of: "backchannel/loader", never: "github.com/neo4j/", why: "the store alone talks to the driver"},
	{of: "backchannel/resolvers", never: "backchannel/loader", why: "the halves meet only in graph"},
	{of: "backchannel/resolvers", never: "github.com/neo4j/", why: "the store alone talks to the driver"},
	{of: "backchannel/schema", never: "backchannel/", why: "the schema is files alone"},
}

func TestPackagesDependOneWay(t *testing.T) {
	for pkg, deps := range packages(t) {
		for _, rule := range dependencies {
			if !within(pkg, rule.of) || rule.except != "" && strings.HasPrefix(pkg, rule.except) {
				continue
			}
			for _, dep := range deps {
				if dep != pkg && matches(dep, rule.never) {
					t.Errorf("%s depends on %s: %s", pkg, dep, rule.why)
				}
			}
		}
	}
}

// within reports whether pkg is root or below it.
func within(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }

// matches reports whether a package is one that a rule forbids; "." stands for
// all that are not of the standard library.
func matches(dep, never string) bool {
	if never == "." {
		first, _, _ := strings.Cut(dep, "/")
		return strings.Contains(first, ".")
	}
	return within(dep, strings.TrimSuffix(never, "/"))
}

// packages returns what each of our packages depends on.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}} {{join .Deps \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		deps[fields[0]] = fields[1:]
	}
	if len(deps) < 10 || len(deps["backchannel"]) == 0 {
		t.Fatalf("go list found %d packages", len(deps))
	}
	return deps
}
