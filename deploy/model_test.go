package deploy_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tools makes a PATH with these programs of the system and no others.
func tools(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Skipf("no %s here", name)
		}
		if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func model(t *testing.T, path, dir string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "model.sh")
	cmd.Env = []string{"PATH=" + path, "HOME=" + t.TempDir(), "BACKCHANNEL_MODEL=" + dir}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestModelSaysThatPythonIsMissing(t *testing.T) {
	out, err := model(t, tools(t, "uname", "dirname", "mkdir", "mktemp"), filepath.Join(t.TempDir(), "model"))
	if err == nil || !strings.Contains(out, "python3 with pip is needed") {
		t.Fatalf("error %v, output %q: want a hint to install python3 with pip", err, out)
	}
}

func TestModelThatIsThereIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "meta.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := model(t, tools(t, "uname"), dir); err != nil || !strings.Contains(out, dir) {
		t.Fatalf("error %v, output %q", err, out)
	}
}
