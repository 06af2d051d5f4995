package ingest

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://News.Example.COM", "https://news.example.com/"},
		{" HTTP://news.example:80/a#top ", "http://news.example/a"},
		{"https://news.example:443/a", "https://news.example/a"},
		{"https://news.example:80/a", "https://news.example:80/a"},
		{"http://me:secret@news.example/a", "http://news.example/a"},
		{"https://news.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=Z", "https://news.example/a?id=7"},
		{"https://news.example/a?utm_source=x", "https://news.example/a"},
		{"https://news.example/a?", "https://news.example/a"},
		{"https://news.example/a?b=2&a=1&b=%20&c", "https://news.example/a?b=2&a=1&b=%20&c"},
		{"https://news.example/a?%75tm_source=x&q=utm_source%3Dx", "https://news.example/a?q=utm_source%3Dx"},
		{"https://news.example/?ref=home&source=rss&utmost=1", "https://news.example/?ref=home&source=rss&utmost=1"},
		{"https://новости.example/мир", "https://xn--b1amnebsh.example/%D0%BC%D0%B8%D1%80"},
		{"https://xn--b1amnebsh.example/%D0%BC%D0%B8%D1%80", "https://xn--b1amnebsh.example/%D0%BC%D0%B8%D1%80"},
		{"http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"},
		{"mailto:me@news.example", "mailto:me@news.example"},
		{"not a link", "not a link"},
		{"http://%zz/", "http://%zz/"},
		{"", ""},
	} {
		if got := Canonical(c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSpellings(t *testing.T) {
	for link, want := range map[string][]string{
		"https://news.example/a/?utm_source=x#top": {
			"https://news.example/a/", "https://news.example/a",
			"http://news.example/a/", "https://www.news.example/a/", "http://www.news.example/a/",
			"http://news.example/a", "https://www.news.example/a", "http://www.news.example/a",
		},
		"http://www.news.example": {
			"http://www.news.example/", "https://www.news.example/", "http://news.example/", "https://news.example/",
		},
		"http://10.0.0.7/a%2Fb":         {"http://10.0.0.7/a%2Fb", "http://10.0.0.7/a%2Fb/"},
		"https://news.example:8443/a?b": {"https://news.example:8443/a?b", "https://news.example:8443/a/?b"},
		"https://me@news.example/a":     nil,
		"mailto:me@news.example":        {"mailto:me@news.example"},
	} {
		if got := Spellings(link); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
}

// Whatever the link, its canonical spelling is a fixed point, carries no
// credentials and parses when the link did.
func FuzzCanonical(f *testing.F) {
	for _, link := range []string{
		"https://news.example/a?utm_source=x&b=1#c", "http://a:b@[::1%25eth0]:80/?&&=", "http://x%41/%41?%zz",
		"HTTP://ⓔxample.com:080/..//.", "//host/path", "http:opaque?utm_x", "https://xn--/",
	} {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, link string) {
		once := Canonical(link)
		if twice := Canonical(once); twice != once {
			t.Fatalf("%q gives %q gives %q", link, once, twice)
		}
		for _, spelling := range Spellings(link) {
			if Canonical(spelling) != spelling {
				t.Fatalf("%q may be spelled %q, which is no canonical spelling", link, spelling)
			}
			if !slices.Contains(Spellings(spelling), once) {
				t.Fatalf("%q may be spelled %q, but not the other way round", link, spelling)
			}
		}
		before, err := url.Parse(strings.TrimSpace(link))
		if err != nil || before.Scheme != "http" && before.Scheme != "https" || before.Host == "" || once == strings.TrimSpace(link) {
			return
		}
		after, err := url.Parse(once)
		if err != nil {
			t.Fatalf("%q gives %q: %v", link, once, err)
		}
		if after.User != nil || after.Fragment != "" || strings.Contains(after.RawQuery, "utm_source=") {
			t.Fatalf("%q keeps too much: %q", link, once)
		}
	})
}
