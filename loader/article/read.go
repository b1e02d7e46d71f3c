package article

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Reader reads articles from named sources.
type Reader struct {
	// Stdin is what the source "-" reads, as JSON lines.
	Stdin io.Reader
	// HTML turns a page into a document; nil refuses HTML. The URL may be empty.
	HTML func(raw []byte, url string) (Document, error)
	// Archive reads an archive of pages such as WARC; nil refuses archives.
	Archive func(name string, src io.Reader) iter.Seq2[Document, error]
	// Now tells which publication dates lie in the future.
	Now func() time.Time
}

// NewReader returns a reader of text, JSON lines and folders of them.
func NewReader(stdin io.Reader) *Reader { return &Reader{Stdin: stdin, Now: time.Now} }

// extensions of the files that a folder is searched for, and of which kind they are.
var extensions = map[string]string{
	".txt": "text", ".text": "text", ".md": "text", "": "text",
	".html": "html", ".htm": "html", ".xhtml": "html",
	".jsonl": "lines", ".ndjson": "lines",
	".warc": "archive", ".gz": "archive",
}

// Documents yields the articles of files, folders (searched through, in order
// of their names, hidden files left out) and "-" in turn. What can't be read
// comes as a *Fault. The sequence ends early when ctx ends.
func (r *Reader) Documents(ctx context.Context, sources ...string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, source := range sources {
			if !r.source(ctx, source, yield) {
				return
			}
		}
	}
}

// From is Documents of one source.
func (r *Reader) From(ctx context.Context, source string) iter.Seq2[Document, error] {
	return r.Documents(ctx, source)
}

func (r *Reader) source(ctx context.Context, source string, yield func(Document, error) bool) bool {
	more := func(d Document, err error) bool { return ctx.Err() == nil && yield(d, err) }
	if source == "-" {
		return r.lines("stdin", r.Stdin, more)
	}
	files, err := list(source)
	if err != nil {
		return more(Document{}, &Fault{source, err})
	}
	for _, file := range files {
		if !r.file(file, more) {
			return false
		}
	}
	return true
}

// list returns the files of a folder, or the file itself.
func list(source string) ([]string, error) {
	info, err := os.Stat(source)
	if err != nil {
		return nil, plain(err)
	}
	if !info.IsDir() {
		return []string{source}, nil
	}
	var files []string
	err = filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && path != source
		if entry.IsDir() {
			if hidden {
				return fs.SkipDir
			}
			return nil
		}
		if kind, known := extensions[strings.ToLower(filepath.Ext(path))]; known && !hidden && entry.Type().IsRegular() && readable(path, kind) {
			files = append(files, path)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no article files in this folder (.txt, .html, .jsonl, .warc)")
	}
	slices.Sort(files)
	return files, plain(err)
}

// readable tells whether a file found in a folder, not named by the caller, is
// meant as an article: notes about the folder and other archives are not.
func readable(path, kind string) bool {
	name := strings.ToLower(filepath.Base(path))
	switch {
	case kind == "archive":
		return strings.Contains(name, ".warc")
	case filepath.Ext(name) == "", filepath.Ext(name) == ".md":
		return false
	}
	return true
}

// plain strips the operation and path of a file error: the fault names the file.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// file yields the articles of one file.
func (r *Reader) file(path string, yield func(Document, error) bool) bool {
	kind, known := extensions[strings.ToLower(filepath.Ext(path))]
	if !known {
		return yield(Document{}, &Fault{path, fmt.Errorf("%w: want .txt, .html, .jsonl or .warc", ErrUnknown)})
	}
	f, err := os.Open(path)
	if err != nil {
		return yield(Document{}, &Fault{path, plain(err)})
	}
	defer f.Close()
	switch kind {
	case "lines":
		return r.lines(path, f, yield)
	case "archive":
		return r.archive(path, f, yield)
	}
	d, err := r.single(kind, f)
	if err != nil {
		return yield(Document{}, &Fault{path, err})
	}
	d.Name = path
	d.ID = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return yield(d, nil)
}

// single reads a file that holds one article.
func (r *Reader) single(kind string, src io.Reader) (Document, error) {
	raw, err := io.ReadAll(io.LimitReader(src, MaxSize+1))
	switch {
	case err != nil:
		return Document{}, plain(err)
	case len(raw) > MaxSize:
		return Document{}, fmt.Errorf("%w (%d MB)", ErrTooLarge, MaxSize>>20)
	case kind == "html":
		return r.parseHTML(raw, "")
	}
	return parseText(raw, r.Now())
}

func (r *Reader) parseHTML(raw []byte, url string) (Document, error) {
	if r.HTML == nil {
		return Document{}, fmt.Errorf("%w: HTML is not read here", ErrUnknown)
	}
	d, err := r.HTML(raw, url)
	if err != nil {
		return Document{}, err
	}
	return d, checkText([]byte(d.Text))
}

func (r *Reader) archive(path string, src io.Reader, yield func(Document, error) bool) bool {
	if r.Archive == nil || !strings.Contains(strings.ToLower(path), ".warc") {
		return yield(Document{}, &Fault{path, ErrUnknown})
	}
	for d, err := range r.Archive(path, src) {
		if !yield(d, err) {
			return false
		}
	}
	return true
}
