package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/articles/stories"
)

// meddlingSummarizer lets something happen while an article is being made.
type meddlingSummarizer struct {
	articles.Summarizer
	calls  int
	meddle func(call int)
}

func (m *meddlingSummarizer) Summarize(ctx context.Context, r articles.SummaryRequest) (articles.Summary, error) {
	m.calls++
	m.meddle(m.calls)
	return m.Summarizer.Summarize(ctx, r)
}

// What takes a feed away while its articles are being brought takes those, too,
// and those that would still have come.
func TestFeedRemovedWhileItIsRead(t *testing.T) {
	const shelf = "chat:a"
	for _, how := range []string{"undone", "undone while its first page is compared", "forgotten"} {
		t.Run(how, func(t *testing.T) {
			withWorld(t, func(w *newsWorld) {
				remove := func() {
					var err error
					if how == "forgotten" {
						_, err = w.store.Clear(t.Context(), shelf)
					} else {
						_, err = w.store.RemoveFeed(t.Context(), shelf, w.feed(shelf).ID, true)
					}
					if err != nil {
						t.Error(err)
					}
				}
				entries := manyEntries(10, w.now())
				meddler := &meddlingSummarizer{Summarizer: w.in.Summarizer, meddle: func(call int) {
					if call == 4 {
						remove()
					}
				}}
				if strings.Contains(how, "page") {
					meddler.meddle = func(int) {}
					w.site("/news/1", func(out http.ResponseWriter, _ *http.Request) {
						remove()
						fmt.Fprint(out, pageOf(entries[9].title, entries[9].text))
					})
				}
				w.in.Summarizer = meddler
				w.shows("/feed", xmlType, w.rss("Herald", entries...))
				w.add(ingest.FeedRequest{URL: "/feed", Shelf: shelf})
				if n := w.count(shelf); n != 0 {
					t.Errorf("%d articles of a feed that is not there", n)
				}
				if meddler.calls > 4 {
					t.Errorf("%d articles were made, the last ones for nobody", meddler.calls)
				}
			})
		})
	}
}

// A secret is for the host that it was given for, wherever the feed goes.
func TestFeedSecretStaysAtItsHost(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		other := strings.Replace(w.at, "127.0.0.1", "127.0.0.2", 1)
		told := ""
		feed := w.rss("Herald", entry{guid: "1", title: "Old mill", text: story("Upper Wick")})
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Host, "127.0.0.2") {
				told += r.Header.Get("Authorization")
			} else if _, password, _ := r.BasicAuth(); password != "canary" {
				out.WriteHeader(http.StatusUnauthorized)
				return
			}
			out.Header().Set("Content-Type", xmlType)
			fmt.Fprint(out, feed)
		})
		w.shows("/site", "text/html", `<link rel="alternate" type="application/rss+xml" href="`+other+`/feed">`)
		moves := func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, other+"/feed", http.StatusMovedPermanently)
		}
		w.site("/moved", moves)
		secret := articles.Secret{User: "reader", Password: "canary"}

		request := ingest.FeedRequest{URL: w.at + "/site", Shelf: "chat:site", Secret: secret}
		if got := request.For(other + "/feed"); !got.Secret.IsZero() || got.URL != other+"/feed" {
			t.Errorf("a feed elsewhere is asked for with %+v", got)
		}
		if got := request.For(w.at + "/feed"); got.Secret != secret {
			t.Error("a feed of the same host is asked for without its secret")
		}
		w.add(ingest.FeedRequest{URL: "/moved", Shelf: "chat:moved", Secret: secret})
		if f := w.feed("chat:moved"); f.URL != w.at+"/moved" {
			t.Errorf("added as %s, where the secret must not go", f.URL)
		}
		w.next("chat:moved")

		w.add(ingest.FeedRequest{URL: "/feed", Shelf: "chat:later", Secret: secret})
		w.site("/feed", func(out http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Host, "127.0.0.1") {
				moves(out, r)
				return
			}
			told += r.Header.Get("Authorization")
			fmt.Fprint(out, feed)
		})
		f := w.next("chat:later")
		if err := w.store.ChangeFeed(t.Context(), "chat:later", f.ID, articles.FeedChange{Follow: true}); err != nil {
			t.Fatal(err)
		}
		if f = w.next("chat:later"); f.URL != other+"/feed" || f.Health.Error != "" || told != "" {
			t.Errorf("%s: %+v, told %q", f.URL, f.Health, told)
		}
	})
}

// meddlingGrouper lets something happen once, just before an article is stored.
type meddlingGrouper struct {
	ingest.Grouper
	meddle func()
}

func (m *meddlingGrouper) Place(ctx context.Context, e articles.Entry) (stories.Match, error) {
	if m.meddle != nil {
		m.meddle()
		m.meddle = nil
	}
	return m.Grouper.Place(ctx, e)
}

// Two processes may read two feeds with the same texts at the same time.
func TestFeedsOfTheSameArticleInTwoProcesses(t *testing.T) {
	withWorld(t, func(w *newsWorld) {
		text := story("Upper Wick")
		w.shows("/one", xmlType, w.rss("One", entry{guid: "1", link: "/one/1", title: "Old mill", text: text}))
		w.shows("/two", xmlType, w.rss("Two", entry{guid: "a", link: "/two/a", title: "Old mill", text: text}))
		options := w.feeds.FeedOptions
		in := ingest.New(w.in.Options)
		in.Grouper = &meddlingGrouper{Grouper: w.in.Grouper, meddle: func() { w.add(ingest.FeedRequest{URL: "/two"}) }}
		slower := ingest.NewFeeds(in, options)
		seen, err := slower.Add(t.Context(), ingest.FeedRequest{URL: w.at + "/one"})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		if err := slower.Bring(t.Context(), seen, func(ingest.Result) { told++ }); err != nil {
			t.Fatal(err)
		}
		all := w.articles(articles.Common)
		if len(all) != 1 || told != 0 {
			t.Fatalf("%d articles, %d told of by the slower one", len(all), told)
		}
		if seen, err := w.store.Origins(t.Context(), []articles.Shelf{articles.Common}, all[0].Number); err != nil || len(seen) != 2 {
			t.Errorf("origins %+v, %v", seen, err)
		}
	})
}
