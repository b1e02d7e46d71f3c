package article_test

import (
	"net/url"
	"testing"

	"backchannel/loader/article"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"as it should be", "https://example.com/a?id=7", "https://example.com/a?id=7"},
		{"fragment and campaign", "https://Example.COM:443/a?utm_source=x&id=7&fbclid=9#top", "https://example.com/a?id=7"},
		{"only a campaign", " http://example.com:80/a?utm_medium=rss ", "http://example.com/a"},
		{"another port stays", "https://example.com:8443/a", "https://example.com:8443/a"},
		{"no path", "https://example.com", "https://example.com/"},
		{"capitals of a path stay", "HTTPS://example.com/Talks", "https://example.com/Talks"},
		{"password goes", "https://u:p@example.com/", "https://example.com/"},
		{"no web address", "urn:isbn:123", "urn:isbn:123"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := article.Canonical(c.address); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://Example.com:443/a?utm_source=x&b=%20#c")
	f.Fuzz(func(t *testing.T, address string) {
		once := article.Canonical(address)
		if again := article.Canonical(once); again != once {
			t.Errorf("%q: %q, then %q", address, once, again)
		}
		if _, err := url.Parse(address); err == nil && once == "" && len(address) > 40 {
			t.Errorf("%q is lost", address)
		}
	})
}
