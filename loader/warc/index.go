package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
)

// Position is where a record lies in an archive file.
type Position struct {
	file   string
	offset int64
}

// Read returns the page there. The error wraps ErrAnswer where it can't be read.
func (p Position) Read() (Record, error) {
	f, err := os.Open(p.file)
	if err != nil {
		return Record{}, err
	}
	defer f.Close()
	if _, err := f.Seek(p.offset, io.SeekStart); err != nil {
		return Record{}, err
	}
	r, err := NewReader(f)
	if err != nil {
		return Record{}, err
	}
	rec, page, err := r.one()
	if err == nil && !page {
		err = fmt.Errorf("%s: %w", rec.URL, ErrAnswer)
	}
	return rec, err
}

// Index tells found of every page in a file and where it lies. Files that are
// packed must have each record packed by itself, as Write does and the standard
// asks. The error wraps ErrFormat at damage; what came before it was told.
func Index(file string, found func(url string, at Position)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := &counter{in: bufio.NewReaderSize(f, 256<<10)}
	magic, err := in.in.Peek(2)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	if string(magic) == "\x1f\x8b" {
		return indexPacked(file, in, found)
	}
	r := &Reader{in: bufio.NewReader(in)}
	for {
		at := in.n - int64(r.in.Buffered())
		rec, kind, _, err := r.record()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, ErrTooLarge):
			continue
		case err != nil:
			return err
		}
		if isPage(kind, rec.URL) {
			found(rec.URL, Position{file, at})
		}
	}
}

// indexPacked reads gzip member after gzip member.
func indexPacked(file string, in *counter, found func(url string, at Position)) error {
	unpacked := new(gzip.Reader)
	for {
		at := in.n
		if err := unpacked.Reset(in); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%w: %w", ErrFormat, err)
		}
		unpacked.Multistream(false)
		r := &Reader{in: bufio.NewReader(unpacked)}
		rec, kind, _, err := r.record()
		if err != nil && !errors.Is(err, ErrTooLarge) && !errors.Is(err, io.EOF) {
			return err
		}
		if _, rest := io.Copy(io.Discard, r.in); rest != nil {
			return cut(rest)
		}
		if err == nil && isPage(kind, rec.URL) {
			found(rec.URL, Position{file, at})
		}
	}
}

// counter counts the bytes that were read. It is an io.ByteReader, so that gzip
// takes no byte of the next member.
type counter struct {
	in *bufio.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
