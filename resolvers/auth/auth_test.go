package auth_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"backchannel/graph"
	"backchannel/resolvers/auth"
)

// shelf lists keys as the store would.
type shelf struct {
	keys  []graph.Key
	err   error
	reads int
}

func (s *shelf) Keys(context.Context) ([]graph.Key, error) {
	s.reads++
	return s.keys, s.err
}

func TestAKeyOpensUntilItEnds(t *testing.T) {
	now := time.Now()
	for name, c := range map[string]struct {
		change func(k *graph.Key, secret *string)
		opens  bool
	}{
		"as made":        {func(*graph.Key, *string) {}, true},
		"expires later":  {func(k *graph.Key, _ *string) { k.ExpiresAt = now.Add(time.Hour) }, true},
		"expired":        {func(k *graph.Key, _ *string) { k.ExpiresAt = now.Add(-time.Second) }, false},
		"revoked":        {func(k *graph.Key, _ *string) { k.RevokedAt = now }, false},
		"another secret": {func(_ *graph.Key, s *string) { *s = (*s)[:len(*s)-1] + "x" }, false},
		"no secret":      {func(k *graph.Key, s *string) { *s = "bck_" + k.ID + "_" }, false},
		"only the id":    {func(k *graph.Key, s *string) { *s = "bck_" + k.ID }, false},
		"unknown id":     {func(k *graph.Key, _ *string) { k.ID = "other" }, false},
		"no prefix":      {func(_ *graph.Key, s *string) { *s = (*s)[4:] }, false},
	} {
		key, secret := auth.NewKey("desk", graph.AccessReader, now, time.Time{})
		if strings.Contains(key.Hash, secret) || strings.Contains(secret, key.Hash) {
			t.Error("the kept hash gives the secret away")
		}
		c.change(&key, &secret)
		who, err := auth.NewKeys(&shelf{keys: []graph.Key{key}}).Verify(t.Context(), secret)
		if c.opens && (err != nil || who.Role != graph.AccessReader || who.Name != "desk") {
			t.Errorf("%s: %+v, %v", name, who, err)
		}
		if !c.opens && !errors.Is(err, auth.ErrBadCredential) {
			t.Errorf("%s: %+v, %v", name, who, err)
		}
	}
}

func TestKeysAreReadOnceForManyRequestsAndOutliveTheStore(t *testing.T) {
	key, secret := auth.NewKey("desk", graph.AccessReader, time.Now(), time.Time{})
	s := &shelf{keys: []graph.Key{key}}
	keys := auth.NewKeys(s)
	for range 100 {
		if _, err := keys.Verify(t.Context(), secret); err != nil {
			t.Fatal(err)
		}
	}
	if s.reads != 1 {
		t.Errorf("%d reads for 100 requests", s.reads)
	}
	away := auth.NewKeys(&shelf{err: graph.ErrUnavailable})
	if _, err := away.Verify(t.Context(), secret); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("without a store: %v", err)
	}
}

// provider signs tokens, and publishes its key in a file.
type provider struct {
	key  *ecdsa.PrivateKey
	jwks string
}

func newProvider(t *testing.T) provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.RawURLEncoding.EncodeToString
	set := map[string]any{"keys": []any{map[string]any{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "one", "x": b64(point[1:33]), "y": b64(point[33:])}}}
	raw, err := json.Marshal(set)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return provider{key, path}
}

