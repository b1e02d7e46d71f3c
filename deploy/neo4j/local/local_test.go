package local_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backchannel/deploy/neo4j/local"
)

func TestStartNamesATakenPort(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	_, err = local.Start(t.Context(), local.Options{
		Home: t.TempDir(), Cache: t.TempDir(), POM: "../pom.xml", Bolt: busy.Addr().(*net.TCPAddr).Port,
	})
	if err == nil || !strings.Contains(err.Error(), "taken") {
		t.Fatalf("got %v, want an error that says the port is taken", err)
	}
}

func TestStartSaysWhatToInstall(t *testing.T) {
	java := func(version string) string {
		return "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2024-01-16' >&2\n"
	}
	for _, c := range []struct {
		name  string
		tools map[string]string
		want  string
	}{
		{"no Java", nil, "install Java 17"},
		{"an old Java", map[string]string{"java": java("11.0.22"), "mvn": "#!/bin/sh\n"}, "java 11 is too old"},
		{"a very old Java", map[string]string{"java": java("1.8.0_402"), "mvn": "#!/bin/sh\n"}, "is too old"},
		{"no Maven", map[string]string{"java": java("17.0.10")}, "install Maven"},
		{"a Maven that fails", map[string]string{"java": java("21"), "mvn": "#!/bin/sh\necho no route to host\nexit 1\n"}, "no route to host"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := t.TempDir()
			for name, script := range c.tools {
				if err := os.WriteFile(filepath.Join(path, name), []byte(script), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			t.Setenv("PATH", path)
			_, err := local.Start(t.Context(), local.Options{Home: t.TempDir(), Cache: t.TempDir(), POM: "../pom.xml"})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want an error that says %q", err, c.want)
			}
		})
	}
}
