package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"backchannel/graph"
)

// Keys look like bck_ID_SECRET; the prefix lets secret scanners find lost ones.
const keyPrefix = "bck_"

// NewKey makes a key and its secret text, which is shown once and kept nowhere.
func NewKey(name string, role graph.Access, now, expires time.Time) (graph.Key, string) {
	id, secret := randomHex(6), randomHex(24)
	return graph.Key{ID: id, Name: name, Role: role, Hash: hashSecret(secret), CreatedAt: now, ExpiresAt: expires}, keyPrefix + id + "_" + secret
}

func randomHex(n int) string {
	raw := make([]byte, n)
	rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

// A plain hash is enough: the secret has 192 random bits, so guessing it is
// hopeless however fast the hash.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// KeyReader lists the keys of the service.
type KeyReader interface {
	Keys(ctx context.Context) ([]graph.Key, error)
}

// Keys verifies API keys against a list that it reads again now and then, so
// that a request costs no round trip and a revoked key stops within [KeyDelay].
// While the store is away the last list counts.
type Keys struct {
	reader KeyReader
	now    func() time.Time

	mu   sync.Mutex
	byID map[string]graph.Key
	read time.Time
}

// KeyDelay is how long a change of the keys takes to reach a running service.
const KeyDelay = 5 * time.Second

// NewKeys returns a verifier of the keys that r lists.
func NewKeys(r KeyReader) *Keys { return &Keys{reader: r, now: time.Now} }

// Verify checks a key.
func (k *Keys) Verify(ctx context.Context, credential string) (Identity, error) {
	id, secret, ok := strings.Cut(strings.TrimPrefix(credential, keyPrefix), "_")
	if !ok || !IsKey(credential) {
		return Identity{}, ErrBadCredential
	}
	key, err := k.find(ctx, id)
	if err != nil {
		return Identity{}, err
	}
	// An unknown id compares with an empty hash, so that it costs the same.
	if subtle.ConstantTimeCompare([]byte(hashSecret(secret)), []byte(key.Hash)) != 1 || !key.InForce(k.now()) {
		return Identity{}, ErrBadCredential
	}
	return Identity{ID: "key:" + key.ID, Name: key.Name, Role: key.Role}, nil
}

// IsKey reports whether a credential has the form of a key.
func IsKey(credential string) bool { return strings.HasPrefix(credential, keyPrefix) }

// find returns the key with the id, the zero key where there is none.
func (k *Keys) find(ctx context.Context, id string) (graph.Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	age := k.now().Sub(k.read)
	_, known := k.byID[id]
	if age < KeyDelay && (known || age < time.Second) { // a new key is looked for at once
		return k.byID[id], nil
	}
	keys, err := k.reader.Keys(ctx)
	if err != nil {
		if k.byID == nil {
			return graph.Key{}, fmt.Errorf("read keys: %w", err)
		}
		return k.byID[id], nil
	}
	k.byID, k.read = make(map[string]graph.Key, len(keys)), k.now()
	for _, key := range keys {
		k.byID[key.ID] = key
	}
	return k.byID[id], nil
}
