package nlp

import (
	"fmt"
	"strings"
	"testing"
)

func TestCacheIsBounded(t *testing.T) {
	c := newCache[int](10)
	c.put("kept", -1)
	for i := range 1000 {
		c.put(fmt.Sprint(i), i)
		if _, ok := c.get("kept"); !ok {
			t.Fatalf("a word in use is forgotten after %d others", i)
		}
	}
	if n := len(c.young) + len(c.old); n > 20 {
		t.Errorf("%d words are kept, want at most 20", n)
	}
	if v, ok := c.get("999"); !ok || v != 999 {
		t.Errorf("the last word: %d, %v", v, ok)
	}
	if _, ok := c.get("5"); ok {
		t.Error("a word not seen for long is still there")
	}
}

// TestWordsDoNotPileUp reads more different words than the caches hold.
func TestWordsDoNotPileUp(t *testing.T) {
	m := testModel(t)
	var text strings.Builder
	for i := range 60 {
		text.Reset()
		for j := range 500 {
			fmt.Fprintf(&text, "w%dx%d ", i, j)
		}
		m.tokenizer.tokenize(text.String())
	}
	for name, n := range map[string]int{
		"words":  len(m.tokenizer.recent.young) + len(m.tokenizer.recent.old),
		"lexeme": len(m.tokenizer.lexicon.recent.young) + len(m.tokenizer.lexicon.recent.old),
	} {
		if n > 2*keptWords {
			t.Errorf("%d of %s are kept, want at most %d", n, name, 2*keptWords)
		}
	}
}
