// Package warc writes and reads web archives (ISO 28500): the raw pages of a
// load, kept so that it can be repeated without the network.
package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// Errors of reading.
var (
	// ErrFormat says that the archive is damaged; what follows can't be read.
	ErrFormat = errors.New("not a readable web archive")
	// ErrTooLarge says that one record is larger than maxRecord; the next can be read.
	ErrTooLarge = errors.New("record is larger than the limit")
	// ErrAnswer says that a record holds no readable answer; the next can be read.
	ErrAnswer = errors.New("no readable answer of a server")
)

// maxRecord is the size in bytes, unpacked, above which a record is skipped.
const maxRecord = 16 << 20

// Record is one fetched page.
type Record struct {
	URL    string
	At     time.Time
	Status int
	Header http.Header
	Body   []byte // without transfer and content encoding
}

// Write appends a record as a gzip member of its own, so that archives can be
// joined end to end and a cut-off last record harms no other.
func Write(w io.Writer, r Record) error {
	var http1 bytes.Buffer
	fmt.Fprintf(&http1, "HTTP/1.1 %d %s\r\n", r.Status, http.StatusText(r.Status))
	header := r.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	for _, coded := range []string{"Content-Encoding", "Transfer-Encoding", "Content-Length"} {
		header.Del(coded)
	}
	header.Set("Content-Length", strconv.Itoa(len(r.Body)))
	_ = header.Write(&http1) // a buffer takes everything
	http1.WriteString("\r\n")
	http1.Write(r.Body)

	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	packed := gzip.NewWriter(w)
	fmt.Fprintf(packed, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%x-%x-%x-%x-%x>\r\nWARC-Date: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n",
		id[:4], id[4:6], id[6:8], id[8:10], id[10:], r.At.UTC().Format(time.RFC3339), oneLine(r.URL), http1.Len())
	_, _ = packed.Write(http1.Bytes())
	_, _ = io.WriteString(packed, "\r\n\r\n")
	if err := packed.Close(); err != nil { // reports the first failed write too
		return fmt.Errorf("write archive record: %w", err)
	}
	return nil
}

func oneLine(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }

// Reader reads the pages of an archive, plain or packed with gzip.
type Reader struct {
	in *bufio.Reader
}

// NewReader returns a reader of src. The error wraps ErrFormat.
func NewReader(src io.Reader) (*Reader, error) {
	in := bufio.NewReaderSize(src, 64<<10)
	magic, err := in.Peek(2)
	switch {
	case errors.Is(err, io.EOF):
		return &Reader{in: in}, nil
	case err != nil:
		return nil, err
	case string(magic) != "\x1f\x8b":
		return &Reader{in: in}, nil
	}
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return &Reader{in: bufio.NewReaderSize(unpacked, 64<<10)}, nil
}

// Next returns the next page; records of other kinds are passed over. It
// returns io.EOF at the end. After ErrTooLarge and ErrAnswer, reading can go on.
func (r *Reader) Next() (Record, error) {
	for {
		if rec, page, err := r.one(); page || err != nil {
			return rec, err
		}
	}
}

// one reads one record, and tells whether it is a page.
func (r *Reader) one() (rec Record, page bool, err error) {
	rec, kind, block, err := r.record()
	switch {
	case err != nil:
		return rec, false, err
	case kind == "resource":
		rec.Status, rec.Body = http.StatusOK, block
		return rec, true, nil
	case !isPage(kind, rec.URL):
		return rec, false, nil
	}
	if err := rec.parse(block); errors.Is(err, ErrTooLarge) {
		return rec, false, fmt.Errorf("%s: %w", rec.URL, err)
	} else if err != nil {
		return rec, false, fmt.Errorf("%s: %w: %w", rec.URL, ErrAnswer, err)
	}
	return rec, true, nil
}

// isPage tells pages from records about the crawl and answers of other protocols,
// such as those of name servers.
func isPage(kind, address string) bool {
	return kind == "resource" || kind == "response" && strings.HasPrefix(strings.ToLower(address), "http")
}

// record reads the header and the block of one record.
func (r *Reader) record() (rec Record, kind string, block []byte, err error) {
	line, err := r.version()
	if err != nil {
		return rec, "", nil, err
	}
	if !strings.HasPrefix(line, "WARC/") {
		return rec, "", nil, fmt.Errorf("%w: record begins with %.20q", ErrFormat, line)
	}
	// textproto takes the buffered reader as its own and reads no byte past the header.
	header, err := textproto.NewReader(r.in).ReadMIMEHeader()
	if err != nil {
		return rec, "", nil, fmt.Errorf("%w: header: %w", ErrFormat, err)
	}
	rec.URL = strings.Trim(header.Get("WARC-Target-URI"), "<>")
	rec.At, _ = time.Parse(time.RFC3339, header.Get("WARC-Date"))
	rec.Header = http.Header{"Content-Type": header["Content-Type"]}
	size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return rec, "", nil, fmt.Errorf("%w: no length of a record", ErrFormat)
	}
	kind = strings.ToLower(header.Get("WARC-Type"))
	if size > maxRecord || kind != "response" && kind != "resource" {
		if _, err := io.CopyN(io.Discard, r.in, size); err != nil {
			return rec, "", nil, cut(err)
		}
		if kind == "response" || kind == "resource" {
			return rec, kind, nil, fmt.Errorf("%s: %w (%d MB)", rec.URL, ErrTooLarge, size>>20)
		}
		return rec, kind, nil, nil
	}
	block = make([]byte, size)
	if _, err := io.ReadFull(r.in, block); err != nil {
		return rec, "", nil, cut(err)
	}
	return rec, kind, block, nil
}

// version returns the first line of a record that is not blank.
func (r *Reader) version() (string, error) {
	for {
		line, err := r.in.ReadSlice('\n')
		if text := strings.TrimSpace(string(line)); text != "" {
			return text, nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return "", io.EOF
		case err != nil:
			return "", fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
}

// cut names the end of an archive in the middle of a record.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: cut off in the middle of a record", ErrFormat)
	}
	return fmt.Errorf("%w: %w", ErrFormat, err)
}

// parse reads the HTTP answer that a record holds.
func (rec *Record) parse(block []byte) error {
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	rec.Status, rec.Header = answer.StatusCode, answer.Header
	var body io.Reader = answer.Body
	if strings.EqualFold(answer.Header.Get("Content-Encoding"), "gzip") {
		if body, err = gzip.NewReader(body); err != nil {
			return err
		}
	}
	rec.Body, err = io.ReadAll(io.LimitReader(body, maxRecord+1))
	if err == nil && len(rec.Body) > maxRecord {
		return ErrTooLarge
	}
	return err
}
