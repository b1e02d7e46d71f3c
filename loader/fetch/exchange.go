package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// exchange makes one request and reads its answer, in the host's turn. Answers
// of 400 and above come as *StatusError.
func (c *Client) exchange(ctx context.Context, at *url.URL, req Request) (*Response, error) {
	h := c.host(at)
	if err := h.wait(ctx, c.cfg.MaxWait); err != nil {
		return nil, err
	}
	ctx, cancel := c.underway(ctx)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", at, ErrScheme)
	}
	r.Header.Set("User-Agent", c.cfg.UserAgent)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5")
	r.Header.Set("Accept-Encoding", "gzip")
	if req.ETag != "" {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		r.Header.Set("If-Modified-Since", req.LastModified)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", at, plain(err))
	}
	defer answer.Body.Close()
	resp := &Response{
		URL: at.String(), Status: answer.StatusCode, Header: answer.Header, At: time.Now().UTC(), host: at.Host,
		ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified"),
		NotModified: answer.StatusCode == http.StatusNotModified,
	}
	switch {
	case resp.Status == http.StatusTooManyRequests || resp.Status == http.StatusServiceUnavailable:
		wait := retryAfter(answer.Header.Get("Retry-After"), resp.At)
		h.hold(wait)
		return nil, fmt.Errorf("fetch %s: %w", at, &StatusError{resp.Status, wait})
	case resp.Status >= 400:
		return nil, fmt.Errorf("fetch %s: %w", at, &StatusError{Code: resp.Status})
	case resp.Status >= 300:
		return resp, nil // its body is of no use
	}
	if resp.Body, err = c.read(answer); err != nil {
		return nil, fmt.Errorf("fetch %s: %w", at, err)
	}
	return resp, nil
}

// plain strips the method and address that net/http puts before the cause.
func plain(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// read returns the unpacked body within both limits. What looks packed is
// unpacked even where no header says so: sitemaps often come as .gz files.
func (c *Client) read(answer *http.Response) ([]byte, error) {
	if answer.ContentLength > c.cfg.MaxWire {
		return nil, fmt.Errorf("%w: %d bytes announced", ErrTooLarge, answer.ContentLength)
	}
	raw, err := capped(answer.Body, c.cfg.MaxWire)
	if err != nil {
		return nil, err
	}
	declared := strings.EqualFold(answer.Header.Get("Content-Encoding"), "gzip")
	if !declared && !bytes.HasPrefix(raw, []byte("\x1f\x8b\x08")) {
		return raw, nil
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		if len(raw) == 0 {
			return nil, nil
		}
		return nil, fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	body, err := capped(unpacked, c.cfg.MaxBytes)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		err = fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	return body, err
}

// capped reads all of src, or fails with ErrTooLarge.
func capped(src io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(src, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	return raw, nil
}

// underway returns the context of a request in its host's turn. It outlives the
// end of ctx by a while: a page that is coming in need not be asked for again.
func (c *Client) underway(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.cfg.Timeout)
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(c.cfg.Grace, cancel) })
	return out, func() { stop(); cancel() }
}

// retryAfter reads the header in both its forms, seconds and a date.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second
	}
	if when, err := http.ParseTime(value); err == nil && when.After(now) {
		return when.Sub(now)
	}
	return 0
}
