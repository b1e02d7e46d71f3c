package faults

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backchannel/deploy/bench/news"
	"backchannel/deploy/neo4j/local"
	"backchannel/loader/nlp"
)

const (
	root     = "../.."
	articles = 60

	exitOK          = 0
	exitUnavailable = 4
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "backchannel-faults-")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "backchannel")
	if out, err := exec.Command("go", "build", "-o", binary, root).CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// needs skips the test where there is no Neo4j or no language model.
func needs(t *testing.T) {
	t.Helper()
	if os.Getenv("BACKCHANNEL_TEST_NEO4J") == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	if _, err := os.Stat(filepath.Join(nlp.DefaultDir(), "meta.json")); err != nil {
		t.Skip("no language model: run deploy/model.sh")
	}
}

// newServer starts a Neo4j of the test's own, which it may break.
func newServer(t *testing.T, home string, settings ...string) *local.Server {
	t.Helper()
	s, err := local.Start(t.Context(), local.Options{
		Home: home, POM: filepath.Join(root, "deploy/neo4j/pom.xml"), Cache: filepath.Join(root, ".cache"), Settings: settings,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Kill)
	return s
}

// again starts a server that was killed or stopped, on the same data and port.
func again(t *testing.T, s *local.Server) *local.Server {
	t.Helper()
	next, err := local.Start(context.Background(), s.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(next.Kill)
	return next
}

// stock writes articles to a file.
func stock(t *testing.T, n int) string {
	t.Helper()
	author, err := news.New(filepath.Join(root, "loader/gazetteer/data"), 60)
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if err := author.WriteLines(&lines, n); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(filepath.Dir(binary), "articles.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// command returns the program with arguments, at a database.
func command(t *testing.T, uri string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "NEO4J_URI="+uri, "BACKCHANNEL_MODEL="+model(t))
	return cmd
}

func model(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(nlp.DefaultDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// run runs the program to its end and returns what it printed.
func run(t *testing.T, code int, uri string, args ...string) string {
	t.Helper()
	out, err := command(t, uri, args...).CombinedOutput()
	if got := exitCode(err); got != code {
		t.Fatalf("backchannel %s: exit code %d, want %d\n%s", strings.Join(args, " "), got, code, out)
	}
	return string(out)
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	return -1
}

func digest(t *testing.T, uri string) string {
	t.Helper()
	return strings.TrimSpace(run(t, exitOK, uri, "check", "--digest"))
}

// reference is a file of articles, and the digest of a load of it that nothing
// disturbs: the same for all tests.
type reference struct {
	file, digest string
	took         time.Duration
}

var undisturbed reference

// refer returns the reference; the first test makes it, on the shared server.
func refer(t *testing.T) reference {
	t.Helper()
	if undisturbed.digest == "" {
		uri, begun := os.Getenv("BACKCHANNEL_TEST_NEO4J"), time.Now()
		file := stock(t, articles)
		wipe(t, uri)
		run(t, exitOK, uri, "load", file)
		undisturbed = reference{file, digest(t, uri), time.Since(begun)}
	}
	return undisturbed
}

// start runs a load in the background until it has written some articles.
func start(t *testing.T, uri string, some int64, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := command(t, uri, append([]string{"load"}, args...)...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	store := openStore(t, uri)
	for deadline := time.Now().Add(3 * time.Minute); size(t, store) < some; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the load writes nothing: %s", &said)
		}
	}
	return cmd, &said
}
