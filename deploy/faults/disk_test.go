package faults

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of some megabytes, and skips the test where
// that is not allowed.
func smallDisk(t *testing.T, dir, size string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk to fill: mount: %v (needs root)", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
}

// fill writes a file that leaves little room beside it, and returns its name.
func fill(t *testing.T, dir string, leave uint64) string {
	t.Helper()
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "filler")
	if err := os.WriteFile(name, make([]byte, fs.Bavail*uint64(fs.Bsize)-leave), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// A database whose disk is full ends the load with an error that says so, and
// once there is room the next load completes the graph.
func TestDiskFull(t *testing.T) {
	needs(t)
	home := t.TempDir()
	data := filepath.Join(home, "data")
	smallDisk(t, data, "600m")
	server := newServer(t, home, "db.tx_log.preallocate=false")
	uri, ref := server.URI(), refer(t)
	wipe(t, uri)
	run(t, exitOK, uri, "migrate")

	filler := fill(t, data, 1<<20)
	out, err := command(t, uri, "load", "--patience=1s", ref.file).CombinedOutput()
	if code := exitCode(err); code != exitUnavailable || !strings.Contains(string(out), "unavailable") {
		t.Errorf("exit code %d on a full disk, want %d and the reason\n%s", code, exitUnavailable, out)
	}
	t.Logf("on a full disk: %s", out[strings.LastIndexByte(strings.TrimSpace(string(out)), '\n')+1:])
	server.Kill()
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	again(t, server)
	run(t, exitOK, uri, "load", ref.file)
	if got := digest(t, uri); got != ref.digest {
		t.Errorf("digest %s, undisturbed %s", got, ref.digest)
	}
}
