package nlp

import (
	_ "embed"
	"encoding/binary"
	"math/bits"
	"strings"
)

// Strings are known to the networks by number: spaCy's fixed symbols by their
// place in its list, every other string by a hash of its bytes.

//go:embed symbols.txt
var symbolList string

var symbols = func() map[string]uint64 {
	m := make(map[string]uint64, 460)
	for i, name := range strings.Split(strings.TrimSuffix(symbolList, "\n"), "\n") {
		m[name] = uint64(i)
	}
	return m
}()

// stringID is the number of a string.
func stringID(s string) uint64 {
	if id, ok := symbols[s]; ok {
		return id
	}
	return murmur64(s, 1)
}

// murmur64 is MurmurHash64A.
func murmur64(s string, seed uint64) uint64 {
	const m = 0xc6a4a7935bd1e995
	h := seed ^ uint64(len(s))*m
	b := []byte(s)
	for ; len(b) >= 8; b = b[8:] {
		k := binary.LittleEndian.Uint64(b) * m
		k ^= k >> 47
		h = (h ^ k*m) * m
	}
	if len(b) > 0 {
		for i, c := range b {
			h ^= uint64(c) << (8 * i)
		}
		h *= m
	}
	h ^= h >> 47
	h *= m
	return h ^ h>>47
}

// tableRows hashes a feature to four rows of an embedding table: the four words
// of MurmurHash3 (x64, 128 bits) over the eight bytes of the number.
func tableRows(id uint64, seed uint32) [4]uint32 {
	h1, h2 := uint64(seed), uint64(seed)
	h1 ^= bits.RotateLeft64(id*0x87c37b91114253d5, 31) * 0x4cf5ad432745937f
	h1 ^= 8
	h2 ^= 8
	h1 += h2
	h2 += h1
	h1, h2 = mix64(h1), mix64(h2)
	h1 += h2
	h2 += h1
	return [4]uint32{uint32(h1), uint32(h1 >> 32), uint32(h2), uint32(h2 >> 32)}
}

func mix64(k uint64) uint64 {
	k ^= k >> 33
	k *= 0xff51afd7ed558ccd
	k ^= k >> 33
	k *= 0xc4ceb9fe1a85ec53
	return k ^ k>>33
}
