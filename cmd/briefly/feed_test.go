package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
)

func TestFeedFirstBringsTheNewest(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		entries := manyEntries(30, w.now())
		w.shows("/feed", xmlType, w.rss("Mill Herald", entries...))
		seen := w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:a", AddedBy: "Kim"})
		if !seen.Fresh || seen.Feed.Title != "Mill Herald" || seen.Entries != 30 || len(seen.Newest) != 20 || seen.Newest[0].Title != "News from Village 30" {
			t.Errorf("seen %d entries, newest %q of %q", seen.Entries, seen.Newest[0].Title, seen.Feed.Title)
		}
		all := w.articles("chat:a")
		if len(all) != 20 || w.count(articles.Common) != 0 {
			t.Fatalf("%d articles, %d on the common shelf", len(all), w.count(articles.Common))
		}
		if a := all[19]; a.Title != "News from Village 30" || a.Publisher != "Mill Herald" || a.AddedBy != "Kim" || !strings.Contains(a.Body, "\n\n") || a.URL != w.at+"/news/30" {
			t.Errorf("article %+v", a)
		}
		w.shows("/feed", xmlType, w.rss("Mill Herald", append([]entry{{guid: "new", link: "/news/new", title: "New", text: story("Newtown")}}, entries...)...))
		f := w.next("chat:a")
		if w.count("chat:a") != 21 || f.Health.Articles != 21 || !f.Health.New.Equal(f.Health.Read) {
			t.Errorf("%d articles after one more, health %+v", w.count("chat:a"), f.Health)
		}
		if again := w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:a"}); again.Fresh || w.count("chat:a") != 21 {
			t.Errorf("added again: %+v", again.Feed)
		}
	})
}

func TestFeedArticlesComeOnce(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		first := entry{guid: "g1", link: "/news/1", title: "Old mill", date: "Mon, 02 Nov 2026 10:00:00 +0000", text: story("Upper Wick")}
		w.shows("/feed", xmlType, w.rss("Herald", first))
		w.add(ingest.FeedRequest{URL: "/feed"})
		for _, change := range []struct {
			name     string
			change   func(*entry)
			revision int
		}{
			{"nothing", func(*entry) {}, 1},
			{"date", func(e *entry) { e.date = "Tue, 03 Nov 2026 10:00:00 +0000" }, 1},
			{"guid", func(e *entry) { e.guid = "g2" }, 1},
			{"guid and date", func(e *entry) { e.guid, e.date = "g3", "" }, 1},
			{"link, by guid", func(e *entry) { e.guid, e.link = "g3", "/other/1" }, 1},
			{"guid and link, by text", func(e *entry) { e.guid, e.link = "g9", "/else/1" }, 1},
			{"tracking", func(e *entry) { e.guid, e.link = "g10", "/else/1?utm_source=feed" }, 1},
			{"title", func(e *entry) { e.title = "Old mill gets roof" }, 2},
			{"text", func(e *entry) { e.text += "<p>The opposition has gone to court over it.</p>" }, 3},
		} {
			change.change(&first)
			w.shows("/feed", xmlType, w.rss("Herald", first))
			w.next(articles.Common)
			all := w.articles(articles.Common)
			if len(all) != 1 {
				t.Fatalf("%s: %d articles", change.name, len(all))
			}
			if all[0].Revision != change.revision {
				t.Errorf("%s: revision %d, want %d", change.name, all[0].Revision, change.revision)
			}
		}
		if err := w.store.Delete(t.Context(), articles.Common, 1); err != nil {
			t.Fatal(err)
		}
		first.text += "<p>Judges will hear the case.</p>"
		w.shows("/feed", xmlType, w.rss("Herald", first))
		w.next(articles.Common)
		if n := w.count(articles.Common); n != 0 {
			t.Errorf("%d articles: what was removed came back", n)
		}
	})
}

