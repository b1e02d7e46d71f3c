// Package server puts the GraphQL schema on HTTP: transports, limits, access,
// errors, health and metrics. What the fields return is not its concern.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"

	"backchannel/resolvers/export"
	"backchannel/resolvers/limits"
)

// Server serves the graph. Make it with [New].
type Server struct {
	config   Config
	log      *slog.Logger
	metrics  *metrics
	health   *health
	handler  http.Handler
	stopping context.Context // done when streams should end
	stop     context.CancelFunc
	streams  atomic.Int64
}

// New returns a server that is not listening yet.
func New(c Config) (*Server, error) {
	if c.Timeout == 0 {
		c.Timeout = 10 * time.Second
	}
	if c.Limits == (limits.Limits{}) {
		c.Limits = limits.Default()
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	s := &Server{config: c, log: c.Log, metrics: newMetrics(), health: newHealth(c.Ping)}
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/query", s.crossOrigin(s.plainOrStream(&endpoint{server: s, exec: s.keeping()})))
	mux.Handle("GET /export", s.crossOrigin(s.guarded(compressed(export.Handler(runner{s, s.executor()})))))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.operators(s.metrics.handler()))
	if s.config.playground() {
		mux.Handle("GET /{$}", playground())
		mux.Handle("GET /playground/", playground())
	}
	return s.identified(s.sameHost(mux))
}

// crossOrigin lets pages of the allowed origins call, and no others.
func (s *Server) crossOrigin(next http.Handler) http.Handler {
	if len(s.config.Origins) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: s.config.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Accept", "X-API-Key", "If-None-Match"},
		ExposedHeaders: []string{"X-Request-Id", "ETag", "Retry-After"},
		MaxAge:         600,
	}).Handler(next)
}

// plainOrStream compresses answers, but for streams, which must not wait in a
// buffer.
func (s *Server) plainOrStream(next http.Handler) http.Handler {
	zipped := compressed(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wantsStream(r) || wantsSocket(r) {
			next.ServeHTTP(w, r)
			return
		}
		zipped.ServeHTTP(w, r)
	})
}

func compressed(next http.Handler) http.Handler {
	return gzhttp.GzipHandler(next)
}

// Run serves until ctx ends, then lets requests finish and ends streams.
func (s *Server) Run(ctx context.Context) error {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", s.config.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w; choose another with --listen", s.config.Listen, err)
	}
	return s.Serve(ctx, listener)
}

// Serve is Run on a listener of the caller's.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	// The timeouts cut clients that send or read slowly; streams move theirs on.
	web := &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: writeTimeout, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	watching, ignore := context.WithCancel(ctx)
	defer ignore()
	go s.health.watch(watching, s.config.Risen)
	failed := make(chan error, 1)
	go func() {
		if s.config.TLSCert != "" {
			failed <- web.ServeTLS(listener, s.config.TLSCert, s.config.TLSKey)
			return
		}
		failed <- web.Serve(listener)
	}()
	s.log.Info("serving", "address", listener.Addr().String(), "playground", s.config.playground(), "open", s.config.Gate.Open)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stop()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := web.Shutdown(drain)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("requests cut off", "after", drainTime)
		err = web.Close()
	}
	return err
}
