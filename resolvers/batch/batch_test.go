package batch_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"backchannel/resolvers/batch"
)

func TestMembersShareOneRead(t *testing.T) {
	g := &batch.Group[int]{Members: []int{1, 2, 3}}
	var reads atomic.Int32
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			sum, err := batch.Read(g, "field", func(all []int) (int, error) {
				reads.Add(1)
				return all[0] + all[1] + all[2], nil
			})
			if sum != 6 || err != nil {
				t.Errorf("got %d, %v", sum, err)
			}
		})
	}
	wait.Wait()
	if reads.Load() != 1 {
		t.Errorf("%d reads, want 1", reads.Load())
	}
	if _, err := batch.Read(g, "another", func([]int) (int, error) { reads.Add(1); return 0, nil }); err != nil || reads.Load() != 2 {
		t.Errorf("another field was not read on its own: %d reads, %v", reads.Load(), err)
	}
}

func TestAnErrorIsEverybodys(t *testing.T) {
	g := &batch.Group[int]{}
	broken := errors.New("broken")
	for range 2 {
		if _, err := batch.Read(g, 1, func([]int) (int, error) { return 0, broken }); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

func TestWhatWasPutIsNotRead(t *testing.T) {
	g := &batch.Group[int]{}
	batch.Put(g, "field", 7)
	v, err := batch.Read(g, "field", func([]int) (int, error) { return 0, errors.New("read") })
	if v != 7 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
}