func TestFeedTeasesOrIsWhole(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		var tease, whole []entry
		for i := range 6 {
			name := fmt.Sprint("Place ", i)
			path := fmt.Sprint("/page/", i)
			w.shows(path, "text/html", pageOf("News from "+name, story(name)))
			tease = append(tease, entry{guid: path, link: path, title: "News from " + name, text: "<p>The council of " + name + " decided…</p>"})
			path = fmt.Sprint("/whole/", i)
			w.shows(path, "text/html", pageOf("Word from "+name, story("Old "+name)))
			whole = append(whole, entry{guid: path, link: path, title: "Word from " + name, text: story("Old " + name)})
		}
		w.shows("/tease", xmlType, w.rss("Teaser", tease[1:]...))
		w.shows("/feed", xmlType, w.rss("Whole", whole...))
		w.add(ingest.FeedRequest{URL: "/tease", Shelf: "chat:t"})
		w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:w"})
		if f := w.feed("chat:t"); f.Health.Texts != articles.TextsTease {
			t.Errorf("a feed of teasers counts as %q", f.Health.Texts)
		}
		if f := w.feed("chat:w"); f.Health.Texts != articles.TextsWhole {
			t.Errorf("a feed of whole texts counts as %q", f.Health.Texts)
		}
		pages := 0
		for i := range 6 {
			pages += w.times(fmt.Sprint("/whole/", i))
		}
		if pages != 2 {
			t.Errorf("%d pages of a whole feed were read, want two to compare", pages)
		}
		for _, shelf := range []articles.Shelf{"chat:t", "chat:w"} {
			for _, a := range w.articles(shelf) {
				if !strings.Contains(a.Body, "bakery") {
					t.Errorf("%s: article %d is not whole: %d bytes", shelf, a.Number, len(a.Body))
				}
			}
		}
		w.site("/page/0", nil) // gone before it could be read
		w.shows("/tease", xmlType, w.rss("Teaser", tease...))
		w.next("chat:t")
		if all := w.articles("chat:t"); len(all) != 6 || !strings.Contains(all[5].Body, "decided…") {
			t.Errorf("%d articles; the one without a page is not what the feed has of it", len(all))
		}
	})
}

func TestFeedsOfTheSameArticle(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		same := entry{guid: "a", link: "/news/1", title: "Old mill", text: story("Upper Wick")}
		w.shows("/one", xmlType, w.rss("One", same))
		same.guid = "1"
		w.shows("/two", xmlType, w.rss("Two", same)) // the same link
		same.guid, same.link, same.title = "2", "/elsewhere/1", "The old mill"
		w.shows("/three", xmlType, w.rss("Three", same)) // the same text
		for _, path := range []string{"/one", "/two", "/three"} {
			w.add(ingest.FeedRequest{URL: path})
		}
		w.add(ingest.FeedRequest{URL: "/one", Shelf: "chat:a"})
		if n := w.count(articles.Common); n != 1 {
			t.Fatalf("%d articles, want 1", n)
		}
		origins, err := w.store.Origins(t.Context(), []articles.Shelf{articles.Common}, 1)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, o := range origins {
			got += o.Publisher + " " + strings.TrimPrefix(o.URL, w.at) + "; "
		}
		if got != "One /news/1; Two /news/1; Three /elsewhere/1; " {
			t.Errorf("origins %s", got)
		}
		if n, err := w.store.Link(t.Context(), []articles.Shelf{articles.Common}, w.at+"/elsewhere/1"); n != 1 || err != nil {
			t.Errorf("the other link leads to %d, %v", n, err)
		}
		if w.count("chat:a") != 1 {
			t.Errorf("%d articles on another shelf", w.count("chat:a"))
		}
	})
}

