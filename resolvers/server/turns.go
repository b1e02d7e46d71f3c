package server

import (
	"cmp"
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// atOnce is how many operations are worked out at once. More would not end
// earlier, since these keep the database busy, but some much later, as it divides
// its time among all; and they would hold their answers in memory all together.
func atOnce() int { return max(6, 3*runtime.GOMAXPROCS(0)) }

// turns lets operations wait until they can be worked out.
type turns struct{ taken chan struct{} }

func newTurns(n int) turns { return turns{make(chan struct{}, n)} }

// ExtensionName names the extension to gqlgen.
func (turns) ExtensionName() string { return "Turns" }

// Validate accepts any schema.
func (turns) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation waits for a turn, or the end of the operation's time, of which
// its fields then tell. Subscriptions wait for loads, and hold up nobody.
func (t turns) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return next(ctx)
	}
	release := t.take(ctx)
	responses := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer release()
		return responses(ctx)
	}
}

// take waits for a turn, and returns what ends it.
func (t turns) take(ctx context.Context) (release func()) {
	select {
	case t.taken <- struct{}{}:
		return sync.OnceFunc(func() { <-t.taken })
	case <-ctx.Done():
		return func() {}
	}
}

// BoundMemory makes the collector rare while the service holds little, which
// spares a fifth of its time, and frequent near a limit: what it needs for as many
// operations at once, and for the answers it keeps. GOGC and GOMEMLIMIT go before.
func BoundMemory(answers int) {
	const base, usual, operation = 44 << 20, 16 << 20, 512 << 10 // usual answers are within the base
	if cmp.Or(os.Getenv("GOGC"), os.Getenv("GOMEMLIMIT")) == "" {
		debug.SetGCPercent(300)
		debug.SetMemoryLimit(int64(base + atOnce()*operation + max(0, answers-usual)))
	}
}
