package local_test

import (
	"net"
	"net/url"
	"os"
	"testing"
)

// The server that runs beside the tests must accept Bolt connections.
func TestServerBesideTheTestsListens(t *testing.T) {
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		t.Skip("BACKCHANNEL_TEST_NEO4J is not set: run make test")
	}
	u, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// Bolt handshake: magic, then four proposals of versions; the server picks one.
	if _, err := conn.Write([]byte{0x60, 0x60, 0xb0, 0x17, 0, 4, 4, 5, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		t.Fatal(err)
	}
	var version [4]byte
	if n, err := conn.Read(version[:]); err != nil || n != 4 || version[3] < 4 {
		t.Fatalf("the handshake gave version %v, %d bytes, error %v", version, n, err)
	}
}
