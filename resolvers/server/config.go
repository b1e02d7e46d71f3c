package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/graph"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/limits"
)

// Config says how the service runs.
type Config struct {
	Listen string // host:port
	// Production turns introspection, suggestions and the playground off.
	Production bool
	Playground bool // also where others than this machine can connect
	TLSCert    string
	TLSKey     string
	Origins    []string      // that browsers may call from, such as https://desk.example
	Timeout    time.Duration // of one operation; 0 means 10 s
	Limits     limits.Limits // the zero value means [limits.Default]

	// Answers is how many bytes of finished answers are kept while the graph has the
	// same Version; 0 keeps none.
	Answers int
	Version func(context.Context) (string, error)

	Schema graphql.ExecutableSchema
	Gate   *auth.Gate
	Ping   func(context.Context) error // whether the database answers
	Risen  func(context.Context)       // called each time that it begins to; may be nil
	Log    *slog.Logger
}

// Limits of the service that nobody needed to change yet.
const (
	maxBody      = 256 << 10 // bytes of a request
	maxStreams   = 500       // subscriptions at once
	drainTime    = 10 * time.Second
	streamPing   = 15 * time.Second
	writeTimeout = 30 * time.Second
)

// Validate reports settings that contradict each other, or would open the graph
// to everybody.
func (c Config) Validate() error {
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return fmt.Errorf("listen address %q is not host:port: %w", c.Listen, graph.ErrInvalid)
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return fmt.Errorf("TLS needs a certificate and its key: %w", graph.ErrInvalid)
	}
	if c.Gate.Open && !Loopback(c.Listen) {
		return fmt.Errorf("%s can be reached from other machines, and nothing guards it: add a key with `backchannel key add NAME`, trust tokens with --jwks, or listen on 127.0.0.1: %w",
			c.Listen, graph.ErrInvalid)
	}
	return nil
}

// Loopback reports whether only this machine can reach a listen address.
func Loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// playground reports whether the page for trying queries is served.
func (c Config) playground() bool {
	return !c.Production && (c.Playground || Loopback(c.Listen))
}
