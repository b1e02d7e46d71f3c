package article

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func newReader(stdin string) *Reader {
	r := NewReader(strings.NewReader(stdin))
	r.Now = func() time.Time { return now }
	return r
}

// read collects what sources yield; faults come as "name: reason".
func read(t *testing.T, r *Reader, sources ...string) (docs []Document, faults []error) {
	t.Helper()
	for d, err := range r.Documents(t.Context(), sources...) {
		if err != nil {
			faults = append(faults, err)
			continue
		}
		docs = append(docs, d)
	}
	return docs, faults
}

func TestTextHeader(t *testing.T) {
	for _, c := range []struct {
		name, raw        string
		title, text, day string
	}{
		{"header and body", "title: A: b\npublished: 2025-11-26\n\nBody one.\n\nBody two.\n", "A: b", "Body one.\n\nBody two.\n", "2025-11-26"},
		{"carriage returns", "Title: A\r\nPublished: 2025-11-26T23:30:00+02:00\r\n\r\nBody.\r\n", "A", "Body.\r\n", "2025-11-26"},
		{"no header", "Powell called Ushakov.\n\nMore.", "", "Powell called Ushakov.\n\nMore.", "0001-01-01"},
		{"colon in prose is no header", "Washington: the talks failed.\n\nMore.", "", "Washington: the talks failed.\n\nMore.", "0001-01-01"},
		{"other keys alone are no header", "note: something\n\nBody.", "", "note: something\n\nBody.", "0001-01-01"},
		{"unknown keys beside known ones", "title: A\nauthor: B\n\nBody.", "A", "Body.", "0001-01-01"},
		{"byte order mark", "\ufefftitle: A\n\nBody.", "A", "Body.", "0001-01-01"},
		{"a date in the future is not used", "published: 2031-01-01\n\nBody.", "", "Body.", "0001-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := parseText([]byte(c.raw), now)
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != c.title || d.Text != c.text || d.Published.Format(time.DateOnly) != c.day {
				t.Errorf("got title %q, text %q, published %s", d.Title, d.Text, d.Published)
			}
			if d.Published.IsZero() && len(d.Notes) != 1 {
				t.Errorf("an article without a date must say so; notes: %q", d.Notes)
			}
		})
	}
}

func TestMalformedFilesAreSetAsideAndTheRestIsRead(t *testing.T) {
	dir := t.TempDir()
	for name, raw := range map[string]string{
		"a-good.txt": "title: Good\n\nBody.", "b-empty.txt": "", "c-blank.txt": "title: T\n\n \n", "d-binary.txt": "\x7fELF\x00\x01",
		"e-latin.txt": "caf\xe9 talks", "f-large.txt": strings.Repeat("word ", MaxSize/4), "z-good.txt": "Body.",
		"m.jsonl": `{"id":"one","text":"First."}` + "\n{broken\n\n" + `{"text":"Third.","url":"https://x.example/3"}` + "\n",
		".hidden": "no", "README.md": "no", "photo.jpg": "no",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	docs, faults := read(t, newReader(""), dir)
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	if got := strings.Join(ids, " "); got != "a-good one  z-good" {
		t.Errorf("read %q", got)
	}
	want := map[string]error{"b-empty.txt": ErrEmpty, "c-blank.txt": ErrEmpty, "d-binary.txt": ErrBinary, "e-latin.txt": ErrEncoding, "f-large.txt": ErrTooLarge, "m.jsonl:2": nil}
	for _, err := range faults {
		var f *Fault
		if !errors.As(err, &f) {
			t.Fatalf("not a fault: %v", err)
		}
		reason, expected := want[filepath.Base(f.Name)]
		if !expected || reason != nil && !errors.Is(err, reason) {
			t.Errorf("unexpected fault %v", err)
		}
		delete(want, filepath.Base(f.Name))
	}
	if len(want) > 0 {
		t.Errorf("no fault for %v", want)
	}
}

func TestLinesFromStdin(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("x", MaxSize) + `"}`
	docs, faults := read(t, newReader(long+"\n"+`{"id":"b","title":"T","published":"2025-01-02","publisher":"P","text":"Body."}`), "-")
	if len(docs) != 1 || docs[0].ID != "b" || docs[0].Name != "stdin:2" || docs[0].Published.Day() != 2 {
		t.Errorf("read %+v", docs)
	}
	if len(faults) != 1 || !errors.Is(faults[0], ErrTooLarge) || !strings.HasPrefix(faults[0].Error(), "stdin:1: ") {
		t.Errorf("faults %v", faults)
	}
}

func TestMissingSourceIsAFault(t *testing.T) {
	docs, faults := read(t, newReader(""), filepath.Join(t.TempDir(), "nowhere.txt"))
	if len(docs) != 0 || len(faults) != 1 || !errors.Is(faults[0], os.ErrNotExist) {
		t.Errorf("docs %v, faults %v", docs, faults)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("title: A\npublished: 2025-11-26\n\nBody."))
	f.Add([]byte("\ufeff:\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := parseText(raw, now)
		if err == nil && !strings.HasSuffix(string(raw), d.Text) {
			t.Errorf("body is not the end of the file: %q", d.Text)
		}
		if err == nil && strings.TrimSpace(d.Text) == "" {
			t.Error("empty body accepted")
		}
	})
}
