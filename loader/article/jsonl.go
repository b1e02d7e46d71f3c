package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// record is a line of a JSONL source.
type record struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Publisher string `json:"publisher"`
	Language  string `json:"language"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
}

// parseRecord reads one line of JSON.
func (r *Reader) parseRecord(line []byte) (Document, error) {
	if err := checkText(line); err != nil {
		return Document{}, err
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return Document{}, fmt.Errorf("broken JSON: %w", err)
	}
	var d Document
	switch {
	case rec.Text != "":
		if err := checkText([]byte(rec.Text)); err != nil {
			return Document{}, err
		}
		d.Text = rec.Text
		d.publish(rec.Published, r.Now())
	case rec.HTML != "":
		var err error
		if d, err = r.parseHTML([]byte(rec.HTML), rec.URL); err != nil {
			return Document{}, err
		}
		if rec.Published != "" {
			d.Notes = nil
			d.publish(rec.Published, r.Now())
		}
	default:
		return Document{}, ErrEmpty
	}
	d.ID = rec.ID
	for field, value := range map[*string]string{&d.Title: rec.Title, &d.URL: rec.URL, &d.Publisher: rec.Publisher, &d.Language: rec.Language} {
		if value != "" {
			*field = value
		}
	}
	return d, nil
}

// lines reads JSON lines from src and hands each to yield, faults included. It
// returns false when yield wants no more.
func (r *Reader) lines(name string, src io.Reader, yield func(Document, error) bool) bool {
	in := bufio.NewReaderSize(src, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(in)
		at := fmt.Sprintf("%s:%d", name, n)
		switch {
		case errors.Is(err, ErrTooLarge):
			if !yield(Document{}, &Fault{at, err}) {
				return false
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return yield(Document{}, &Fault{at, fmt.Errorf("read: %w", err)})
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			d, fault := r.parseRecord(line)
			d.Name = at
			if fault != nil {
				fault = &Fault{at, fault}
			}
			if !yield(d, fault) {
				return false
			}
		}
		if err != nil {
			return true
		}
	}
}

// readLine returns the next line. One that is longer than MaxSize is read to
// its end and dropped with ErrTooLarge, so that the next line is whole.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	tooLarge := false
	for {
		part, err := in.ReadSlice('\n')
		if tooLarge = tooLarge || len(line)+len(part) > MaxSize; tooLarge {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLarge:
			return nil, ErrTooLarge
		default:
			return line, err
		}
	}
}
