package feed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/language"
)

// Source is one entry of a feeds file.
type Source struct {
	URL       string `yaml:"url"`
	Name      string `yaml:"name"`
	Publisher string `yaml:"publisher"`
	Country   string `yaml:"country"`  // ISO 3166 alpha-2 or alpha-3
	Language  string `yaml:"language"` // ISO 639-1
	// Kind is KindFeed (the default) or KindPage.
	Kind string `yaml:"kind"`
	// Enabled is true unless the file says otherwise.
	Enabled *bool `yaml:"enabled"`
	// Interval is the least time between two readings; 0 reads every time.
	Interval time.Duration `yaml:"-"`
	// Limit is the number of articles taken from one reading.
	Limit int `yaml:"limit"`
}

// Kinds of sources.
const (
	KindFeed = "feed" // also a sitemap
	KindPage = "page" // a single article
)

// On reports whether the source is to be read.
func (s Source) On() bool { return s.Enabled == nil || *s.Enabled }

// DefaultLimit is the number of articles taken from a source that sets none.
const DefaultLimit = 1000

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2,3}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2}$`)
)

// ReadFile reads the feeds file at a path; "" is no file and no sources.
func ReadFile(path string) ([]Source, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	sources, err := readSources(file)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	return sources, nil
}

// readSources reads a feeds file. The error names every fault in it with its
// line, joined.
func readSources(src io.Reader) ([]Source, error) {
	raw, err := io.ReadAll(io.LimitReader(src, 4<<20))
	if err != nil {
		return nil, fmt.Errorf("read feeds file: %w", err)
	}
	var file struct {
		Feeds []entry `yaml:"feeds"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, located(err)
	}
	if len(file.Feeds) == 0 {
		return nil, errors.New("feeds file: no feeds in it; it wants a list under feeds:, each with a url")
	}
	check := checker{lines: linesOf(raw), urls: map[string]int{}, names: map[string]int{}}
	sources := make([]Source, len(file.Feeds))
	for i, e := range file.Feeds {
		sources[i] = e.Source
		sources[i].fill()
		check.interval(i, e.Interval, &sources[i])
		check.source(i, &sources[i])
	}
	return sources, errors.Join(check.faults...)
}

// entry is a source as written. Durations are read here, for errors with a line.
type entry struct {
	Source   `yaml:",inline"`
	Interval string `yaml:"interval"`
}

// located names the line of an error in the syntax of a file.
func located(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		text := at.GetMessage()
		if strings.HasPrefix(text, "unknown field") {
			text += "; it wants a list under feeds:, each with a url and, where wanted, name, publisher, country, language, kind, enabled, interval, limit"
		}
		return fmt.Errorf("line %d: %s", at.GetToken().Position.Line, text)
	}
	return fmt.Errorf("feeds file: %w", err)
}

func (c *checker) interval(i int, text string, s *Source) {
	if text == "" {
		return
	}
	var err error
	if s.Interval, err = time.ParseDuration(text); err != nil {
		c.fault(i, "interval", fmt.Sprintf("interval %q is no duration such as 30m or 6h", text))
	}
}

// checker collects the faults of a file.
type checker struct {
	lines       func(feed int, field string) int
	urls, names map[string]int // index of the feed that has it, from 1
	faults      []error
}

func (c *checker) source(i int, s *Source) {
	for _, f := range s.faults() {
		c.fault(i, f.field, f.text)
	}
	if before := c.urls[s.URL]; before > 0 {
		c.fault(i, "url", fmt.Sprintf("same url as feed %d", before))
	} else if before := c.names[s.Name]; before > 0 {
		c.fault(i, "name", fmt.Sprintf("same name as feed %d (%s)", before, s.Name))
	}
	c.urls[s.URL], c.names[s.Name] = i+1, i+1
}

func (c *checker) fault(i int, field, text string) {
	c.faults = append(c.faults, fmt.Errorf("line %d: feed %d: %s", c.lines(i, field), i+1, text))
}

// linesOf returns what finds the line of a field, or else of its feed.
func linesOf(raw []byte) func(feed int, field string) int {
	file, err := parser.ParseBytes(raw, 0)
	line := func(path string) int {
		p, bad := yaml.PathString(path)
		if err != nil || bad != nil {
			return 0
		}
		node, bad := p.FilterFile(file)
		if bad != nil {
			return 0
		}
		return node.GetToken().Position.Line
	}
	return func(feed int, field string) int {
		at := fmt.Sprintf("$.feeds[%d]", feed)
		return cmp.Or(line(at+"."+field), line(at), 1)
	}
}

// fill sets what the file leaves out.
func (s *Source) fill() {
	s.URL, s.Country, s.Language = strings.TrimSpace(s.URL), strings.ToUpper(s.Country), strings.ToLower(s.Language)
	if s.Name == "" {
		s.Name = s.URL
	}
	if s.Kind == "" {
		s.Kind = KindFeed
	}
	if s.Limit == 0 {
		s.Limit = DefaultLimit
	}
}

// fault is what is wrong with a field.
type fault struct{ field, text string }

func (s *Source) faults() []fault {
	var all []fault
	add := func(bad bool, field, format string, args ...any) {
		if bad {
			all = append(all, fault{field, fmt.Sprintf(format, args...)})
		}
	}
	u, err := url.Parse(s.URL)
	add(s.URL == "", "url", "url is missing")
	add(s.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == ""), "url", "url %q is no http or https address", s.URL)
	add(s.Kind != KindFeed && s.Kind != KindPage, "kind", "kind %q is neither feed nor page", s.Kind)
	add(s.Country != "" && !isCountry(s.Country), "country", "country %q is no ISO 3166 code", s.Country)
	add(s.Language != "" && !isLanguage(s.Language), "language", "language %q is no ISO 639-1 code", s.Language)
	add(s.Interval < 0, "interval", "interval is negative")
	add(s.Limit < 0, "limit", "limit is negative")
	return all
}

// isCountry knows the codes of two and three letters, and that of Kosovo, which
// the standard leaves to its users.
func isCountry(code string) bool {
	region, err := language.ParseRegion(code)
	return code == "XKX" || countryCode.MatchString(code) && err == nil && region.IsCountry()
}

func isLanguage(code string) bool {
	_, err := language.ParseBase(code)
	return languageCode.MatchString(code) && err == nil
}
