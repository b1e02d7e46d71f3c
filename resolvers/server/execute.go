package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/graph"
	"backchannel/resolvers/answers"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/limits"
	"backchannel/resolvers/selection"
)

// executor returns what parses, checks and runs operations.
func (s *Server) executor() *executor.Executor {
	exec := executor.New(s.config.Schema)
	present := presenter{s.log}
	exec.SetErrorPresenter(present.present)
	exec.SetRecoverFunc(present.recovered)
	exec.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	exec.SetParserTokenLimit(s.config.Limits.Tokens)
	exec.SetDisableSuggestion(s.config.Production)
	exec.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](1000)})
	exec.Use(limits.New(s.config.Limits)) // after persisted queries: it needs the text
	exec.Use(access{s.config.Gate})
	exec.Use(deadline{s.config.Timeout, s.health})
	if !s.config.Production {
		exec.Use(extension.Introspection{})
	}
	return exec
}

// keeping returns an executor that keeps answers, where the service does.
func (s *Server) keeping() *executor.Executor {
	exec := s.executor()
	if s.config.Answers > 0 && s.config.Version != nil {
		keeper := answers.New(s.config.Answers, s.config.Version)
		s.metrics.watch(keeper)
		exec.Use(keeper)
	}
	exec.Use(newTurns(atOnce())) // within: what is kept waits for nobody
	return exec
}

// deadline ends operations that take longer or lose the database, but for
// subscriptions, which wait for it.
type deadline struct {
	after  time.Duration
	health *health
}

// ExtensionName names the extension to gqlgen.
func (deadline) ExtensionName() string { return "Deadline" }

// Validate accepts any schema.
func (deadline) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation sets the deadline.
func (d deadline) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return next(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, d.after)
	ctx, release := d.health.while(ctx)
	responses := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer cancel()
		defer release()
		return responses(ctx)
	}
}

// socketKey marks contexts of websockets with their request: one connection
// brings many operations, which the gate has not counted yet.
type socketKey struct{}

// access refuses operations that the client's role does not cover: those with a
// field under @requires.
type access struct{ gate *auth.Gate }

// ExtensionName names the extension to gqlgen.
func (access) ExtensionName() string { return "Access" }

// Validate accepts any schema.
func (access) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext checks the fields of the operation.
func (a access) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if r, ok := ctx.Value(socketKey{}).(*http.Request); ok && !a.gate.Pace(r, auth.From(ctx)) {
		return &gqlerror.Error{Message: auth.ErrTooMany.Error(), Extensions: map[string]any{"code": codeUnavailable}}
	}
	if op.Operation == nil || auth.From(ctx).Role.Allows(graph.AccessOperator) {
		return nil
	}
	return forbidden(op.Operation.SelectionSet)
}

func forbidden(set ast.SelectionSet) *gqlerror.Error {
	f := selection.Field(set, selection.Guarded)
	if f == nil {
		return nil
	}
	err := gqlerror.ErrorPosf(f.Position, "%s: %v", f.Name, auth.ErrForbidden)
	err.Extensions = map[string]any{"code": codeForbidden}
	return err
}

// outcome is how an operation ended, for logs and metrics.
type outcome struct {
	op    *graphql.OperationContext
	errs  gqlerror.List
	began time.Time
}

// code is the code of the first error, or OK.
func (o outcome) code() string {
	if len(o.errs) == 0 {
		return "OK"
	}
	code, _ := o.errs[0].Extensions["code"].(string)
	return code
}

// record counts an operation and notes who asked what.
func (s *Server) record(ctx context.Context, o outcome) {
	took := time.Since(o.began)
	s.metrics.operations.WithLabelValues(o.code()).Inc()
	s.metrics.duration.Observe(took.Seconds())
	level := slog.LevelInfo
	if s.config.Gate.Open {
		level = slog.LevelDebug // everybody is "local"
	}
	if !s.log.Enabled(ctx, level) {
		return
	}
	who := auth.From(ctx)
	attrs := []slog.Attr{
		slog.String("request", requestID(ctx)), slog.String("who", who.ID), slog.String("name", who.Name),
		slog.String("code", o.code()), slog.Duration("took", took),
	}
	if o.op != nil {
		attrs = append(attrs, slog.String("operation", o.op.OperationName), slog.String("query", clip(o.op.RawQuery)), slog.Any("variables", o.op.Variables))
	}
	s.log.LogAttrs(ctx, level, "asked", attrs...)
}

// clip keeps log lines short.
func clip(text string) string {
	const most = 1000
	if len(text) <= most {
		return text
	}
	return text[:most] + "…"
}
