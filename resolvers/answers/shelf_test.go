package answers

import (
	"testing"
	"time"
)

var now = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func keyed(n int) key { return key{byte(n), byte(n >> 8)} }

func TestAShelfHoldsNoMoreThanItMay(t *testing.T) {
	const most = 16 << 10
	s := newShelf(most)
	s.take("one", key{}, now)
	for n := range 1000 {
		s.put("one", keyed(n), make([]byte, n), now)
		held := 0
		for _, a := range s.answers.Values() {
			held += size(a.data)
		}
		if held > most || held != s.Bytes {
			t.Fatalf("%d bytes are held, %d counted, %d allowed", held, s.Bytes, most)
		}
	}
	if _, ok := s.take("one", keyed(999), now); !ok {
		t.Error("the last answer is not kept")
	}
	s.put("one", keyed(5000), make([]byte, most/2), now)
	if _, ok := s.take("one", keyed(5000), now); ok {
		t.Error("an answer that takes the place of many is kept")
	}
}

func TestAnotherStateEndsWhatIsKept(t *testing.T) {
	s := newShelf(1 << 20)
	s.take("one", keyed(1), now)
	s.put("one", keyed(1), []byte("a"), now)
	if data, ok := s.take("one", keyed(1), now.Add(longest)); !ok || string(data) != "a" {
		t.Errorf("kept %q, %v", data, ok)
	}
	if _, ok := s.take("one", keyed(1), now.Add(longest+1)); ok {
		t.Error("an answer outlives its time")
	}
	if _, ok := s.take("two", keyed(1), now); ok || s.Bytes != 0 {
		t.Errorf("an answer outlives its state: %d bytes", s.Bytes)
	}
	s.put("one", keyed(1), []byte("late"), now)
	if _, ok := s.take("two", keyed(1), now); ok || s.Bytes != 0 {
		t.Errorf("an answer came into a state that is not its own: %d bytes", s.Bytes)
	}
}
