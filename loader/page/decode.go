package page

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// looksLikeHTML tells pages from pictures, PDF files and the like. The header
// is believed only when it names a kind that can't be a page.
func looksLikeHTML(raw []byte, contentType string) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	for _, other := range []string{"image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/octet-stream", "application/json"} {
		if strings.HasPrefix(kind, other) {
			return false
		}
	}
	head := raw[:min(len(raw), 1024)]
	sniffed := http.DetectContentType(head)
	return strings.HasPrefix(sniffed, "text/") || bytes.ContainsRune(head, '<') && !strings.HasPrefix(sniffed, "application/")
}

// decode returns the page as valid UTF-8. Bytes that are valid UTF-8 are taken
// as such whatever the page declares: other encodings hardly ever look like it.
func decode(raw []byte, contentType string) string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	text := string(raw)
	if !utf8.Valid(raw) || bytes.HasPrefix(raw, []byte("\xfe\xff")) || bytes.HasPrefix(raw, []byte("\xff\xfe")) {
		encoding, name, _ := charset.DetermineEncoding(raw[:min(len(raw), 4096)], contentType)
		if name == "utf-8" { // the label is wrong, the bytes have just shown it
			encoding = charmap.Windows1252
		}
		if !mostlyUTF8(raw) {
			if decoded, err := io.ReadAll(encoding.NewDecoder().Reader(bytes.NewReader(raw))); err == nil {
				text = string(decoded)
			}
		}
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// mostlyUTF8 reports whether raw is UTF-8 but for a few stray bytes.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		raw = raw[size:]
	}
	return good > 4*bad
}