func (p provider) sign(t *testing.T, claims jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodES256, claims)
	token.Header["kid"] = "one"
	text, err := token.SignedString(p.key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTokensOfTheProviderOpen(t *testing.T) {
	p, stranger := newProvider(t), newProvider(t)
	hour := time.Now().Add(time.Hour).Unix()
	good := func(change ...any) jwt.MapClaims {
		c := jwt.MapClaims{"iss": "https://id.example", "aud": "backchannel", "sub": "ann", "exp": hour}
		for i := 0; i < len(change); i += 2 {
			c[change[i].(string)] = change[i+1]
		}
		return c
	}
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, good()).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	serve := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(p.jwks))))
	defer serve.Close()
	for _, place := range []string{p.jwks, serve.URL + "/jwks.json"} {
		tokens, err := auth.NewTokens(t.Context(), auth.TokenConfig{JWKS: place, Issuer: "https://id.example", Audience: "backchannel"})
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			token string
			role  graph.Access // empty: refused
		}{
			"a reader":            {p.sign(t, good()), graph.AccessReader},
			"an operator":         {p.sign(t, good("roles", []string{"operator"})), graph.AccessOperator},
			"operator by scope":   {p.sign(t, good("scope", "openid backchannel:operator")), graph.AccessOperator},
			"expired":             {p.sign(t, good("exp", time.Now().Add(-time.Hour).Unix())), ""},
			"without an end":      {p.sign(t, good("exp", nil)), ""},
			"for another service": {p.sign(t, good("aud", "mail")), ""},
			"of another issuer":   {p.sign(t, good("iss", "https://evil.example")), ""},
			"of another key":      {stranger.sign(t, good()), ""},
			"unsigned":            {unsigned, ""},
			"no token":            {"hello", ""},
		} {
			who, err := tokens.Verify(t.Context(), c.token)
			if c.role != "" && (err != nil || who.Role != c.role || who.ID != "jwt:ann") {
				t.Errorf("%s: %+v, %v", name, who, err)
			}
			if c.role == "" && !errors.Is(err, auth.ErrBadCredential) {
				t.Errorf("%s: %+v, %v", name, who, err)
			}
		}
	}
}

func TestTokensNeedAnIssuerAnAudienceAndKeys(t *testing.T) {
	p := newProvider(t)
	for _, c := range []auth.TokenConfig{
		{JWKS: p.jwks}, {JWKS: p.jwks, Issuer: "i"}, {JWKS: p.jwks, Audience: "a"},
		{JWKS: p.jwks + ".gone", Issuer: "i", Audience: "a"}, {JWKS: "http://127.0.0.1:1/jwks", Issuer: "i", Audience: "a"},
	} {
		if _, err := auth.NewTokens(t.Context(), c); err == nil {
			t.Errorf("%+v: no error", c)
		}
	}
}

func request(from, credential string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = from + ":1234"
	if credential != "" {
		r.Header.Set("Authorization", "Bearer "+credential)
	}
	return r
}

func TestRepeatedFailuresLockAnAddressOut(t *testing.T) {
	key, secret := auth.NewKey("desk", graph.AccessReader, time.Now(), time.Time{})
	gate := auth.NewGate(0)
	gate.Keys = auth.NewKeys(&shelf{keys: []graph.Key{key}})
	for i := range 10 {
		if _, _, err := gate.Admit(request("198.51.100.7", "bck_guess_guess")); !errors.Is(err, auth.ErrBadCredential) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	_, wait, err := gate.Admit(request("198.51.100.7", secret))
	if !errors.Is(err, auth.ErrTooMany) || wait <= 0 {
		t.Errorf("after ten failures: %v, wait %v", err, wait)
	}
	if _, _, err := gate.Admit(request("198.51.100.8", secret)); err != nil {
		t.Errorf("another address: %v", err)
	}
}

func TestEachClientIsPacedAlone(t *testing.T) {
	one, oneSecret := auth.NewKey("one", graph.AccessReader, time.Now(), time.Time{})
	two, twoSecret := auth.NewKey("two", graph.AccessReader, time.Now(), time.Time{})
	gate := auth.NewGate(1)
	gate.Keys = auth.NewKeys(&shelf{keys: []graph.Key{one, two}})
	var last error
	for range 3 {
		_, _, last = gate.Admit(request("198.51.100.7", oneSecret))
	}
	if !errors.Is(last, auth.ErrTooMany) {
		t.Errorf("third request in a second: %v", last)
	}
	if _, _, err := gate.Admit(request("198.51.100.7", twoSecret)); err != nil {
		t.Errorf("another key: %v", err)
	}
}

func TestAShutGateLetsNobodyIn(t *testing.T) {
	gate := auth.NewGate(0)
	if _, _, err := gate.Admit(request("127.0.0.1", "")); !errors.Is(err, auth.ErrNoCredential) {
		t.Errorf("without a credential: %v", err)
	}
	if _, _, err := gate.Admit(request("127.0.0.1", "bck_a_b")); !errors.Is(err, auth.ErrBadCredential) {
		t.Errorf("with a key and no list of keys: %v", err)
	}
	gate.Open = true
	if who, _, err := gate.Admit(request("127.0.0.1", "")); err != nil || who != auth.Local {
		t.Errorf("open: %+v, %v", who, err)
	}
}
