package article

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// checkText returns why raw bytes are no text, or nil.
func checkText(raw []byte) error {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return ErrEmpty
	case bytes.IndexByte(raw, 0) >= 0:
		return ErrBinary
	case !utf8.Valid(raw):
		return ErrEncoding
	}
	return nil
}

var headerKeys = map[string]func(*Document, string, time.Time){
	"title":     func(d *Document, v string, _ time.Time) { d.Title = v },
	"published": func(d *Document, v string, now time.Time) { d.publish(v, now) },
	"url":       func(d *Document, v string, _ time.Time) { d.URL = v },
	"publisher": func(d *Document, v string, _ time.Time) { d.Publisher = v },
	"language":  func(d *Document, v string, _ time.Time) { d.Language = strings.ToLower(v) },
}

// parseText reads plain text with an optional header block: lines "key: value"
// from the first line to the first blank one. Where a line up there is
// something else, there is no header and all is body.
func parseText(raw []byte, now time.Time) (Document, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if err := checkText(raw); err != nil {
		return Document{}, err
	}
	var d Document
	fields, body := splitHeader(string(raw))
	for _, f := range fields {
		if set := headerKeys[f[0]]; set != nil && f[1] != "" {
			set(&d, f[1], now)
		}
	}
	if d.Published.IsZero() && len(d.Notes) == 0 {
		d.publish("", now)
	}
	if d.Text = body; strings.TrimSpace(body) == "" {
		return Document{}, ErrEmpty
	}
	return d, nil
}

// splitHeader returns the header's fields, keys in lower case, and the body
// verbatim; no fields where the text has no header.
func splitHeader(text string) (fields [][2]string, body string) {
	known, rest := false, text
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if line == "" {
			if known {
				return fields, after
			}
			return nil, text
		}
		key, value, found := strings.Cut(line, ":")
		key = strings.ToLower(key)
		if !found || !isKey(key) {
			return nil, text
		}
		known = known || headerKeys[key] != nil
		fields = append(fields, [2]string{key, strings.TrimSpace(value)})
		rest = after
	}
	if known {
		return fields, ""
	}
	return nil, text
}

// isKey reports whether s is one word of small letters and hyphens.
func isKey(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != '-' && r != '_' {
			return false
		}
	}
	return s != ""
}
