package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"briefly/articles/ingest"
)

func TestRobots(t *testing.T) {
	var asked atomic.Int32
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked.Add(1)
			_, _ = io.WriteString(w, "\ufeffCrawl-delay: soon\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private/ # and below\nDisallow: /*?print=\nAllow: /private/open\n")
			return
		}
		if r.URL.Path == "/move" {
			http.Redirect(w, r, "/private/a", http.StatusFound)
			return
		}
		html(w)
	}, Limits{Gap: time.Microsecond})
	for path, want := range map[string]ingest.Reason{
		"/a": "", "/private/a": ingest.ReasonRobots, "/private/open": "", "/a?print=1": ingest.ReasonRobots, "/move": ingest.ReasonRobots,
	} {
		if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + path}); reasonOfFetch(err) != want {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
		if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + path, Asked: true}); err != nil {
			t.Errorf("%s by hand: %v", path, err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("robots.txt was fetched %d times", n)
	}
}

// A robots.txt that is not there permits; one that cannot be had does not, with
// the reason why.
func TestRobotsMissing(t *testing.T) {
	for status, want := range map[int]ingest.Reason{
		404: "", 403: "", 410: "", 429: ingest.ReasonTooMany, 500: ingest.ReasonServer, 302: "",
	} {
		c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.Header().Set("Location", "/robots.txt") // in circles
				w.WriteHeader(status)
				return
			}
			html(w)
		}, Limits{Gap: time.Microsecond})
		if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base}); reasonOfFetch(err) != want {
			t.Errorf("%d: %v, want %q", status, err, want)
		}
	}
}

func TestConcerning(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Disallow: /\n", ""},
		{"User-agent: a\nUser-agent: *\nUser-agent: *\nDisallow: /x\nnonsense\nSitemap: y\nAllow: /x/y\n", "User-agent: *\ndisallow: /x\nallow: /x/y\n"},
		{"USER-AGENT: Briefly\r\ncrawl-delay: 2.5\r\ncrawl-delay: 1e9\r\n", "User-agent: briefly\ncrawl-delay: 2.5\n"},
		{"User-agent: *\nDisallow:\nUser-agent: a\nDisallow: /\n", "User-agent: *\ndisallow: \n"},
	} {
		if got := concerning([]byte(c.in)); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
	if got := concerning([]byte("User-agent: *\n" + strings.Repeat("Disallow: /a*\n", 100_000))); len(got) > robotsBytes {
		t.Errorf("%d bytes are kept", len(got))
	}
}

// A server that asks for peace gets it from everything but people.
func TestRetryAfterHolds(t *testing.T) {
	var requests atomic.Int32
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		requests.Add(1)
		w.Header().Set("Retry-After", "300")
		w.WriteHeader(http.StatusTooManyRequests)
	}, Limits{Gap: time.Microsecond})
	for i := range 3 {
		_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + "/feed"})
		var failed *ingest.FetchError
		if !errors.As(err, &failed) || failed.Reason != ingest.ReasonTooMany || failed.RetryAfter < 299*time.Second || failed.RetryAfter > 300*time.Second {
			t.Errorf("fetch %d: %v", i, err)
		}
	}
	_, _ = c.Fetch(t.Context(), ingest.FetchRequest{URL: base + "/feed", Asked: true})
	if n := requests.Load(); n != 2 {
		t.Errorf("%d requests, want one that nobody asked for and one by hand", n)
	}
}

// Requests that nobody asked for keep their distance; people do not wait; at
// most so many are inside; what is over is forgotten.
func TestGates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGates(Limits{Gap: time.Second, PerHost: 2, AtOnce: 3})
		began := time.Now()
		for range 5 {
			leave, err := g.enter(t.Context(), "a", true)
			if err != nil {
				t.Fatal(err)
			}
			leave()
		}
		if spent := time.Since(began); spent != 4*time.Second {
			t.Errorf("five polite requests took %v", spent)
		}
		began = time.Now()
		var inside, most atomic.Int32
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				leave, err := g.enter(t.Context(), fmt.Sprint("host", i%2), false)
				if err != nil {
					t.Error(err)
					return
				}
				most.Store(max(most.Load(), inside.Add(1)))
				time.Sleep(time.Second)
				inside.Add(-1)
				leave()
			})
		}
		all.Wait()
		if spent := time.Since(began); spent < 4*time.Second || spent > 6*time.Second || most.Load() != 3 {
			t.Errorf("12 requests of a second, three at once, took %v with %d inside", spent, most.Load())
		}
		time.Sleep(2 * time.Second)
		for i := range 2000 {
			leave, err := g.enter(t.Context(), fmt.Sprint(i), true)
			if err != nil {
				t.Fatal(err)
			}
			leave()
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(g.hosts); n > 1001 {
			t.Errorf("%d hosts are remembered", n)
		}
	})
}
