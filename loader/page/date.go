package page

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"backchannel/loader/article"
)

// RuleText is the rule of a date that was guessed from the text, the least sure.
const RuleText = "text of the page"

// earliest bounds guesses from the text: nothing on the web is older.
var earliest = time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)

// dateTags are the meta names that tell the publication, the surest first.
var dateTags = []string{"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
	"article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "dcterms.date", "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "date"}

var dateInPath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-|\.|$)`)

// date sets the publication date by the first rule that finds one. A date in
// the future is noted and not used, and the next rule is asked.
func (p *Page) date(doc *html.Node, m *meta, base *url.URL, now time.Time) {
	try := func(rule, value string) bool {
		t, err := parseTime(value)
		if err != nil {
			return false
		}
		if t.After(now.Add(article.Ahead)) {
			p.Notes = append(p.Notes, fmt.Sprintf("publication date ignored: %s (%s) is in the future", t.Format(time.DateOnly), rule))
			return false
		}
		p.Published, p.PublishedRule = t, rule
		return true
	}
	if try("json-ld datePublished", m.field("datePublished")) {
		return
	}
	for _, tag := range dateTags {
		if value, ok := m.tags[tag]; ok && try("meta "+tag, value) {
			return
		}
	}
	if len(m.times) > 0 && try("time element", m.times[0]) {
		return
	}
	if base != nil {
		if found := dateInPath.FindStringSubmatch(base.Path); found != nil {
			month, _ := strconv.Atoi(found[2])
			day, _ := strconv.Atoi(found[3])
			if try("url", fmt.Sprintf("%s-%02d-%02d", found[1], month, day)) {
				return
			}
		}
	}
	if guess, err := htmldate.FromDocument(doc, htmldate.Options{
		UseOriginalDate: true, ExtractTime: true, SkipExtensiveSearch: true, MinDate: earliest, MaxDate: now.Add(article.Ahead),
	}); err == nil && !guess.IsZero() {
		try(RuleText, guess.DateTime.Format(time.RFC3339))
	}
}

// further notations that pages use beside those of feeds and headers.
var layouts = []string{"2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.999Z0700", "2006-01-02T15:04-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "20060102T150405Z", "20060102150405", "20060102", "2006/01/02", "2006/01/02 15:04:05",
	"January 2, 2006 15:04", "January 2, 2006 3:04 PM", "Monday, January 2, 2006", "2 January 2006 15:04"}

// parseTime reads the notations of pages. A time without zone is taken as UTC.
func parseTime(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	t, err := article.ParseTime(s)
	if err == nil {
		return t, nil
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1900 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, err
}
