package loader

import (
	"strings"
	"testing"
	"unicode/utf8"

	"backchannel/loader/extract"
)

// Pieces are verbatim parts of the text, in order, none too long, and together
// all that is read.
func TestPieces(t *testing.T) {
	for name, text := range map[string]string{
		"usual":     "One sentence. And another.",
		"sentences": strings.Repeat("Officials met in Vienna. ", 2000),
		"words":     strings.Repeat("word ", 5000),
		"no space":  strings.Repeat("é", 20_000),
		"marks":     strings.Repeat(`"`, 64_000),
		"endless":   strings.Repeat("Officials met. ", 50_000),
	} {
		t.Run(name, func(t *testing.T) {
			at := 7
			whole := strings.Repeat(".", at) + text
			for _, p := range pieces([]extract.Paragraph{{Text: text, Offset: at}}) {
				if p.Offset != at || len(p.Text) > longest || !utf8.ValidString(p.Text) || p.Text != whole[at:at+len(p.Text)] {
					t.Fatalf("piece of %d bytes at %d, want it at %d", len(p.Text), p.Offset, at)
				}
				at += len(p.Text)
			}
			if want := min(len(whole), readable); at > want || at < want-utf8.UTFMax {
				t.Errorf("read up to %d of %d", at, want)
			}
		})
	}
}
