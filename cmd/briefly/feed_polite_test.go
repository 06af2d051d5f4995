package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/ingest"
)

func TestFeedIsAskedPolitely(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		conditional, header, status := 0, http.Header{}, http.StatusOK
		body := w.rss("Herald", manyEntries(3, w.now())...)
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			for name, values := range header {
				out.Header()[name] = values
			}
			out.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` && status == http.StatusOK {
				conditional++
				out.WriteHeader(http.StatusNotModified)
				return
			}
			out.Header().Set("Content-Type", xmlType)
			out.WriteHeader(status)
			fmt.Fprint(out, body)
		})
		w.add(ingest.FeedRequest{URL: "/feed"})
		if w.next(articles.Common); conditional != 1 {
			t.Errorf("%d conditional requests", conditional)
		}
		header.Set("Cache-Control", "max-age=28800")
		if f := w.next(articles.Common); f.Health.Interval < 8*time.Hour {
			t.Errorf("the server's eight hours are %s", f.Health.Interval)
		}
		header.Set("Retry-After", "36000")
		status = http.StatusTooManyRequests
		f := w.next(articles.Common)
		if wait := f.Health.Next.Sub(w.now()); wait < 10*time.Hour || f.Health.Error != "too many requests" {
			t.Errorf("told to wait ten hours, it waits %s; %+v", wait, f.Health)
		}
	})
	withWorld(t, func(w *newsWorld) {
		ttl := strings.Replace(w.rss("Herald", manyEntries(3, w.now())...), "<link>", "<ttl>600</ttl><link>", 1)
		w.shows("/feed", xmlType, ttl)
		w.add(ingest.FeedRequest{URL: "/feed"})
		if f := w.feed(articles.Common); f.Health.Interval != 10*time.Hour {
			t.Errorf("a ttl of ten hours is %s", f.Health.Interval)
		}
	})
}

// TestFeedPagesHeedRobots reads a feed whose pages are not for programs: the
// feed was asked for by hand, its pages were not.
func TestFeedPagesHeedRobots(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		w.shows("/robots.txt", "text/plain", "User-agent: *\nDisallow: /\n")
		w.shows("/page", "text/html", pageOf("Old mill", story("Upper Wick")))
		w.shows("/feed", xmlType, w.rss("Herald", entry{guid: "1", link: "/page", title: "Old mill", text: "The council decided…"}))
		w.add(ingest.FeedRequest{URL: "/feed"})
		all := w.articles(articles.Common)
		if len(all) != 1 || all[0].Body != "The council decided…" || w.times("/page") != 0 {
			t.Errorf("%+v, the page was read %d times", all, w.times("/page"))
		}
	})
}

// TestFeedLinksAreGuarded reads a feed that sends its reader into the network of
// the one who runs it.
func TestFeedLinksAreGuarded(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		body := w.rss("Herald", entry{guid: "1", title: "Trap", text: "The council decided…"})
		body = strings.Replace(body, "</item>", "<link>http://169.254.169.254/latest/meta-data</link></item>", 1)
		w.shows("/feed", xmlType, body)
		w.add(ingest.FeedRequest{URL: "/feed"})
		if all := w.articles(articles.Common); len(all) != 1 || all[0].Body != "The council decided…" || !all[0].Claimed {
			t.Errorf("%+v", all)
		}
	})
}

// TestFeedLiesAboutItsCharset reads a feed of which the server declares a charset
// that it does not have.
func TestFeedLiesAboutItsCharset(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		body := w.rss("Mühlenbote", entry{guid: "1", title: "Die Mühle bekommt ein Dach", text: story("Oberwörth")})
		body = strings.NewReplacer("utf-8", "iso-8859-1", "ü", "\xfc", "ö", "\xf6").Replace(body)
		w.shows("/feed", "application/rss+xml; charset=utf-8", body) // it is not
		seen := w.add(ingest.FeedRequest{URL: "/feed"})
		if seen.Feed.Title != "Mühlenbote" || w.articles(articles.Common)[0].Title != "Die Mühle bekommt ein Dach" {
			t.Errorf("read as %q, %q", seen.Feed.Title, w.articles(articles.Common)[0].Title)
		}
	})
}
