// Package article reads news articles from files, folders and streams: plain
// text with an optional header block, HTML pages, JSON lines.
//
// Nothing is dropped in silence: what can't be read comes out as a [Fault] with
// its name and reason, in place of the document, and reading goes on.
package article

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Document is an article as read, before anything is understood of it.
type Document struct {
	// ID is what the caller knows it by: the file name without extension or the
	// id of a JSON record. It may be empty, and is not the id in the graph.
	ID string
	// Name says where it came from, for messages: a path, or "path:line".
	Name      string
	Title     string
	Published time.Time // zero where the source does not say
	// PublishedRule names what found the date on a web page; empty elsewhere.
	PublishedRule string
	// Notes tell what was odd, but no reason to set the article aside.
	Notes     []string
	URL       string
	Publisher string
	Language  string // ISO 639-1, or empty where the source does not say
	// Text is the body as read: valid UTF-8, not empty. Offsets refer to it.
	Text string
}

// Fault is an input that was set aside.
type Fault struct {
	Name   string
	Reason error
}

// Error names the input and the reason.
func (f *Fault) Error() string { return fmt.Sprintf("%s: %v", f.Name, f.Reason) }

// Unwrap returns the reason.
func (f *Fault) Unwrap() error { return f.Reason }

// Reasons for which inputs are set aside.
var (
	ErrEmpty    = errors.New("no text in it")
	ErrBinary   = errors.New("not a text: it holds binary data")
	ErrEncoding = errors.New("not valid UTF-8")
	ErrTooLarge = errors.New("larger than an article may be")
	ErrUnknown  = errors.New("unknown kind of file")
)

// MaxSize is the size in bytes above which a file or record is no article.
const MaxSize = 8 << 20

// Ahead is how far a clock or time zone may put a publication after now; what
// lies further ahead is no date of publication.
const Ahead = 48 * time.Hour

var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
	time.DateOnly, time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700",
	"2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006",
}

// ParseTime reads a publication time in the notations that headers, feeds and
// pages use. A bare day is its midnight in UTC.
func ParseTime(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("time %q: want a form such as 2025-11-26 or 2025-11-26T14:05:00Z", s)
}

// publish sets the publication time, or notes why there is none.
func (d *Document) publish(s string, now time.Time) {
	if strings.TrimSpace(s) == "" {
		d.note("no publication date: relative dates stay open")
		return
	}
	t, err := ParseTime(s)
	switch {
	case err != nil:
		d.note("publication date ignored: " + err.Error())
	case t.After(now.Add(Ahead)):
		d.note("publication date ignored: " + t.Format(time.DateOnly) + " is in the future")
	default:
		d.Published = t
	}
}

func (d *Document) note(s string) { d.Notes = append(d.Notes, s) }
