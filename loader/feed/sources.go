package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Source is one entry of a feeds file.
type Source struct {
	URL       string `yaml:"url"`
	Name      string `yaml:"name"`
	Publisher string `yaml:"publisher"`
	Country   string `yaml:"country"`  // ISO 3166 alpha-2 or alpha-3
	Language  string `yaml:"language"` // ISO 639-1
	// Kind is "feed" (also a sitemap; the default) or "page" for a single article.
	Kind string `yaml:"kind"`
	// Enabled is true unless the file says otherwise.
	Enabled *bool `yaml:"enabled"`
	// Interval is the least time between two readings; 0 reads every time.
	Interval time.Duration `yaml:"interval"`
	// Limit is the number of articles taken from one reading.
	Limit int `yaml:"limit"`
}

// On reports whether the source is to be read.
func (s Source) On() bool { return s.Enabled == nil || *s.Enabled }

// DefaultLimit is the number of articles taken from a source that sets none.
const DefaultLimit = 1000

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2,3}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2}$`)
)

// ReadSources reads a feeds file. The error names every fault in it, joined.
func ReadSources(src io.Reader) ([]Source, error) {
	raw, err := io.ReadAll(io.LimitReader(src, 4<<20))
	if err != nil {
		return nil, fmt.Errorf("read feeds file: %w", err)
	}
	var file struct {
		Feeds []Source `yaml:"feeds"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("feeds file: %s", yaml.FormatError(err, false, true))
	}
	if len(file.Feeds) == 0 {
		return nil, errors.New("feeds file: no feeds in it")
	}
	var faults []error
	seen := map[string]int{}
	names := map[string]int{}
	for i := range file.Feeds {
		s := &file.Feeds[i]
		s.fill()
		for _, fault := range s.faults() {
			faults = append(faults, fmt.Errorf("feed %d (%s): %s", i+1, s.Name, fault))
		}
		if before := seen[s.URL]; before > 0 {
			faults = append(faults, fmt.Errorf("feed %d (%s): same url as feed %d", i+1, s.Name, before))
		} else if before := names[s.Name]; before > 0 {
			faults = append(faults, fmt.Errorf("feed %d: same name as feed %d (%s)", i+1, before, s.Name))
		}
		seen[s.URL], names[s.Name] = i+1, i+1
	}
	return file.Feeds, errors.Join(faults...)
}

// fill sets what the file leaves out.
func (s *Source) fill() {
	s.URL, s.Country, s.Language = strings.TrimSpace(s.URL), strings.ToUpper(s.Country), strings.ToLower(s.Language)
	if s.Name == "" {
		s.Name = s.URL
	}
	if s.Kind == "" {
		s.Kind = "feed"
	}
	if s.Limit == 0 {
		s.Limit = DefaultLimit
	}
}

func (s *Source) faults() []string {
	var all []string
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		all = append(all, fmt.Sprintf("url %q is no http or https address", s.URL))
	}
	if s.Kind != "feed" && s.Kind != "page" {
		all = append(all, fmt.Sprintf("kind %q is neither feed nor page", s.Kind))
	}
	if s.Country != "" && !countryCode.MatchString(s.Country) {
		all = append(all, fmt.Sprintf("country %q is no ISO 3166 code", s.Country))
	}
	if s.Language != "" && !languageCode.MatchString(s.Language) {
		all = append(all, fmt.Sprintf("language %q is no ISO 639-1 code", s.Language))
	}
	if s.Interval < 0 {
		all = append(all, "interval is negative")
	}
	if s.Limit < 0 {
		all = append(all, "limit is negative")
	}
	return all
}
