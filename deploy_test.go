package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	execStart = regexp.MustCompile(`(?m)^ExecStart=/usr/bin/backchannel (.*)$`)
	lists     = regexp.MustCompile(`(?m)^\s*(?:command|args): \[(.*)\]$|^CMD \[(.*)\]$`)
	nameValue = regexp.MustCompile(`(?:^|[\s{])(?:name: )?((?:BACKCHANNEL|NEO4J)_[A-Z_]+)\b`)
)

// commandLines returns those of the files in deploy.
func commandLines(t *testing.T) map[string][]string {
	t.Helper()
	lines := map[string][]string{}
	for _, pattern := range []string{"deploy/Dockerfile", "deploy/compose.yaml", "deploy/k8s/*.yaml", "deploy/systemd/*.service"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range execStart.FindAllStringSubmatch(string(raw), -1) {
				lines[file] = strings.Fields(m[1])
			}
			for _, m := range lists.FindAllStringSubmatch(string(raw), -1) {
				lines[file] = strings.Fields(strings.NewReplacer(`"`, "", ",", " ").Replace(m[1] + m[2]))
			}
		}
	}
	return lines
}

func TestCommandLinesOfDeploymentsAreValid(t *testing.T) {
	lines := commandLines(t)
	if len(lines) != 6 {
		t.Errorf("command lines in %d files, want 6: %v", len(lines), lines)
	}
	feeds := write(t, t.TempDir(), "feeds.yaml", "feeds: []\n")
	for file, args := range lines {
		for i := range args { // the file of feeds exists only over there
			args[i] = strings.Replace(args[i], "/etc/backchannel/feeds.yaml", feeds, 1)
		}
		parser, err := kong.New(new(cli), kong.Exit(func(int) {}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(args); err != nil {
			t.Errorf("%s: %q: %v", file, args, err)
		}
	}
}

// Variables that deployments set, and the program does not know, would be set in vain.
func TestVariablesOfDeploymentsAreKnown(t *testing.T) {
	parser, err := kong.New(new(cli))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"BACKCHANNEL_MODEL": true, "NEO4J_AUTH": true, "NEO4J_AUTH_FILE": true}
	var collect func(n *kong.Node)
	collect = func(n *kong.Node) {
		for _, flag := range n.Flags {
			for _, env := range flag.Envs {
				known[env] = true
			}
		}
		for _, child := range n.Children {
			collect(child)
		}
	}
	collect(parser.Model.Node)
	files, _ := filepath.Glob("deploy/k8s/*.yaml")
	units, _ := filepath.Glob("deploy/systemd/*.service")
	for _, file := range append(append(files, units...), "deploy/compose.yaml", "deploy/Dockerfile", "deploy/README.md") {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range nameValue.FindAllStringSubmatch(string(raw), -1) {
			if !known[m[1]] {
				t.Errorf("%s: nobody reads %s", file, m[1])
			}
		}
	}
}
