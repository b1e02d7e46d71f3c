package neo4jstore_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"backchannel/graph"
)

func TestLoadsNumberTheEventsTheyChange(t *testing.T) {
	s := open(t)
	reports := world(rand.New(rand.NewPCG(7, 9)), 3)
	load(t, s, reports[:2])
	before, err := s.Sequence(t.Context())
	if err != nil || before == 0 {
		t.Fatalf("sequence %d, %v", before, err)
	}
	load(t, s, reports[:2])
	if again, _ := s.Sequence(t.Context()); again != before {
		t.Errorf("loading the same again moved the sequence from %d to %d", before, again)
	}
	load(t, s, reports[2:])
	after, err := s.Sequence(t.Context())
	if err != nil || after <= before {
		t.Fatalf("a new article moved the sequence from %d to %d, %v", before, after, err)
	}
	changed, err := s.ChangedSince(t.Context(), graph.AfterLoad(before), after, 100)
	if err != nil || len(changed) == 0 {
		t.Errorf("changed %v, %v", changed, err)
	}
	var paged []graph.Change
	for at := graph.AfterLoad(before); ; at = paged[len(paged)-1] {
		page, err := s.ChangedSince(t.Context(), at, after, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		paged = append(paged, page...)
	}
	if !slices.Equal(paged, changed) {
		t.Errorf("one by one %v, at once %v", paged, changed)
	}
	if none, err := s.ChangedSince(t.Context(), graph.AfterLoad(after), after+9, 100); err != nil || len(none) > 0 {
		t.Errorf("changed after the last load: %v, %v", none, err)
	}
}

func TestKeysAreKeptAndRevoked(t *testing.T) {
	s := open(t)
	now := time.Now().UTC().Truncate(time.Millisecond)
	key := graph.Key{ID: "abc", Name: "desk", Role: graph.AccessOperator, Hash: "00ff", CreatedAt: now, ExpiresAt: now.Add(time.Hour)}
	if err := s.AddKey(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys(t.Context())
	if err != nil || len(keys) != 1 || keys[0] != key {
		t.Fatalf("kept %+v, %v", keys, err)
	}
	if err := s.RevokeKey(t.Context(), "abc"); err != nil {
		t.Fatal(err)
	}
	keys, err = s.Keys(t.Context())
	if err != nil || keys[0].InForce(now) {
		t.Errorf("a revoked key is in force: %+v, %v", keys, err)
	}
	if err := s.RevokeKey(t.Context(), "nobody"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("revoking an unknown key: %v", err)
	}
}
