package server_test

import (
	"crypto/sha256"
	"encoding/hex"
)

func sum256(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
