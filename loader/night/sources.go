package night

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"backchannel/graph"
	"backchannel/loader/article"
	"backchannel/loader/feed"
)

// Named returns the sources that a command line names: web addresses, and files
// otherwise. The error wraps graph.ErrInvalid where an address is of another kind.
func Named(names ...string) ([]feed.Source, error) {
	sources := make([]feed.Source, len(names))
	for i, name := range names {
		sources[i] = feed.Source{URL: name, Name: name, Kind: kindFile}
		if onWeb(name) {
			sources[i].Kind, sources[i].Limit = kindAny, feed.DefaultLimit
		} else if strings.Contains(name, "://") {
			return nil, fmt.Errorf("%s: want an http or https address, or a file: %w", name, graph.ErrInvalid)
		}
	}
	return sources, nil
}

func onWeb(name string) bool {
	scheme, _, _ := strings.Cut(name, "://")
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// Again lets pages that were set aside wait for another try.
type Again interface {
	Dead(ctx context.Context) ([]graph.PageState, error)
	Retry(ctx context.Context, urls ...string) (int, error)
}

// Retry returns the sources whose run tries again what was set aside: the
// articles named, or all. Of a feed that is known only the waiting pages are
// tried. The error wraps graph.ErrNotFound where an article was not set aside.
func Retry(ctx context.Context, ledger Again, known []feed.Source, names ...string) ([]feed.Source, error) {
	dead, err := ledger.Dead(ctx)
	if err != nil {
		return nil, err
	}
	chosen := func(p graph.PageState) bool { return len(names) == 0 || slices.Contains(names, p.URL) }
	for _, name := range names {
		if !slices.ContainsFunc(dead, func(p graph.PageState) bool { return p.URL == name }) {
			return nil, fmt.Errorf("%s was not set aside: %w; see backchannel dead list", name, graph.ErrNotFound)
		}
	}
	var sources []feed.Source
	var pages []string
	for _, p := range dead {
		if !chosen(p) {
			continue
		}
		again := feed.Source{URL: fileOf(p.URL), Kind: kindFile}
		if onWeb(p.Feed) {
			pages = append(pages, p.URL)
			again = feed.Source{URL: p.Feed}
			if i := slices.IndexFunc(known, func(s feed.Source) bool { return s.URL == p.Feed }); i >= 0 {
				again = known[i]
			}
			again.Kind = kindWaiting
		}
		if again.Name == "" {
			again.Name = again.URL
		}
		if !slices.ContainsFunc(sources, func(s feed.Source) bool { return s.URL == again.URL }) {
			sources = append(sources, again)
		}
	}
	if len(pages) > 0 {
		_, err = ledger.Retry(ctx, pages...)
	}
	return sources, err
}

// fileOf returns the file that holds an article set aside: its name may tell the
// line in it too. Of a file that is no more it is the name.
func fileOf(article string) string {
	for name := article; name != ""; name = name[:max(0, strings.LastIndexByte(name, ':'))] {
		if _, err := os.Stat(name); err == nil {
			return name
		}
	}
	return article
}

// join adds up two loads of the same sources, one after the other.
func join(a, b graph.Load) graph.Load {
	if a.ID == "" {
		return b
	}
	a.FinishedAt = b.FinishedAt
	for _, o := range b.Outcomes {
		i := slices.IndexFunc(a.Outcomes, func(have graph.LoadOutcome) bool { return have.Feed == o.Feed })
		if i < 0 {
			a.Outcomes = append(a.Outcomes, o)
			continue
		}
		sum := &a.Outcomes[i]
		sum.Status, sum.Waiting, sum.Error = o.Status, o.Waiting, o.Error
		sum.Count(o)
		sum.Took += o.Took
	}
	return a
}

// Moment is a day or a time on the command line. The zero value is no limit.
type Moment struct {
	at  time.Time
	day bool
}

// UnmarshalText reads a day such as 2025-11-26 or a time such as 2025-11-26T14:05:00Z.
func (m *Moment) UnmarshalText(text []byte) error {
	at, err := article.ParseTime(string(text))
	if err != nil {
		return err
	}
	_, notDay := time.Parse(time.DateOnly, strings.TrimSpace(string(text)))
	*m = Moment{at, notDay == nil}
	return nil
}

// Start returns the moment, or that the day begins.
func (m Moment) Start() time.Time { return m.at }

// End returns the moment, or that the day is over.
func (m Moment) End() time.Time {
	if m.day {
		return m.at.AddDate(0, 0, 1)
	}
	return m.at
}
