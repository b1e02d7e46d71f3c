package server

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/graph"
	"backchannel/resolvers/auth"
)

type requestKey struct{}

// identified gives every request an id, which its answer, its log lines and
// its internal errors carry.
func (s *Server) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		ctx := context.WithValue(graphql.StartOperationTrace(r.Context()), requestKey{}, id)
		defer s.caught(ctx, w, r)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// caught answers where a handler itself panicked, which resolvers can't cause.
func (s *Server) caught(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) { // meant to cut the answer short
		panic(value)
	}
	_ = presenter{s.log}.recovered(ctx, value)
	s.refuse(w, r, http.StatusInternalServerError, codeInternal, "internal error; the log has it under this request's id")
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// sameHost refuses, where the service is open to this machine, requests that a
// web page smuggles in under a host name of its own.
func (s *Server) sameHost(next http.Handler) http.Handler {
	if !s.config.Gate.Open {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if !Loopback(net.JoinHostPort(host, "0")) {
			http.Error(w, "this service answers on localhost only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guarded lets in those whom the gate admits.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ctx, ok := s.admit(w, r); ok {
			next.ServeHTTP(w, r.WithContext(ctx))
		}
	})
}

// operators lets in those with the role operator.
func (s *Server) operators(next http.Handler) http.Handler {
	return s.guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !auth.From(r.Context()).Role.Allows(graph.AccessOperator) {
			s.refuse(w, r, http.StatusForbidden, codeForbidden, auth.ErrForbidden.Error())
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// admit returns the context that says who asks, or answers the request itself.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) (context.Context, bool) {
	who, wait, err := s.config.Gate.Admit(r)
	switch {
	case err == nil:
		return auth.With(r.Context(), who), true
	case errors.Is(err, auth.ErrTooMany):
		w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
		s.refuse(w, r, http.StatusTooManyRequests, codeUnavailable, err.Error())
	case errors.Is(err, auth.ErrNoCredential), errors.Is(err, auth.ErrBadCredential):
		w.Header().Set("WWW-Authenticate", `Bearer realm="backchannel"`)
		s.log.WarnContext(r.Context(), "refused", "request", requestID(r.Context()), "from", r.RemoteAddr, "error", err)
		s.refuse(w, r, http.StatusUnauthorized, codeUnauthenticated, err.Error())
	default:
		s.log.ErrorContext(r.Context(), "access not checked", "request", requestID(r.Context()), "error", err)
		s.refuse(w, r, http.StatusServiceUnavailable, codeUnavailable, "access can't be checked now; try again later")
	}
	return nil, false
}

// refuse answers a request that is not executed.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, code, message string) {
	s.metrics.operations.WithLabelValues(code).Inc()
	err := &gqlerror.Error{Message: message, Extensions: map[string]any{"code": code}}
	writeErrors(w, acceptedType(r), status, gqlerror.List{err})
}
