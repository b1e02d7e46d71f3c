// Package auth tells who asks, and what they may do: by API keys kept in the
// graph's database as hashes, or by JSON Web Tokens of an identity provider.
package auth

import (
	"context"
	"errors"

	"backchannel/graph"
)

// Errors of access. Their texts go to clients, so they never say which part of
// a credential was wrong.
var (
	// ErrNoCredential says that a request brought no key or token.
	ErrNoCredential = errors.New("an API key or token is needed: send it as Authorization: Bearer …")
	// ErrBadCredential says that a key or token was brought that opens nothing.
	ErrBadCredential = errors.New("the API key or token is not valid")
	// ErrForbidden says that the role of the client does not suffice.
	ErrForbidden = errors.New("this needs the role operator")
)

// Identity is who asks.
type Identity struct {
	ID   string // "key:…" for keys, "jwt:SUBJECT" for tokens, "local" on loopback
	Name string
	Role graph.Access
}

// Local is the identity of everybody where the service is open, on loopback.
var Local = Identity{ID: "local", Name: "local", Role: graph.AccessOperator}

type contextKey struct{}

// With returns a context that carries who asks.
func With(ctx context.Context, who Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, who)
}

// From returns who asks; nobody, with no role, where the context does not say.
func From(ctx context.Context) Identity {
	who, _ := ctx.Value(contextKey{}).(Identity)
	return who
}

// Verifier checks a credential. Errors wrap [ErrBadCredential] where it opens
// nothing; all others say that it could not be checked.
type Verifier interface {
	Verify(ctx context.Context, credential string) (Identity, error)
}
