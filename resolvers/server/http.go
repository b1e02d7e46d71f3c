package server

import (
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// endpoint is /query.
type endpoint struct {
	server *Server
	exec   *executor.Executor
}

// ServeHTTP answers one operation, or hands streams on.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := e.server
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, POST")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		s.refuse(w, r, http.StatusMethodNotAllowed, codeBadInput, "send a POST, or a GET for a query")
		return
	case wantsSocket(r):
		e.socket(w, r)
		return
	}
	ctx, ok := s.admit(w, r)
	if !ok {
		return
	}
	if acceptedType(r) == "" && !wantsStream(r) {
		s.refuse(w, r, http.StatusNotAcceptable, codeBadInput, "answers are "+typeGraphQL+", "+typeJSON+" or "+typeStream)
		return
	}
	params, problem := readParams(w, r, s.config.Production)
	if problem != nil {
		s.refuse(w, r, problem.status, problem.code, problem.message)
		return
	}
	if wantsStream(r) {
		e.stream(w, r.WithContext(ctx), params)
		return
	}
	e.answer(w, r.WithContext(ctx), params)
}

// answer executes an operation and writes its one result.
func (e *endpoint) answer(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	s, began := e.server, time.Now()
	s.metrics.inFlight.Inc()
	defer s.metrics.inFlight.Dec()
	ctx := r.Context()
	op, errs := e.exec.CreateOperationContext(ctx, params)
	if len(errs) == 0 {
		errs = notHere(r.Method, op.Operation)
	}
	if len(errs) > 0 {
		resp := e.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
		s.record(ctx, outcome{op, resp.Errors, began})
		writeErrors(w, acceptedType(r), failedStatus(r, resp.Errors), resp.Errors)
		return
	}
	responses, ctx := e.exec.DispatchOperation(ctx, op)
	resp := responses(ctx)
	if resp == nil { // it ended before anything began
		resp = e.exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(context.Cause(ctx))})
	}
	s.record(ctx, outcome{op, resp.Errors, began})
	writeResponse(w, r, resp)
}

// notHere refuses what a plain request can't do.
func notHere(method string, op *ast.OperationDefinition) gqlerror.List {
	switch {
	case op.Operation == ast.Subscription:
		return gqlerror.List{gqlerror.ErrorPosf(op.Position, "subscriptions need Accept: %s, or a websocket", typeStream)}
	case op.Operation != ast.Query && method == http.MethodGet:
		return gqlerror.List{gqlerror.ErrorPosf(op.Position, "GET is for queries only")}
	}
	return nil
}