func TestFeedInTrouble(t *testing.T) {
	fail := func(status int) http.HandlerFunc {
		return func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(status) }
	}
	withWorld(t, func(w *newsWorld) {
		w.shows("/feed", xmlType, w.rss("Herald", manyEntries(3, w.now())...))
		w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:a", AddedBy: "Kim"})
		take := func() []articles.FeedNotice {
			got, err := w.store.TakeNotices(t.Context(), "chat:a")
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		w.site("/feed", fail(500))
		began := w.now()
		visits := 0
		for visits < 100 {
			f := w.next("chat:a")
			visits++
			if wait := f.Health.Next.Sub(w.now()); wait > 24*time.Hour*106/100 {
				t.Fatalf("it waits %s", wait)
			}
			if got := take(); len(got) > 0 {
				if since := w.now().Sub(began); since < 72*time.Hour || since > 100*time.Hour || got[0].Trouble != articles.FeedFailing || got[0].Feed.Health.Error != "server error" {
					t.Errorf("told after %s: %+v", since, got[0])
				}
				break
			}
		}
		if visits > 12 {
			t.Errorf("a broken feed was asked %d times in three days", visits)
		}
		w.next("chat:a")
		if got := take(); len(got) != 0 {
			t.Errorf("told twice: %+v", got)
		}
		w.shows("/feed", xmlType, w.rss("Herald", manyEntries(4, w.now())...))
		if f := w.next("chat:a"); f.Health.Failures != 0 || f.Health.Error != "" || w.count("chat:a") != 4 {
			t.Errorf("after it recovered: %+v, %d articles", f.Health, w.count("chat:a"))
		}
		w.site("/feed", fail(410))
		w.next("chat:a")
		got := take()
		if len(got) != 1 || got[0].Trouble != articles.FeedGone || got[0].Feed.Health.Parked == "" {
			t.Fatalf("told of a feed that is gone: %+v", got)
		}
		w.turn(1000 * time.Hour)
		if n := w.round(); n != 0 {
			t.Errorf("a feed that is gone was asked again")
		}
		if err := w.store.ChangeFeed(t.Context(), "chat:a", got[0].Feed.ID, articles.FeedChange{Retry: true}); err != nil {
			t.Fatal(err)
		}
		if h := w.feed("chat:a").Health; h.Error != "" || h.Parked != "" || !h.Failing.IsZero() {
			t.Errorf("a feed that is to be tried again still fails: %+v", h)
		}
		if n := w.round(); n != 1 {
			t.Errorf("%d feeds were tried again", n)
		}
	})
}

func TestFeedMoves(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		body := w.rss("Herald", manyEntries(3, w.now())...)
		w.shows("/feed", xmlType, body)
		w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:a"})
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, "/new", http.StatusMovedPermanently)
		})
		w.shows("/new", xmlType, w.rss("Herald", manyEntries(4, w.now())...))
		f := w.next("chat:a")
		if f.URL != w.at+"/feed" || f.Health.Moved != w.at+"/new" || w.count("chat:a") != 4 {
			t.Fatalf("moved: %+v, %d articles", f, w.count("chat:a"))
		}
		got, err := w.store.TakeNotices(t.Context(), "chat:a")
		if err != nil || len(got) != 1 || got[0].Trouble != articles.FeedMoved {
			t.Errorf("told %+v, %v", got, err)
		}
		if err := w.store.ChangeFeed(t.Context(), "chat:a", f.ID, articles.FeedChange{Stay: true}); err != nil {
			t.Fatal(err)
		}
		if f = w.next("chat:a"); f.Health.Moved != "" || f.URL != w.at+"/feed" {
			t.Errorf("it should stay: %+v", f)
		}
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, "/newer", http.StatusMovedPermanently)
		})
		w.shows("/newer", xmlType, body)
		f = w.next("chat:a")
		if err := w.store.ChangeFeed(t.Context(), "chat:a", f.ID, articles.FeedChange{Follow: true}); err != nil {
			t.Fatal(err)
		}
		before := w.times("/feed")
		if f = w.next("chat:a"); f.URL != w.at+"/newer" || w.times("/feed") != before || w.count("chat:a") != 4 {
			t.Errorf("followed: %+v, %d articles", f, w.count("chat:a"))
		}
	})
}

