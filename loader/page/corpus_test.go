package page

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// corpus returns the pages that a library brings for its own tests: real pages
// and the body that people marked in them. stride thins them out.
func corpus(t *testing.T, stride int) []string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "codeberg.org/readeck/go-readability/v2").Output()
	if err != nil {
		t.Skipf("no module folder: %v", err)
	}
	pages, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "test-pages", "*", "source.html"))
	if len(pages) == 0 {
		t.Skip("the library's pages are not here")
	}
	var some []string
	for i := 0; i < len(pages); i += stride {
		some = append(some, pages[i])
	}
	return some
}

// Measured over the words of the whole corpus, the extraction is no worse than
// the library alone, and no page fails for its encoding or its markup.
func TestNoWorseThanTheLibraryAlone(t *testing.T) {
	stride := 4
	if os.Getenv("BACKCHANNEL_TEST_FULL") != "" {
		stride = 1
	}
	e := newExtractor()
	var ours, alone float64
	pages := corpus(t, stride)
	for _, path := range pages {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		marked, err := os.ReadFile(filepath.Join(filepath.Dir(path), "expected.html"))
		if err != nil {
			t.Fatal(err)
		}
		node, err := html.Parse(strings.NewReader(string(marked)))
		if err != nil {
			t.Fatal(err)
		}
		want := words((&Page{}).render(node))
		p, err := e.Extract(raw, "text/html", "https://example.com/some/article")
		switch {
		case err == nil:
			ours += overlap(words(p.Text), want)
		case !errors.Is(err, ErrNoArticle):
			t.Errorf("%s: %v", filepath.Base(filepath.Dir(path)), err)
		}
		if found, err := trafilatura.Extract(strings.NewReader(string(raw)), trafilatura.Options{EnableFallback: true, ExcludeComments: true}); err == nil {
			alone += overlap(words(found.ContentText), want)
		}
	}
	n := float64(len(pages))
	t.Logf("%d pages: F1 of words %.4f, library alone %.4f", len(pages), ours/n, alone/n)
	if ours < alone-0.001*n {
		t.Errorf("F1 of words %.4f is below the library's %.4f", ours/n, alone/n)
	}
}

func words(s string) map[string]int {
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		counts[w]++
	}
	return counts
}

// overlap returns the F1 of two bags of words.
func overlap(got, want map[string]int) float64 {
	same, total := 0, 0
	for w, n := range got {
		same += min(n, want[w])
		total += n
	}
	for _, n := range want {
		total += n
	}
	if total == 0 {
		return 1
	}
	return 2 * float64(same) / float64(total)
}

func BenchmarkExtract(b *testing.B) {
	raw := []byte(document("", news(30)))
	e := newExtractor()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := e.Extract(raw, "text/html", "https://example.com/a"); err != nil {
			b.Fatal(err)
		}
	}
}
