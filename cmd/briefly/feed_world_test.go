package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/fetch"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
)

// newsWorld is a small world of sites with feeds, on loopback, and what reads
// them, at a clock that the test turns.
type newsWorld struct {
	*testing.T
	*clock
	at    string // the address of its server
	store *sqlstore.Store
	in    *ingest.Ingester
	feeds *ingest.Feeds
	log   bytes.Buffer

	mu    sync.Mutex
	sites map[string]http.HandlerFunc // by path
	asked map[string]int              // by path
}

func withWorld(t *testing.T, do func(*newsWorld)) {
	t.Helper()
	w := &newsWorld{T: t, clock: &clock{at: scriptNow}, sites: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	server := serveOn(t, "0.0.0.0:0", w.serve)
	port := netip.MustParseAddrPort(server.Listener.Addr().String()).Port()
	w.at = fmt.Sprintf("http://127.0.0.1:%d", port)
	a := &app{
		config: config{Data: t.TempDir(), Locale: "en", Fetch: fetch.Options{
			Allow: []string{"127.0.0.0/8"}, Ports: []uint16{port},
			Limits: fetch.Limits{Total: 10 * time.Second, Gap: time.Millisecond},
		}},
		log: slog.New(slog.NewTextHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug})), now: w.now,
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		fetcher, err := fetch.New(a.config.Fetch)
		if err != nil {
			return err
		}
		w.store, w.in = store, a.ingester(store, inProcess{}, fetcher)
		w.feeds = a.feeds(store, w.in)
		do(w)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *newsWorld) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked[r.URL.Path]++
	h := w.sites[r.URL.Path]
	w.mu.Unlock()
	if h == nil {
		http.NotFound(out, r)
		return
	}
	h(out, r)
}

// site sets what a path answers.
func (w *newsWorld) site(path string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sites[path] = h
}

// shows sets what a path answers with status 200.
func (w *newsWorld) shows(path, contentType, body string) {
	w.site(path, func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", contentType)
		fmt.Fprint(out, body)
	})
}

func (w *newsWorld) times(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path]
}

// entry is an entry of a feed of the world.
type entry struct{ guid, link, title, date, text string }

// rss is a feed as a site writes it. Links are as seen from the world.
func (w *newsWorld) rss(title string, entries ...entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
		<channel><title>%s</title><link>%s/</link>`, title, w.at)
	for _, e := range entries {
		b.WriteString("<item>")
		for _, field := range [][2]string{{"guid", e.guid}, {"title", e.title}, {"pubDate", e.date}, {"content:encoded", e.text}} {
			if field[1] != "" {
				fmt.Fprintf(&b, "<%s><![CDATA[%s]]></%s>", field[0], field[1], field[0])
			}
		}
		if e.link != "" {
			fmt.Fprintf(&b, "<link>%s</link>", w.at+e.link)
		}
		b.WriteString("</item>")
	}
	return b.String() + "</channel></rss>"
}

const xmlType = "application/rss+xml"

// add adds a feed and brings its first articles.
func (w *newsWorld) add(r ingest.FeedRequest) ingest.FeedSeen {
	w.Helper()
	r.URL = w.at + r.URL
	seen, err := w.feeds.Add(w.Context(), r)
	if err != nil {
		w.Fatal(err)
	}
	if err := w.feeds.Bring(w.Context(), seen, nil); err != nil {
		w.Fatal(err)
	}
	return seen
}

// round visits every feed whose time has come, and says how many those were.
func (w *newsWorld) round() int {
	w.Helper()
	n := 0
	for _, slow := range []bool{false, true} {
		claims, err := w.store.Claim(w.Context(), w.now(), w.now().Add(time.Minute), slow, 100)
		if err != nil {
			w.Fatal(err)
		}
		for _, c := range claims {
			n++
			if err := w.feeds.Visit(w.Context(), c); err != nil {
				w.Fatal(err)
			}
		}
	}
	return n
}

// next turns the clock to when a feed is due and visits it.
func (w *newsWorld) next(shelf articles.Shelf) articles.Feed {
	w.Helper()
	f := w.feed(shelf)
	if wait := f.Health.Next.Sub(w.now()); wait > 0 {
		w.turn(wait)
	}
	if w.round() == 0 {
		w.Fatalf("no feed is due: %+v", f)
	}
	return w.feed(shelf)
}

// feed is the only feed of a shelf.
func (w *newsWorld) feed(shelf articles.Shelf) articles.Feed {
	w.Helper()
	all, err := w.store.Feeds(w.Context(), []articles.Shelf{shelf})
	if err != nil || len(all) != 1 {
		w.Fatalf("feeds %+v, %v", all, err)
	}
	return all[0]
}

// articles are those of a shelf with their bodies, oldest number first.
func (w *newsWorld) articles(shelf articles.Shelf) []articles.Article {
	w.Helper()
	list, err := w.store.Newest(w.Context(), articles.Query{Shelves: []articles.Shelf{shelf}, Limit: 1000})
	if err != nil {
		w.Fatal(err)
	}
	all := make([]articles.Article, 0, len(list))
	for n := articles.Number(1); len(all) < len(list); n++ {
		if a, err := w.store.Article(w.Context(), []articles.Shelf{shelf}, n); err == nil {
			all = append(all, a)
		}
	}
	return all
}

func (w *newsWorld) count(shelf articles.Shelf) int {
	w.Helper()
	n, err := w.store.Count(w.Context(), []articles.Shelf{shelf})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// story is an invented text, different for each name.
func story(name string) string {
	var b strings.Builder
	for _, p := range []string{
		"The council of %s decided on Monday to give the old mill a new roof, the mayor said.",
		"Work in %s will cost about 17,000 crowns and should end before the harvest, according to the builder Odo Marsh.",
		"The mill of %s has stood empty for nine years, since a flood broke its wheel and carried off part of the weir.",
		"Pupils of the school of %s will paint the doors, and a bakery wants to rent the ground floor.",
	} {
		fmt.Fprintf(&b, "<p>"+p+"</p>", name)
	}
	return b.String()
}

// pageOf is the page of a story with its headline.
func pageOf(title, text string) string {
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>%s</title><meta property="og:type" content="article"></head>
		<body><nav><a href="/">Home</a></nav><article><h1>%s</h1>%s</article><footer>Contact</footer></body></html>`, title, title, text)
}

// manyEntries are whole stories, the newest first, an hour between them.
func manyEntries(n int, at time.Time) []entry {
	var all []entry
	for i := range n {
		name := fmt.Sprintf("Village %d", n-i)
		all = append(all, entry{
			guid: fmt.Sprint("g", n-i), link: fmt.Sprint("/news/", n-i), title: "News from " + name, text: story(name),
			date: at.Add(-time.Duration(i) * time.Hour).Format(time.RFC1123Z),
		})
	}
	return all
}
