package faults

import (
	"bytes"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// commit is Bolt's COMMIT message in its chunk.
var commit = []byte{0, 2, 0xb0, 0x12, 0, 0}

// cutter cuts connections at every third commit: before the server hears of it,
// or after, so that its answer is lost.
type cutter struct{}

var commits, cuts atomic.Int64

// Pipe implements toxics.Toxic.
func (cutter) Pipe(stub *toxics.ToxicStub) {
	for {
		select {
		case <-stub.Interrupt:
			return
		case c := <-stub.Input:
			if c == nil {
				stub.Close()
				return
			}
			if !bytes.Contains(c.Data, commit) || commits.Add(1)%3 != 0 {
				stub.Output <- c
				continue
			}
			if cuts.Add(1)%2 == 0 {
				stub.Output <- &stream.StreamChunk{Timestamp: c.Timestamp, Data: c.Data}
			}
			stub.Close()
			return
		}
	}
}

// Connections that are cut at the commit leave it open whether it took place:
// the load asks again, and nothing is lost or doubled.
func TestConnectionsCutAtCommit(t *testing.T) {
	needs(t)
	uri, ref := os.Getenv("BACKCHANNEL_TEST_NEO4J"), refer(t)
	wipe(t, uri)

	toxics.Register("cut_at_commit", new(cutter))
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, "neo4j", "127.0.0.1:0", strings.TrimPrefix(uri, "bolt://"))
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	defer proxy.Stop()
	if _, err := proxy.Toxics.AddToxicJson(strings.NewReader(`{"type":"cut_at_commit","stream":"upstream"}`)); err != nil {
		t.Fatal(err)
	}
	run(t, exitOK, "bolt://"+proxy.Listen, "load", ref.file)
	if cuts.Load() < 4 {
		t.Errorf("only %d connections were cut", cuts.Load())
	}
	t.Logf("%d of %d commits cut", cuts.Load(), commits.Load())
	if got := digest(t, uri); got != ref.digest {
		t.Errorf("digest %s, undisturbed %s", got, ref.digest)
	}
}
