package graph

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"
)

// ID is the stable, readable name of a node: "official:jonathan-powell",
// "government:gbr", "article:…". The part before the colon is its class.
type ID string

// Class returns the part before the colon, "" where there is none.
func (id ID) Class() string {
	class, _, found := strings.Cut(string(id), ":")
	if !found {
		return ""
	}
	return class
}

// Kind returns the actor kind an id belongs to, and false for ids of other nodes.
func (id ID) Kind() (ActorKind, bool) {
	switch k := ActorKind(id.Class()); k {
	case KindOfficial, KindGovernment, KindOrganization, KindPerson:
		return k, true
	default:
		return "", false
	}
}

var idAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// HashID returns class:hash of the parts. Parts are kept apart, so that
// ("ab", "c") and ("a", "bc") differ. The hash is 100 bits of SHA-256 as 20
// characters of Crockford's base 32 in lower case.
func HashID(class string, parts ...string) ID {
	return ID(class + ":" + idAlphabet.EncodeToString(digest(parts))[:20])
}

// digest returns the SHA-256 of the parts with their lengths.
func digest(parts []string) []byte {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)
}

// ArticleID returns the id of an article: the hash of its URL, else of title,
// publication time and body.
func ArticleID(url, title string, published time.Time, body string) ID {
	if url != "" {
		return HashID("article", "url", url)
	}
	return HashID("article", "text", title, stamp(published), body)
}

// TextHash returns the hex SHA-256 that tells versions of an article apart.
func TextHash(title string, published time.Time, body string) string {
	return fmt.Sprintf("%x", digest([]string{title, stamp(published), body}))
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// EventOf returns the id that finds the event of a claim. An event's own id is
// that of its smallest claim; those of the others find it too.
func EventOf(claim ID) ID { return ID("event:" + strings.TrimPrefix(string(claim), "claim:")) }

// ClaimOf returns the claim that an event id, its own or any that finds it, is made from.
func ClaimOf(event ID) ID { return ID("claim:" + strings.TrimPrefix(string(event), "event:")) }
