package feed

import (
	"os"
	"testing"
)

func TestTheExampleFileIsValid(t *testing.T) {
	f, err := os.Open("../../deploy/feeds.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sources, err := readSources(f); err != nil || len(sources) != 4 {
		t.Errorf("%d sources, %v", len(sources), err)
	}
}