func TestFeedKeepsItsSecret(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		secret := articles.Secret{User: "canary-user", Password: "canary-pass", Header: "X-Key", Value: "canary-key"}
		leaked := ""
		w.site("/page", func(out http.ResponseWriter, r *http.Request) {
			leaked += r.Header.Get("Authorization") + r.Header.Get("X-Key")
			fmt.Fprint(out, pageOf("Old mill", story("Upper Wick")))
		})
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			user, password, _ := r.BasicAuth()
			if user != secret.User || password != secret.Password || r.Header.Get("X-Key") != secret.Value {
				out.WriteHeader(http.StatusUnauthorized)
				return
			}
			out.Header().Set("Content-Type", xmlType)
			fmt.Fprint(out, w.rss("Herald", entry{guid: "1", link: "/page", title: "Old mill", text: "Teaser"}))
		})
		if _, err := w.feeds.Check(t.Context(), ingest.FeedRequest{URL: w.at + "/feed"}); err == nil {
			t.Error("a locked feed opened itself")
		}
		w.add(ingest.FeedRequest{URL: "/feed", Secret: secret})
		f := w.next(articles.Common)
		if f.Health.Failures != 0 || w.count(articles.Common) != 1 || leaked != "" {
			t.Errorf("health %+v, %d articles, leaked %q", f.Health, w.count(articles.Common), leaked)
		}
		elsewhere := ""
		w.site("/caught", func(out http.ResponseWriter, r *http.Request) {
			elsewhere += r.Header.Get("Authorization") + r.Header.Get("X-Key")
		})
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, strings.Replace(w.at, "127.0.0.1", "127.0.0.2", 1)+"/caught", http.StatusFound)
		})
		w.next(articles.Common)
		if elsewhere != "" || w.times("/caught") == 0 {
			t.Errorf("a redirect to another host got %q", elsewhere)
		}
		if text := fmt.Sprintf("%+v %s", f, w.log.String()); strings.Contains(text, "canary") {
			t.Error("a secret is shown or logged")
		}
	})
}

func TestFeedPoisonIsParked(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		w.in.Summarizer = breakingSummarizer{w.in.Summarizer}
		entries := manyEntries(3, w.now())
		entries[1].text = "<p>" + poison + "</p>" + entries[1].text
		w.shows("/feed", xmlType, w.rss("Herald", entries...))
		w.add(ingest.FeedRequest{URL: "/feed"})
		if n := w.count(articles.Common); n != 2 {
			t.Fatalf("%d articles, want the two that are well", n)
		}
		for range 10 {
			w.turn(30 * time.Minute)
			w.round()
		}
		f := w.feed(articles.Common)
		if f.Health.Left != 1 || f.Health.Articles != 2 || f.Health.Parked != "" {
			t.Errorf("health %+v", f.Health)
		}
		if n := strings.Count(w.log.String(), "panic over an entry"); n != 3 {
			t.Errorf("tried %d times, want 3", n)
		}
	})
	withWorld(t, func(w *newsWorld) {
		reader := &breakingReader{}
		w.in.Reader = reader
		w.shows("/feed", xmlType, w.rss("Herald", manyEntries(3, w.now())...))
		w.add(ingest.FeedRequest{URL: "/feed"})
		reader.broken = true
		w.shows("/feed", xmlType, w.rss("Herald", manyEntries(4, w.now())...))
		for range 3 {
			w.next(articles.Common)
		}
		f := w.feed(articles.Common)
		w.turn(1000 * time.Hour)
		if n := w.round(); f.Health.Parked != string(feeds.Crashed) || n != 0 {
			t.Errorf("health %+v, %d visits more", f.Health, n)
		}
	})
}

func TestFeedDiscovery(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		w.shows("/", "text/html", `<!doctype html><title>Site</title><link rel="alternate" type="application/rss+xml" href="/feed" title="News">`)
		_, err := w.feeds.Check(t.Context(), ingest.FeedRequest{URL: w.at + "/"})
		var other *ingest.NotFeedError
		if !errors.As(err, &other) || len(other.Found) != 1 || other.Found[0].URL != w.at+"/feed" {
			t.Errorf("a page that names its feed: %v", err)
		}
		w.shows("/", "text/html", `<!doctype html><title>Site</title><p>Nothing here`)
		w.shows("/rss.xml", xmlType, w.rss("Herald", manyEntries(1, w.now())...))
		_, err = w.feeds.Check(t.Context(), ingest.FeedRequest{URL: w.at + "/"})
		if !errors.As(err, &other) || len(other.Found) != 1 || other.Found[0].URL != w.at+"/rss.xml" || other.Found[0].Title != "Herald" {
			t.Errorf("a site with a feed in a usual place: %v", err)
		}
	})
}
