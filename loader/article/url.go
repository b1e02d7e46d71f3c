package article

import (
	"net/url"
	"strings"
)

// Canonical returns the one form of an address by which an article is known,
// whichever file, feed or page named it. What is no web address comes back as it is.
func Canonical(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") || u.Host == "" {
		return address
	}
	return CleanURL(u)
}

// CleanURL returns an address without what does not change the page: fragment,
// default port, the parameters that campaigns add, and capitals in the host.
func CleanURL(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment, c.User = "", "", nil
	c.Scheme, c.Host = strings.ToLower(c.Scheme), strings.ToLower(c.Host)
	if c.Scheme == "http" {
		c.Host = strings.TrimSuffix(c.Host, ":80")
	} else {
		c.Host = strings.TrimSuffix(c.Host, ":443")
	}
	if c.Path == "" {
		c.Path = "/"
	}
	if c.RawQuery != "" {
		c.RawQuery = cleanQuery(c.RawQuery)
	}
	c.ForceQuery = false
	return c.String()
}

// cleanQuery keeps the order of the parameters it keeps: some servers care.
func cleanQuery(query string) string {
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if pair != "" && !strings.HasPrefix(name, "utm_") && !tracking[name] {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

// tracking are parameters that only tell where a reader came from.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "mc_cid": true, "mc_eid": true, "igshid": true, "cmpid": true,
	"ocid": true, "ref_src": true, "at_medium": true, "at_campaign": true, "traffic_source": true,
}
