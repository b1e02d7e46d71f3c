package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"backchannel/loader/article"
)

var at = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)

func record(n int) Record {
	return Record{URL: fmt.Sprintf("https://example.com/%d", n), At: at, Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(strings.Repeat("<p>text</p>\r\n\r\n", n))}
}

func archive(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	for i := range n {
		if err := Write(&b, record(i)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func readAll(t *testing.T, raw []byte) ([]Record, error) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var all []Record
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, rec)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	packed := archive(t, 4)
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"packed": packed, "plain": plain} {
		got, err := readAll(t, raw)
		if err != nil || len(got) != 4 {
			t.Fatalf("%s: %d records, %v", name, len(got), err)
		}
		for i, rec := range got {
			rec.Header.Del("Content-Length")
			if want := record(i); !bytes.Equal(rec.Body, want.Body) || rec.URL != want.URL || !rec.At.Equal(at) || !reflect.DeepEqual(rec.Header, want.Header) {
				t.Errorf("%s: got %+v, want %+v", name, rec, want)
			}
		}
	}
}

func TestOtherCrawlersArchives(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte("<p>hello</p>"))
	w.Close()
	rec := func(kind, extra, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <http://example.org/a>\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, extra, len(block), block)
	}
	raw := rec("warcinfo", "", "software: x") + rec("request", "", "GET / HTTP/1.1\r\n\r\n") +
		rec("response", "", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n") +
		rec("response", "", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+packed.String()) +
		strings.ReplaceAll(rec("response", "", "20250101 192.0.2.1"), "http://", "dns:") + rec("resource", "Content-Type: text/html\r\n", "<p>resource</p>")
	got, err := readAll(t, []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, r := range got {
		bodies = append(bodies, string(r.Body))
	}
	if want := []string{"hello", "<p>hello</p>", "<p>resource</p>"}; !reflect.DeepEqual(bodies, want) || got[0].URL != "http://example.org/a" {
		t.Errorf("got %q of %q, want %q", bodies, got[0].URL, want)
	}
}

// An answer that can't be read is named, and never gives the page behind it.
func TestBrokenAnswers(t *testing.T) {
	rec := func(address, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(block), block)
	}
	raw := rec("https://example.org/broken", "not http at all") + rec("https://example.org/cut", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel") +
		rec("https://example.org/good", "HTTP/1.1 200 OK\r\n\r\nhello")
	r, err := NewReader(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"broken", "cut"} {
		if _, err := r.Next(); !errors.Is(err, ErrAnswer) || !strings.Contains(err.Error(), "https://example.org/"+page) {
			t.Errorf("%s: %v", page, err)
		}
	}
	if rec, err := r.Next(); err != nil || string(rec.Body) != "hello" {
		t.Errorf("behind them: %q, %v", rec.Body, err)
	}

	file := filepath.Join(t.TempDir(), "a.warc")
	if err := os.WriteFile(file, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	read := map[string]string{}
	err = Index(file, func(address string, at Position) {
		rec, err := at.Read()
		if read[address] = string(rec.Body); errors.Is(err, ErrAnswer) {
			read[address] = "unreadable"
		}
	})
	if want := map[string]string{"https://example.org/broken": "unreadable", "https://example.org/cut": "unreadable", "https://example.org/good": "hello"}; err != nil || !maps.Equal(read, want) {
		t.Errorf("by index: %q, %v", read, err)
	}
}

func TestDamage(t *testing.T) {
	whole := archive(t, 3)
	got, err := readAll(t, whole[:len(whole)-30])
	if !errors.Is(err, ErrFormat) || len(got) != 2 {
		t.Errorf("cut off: %d records, %v", len(got), err)
	}
	if _, err := readAll(t, []byte("this is no archive\n")); !errors.Is(err, ErrFormat) {
		t.Errorf("other file: %v", err)
	}
	huge := fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n", maxRecord+1) + strings.Repeat("x", maxRecord+1) + "\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\ny\r\n\r\n"
	r, err := NewReader(strings.NewReader(huge))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("huge record: %v", err)
	}
	if rec, err := r.Next(); err != nil || string(rec.Body) != "y" {
		t.Errorf("after the huge record: %q, %v", rec.Body, err)
	}
}

func TestDocuments(t *testing.T) {
	var faults, docs []string
	pages := func(raw []byte, contentType, address string) (article.Document, error) {
		if len(raw) == 0 {
			return article.Document{}, article.ErrEmpty
		}
		return article.Document{URL: address, Text: contentType}, nil
	}
	for d, err := range Documents(pages)("a.warc", bytes.NewReader(archive(t, 3))) {
		if err != nil {
			faults = append(faults, err.Error())
		} else {
			docs = append(docs, d.Name)
		}
	}
	if len(faults) != 1 || len(docs) != 2 || docs[0] != "a.warc: https://example.com/1" {
		t.Errorf("docs %q, faults %q", docs, faults)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\ny\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := NewReader(bytes.NewReader(raw))
		for err == nil {
			_, err = r.Next()
		}
	})
}
