package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"backchannel/graph"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/limits"
)

// Values of extensions.code.
const (
	codeBadInput        = "BAD_USER_INPUT"            // the request is wrong; the message says what
	codeNotFound        = "NOT_FOUND"                 // what it names is not there
	codeUnauthenticated = "UNAUTHENTICATED"           // no credential, or one that opens nothing
	codeForbidden       = "FORBIDDEN"                 // the role does not suffice
	codeTooComplex      = limits.Code                 // refused unread: ask for less
	codeTimeout         = "TIMEOUT"                   // stopped at the time limit: ask for less
	codeUnavailable     = "UNAVAILABLE"               // not now: the database is away, or too many requests
	codeInternal        = "INTERNAL"                  // our fault; requestId finds it in the log
	codeNotPersisted    = "PERSISTED_QUERY_NOT_FOUND" // of the protocol for persisted queries: send the text
)

var codes = []string{codeBadInput, codeNotFound, codeUnauthenticated, codeForbidden, codeTooComplex, codeTimeout, codeUnavailable, codeInternal, codeNotPersisted}

const messageAway = "the database can't be reached now; try again later"

// errPanic stands for a panic, which the log has in full.
var errPanic = errors.New("panic")

// presenter turns errors into what clients may see: those of the request with
// their text, all others with a code and nothing of their cause.
type presenter struct{ log *slog.Logger }

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	if cause := causeOf(shown, err); cause != nil {
		code, message := p.classify(ctx, cause)
		shown = &gqlerror.Error{Message: message, Path: shown.Path, Locations: shown.Locations, Extensions: map[string]any{"code": code}}
		if code == codeInternal {
			shown.Extensions["requestId"] = requestID(ctx)
		}
		return shown
	}
	// Made by gqlgen or by us from the request alone.
	code, _ := shown.Extensions["code"].(string)
	if code == errcode.ParseFailed || code == errcode.ValidationFailed || !slices.Contains(codes, code) {
		code = codeBadInput
	}
	shown.Extensions = map[string]any{"code": code}
	return shown
}

// causeOf returns the error that a resolver returned, nil where the error is
// about the request itself.
func causeOf(shown *gqlerror.Error, err error) error {
	var own *gqlerror.Error
	if !errors.As(err, &own) {
		return err
	}
	return shown.Err
}

func (p presenter) classify(ctx context.Context, err error) (code, message string) {
	switch {
	case errors.Is(err, graph.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		return codeTimeout, "the query took too long; narrow it, for example by dates or types"
	case errors.Is(err, context.Canceled) && errors.Is(context.Cause(ctx), graph.ErrUnavailable):
		return codeUnavailable, messageAway
	case errors.Is(err, context.Canceled):
		return codeTimeout, "the request was given up"
	case errors.Is(err, graph.ErrUnavailable):
		p.log.WarnContext(ctx, "database unavailable", "request", requestID(ctx), "error", err)
		return codeUnavailable, messageAway
	case errors.Is(err, graph.ErrInvalid):
		return codeBadInput, strings.TrimSuffix(err.Error(), ": "+graph.ErrInvalid.Error()) // the code says so
	case errors.Is(err, graph.ErrNotFound):
		return codeNotFound, err.Error()
	case errors.Is(err, auth.ErrForbidden):
		return codeForbidden, err.Error()
	}
	if !errors.Is(err, errPanic) { // logged where it was caught
		p.log.ErrorContext(ctx, "internal error", "request", requestID(ctx), "path", graphql.GetPath(ctx).String(), "error", err)
	}
	return codeInternal, "internal error; the log has it under this request's id"
}

// recovered logs a panic of a resolver.
func (p presenter) recovered(ctx context.Context, value any) error {
	p.log.ErrorContext(ctx, "panic", "request", requestID(ctx), "path", graphql.GetPath(ctx).String(), "value", fmt.Sprint(value), "stack", string(debug.Stack()))
	return errPanic
}
