package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"backchannel/deploy/neo4j/local"
)

// The demo, as a user starts it: what it offers to paste is answered, and after
// Ctrl-C nothing of it is left running.
func TestDemoAnswersItsQueryAndStops(t *testing.T) {
	if os.Getenv("BACKCHANNEL_TEST_NEO4J") == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	t.Setenv("NEO4J_URI", "")
	t.Setenv("BACKCHANNEL_TIMEOUT", "1m") // a server that has just started plans slowly on a busy machine
	program := filepath.Join(t.TempDir(), "demo")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	runtime.LockOSThread() // the demo's life is tied to the thread that starts it
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(t.Context(), program, "-home", t.TempDir(), "-bolt=0", "-http=0", "-api=0")
	cmd.Dir, cmd.SysProcAttr = "../..", local.Attached()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := readUntil(t, out, "Ctrl-C stops it", &errs)
	addresses := regexp.MustCompile(`127\.0\.0\.1:\d+`).FindAllString(said, -1)
	if answer := ask(t, addresses[0]); !strings.Contains(answer, "Yury Ushakov") || strings.Contains(answer, `"errors"`) {
		t.Errorf("the query to paste gives %s", answer)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, out)
	if err := cmd.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v\n%s", err, &errs)
	}
	for _, address := range addresses {
		if conn, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			conn.Close()
			t.Errorf("%s still listens after Ctrl-C", address)
		}
	}
}

func TestDemoNamesATakenPort(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	o := options{api: busy.Addr().(*net.TCPAddr).Port}
	if err := o.claimPorts(); err == nil || !strings.Contains(err.Error(), "GraphQL: port") {
		t.Errorf("got %v, want the port and what it is for", err)
	}
}

func readUntil(t *testing.T, out io.Reader, mark string, errs *bytes.Buffer) string {
	t.Helper()
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), mark) {
			return said.String()
		}
	}
	t.Fatalf("the demo ended early:\n%s%s", &said, errs)
	return ""
}

func ask(t *testing.T, address string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post("http://"+address+"/query", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
