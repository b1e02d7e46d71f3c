package systemd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// systemd itself reads the units, with the program where they look for it.
func TestUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze here")
	}
	units, _ := filepath.Glob("*.service")
	timers, _ := filepath.Glob("*.timer")
	dir := t.TempDir()
	var copies []string
	for _, unit := range append(units, timers...) {
		raw, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(raw), "/usr/bin/backchannel", "/bin/true")
		copies = append(copies, filepath.Join(dir, unit))
		if err := os.WriteFile(copies[len(copies)-1], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(copies) != 3 {
		t.Fatalf("units: %q", copies)
	}
	if out, err := exec.Command(analyze, append([]string{"verify", "--man=no"}, copies...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}
