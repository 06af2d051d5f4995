// Package fetch is the one HTTP client for pages and feeds. It is guarded: no
// address outside the public internet is ever connected to, whatever a link, a
// name, a redirect or a feed says, unless the operator listed it. And it is
// limited: in time, size, redirects, connections a host and connections in all.
//
// It hands back bytes. Their charset, what they mean and where they are kept
// are for others; so is asking a feed again after it failed.
package fetch

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"briefly/articles/ingest"
)

// agentName is what robots.txt files may call us.
const agentName = "briefly"

// Options are the operator's wishes. The zero value is safe.
type Options struct {
	// UserAgent introduces the bot to servers and should name a contact:
	// "Briefly/1.0 (+https://example.org/bot)".
	UserAgent string

	// Allow lists what may be reached besides the public internet: an address
	// (10.0.0.7), a network (10.0.0.0/8), a name (wiki.corp) or all names below
	// one (.corp); each with any port, or with one: wiki.corp:8080,
	// [fd00::/8]:8080. A name's entry covers every address the name has.
	Allow []string

	// Ports are those that may be connected to; 80 and 443 when empty.
	Ports []uint16

	// Proxy, when set, gets every request. Links are checked as always, but
	// which addresses their names have is then for the proxy to judge.
	Proxy *url.URL

	Limits Limits // zero fields mean the usual
}

// Limits bound one fetch and all of them together.
type Limits struct {
	Total       time.Duration // for a whole fetch, redirects included; the wait of what nobody asked for aside
	Connect     time.Duration // to one address
	Gap         time.Duration // between two requests to one host that nobody asked for
	Hops        int           // redirects that are followed
	HeaderBytes int64
	BodyBytes   int64 // after decoding
	PerHost     int   // requests to one host at once
	AtOnce      int   // requests at once
}

func (l Limits) orUsual() Limits {
	l.Total = or(l.Total, 20*time.Second)
	l.Connect = or(l.Connect, 4*time.Second)
	l.Gap = or(l.Gap, time.Second)
	l.Hops = or(l.Hops, 5)
	l.HeaderBytes = or(l.HeaderBytes, 64<<10)
	l.BodyBytes = or(l.BodyBytes, 10<<20)
	l.PerHost = or(l.PerHost, 2)
	l.AtOnce = or(l.AtOnce, 256)
	return l
}

func or[T int | int64 | time.Duration](v, usual T) T {
	if v == 0 {
		return usual
	}
	return v
}

// Client fetches. It implements ingest.Fetcher.
type Client struct {
	agent     string
	limits    Limits
	guard     *guard
	transport *http.Transport
	gates     *gates
	robots    *robots
	big       chan struct{} // a place for each body that may grow large
}

var _ ingest.Fetcher = (*Client)(nil)

// New returns a Client. The error names the entry of o.Allow that is wrong.
func New(o Options) (*Client, error) {
	limits := o.Limits.orUsual()
	g, err := newGuard(o)
	if err != nil {
		return nil, err
	}
	g.connectLimit = limits.Connect
	c := &Client{
		agent:  o.UserAgent,
		limits: limits,
		guard:  g,
		gates:  newGates(limits),
		robots: newRobots(),
		big:    make(chan struct{}, bigBodies),
	}
	if c.agent == "" {
		c.agent = "Briefly (article summaries)"
	}
	c.transport = newTransport(g, limits, o.Proxy)
	return c, nil
}

// newTransport speaks HTTP/1.1 only: one protocol to guard, which every server
// of pages understands. It keeps no connection open: hardly any is wanted twice,
// and what a server says unasked on an idle one, net/http writes to the log.
func newTransport(g *guard, limits Limits, proxy *url.URL) *http.Transport {
	t := &http.Transport{
		DialContext:            g.dialContext,
		TLSHandshakeTimeout:    limits.Total / 2,
		ResponseHeaderTimeout:  limits.Total / 2,
		MaxResponseHeaderBytes: limits.HeaderBytes,
		DisableCompression:     true, // the body is decoded here, within bounds
		DisableKeepAlives:      true,
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	if proxy != nil {
		t.Proxy = http.ProxyURL(proxy)
	}
	return t
}

// Fetch gets one page or feed.
func (c *Client) Fetch(ctx context.Context, r ingest.FetchRequest) (f ingest.Fetched, err error) {
	defer func() {
		if recover() != nil { // a decoder or parser met what it cannot bear
			f, err = ingest.Fetched{}, &ingest.FetchError{Reason: ingest.ReasonGarbled}
		}
	}()
	start, err := c.guard.checkURL(r.URL)
	if err != nil {
		return ingest.Fetched{}, err
	}
	jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		return ingest.Fetched{}, err
	}
	t := &trip{client: c, jar: jar, left: c.limits.Total, patient: !r.Asked}
	return t.follow(ctx, start, order{
		accept: "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml," +
			"application/feed+json,application/xml;q=0.9,*/*;q=0.5",
		etag:         headerValue(r.ETag),
		lastModified: headerValue(r.LastModified),
		robots:       !r.Asked && !r.Feed,
		secret:       r.Secret,
		secretFor:    start,
		limit:        c.limits.BodyBytes,
	})
}

// headerValue keeps what may be sent as the value of a header; what a server
// once sent as a validator comes back through here.
func headerValue(s string) string {
	const most = 1024
	if len(s) > most || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f }) {
		return ""
	}
	return strings.TrimSpace(s)
}
