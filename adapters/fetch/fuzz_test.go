package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefly/articles/ingest"
)

// Whatever the link: what the guard lets through is http or https, to a name
// under a public-looking domain or to a public address, on a usual port, without
// credentials, and is let through again as it stands.
func FuzzLink(f *testing.F) {
	for _, link := range []string{
		"http://news.example/a?b#c", "https://8.8.8.8:443/", "http://[2a00::1]/", "http://127.1/", "http://a@b/", "http://xn--e1aybc.example/",
		"http://тест.example/", "http://①.example/", "http://a.b:80:80/", "http://0x7f.0.0.1/", "http://[::ffff:10.0.0.1]/", "//x", "http:\\\\x",
		"http://localhost./", "http://news.example/%0d", "HTTP://NEWS.EXAMPLE:80\\@x/",
	} {
		f.Add(link)
	}
	g, err := newGuard(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, link string) {
		u, err := g.checkURL(link)
		if err != nil {
			if reason := reasonOfFetch(err); reason != ingest.ReasonBadLink && reason != ingest.ReasonBlocked {
				t.Fatalf("%q: %v", link, err)
			}
			return
		}
		host := u.Hostname()
		ip, notAddress := netip.ParseAddr(host)
		if u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" || strings.ToLower(host) != host || strings.HasSuffix(host, ".") {
			t.Fatalf("%q: %v", link, u)
		}
		if port := u.Port(); port != "" && port != "80" && port != "443" {
			t.Fatalf("%q: port %s", link, port)
		}
		if ip = ip.Unmap(); notAddress == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || ip.IsMulticast()) {
			t.Fatalf("%q: %v", link, ip)
		}
		if last := host[strings.LastIndexByte(host, '.')+1:]; notAddress != nil && (!strings.Contains(host, ".") || last[0] <= '9') {
			t.Fatalf("%q: name %s", link, host)
		}
		again, err := g.checkURL(u.String())
		if err != nil && len(u.String()) <= longestLink || err == nil && again.String() != u.String() {
			t.Fatalf("%q: %v, then %v, %v", link, u, again, err)
		}
	})
}

// Whatever a server writes into its headers, what is made of it is in bounds
// and may be sent back.
func FuzzHeaders(f *testing.F) {
	for _, value := range []string{
		"120", "-1", "99999999999999999999", "Mon, 02 Nov 2026 10:00:00 GMT", "max-age=60, no-cache", `max-age="60"`, "max-age=1;max-age=2",
		"text/html; charset=\"utf-8\"", "text/html;;=", `W/"x"`, "\"\r\n\x00\xff\"", "/", "video/",
	} {
		f.Add(value)
	}
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	g, err := newGuard(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if d := retryAfter(value, now); d < 0 || d > longestPause {
			t.Fatalf("Retry-After %q: %v", value, d)
		}
		for _, name := range []string{"Cache-Control", "Expires", "Age"} {
			h := http.Header{"Cache-Control": {"max-age=60"}}
			h.Set(name, value)
			if d := maxAge(h, now); d < 0 || d > longestAge {
				t.Fatalf("%s %q: %v", name, value, d)
			}
		}
		kept := headerValue(value)
		r := &http.Request{Method: http.MethodGet, URL: &url.URL{Scheme: "http", Host: "news.example"}, Header: http.Header{"If-None-Match": {kept}}}
		if err := r.Write(io.Discard); err != nil {
			t.Fatalf("ETag %q kept as %q: %v", value, kept, err)
		}
		mayBePage(kept)
		looksLikePage(kept, []byte(value))
		if to, err := g.next(&url.URL{Scheme: "https", Host: "news.example", Path: "/a"}, value); err == nil && to.Hostname() == "" {
			t.Fatalf("Location %q: %v", value, to)
		}
	})
}

// Whatever a body is said to be coded in: no panic, no more than the limit.
func FuzzBody(f *testing.F) {
	for _, body := range []string{"", page, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x01\x00\x00\xff\xff", "\x28\xb5\x2f\xfd\x04\x00\x09\x00\x00abc", "\x0b\x02\x80hello\x03", "\x0f"} {
		for coding := range byte(4) {
			f.Add([]byte(body), coding)
		}
	}
	c, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte, coding byte) {
		const limit = 64 << 10
		res := &http.Response{ContentLength: -1, Body: io.NopCloser(bytes.NewReader(body)), Header: http.Header{
			"Content-Encoding": {[]string{"", "gzip", "br", "zstd"}[coding%4]}, "Content-Type": {"text/html"},
		}}
		a := answer{Fetched: ingest.Fetched{ContentType: "text/html"}}
		if err := c.body(context.Background(), res, order{limit: limit}, &a); err == nil && len(a.Data) > limit {
			t.Fatalf("%d bytes", len(a.Data))
		}
	})
}

// Whatever a robots.txt says, the parser takes what is left of it, and that is
// never more than it was.
func FuzzRobots(f *testing.F) {
	for _, text := range []string{"User-agent: *\nDisallow: /\n", "user-agent:briefly\nallow:*$\ncrawl-delay:.5", "\ufeffUser-agent: *\r\nDisallow: /a#b", "User-agent: *\nDisallow: (\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		u := &url.URL{Scheme: "https", Host: "news.example", Path: "/a"}
		file := c.robots.at("https://news.example")
		file.rules, file.expires = concerning([]byte(text)), time.Now().Add(time.Hour)
		if err := c.robots.permit(t.Context(), &trip{client: c}, u); err != nil && reasonOfFetch(err) != ingest.ReasonRobots {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
