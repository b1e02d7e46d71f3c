package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/loader"
	"backchannel/loader/article"
)

// These tests start the program through run, as a user does: article files go
// in, and what it prints and answers is compared.

const sampleCall = "deploy/samples/2025-11-27-backchannel.txt"

// program runs commands on an empty database.
type program struct{ t *testing.T }

func newProgram(t *testing.T) program {
	t.Helper()
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	needModel(t)
	t.Setenv("NEO4J_URI", uri)
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	if err := store.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	return program{t}
}

// run returns what a command prints, and fails the test unless it ends with code.
func (p program) run(code int, args ...string) (out, errs string) {
	p.t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(p.t.Context(), args, strings.NewReader(""), &stdout, &stderr); got != code {
		p.t.Fatalf("backchannel %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, code, &stdout, &stderr)
	}
	return stdout.String(), stderr.String()
}

func (p program) digest() string {
	p.t.Helper()
	out, _ := p.run(exitOK, "check", "--digest")
	return strings.TrimSpace(out)
}

// copyOf puts a copy of a file under another name.
func copyOf(t *testing.T, file, name string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, t.TempDir(), name, string(raw))
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadingAgainOrUnderAnotherNameChangesNothing(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", "deploy/samples")
	before := p.digest()
	p.run(exitOK, "load", "deploy/samples")
	if after := p.digest(); after != before {
		t.Errorf("the same articles again: digest %s, was %s", after, before)
	}
	p.run(exitOK, "load", copyOf(t, sampleCall, "renamed.txt"))
	if after := p.digest(); after != before {
		t.Errorf("a renamed file: digest %s, was %s", after, before)
	}
}

func TestForgettingLeavesWhatOtherArticlesGave(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", sampleCall)
	before := p.digest()
	p.run(exitOK, "load", "deploy/samples/2025-08-16-alaska.txt")
	p.run(exitOK, "forget", "https://harbour-courier.example/alaska-summit")
	if after := p.digest(); after != before {
		t.Errorf("digest %s, was %s before the article came and went", after, before)
	}
}

// A reload gives articles that poorer rules have read what the rules of now find.
func TestReloadReadsArticlesAgain(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", "deploy/samples")
	before := p.digest()
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: os.Getenv("NEO4J_URI")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	read := 0
	for d, err := range article.NewReader(nil).Documents(t.Context(), "deploy/samples") {
		if err != nil {
			continue
		}
		read++
		if err := store.Write(t.Context(), graph.Report{Article: loader.Article(d)}); err != nil {
			t.Fatal(err)
		}
	}
	if p.digest() == before {
		t.Fatal("articles without claims changed nothing")
	}
	out, _ := p.run(exitOK, "reload")
	if after := p.digest(); after != before {
		t.Errorf("digest %s, was %s when the articles were loaded", after, before)
	}
	if want := fmt.Sprintf("%d loaded", read); !strings.Contains(out, want) {
		t.Errorf("reload says %q, want %s", out, want)
	}
}

func TestMalformedInputIsNamedAndTheRestLoaded(t *testing.T) {
	p := newProgram(t)
	dir := t.TempDir()
	const good = "Marco Rubio met Sergey Lavrov in Riyadh on Tuesday.\n"
	write(t, dir, "good.txt", "title: Talks\npublished: 2025-02-18\n\n"+good)
	write(t, dir, "empty.txt", "")
	write(t, dir, "binary.txt", "PK\x03\x04\x00\x00\x00")
	write(t, dir, "latin1.txt", "Le pr\xe9sident a rencontr\xe9 le ministre.\n")
	write(t, dir, "huge.txt", strings.Repeat("All work and no play.\n", 50<<20/22))
	write(t, dir, "lines.jsonl", `{"title":"one","published":"2025-02-18","text":"Marco Rubio phoned Sergey Lavrov."}
{"title":"broken",
{"title":"three","published":"2025-02-19","text":"Sergey Lavrov phoned Marco Rubio."}
`)
	out, errs := p.run(exitPartial, "load", dir)
	reasons := map[string]string{
		"empty.txt": "empty", "binary.txt": "binary", "latin1.txt": "UTF-8", "huge.txt": "MB", "lines.jsonl:2": "JSON",
	}
	lines := strings.Split(strings.TrimSpace(errs), "\n")
	if len(lines) != len(reasons) {
		t.Errorf("%d lines on standard error, want %d:\n%s", len(lines), len(reasons), errs)
	}
	for name, reason := range reasons {
		found := false
		for _, line := range lines {
			found = found || strings.Contains(line, filepath.Join(dir, name)) && strings.Contains(line, reason)
		}
		if !found {
			t.Errorf("no line names %s and %q:\n%s", name, reason, errs)
		}
	}
	if !strings.Contains(out, "3 loaded, 5 set aside") {
		t.Errorf("summary %q, want 3 loaded and 5 set aside", strings.TrimSpace(out))
	}
}
