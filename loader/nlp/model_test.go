package nlp

import (
	"errors"
	"io/fs"
	"sync"
	"testing"
)

var loaded = sync.OnceValues(func() (*Model, error) { return Load(DefaultDir()) })

// testModel returns the model, or skips the test when there is none.
func testModel(t testing.TB) *Model {
	t.Helper()
	m, err := loaded()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("model not found; run deploy/model.sh (%v)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}
