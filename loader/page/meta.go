package page

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"backchannel/loader/article"
)

// meta is what the head of a page declares about it.
type meta struct {
	tags      map[string]string // by lower-case name, property or itemprop; the first one counts
	canonical string
	heading   string // <title>, cut at the site's name
	h1        string
	language  string
	linked    []map[string]any // JSON-LD objects that describe an article
	times     []string         // datetime attributes of time elements, in order
}

// maxLinked bounds the JSON-LD read from one page, in bytes.
const maxLinked = 512 << 10

func readMeta(doc *html.Node) *meta {
	m := &meta{tags: map[string]string{}}
	left := maxLinked
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html":
			m.language, _, _ = strings.Cut(strings.ToLower(attr(n, "lang")), "-")
		case "title":
			if m.heading == "" && !within(n, "svg") {
				m.heading = text(n)
			}
		case "h1":
			if m.h1 == "" {
				m.h1 = text(n)
			}
		case "link":
			if m.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
				m.canonical = attr(n, "href")
			}
		case "time":
			if when := attr(n, "datetime"); when != "" && len(m.times) < 20 && !within(n, "footer", "aside", "nav") {
				m.times = append(m.times, when)
			}
		case "script":
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
				if raw := n.FirstChild.Data; len(raw) <= left {
					left -= len(raw)
					m.link(raw)
				}
			}
		}
		m.tag(n)
	}
	return m
}

// tag records a meta element, or any with an itemprop.
func (m *meta) tag(n *html.Node) {
	content := attr(n, "content")
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attr(n, key))
		if _, known := m.tags[name]; name != "" && !known {
			m.tags[name] = strings.TrimSpace(content)
		}
	}
}

// link collects the articles of a JSON-LD block.
func (m *meta) link(raw string) {
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		return
	}
	var find func(v any, depth int)
	find = func(v any, depth int) {
		if depth > 6 {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				find(item, depth+1)
			}
		case map[string]any:
			if isArticle(v["@type"]) {
				m.linked = append(m.linked, v)
			}
			find(v["@graph"], depth+1)
			find(v["mainEntity"], depth+1)
		}
	}
	find(v, 0)
}

func isArticle(types any) bool {
	switch t := types.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	case []any:
		for _, one := range t {
			if isArticle(one) {
				return true
			}
		}
	}
	return false
}

// field returns a property of the first JSON-LD article that has it as text, or
// as an object with a name.
func (m *meta) field(name string) string {
	for _, object := range m.linked {
		value := object[name]
		if list, ok := value.([]any); ok && len(list) > 0 {
			value = list[0]
		}
		if nested, ok := value.(map[string]any); ok {
			value = nested["name"]
		}
		if s, ok := value.(string); ok && strings.TrimSpace(s) != "" {
			return html.UnescapeString(strings.TrimSpace(s))
		}
	}
	return ""
}

func (m *meta) title() string {
	found := first(m.field("headline"), m.tags["og:title"], m.tags["twitter:title"])
	if found == "" {
		found = m.heading
		// A heading that the <title> begins with leaves the site's name away.
		if m.h1 != "" && (m.heading == "" || strings.Contains(m.heading, m.h1)) {
			found = m.h1
		}
	}
	return strings.Join(strings.Fields(found), " ")
}

func (m *meta) author() string {
	found := first(m.field("author"), m.tags["author"], m.tags["article:author"], m.tags["byl"])
	if strings.HasPrefix(found, "http") {
		return ""
	}
	return found
}

func (m *meta) publisher(address string) string {
	if found := first(m.field("publisher"), m.tags["og:site_name"], m.tags["application-name"]); found != "" {
		return found
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// canonical returns the address that stands for the article. What the page
// names is believed only for the site it was fetched from: otherwise one site
// could replace the articles of another.
func (p *Page) canonical(m *meta, base *url.URL) string {
	own := ""
	if base != nil {
		own = article.CleanURL(base)
	}
	named, err := url.Parse(strings.TrimSpace(first(m.canonical, m.tags["og:url"])))
	if err != nil || named.String() == "" {
		return own
	}
	if base != nil {
		named = base.ResolveReference(named)
	}
	if named.Scheme != "http" && named.Scheme != "https" || named.Host == "" {
		return own
	}
	if base != nil {
		root := strings.Trim(named.Path, "/") == "" && named.RawQuery == "" && strings.Trim(base.Path, "/") != ""
		if root {
			return own
		}
		if site(named) != site(base) {
			p.Notes = append(p.Notes, "canonical URL of another site ignored: "+named.Hostname())
			return own
		}
	}
	return article.CleanURL(named)
}

// site returns the registrable domain of an address, or its host and port.
func site(u *url.URL) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname())); err == nil {
		return domain
	}
	return strings.ToLower(u.Host)
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
