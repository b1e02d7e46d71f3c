package graph

import "time"

// Article is a text that states claims.
type Article struct {
	ID        ID
	Title     string
	URL       string // canonical; may be empty
	Publisher string
	// PublishedAt is zero where the article does not say.
	PublishedAt time.Time
	Language    string // ISO 639-1
	// Text is the body as read, valid UTF-8, before boilerplate is cut. Offsets
	// of claims are bytes of it.
	Text string
	Hash string // hex SHA-256 of title, published and Text
	// Simhash is the 64-bit locality-sensitive hash of the cleaned text; copies
	// of one agency report differ in few bits.
	Simhash uint64
}

// Report is what one article contributes: itself, what it claims, and the
// actors that its claims name. It is loaded or replaced as a whole.
type Report struct {
	Article Article
	Claims  []Claim
	Actors  []Actor // every actor that a claim or an actor's office refers to
}
