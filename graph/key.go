package graph

import "time"

// Access is the role of a client: what it may do.
type Access string

// Roles of clients. An operator may do all that a reader may, and see how loads went.
const (
	AccessReader   Access = "reader"
	AccessOperator Access = "operator"
)

// Allows reports whether a holder of a may do what is kept for needed.
func (a Access) Allows(needed Access) bool {
	return a == AccessOperator || a == needed && a == AccessReader
}

// Key opens the service to one client. The secret itself is kept nowhere.
type Key struct {
	ID        string // public part, by which it is listed and revoked
	Name      string // whose it is, as the operator wrote it
	Role      Access
	Hash      string // hex SHA-256 of the secret
	CreatedAt time.Time
	ExpiresAt time.Time // zero: never
	RevokedAt time.Time // zero: in force
}

// InForce reports whether the key opens anything at the time now.
func (k Key) InForce(now time.Time) bool {
	return k.RevokedAt.IsZero() && (k.ExpiresAt.IsZero() || now.Before(k.ExpiresAt))
}
