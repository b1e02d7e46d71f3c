package night

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"backchannel/loader/fetch"
	"backchannel/loader/warc"
)

// Archive fetches through another getter and keeps every page in a WARC file.
type Archive struct {
	web  Getter
	mu   sync.Mutex
	file *os.File
}

// NewArchive starts a new file in dir, which is made where it is missing.
func NewArchive(dir string, web Getter, now time.Time) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make archive folder: %w", err)
	}
	name := filepath.Join(dir, "backchannel-"+now.UTC().Format("20060102T150405.000000000Z")+".warc.gz")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return nil, fmt.Errorf("start archive: %w", err)
	}
	return &Archive{web: web, file: f}, nil
}

// Get implements Getter. A page that can't be archived is an error: an archive
// with silent gaps would not replay.
func (a *Archive) Get(ctx context.Context, req fetch.Request) (*fetch.Response, error) {
	resp, err := a.web.Get(ctx, req)
	if err != nil || resp.NotModified {
		return resp, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if resp.URL != req.URL { // the chain of redirects is kept as one
		hop := warc.Record{URL: req.URL, At: resp.At, Status: http.StatusFound, Header: http.Header{"Location": {resp.URL}}}
		if err := warc.Write(a.file, hop); err != nil {
			return nil, err
		}
	}
	return resp, warc.Write(a.file, warc.Record{URL: resp.URL, At: resp.At, Status: resp.Status, Header: resp.Header, Body: resp.Body})
}

// Close ends the file.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.file.Sync(); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return a.file.Close()
}

// Replay answers from archives in place of the network, as they stood after one
// of the nights that they keep.
type Replay struct {
	night, all map[string]warc.Position
}

// Web returns a getter of the web that keeps every page in the folder archive,
// where that is named, and what ends it.
func Web(c fetch.Config, archive string) ([]Getter, func() error, error) {
	client := fetch.New(c)
	if archive == "" {
		return []Getter{client}, func() error { client.Close(); return nil }, nil
	}
	kept, err := NewArchive(archive, client, time.Now())
	if err != nil {
		return nil, nil, err
	}
	return []Getter{kept}, kept.Close, nil
}

// Replays returns a getter for each night in a folder, and what ends them.
func Replays(dir string) ([]Getter, func() error, error) {
	replays, err := NewReplays(dir)
	nights := make([]Getter, len(replays))
	for i, r := range replays {
		nights[i] = r
	}
	return nights, func() error { return nil }, err
}

// NewReplays opens the archives in dir, one replay a file, in the order of their
// names. Played one after the other they give all that was ever announced: the
// feed of a later night no longer lists what an earlier one did.
func NewReplays(dir string) ([]*Replay, error) {
	packed, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	plain, _ := filepath.Glob(filepath.Join(dir, "*.warc"))
	files := append(packed, plain...)
	if len(files) == 0 {
		return nil, fmt.Errorf("replay %s: no .warc or .warc.gz files", dir)
	}
	slices.Sort(files)
	all := map[string]warc.Position{}
	var nights []*Replay
	for _, file := range files {
		night := map[string]warc.Position{}
		err := warc.Index(file, func(url string, at warc.Position) { night[url], all[url] = at, at })
		// A run that was killed leaves its last record cut off.
		if err != nil && !errors.Is(err, warc.ErrFormat) {
			return nil, fmt.Errorf("replay %s: %w", file, err)
		}
		nights = append(nights, &Replay{night, all})
	}
	return nights, nil
}

// Get implements Getter. A page that the night has not is taken from the last
// that has it; one that none has is 404.
func (r *Replay) Get(_ context.Context, req fetch.Request) (*fetch.Response, error) {
	at := req.URL
	for range 2 { // a record, or a redirect to one
		position, ok := r.night[at]
		if !ok {
			position, ok = r.all[at]
		}
		if !ok {
			break
		}
		rec, err := position.Read()
		if err != nil {
			return nil, fmt.Errorf("replay %s: %w", at, err)
		}
		if to := rec.Header.Get("Location"); rec.Status == http.StatusFound && to != "" {
			at = to
			continue
		}
		return &fetch.Response{URL: at, Status: rec.Status, Header: rec.Header, Body: rec.Body, At: rec.At}, nil
	}
	return nil, fmt.Errorf("replay %s: %w", req.URL, &fetch.StatusError{Code: http.StatusNotFound})
}

var _ io.Closer = (*Archive)(nil)
