package local_test

import (
	"net"
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

func TestStartNamesTheMissingTool(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := local.Start(t.Context(), local.Options{Home: t.TempDir(), Cache: t.TempDir(), POM: "../pom.xml"})
	if err == nil || !strings.Contains(err.Error(), "install Java 17") {
		t.Fatalf("got %v, want an error that says what to install", err)
	}
}
