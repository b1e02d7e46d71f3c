package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// What makes no sense is refused before anything is opened, with what would.
func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	sample := write(t, dir, "a.txt", "Marco Rubio met Sergey Lavrov.\n")
	for _, c := range []struct{ args, says string }{
		{"", "expected one of"},
		{"loda " + sample, `did you mean "load"?`},
		{"load", "name a source, or a file of feeds with --feeds"},
		{"load ftp://example.com/feed", "ftp://example.com/feed: want an http or https address, or a file"},
		{"load --dry-run --limit=-1 " + sample, "--limit: -1 is negative"},
		{"load --dry-run --pace=-1s " + sample, "--pace: -1s is negative"},
		{"load --since=soon " + sample, `--since: time "soon"`},
		{"load --neo4j-uri=nonsense " + sample, `open "nonsense"`},
		{"load --neo4j-uri=http://127.0.0.1:7474 " + sample, "want an address such as bolt://127.0.0.1:7687"},
		{"load --neo4j-password-file=" + filepath.Join(dir, "none") + " " + sample, "read password"},
		{"serve --listen=8080", `listen address "8080" is not host:port`},
		{"serve --tls-cert=" + sample, "TLS needs a certificate and its key"},
		{"serve --tls-cert=" + sample + " --tls-key=" + filepath.Join(dir, "none"), "no such file or directory"},
		{"serve --rate=-5", "--rate: -5 is negative"},
		{"serve --answer-cache=-1", "--answer-cache: -1 is negative"},
		{"key add ann --for=-3h", "--for: -3h0m0s is negative"},
		{"key add ann --role=king", "--role must be one of"},
		{"eval " + filepath.Join(dir, "none"), "no such file or directory"},
		{"probe %zz", "invalid URL escape"},
	} {
		t.Run(c.args, func(t *testing.T) {
			code, _, errs := call(t, strings.Fields(c.args)...)
			if code != exitUsage || !strings.Contains(errs, c.says) || !strings.HasSuffix(errs, "; see backchannel --help\n") || strings.Contains(errs, "invalid;") {
				t.Errorf("exit code %d, want %d with %q\n%s", code, exitUsage, c.says, errs)
			}
		})
	}
	for _, args := range [][]string{{"who", " "}, {"key", "add", ""}} {
		if code, _, errs := call(t, args...); code != exitUsage || !strings.Contains(errs, "<name>: it is empty") {
			t.Errorf("%q: exit code %d\n%s", args, code, errs)
		}
	}
}
