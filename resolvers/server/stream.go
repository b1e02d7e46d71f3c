package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/resolvers/auth"
)

func wantsStream(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), typeStream) }
func wantsSocket(r *http.Request) bool { return r.Header.Get("Upgrade") != "" }

// open counts a stream in, or answers that there are too many. The context ends
// with the request and when the server stops.
func (s *Server) open(w http.ResponseWriter, r *http.Request) (context.Context, func(), bool) {
	if s.streams.Add(1) > maxStreams {
		s.streams.Add(-1)
		w.Header().Set("Retry-After", "30")
		s.refuse(w, r, http.StatusServiceUnavailable, codeUnavailable, "too many subscribers; try again later")
		return nil, nil, false
	}
	s.metrics.streams.Inc()
	ctx, cancel := context.WithCancel(r.Context())
	unhook := context.AfterFunc(s.stopping, cancel)
	return ctx, func() {
		unhook()
		cancel()
		s.metrics.streams.Dec()
		s.streams.Add(-1)
	}, true
}

// stream answers by server-sent events, as graphql-sse's mode of distinct
// connections has it.
func (e *endpoint) stream(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	s, began := e.server, time.Now()
	ctx, done, ok := s.open(w, r)
	if !ok {
		return
	}
	defer done()
	w.Header().Set("Content-Type", typeStream+"; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // reverse proxies must not wait for more
	out := &events{w: w, control: http.NewResponseController(w)}
	op, errs := e.exec.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		resp := e.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
		s.record(ctx, outcome{op, resp.Errors, began})
		out.next(encode(resp))
		out.complete()
		return
	}
	s.record(ctx, outcome{op, nil, began})
	responses, ctx := e.exec.DispatchOperation(ctx, op)
	out.pump(ctx, responses)
	if ctx.Err() == nil || s.stopping.Err() != nil {
		out.complete()
	}
}

// events writes server-sent events. Each must reach the client in time.
type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
	failed  bool
}

// pump passes results on until they end, and shows the client in quiet times
// that the connection lives.
func (o *events) pump(ctx context.Context, responses graphql.ResponseHandler) {
	ctx, cancel := context.WithCancel(ctx)
	results := make(chan []byte)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for resp := responses(ctx); resp != nil; resp = responses(ctx) {
			select {
			case results <- encode(resp): // here, since the next response overwrites this one's data
			case <-ctx.Done():
				return
			}
		}
	}()
	defer func() { cancel(); <-ended }()
	quiet := time.NewTicker(streamPing)
	defer quiet.Stop()
	o.write(":\n\n")
	for !o.failed {
		select {
		case raw := <-results:
			o.next(raw)
		case <-quiet.C:
			o.write(":\n\n")
		case <-ended:
			return
		}
	}
}

func (o *events) next(raw []byte) { o.write("event: next\ndata: " + string(raw) + "\n\n") }

func (o *events) complete() { o.write("event: complete\ndata:\n\n") }

func (o *events) write(text string) {
	deadline := o.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	if deadline != nil && !errors.Is(deadline, http.ErrNotSupported) {
		o.failed = true
		return
	}
	if _, err := fmt.Fprint(o.w, text); err != nil || o.control.Flush() != nil {
		o.failed = true
	}
}

// socket answers by the graphql-transport-ws protocol, and the older graphql-ws.
func (e *endpoint) socket(w http.ResponseWriter, r *http.Request) {
	s := e.server
	ctx, done, ok := s.open(w, r)
	if !ok {
		return
	}
	defer done()
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	limit := int64(maxBody)
	ws := transport.Websocket{
		Implementation:   transport.CoderWebsocketImplementation{AcceptOptions: websocket.AcceptOptions{OriginPatterns: hosts(s.config.Origins)}},
		InitTimeout:      5 * time.Second,
		PingPongInterval: streamPing, MissingPongOk: false,
		KeepAlivePingInterval: streamPing,
		PayloadReadLimit:      &limit,
		InitFunc: func(ctx context.Context, init transport.InitPayload) (context.Context, *transport.InitPayload, error) {
			who, err := s.config.Gate.AdmitSocket(r, init.Authorization())
			if err != nil {
				return ctx, nil, publicError(err)
			}
			return context.WithValue(auth.With(ctx, who), socketKey{}, r), nil, nil
		},
	}
	ws.Do(w, r.WithContext(ctx), e.exec)
}

// publicError keeps causes from clients that were not let in.
func publicError(err error) error {
	for _, known := range []error{auth.ErrNoCredential, auth.ErrBadCredential, auth.ErrTooMany} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New("access can't be checked now; try again later")
}

// hosts returns the hosts of origins.
func hosts(origins []string) []string {
	var out []string
	for _, o := range origins {
		if u, err := url.Parse(o); err == nil && u.Host != "" {
			out = append(out, u.Host)
		}
	}
	return slices.Clip(out)
}

// runner runs operations within the process, for exports.
type runner struct {
	server *Server
	exec   graphql.GraphExecutor
}

// Run executes a query with the identity and limits of ctx.
func (x runner) Run(ctx context.Context, query string, variables map[string]any) (*graphql.Response, error) {
	began := time.Now()
	op, errs := x.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(errs) > 0 {
		resp := x.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
		x.server.record(ctx, outcome{op, resp.Errors, began})
		return nil, resp.Errors
	}
	responses, ctx := x.exec.DispatchOperation(ctx, op)
	resp := responses(ctx)
	if resp == nil {
		return nil, gqlerror.List{{Message: "the export was given up", Extensions: map[string]any{"code": codeTimeout}}}
	}
	x.server.record(ctx, outcome{op, resp.Errors, began})
	if len(resp.Errors) > 0 {
		return nil, resp.Errors
	}
	return resp, nil
}
