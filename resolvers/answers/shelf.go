package answers

import (
	"math"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

const (
	// overhead is about what an answer takes beside its text.
	overhead = 256
	// longest is how long an answer is kept. Versions tell of what the service
	// itself writes; edits by hand show when it is over.
	longest = time.Minute
)

// shelf holds the answers of one state, up to a number of bytes; of more, those
// that were asked for last.
type shelf struct {
	most int

	mu      sync.Mutex
	state   string
	answers *simplelru.LRU[key, answer]
	Counts
}

// answer is what is kept for a question, and since when.
type answer struct {
	data []byte
	from time.Time
}

// newShelf returns a shelf for a number of bytes.
func newShelf(most int) *shelf {
	s := &shelf{most: most}
	s.answers, _ = simplelru.NewLRU(math.MaxInt, func(_ key, a answer) { s.Bytes -= size(a.data) }) // fails for sizes below 1 only
	return s
}

// size is what an answer takes of it.
func size(data []byte) int { return len(data) + overhead }

// take returns the answer that is kept. Another state than before ends all that
// is kept.
func (s *shelf) take(state string, k key, now time.Time) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != s.state {
		s.answers.Purge()
		s.state = state
	}
	a, ok := s.answers.Get(k)
	if !ok || now.Sub(a.from) > longest {
		s.Fresh++
		return nil, false
	}
	s.Kept++
	return a.data, true
}

// put keeps an answer, unless the graph has moved on, or the answer would take
// the place of many.
func (s *shelf) put(state string, k key, data []byte, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != s.state || size(data) > s.most/8 {
		return
	}
	s.answers.Remove(k)
	s.answers.Add(k, answer{data, now})
	for s.Bytes += size(data); s.Bytes > s.most; {
		s.answers.RemoveOldest()
	}
}

func (s *shelf) counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Counts
}
