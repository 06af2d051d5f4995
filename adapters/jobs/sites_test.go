package jobs

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// sites are many feeds on loopback, each on a host of its own.
type sites struct {
	*httptest.Server
	at netip.AddrPort

	mu    sync.Mutex
	feeds map[string]*testFeed // by host
	reads atomic.Int64
	now   atomic.Int64 // requests being answered
	most  atomic.Int64 // the most of them at once
}

// testFeed is one feed of sites. Its fields are not changed while it is served.
type testFeed struct {
	entries atomic.Int64  // how many it shows; more than 30 are cut
	wait    time.Duration // before it answers
	hang    bool          // it never answers
	broken  bool          // it answers what breaks its reader
	plain   bool          // it knows nothing of conditional requests
}

func newSites(t testing.TB) *sites {
	t.Helper()
	s := &sites{feeds: map[string]*testFeed{}}
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	if err := s.Server.Listener.Close(); err != nil {
		t.Fatal(err)
	}
	s.Server.Listener = listener
	s.Start()
	t.Cleanup(s.Close)
	s.at = netip.MustParseAddrPort(listener.Addr().String())
	return s
}

// host is the address of the n-th feed.
func host(n int) string { return fmt.Sprintf("127.0.%d.%d", 1+n/250, 1+n%250) }

func (s *sites) url(n int) string { return fmt.Sprintf("http://%s:%d/feed", host(n), s.at.Port()) }

func (s *sites) add(n int, f *testFeed) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feeds[host(n)] = f
	return s.url(n)
}

func (s *sites) serve(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(r.Host, ":")
	s.mu.Lock()
	f := s.feeds[name]
	s.mu.Unlock()
	if f == nil || r.URL.Path != "/feed" {
		http.NotFound(w, r)
		return
	}
	s.reads.Add(1)
	for n := s.now.Add(1); ; {
		if most := s.most.Load(); n <= most || s.most.CompareAndSwap(most, n) {
			break
		}
	}
	defer s.now.Add(-1)
	wait := time.NewTimer(f.wait)
	defer wait.Stop()
	hang := make(<-chan time.Time)
	if !f.hang {
		hang = wait.C
	}
	select {
	case <-hang:
	case <-r.Context().Done():
		return
	}
	n := f.entries.Load()
	etag := strconv.Quote(strconv.FormatInt(n, 10))
	if !f.plain {
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	switch {
	case f.broken:
		fmt.Fprint(w, brokenFeed)
	default:
		fmt.Fprint(w, feedOf(name, n))
	}
}

// brokenFeed is what breakingReader breaks over.
const brokenFeed = "<broken/>"

// feedOf is a feed with n invented entries, the newest first.
func feedOf(name string, n int64) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>Herald of %s</title>`, name)
	for i := n; i > max(0, n-30); i-- {
		fmt.Fprintf(&b, `<item><guid>%s-%d</guid><title>News %d of %s</title><description><![CDATA[%s]]></description></item>`, name, i, i, name, textOf(name, i))
	}
	return b.String() + "</channel></rss>"
}

// textOf is an invented article of about 200 words.
func textOf(name string, n int64) string {
	nouns := []string{"mill", "bridge", "harbour", "school", "market", "ferry", "library", "tower", "orchard", "theatre", "canal"}
	verbs := []string{"opened", "closed", "rebuilt", "painted", "sold", "moved", "flooded", "mended"}
	var b strings.Builder
	for i := range int64(14) {
		k := n*7 + i*3 + int64(len(name))*5
		fmt.Fprintf(&b, "<p>The %s of village %d near %s was %s on day %d, said the keeper of the %s in the %s.</p>",
			nouns[k%11], n*31%97, name, verbs[(k+n)%8], n, nouns[(k+n*3)%11], nouns[(i+n)%11])
	}
	return b.String()
}
