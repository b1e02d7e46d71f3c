package auth

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"

	"backchannel/graph"
)

// TokenConfig says which tokens are trusted.
type TokenConfig struct {
	JWKS     string // file or https URL of the provider's public keys
	Issuer   string
	Audience string
}

// Tokens verifies JSON Web Tokens.
type Tokens struct {
	keys   keyfunc.Keyfunc
	parser *jwt.Parser
}

// NewTokens reads the provider's keys; those behind a URL are read again every
// hour, and when a token names an unknown one, until ctx ends.
func NewTokens(ctx context.Context, c TokenConfig) (*Tokens, error) {
	if c.Issuer == "" || c.Audience == "" {
		return nil, fmt.Errorf("tokens need an issuer and an audience to expect: %w", graph.ErrInvalid)
	}
	keys, err := readJWKS(ctx, c.JWKS)
	if err != nil {
		return nil, err
	}
	return &Tokens{keys: keys, parser: jwt.NewParser(
		// Public-key signatures only: neither none nor a shared secret.
		jwt.WithValidMethods([]string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}),
		jwt.WithIssuer(c.Issuer), jwt.WithAudience(c.Audience), jwt.WithExpirationRequired(), jwt.WithLeeway(30*time.Second),
	)}, nil
}

func readJWKS(ctx context.Context, place string) (keyfunc.Keyfunc, error) {
	if !strings.Contains(place, "://") {
		raw, err := os.ReadFile(place)
		if err != nil {
			return nil, fmt.Errorf("read JWKS: %w", err)
		}
		keys, err := keyfunc.NewJWKSetJSON(raw)
		if err != nil {
			return nil, fmt.Errorf("JWKS %s holds no set of keys: %w", place, graph.ErrInvalid)
		}
		return keys, nil
	}
	strict := false
	keys, err := keyfunc.NewDefaultOverrideCtx(ctx, []string{place}, keyfunc.Override{
		HTTPTimeout: 10 * time.Second, RateLimitWaitMax: time.Millisecond, NoErrorReturnFirstHTTPReq: &strict,
		RefreshErrorHandlerFunc: func(url string) func(context.Context, error) {
			return func(ctx context.Context, err error) {
				slog.WarnContext(ctx, "keys of the identity provider not read", "url", url, "error", err)
			}
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read JWKS %s: %w: %w", place, graph.ErrUnavailable, err)
	}
	return keys, nil
}

// claims are what we read of a token. A token with neither role claim reads.
type claims struct {
	jwt.RegisteredClaims
	Name  string   `json:"name"`
	Roles []string `json:"roles"`
	Scope string   `json:"scope"` // words, such as "openid backchannel:operator"
}

func (c claims) role() graph.Access {
	if slices.Contains(c.Roles, string(graph.AccessOperator)) || slices.Contains(strings.Fields(c.Scope), "backchannel:operator") {
		return graph.AccessOperator
	}
	return graph.AccessReader
}

// Verify checks a token's signature, issuer, audience and times.
func (t *Tokens) Verify(ctx context.Context, credential string) (Identity, error) {
	var c claims
	if _, err := t.parser.ParseWithClaims(credential, &c, t.keys.KeyfuncCtx(ctx)); err != nil {
		return Identity{}, ErrBadCredential // the cause may quote the token
	}
	return Identity{ID: "jwt:" + c.Subject, Name: c.Name, Role: c.role()}, nil
}
