package neo4j_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"backchannel/deploy/neo4j/local"
	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// report is an article with one claim: day n's call.
func report(n int) graph.Report {
	a := graph.Actor{ID: "official:ada-one", Kind: graph.KindOfficial, Name: "Ada One"}
	b := graph.Actor{ID: "official:bo-two", Kind: graph.KindOfficial, Name: "Bo Two"}
	text := fmt.Sprintf("Ada One phoned Bo Two on day %d.", n)
	article := graph.Article{ID: graph.ID(fmt.Sprintf("article:%d", n)), Title: text, Text: text, Hash: fmt.Sprint(n), PublishedAt: time.Unix(1.7e9, 0).UTC()}
	return graph.Report{Article: article, Actors: []graph.Actor{a, b}, Claims: []graph.Claim{{
		ID: graph.ID(fmt.Sprintf("claim:%d", n)), Article: article.ID, Type: graph.Phoned, Status: graph.StatusActual, Stance: graph.StanceReports,
		Source: []graph.ID{a.ID}, Target: []graph.ID{b.ID}, Date: graph.OnDay(graph.Day(20_000 + 10*n)), Quote: text, End: len(text),
		PublishedAt: article.PublishedAt, Confidence: 1, Extractor: "test",
	}}}
}

// A graph restored on another server is the one that was backed up.
func TestRestoreBringsBackTheGraph(t *testing.T) {
	if os.Getenv("BACKCHANNEL_TEST_NEO4J") == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	runtime.LockOSThread() // a server's life is tied to the thread that starts it
	defer runtime.UnlockOSThread()
	program, home, elsewhere, backups := admin(t), t.TempDir(), t.TempDir(), t.TempDir()

	before := during(t, home, report(1), report(2))
	useAdmin(t, program, home)
	dump := strings.TrimSpace(script(t, "./backup.sh", backups))
	if left, _ := filepath.Glob(filepath.Join(backups, "*")); len(left) != 1 {
		t.Errorf("the backup folder holds %q, want the dump alone", left)
	}
	useAdmin(t, program, elsewhere)
	script(t, "./restore.sh", dump)
	if after := during(t, elsewhere); after != before {
		t.Errorf("digest %s after the restore, %s when backed up", after, before)
	}
}

// A file that is no dump is refused before anything is overwritten.
func TestRestoreRefusesWhatIsNoDump(t *testing.T) {
	if os.Getenv("BACKCHANNEL_TEST_NEO4J") == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set; run make test")
	}
	home := t.TempDir()
	useAdmin(t, admin(t), home)
	junk := filepath.Join(t.TempDir(), "junk.dump")
	if err := os.WriteFile(junk, []byte("not a dump"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "./restore.sh", junk).CombinedOutput(); err == nil {
		t.Errorf("restore.sh took junk for a dump:\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(home, "data", "databases", "neo4j")); err == nil {
		t.Error("restore.sh made a database of junk")
	}
}

func admin(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "admin")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./admin").CombinedOutput(); err != nil {
		t.Fatalf("build admin: %v\n%s", err, out)
	}
	return binary
}

// useAdmin points the scripts to the server of a folder.
func useAdmin(t *testing.T, program, home string) {
	t.Helper()
	t.Setenv("NEO4J_ADMIN", program+" -home "+home+" -pom pom.xml -cache ../../.cache --")
}

func script(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, &errs)
	}
	return string(out)
}

// during starts a server on home, writes reports, and returns the digest of its graph.
func during(t *testing.T, home string, reports ...graph.Report) string {
	t.Helper()
	server, err := local.Start(t.Context(), local.Options{Home: home, POM: "pom.xml", Cache: "../../.cache"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: server.URI()})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if err := store.Write(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	digest, err := store.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return digest
}
