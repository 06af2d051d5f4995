package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"briefly/adapters/sqlstore"
	"briefly/articles/ingest"
)

// page is an invented article as a site shows it.
func page(title, extra string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title><meta property="og:type" content="article">
		<meta property="og:site_name" content="Mill Herald"></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>%s</h1>`, title, title)
	for _, paragraph := range []string{
		"The council of Upper Wick decided on Monday to give the old mill a new roof, the mayor said.",
		"Work will cost about 17,000 crowns and should end before the harvest, according to the builder Odo Marsh.",
		"The mill has stood empty for nine years, since a flood broke its wheel and carried off part of the weir.",
		"Pupils of the village school will paint the doors, and a bakery wants to rent the ground floor.",
		"Owls that nest under the beams will be moved to a barn nearby until autumn, the parish forester promised.",
		extra,
	} {
		fmt.Fprintf(&b, "<p>%s</p>", paragraph)
	}
	b.WriteString(`</article><footer>Contact</footer></body></html>`)
	return b.String()
}

// challenge is what a guard shows instead of a page.
const challenge = `<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before you go on</h1>
			<p>Please enable JavaScript and cookies to continue.</p><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>`

// site serves pages that behave well and badly.
type site struct {
	*httptest.Server
	store   *sqlstore.Store
	in      *ingest.Ingester
	changed atomic.Bool
	served  atomic.Int64
	instead atomic.Pointer[http.HandlerFunc] // what answers for the mill, once set
	// fastDone lets the slow pages come.
	fastDone chan struct{}
	slow     *httptest.Server
}

func newSite(t *testing.T) *site {
	s := &site{fastDone: make(chan struct{})}
	html := func(w http.ResponseWriter, body string) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
	mux := http.NewServeMux()
	feedPages(mux)
	mux.HandleFunc("/mill", func(w http.ResponseWriter, r *http.Request) {
		s.served.Add(1)
		if f := s.instead.Load(); f != nil {
			(*f)(w, r)
			return
		}
		extra := ""
		if s.changed.Load() {
			extra = "The opposition has gone to court."
		}
		html(w, page("Old mill gets a new roof", extra))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/mill", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/latest", func(w http.ResponseWriter, r *http.Request) {
		to := "/mill"
		if s.changed.Load() {
			to = "/page/2"
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/forbidden", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, page("Market square of Upper Wick to be paved", "Stones from the old quarry will be laid by hand, and the weekly market moves to the meadow for as long as that takes."))
	})
	// Refusals that say what refuses, or name the article in the server's charset.
	mux.HandleFunc("/denied", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this on this server. Reference 18.2</p></body></html>`)
	})
	mux.HandleFunc("/новости/мэр-открыл-мост", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		w.WriteHeader(http.StatusForbidden)
		body, _ := charmap.Windows1251.NewEncoder().String(`<html><head><title>Мэр открыл мост</title></head><body><p>Нет доступа.</p></body></html>`)
		fmt.Fprint(w, body)
	})
	mux.HandleFunc("/guarded", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprint(w, challenge)
	})
	mux.HandleFunc("/photo", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		fmt.Fprint(w, "x")
	})
	mux.HandleFunc("/challenge", func(w http.ResponseWriter, _ *http.Request) {
		html(w, challenge)
	})
	mux.HandleFunc("/paywall", func(w http.ResponseWriter, _ *http.Request) {
		html(w, `<!doctype html><html><head><title>Harvest fair draws record crowd</title>
			<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Harvest fair draws record crowd","isAccessibleForFree":false}</script>
			</head><body><article><h1>Harvest fair draws record crowd</h1><div class="paywall"><p>Subscribe to read this article.</p></div></article></body></html>`)
	})
	mux.HandleFunc("/stub", func(w http.ResponseWriter, _ *http.Request) {
		html(w, `<!doctype html><html lang="en"><head><title>Ferry gets two new engines</title><meta property="og:site_name" content="Mill Herald">
			<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry gets two new engines","isAccessibleForFree":false}</script>
			</head><body><article><h1>Ferry gets two new engines</h1>
			<p>The ferry of Lower Wick has got two new engines, which burn a third less fuel than the old ones, the yard said on Monday.</p>
			<p>It will sail four times a day until the end of September, and fares stay as they were last year, according to the harbour master.</p>
			<div class="paywall"><p>Subscribe to go on reading this article.</p></div></article></body></html>`)
	})
	plain := func(w http.ResponseWriter, title string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintf(w, "%s\n\nThe ferry to the island sailed again on Monday, the harbour master of Lower Wick said. "+
			"It carries forty people and two carts.\n\nIslanders had waited for nine weeks because the engine lacked a part.\n", title)
	}
	// The slow host answers once every fast page has been answered.
	s.slow = serveOn(t, "127.0.0.2:0", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-s.fastDone:
		case <-r.Context().Done():
		}
		plain(w, "Slow page "+r.URL.RawQuery)
	})
	mux.HandleFunc("/page/", func(w http.ResponseWriter, r *http.Request) { html(w, page("News from mill "+r.URL.Path[6:], "")) })
	mux.HandleFunc("/fast/", func(w http.ResponseWriter, r *http.Request) { plain(w, "Fast page "+r.URL.Path[6:]) })
	s.Server = serveOn(t, "127.0.0.1:0", mux.ServeHTTP)
	return s
}

// serveOn starts a server on a loopback address.
func serveOn(t *testing.T, address string, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(h)
	s.Listener.Close()
	s.Listener = listener
	s.Start()
	t.Cleanup(s.Close)
	return s
}
