package main

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

func TestLinkIsReadRememberedAndRefreshed(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		ask := func(path string) []bot.Answer { return all(b, person("p", "p", s.URL+path)) }
		first := ask("/mill?utm_source=chat")
		if len(first) != 1 || first[0].Title != "Old mill gets a new roof" || len(first[0].Lead) < 3 || len(first[0].Lead) > 5 {
			t.Fatalf("%+v", first)
		}
		if src := first[0].Sources[0]; src.Publisher != "Mill Herald" || src.URL != s.URL+"/mill" {
			t.Errorf("source %+v", src)
		}
		if !strings.Contains(first[0].Note, "min to read") || !strings.Contains(first[0].Note, "Added as #") {
			t.Errorf("note %q", first[0].Note)
		}
		if again := ask("/mill"); len(again) != 1 || s.served.Load() != 1 {
			t.Errorf("asked again at once: %d answers, %d pages served", len(again), s.served.Load())
		}
		if moved := ask("/moved"); moved[0].Sources[0].Number != first[0].Sources[0].Number {
			t.Errorf("a moved link is another article: %+v", moved[0].Sources[0])
		}
		c.turn(2 * time.Hour)
		if same := ask("/mill"); len(same) != 1 || s.served.Load() != 3 {
			t.Errorf("refreshed without change: %d answers, %d pages served", len(same), s.served.Load())
		}
		s.changed.Store(true)
		c.turn(2 * time.Hour)
		updated := ask("/mill")
		if len(updated) != 2 || !strings.Contains(updated[1].Note, "updated") {
			t.Errorf("a changed page: %+v", updated)
		}
		// What one person sent privately is nobody else's.
		if other := all(b, person("q", "q", "old mill")); len(other[0].Lead) != 0 {
			t.Errorf("another person sees it: %+v", other[0])
		}
	})
}

// mill asks for the mill's page in a private chat.
func (s *site) mill(b *bot.Bot, chat string) []bot.Answer {
	return all(b, person(chat, chat, s.URL+"/mill"))
}

// answerWith has something else answer for the mill.
func (s *site) answerWith(f http.HandlerFunc) { s.instead.Store(&f) }

func TestWhatOthersShareIsRefreshedAtItsOwnAddress(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		common, err := s.in.AddLink(t.Context(), ingest.Link{URL: s.URL + "/mill"})
		if err != nil {
			t.Fatal(err)
		}
		s.changed.Store(true)
		c.turn(2 * time.Hour)
		got := s.mill(b, "a")
		if len(got) != 2 || got[1].Sources[0].Number != common.Number || !strings.Contains(got[1].Note, "updated just now") {
			t.Fatalf("in chat a: %+v", got)
		}
		c.turn(20 * time.Minute)
		if got := s.mill(b, "b"); len(got) != 1 || !strings.Contains(got[0].Note, "updated 20 minutes ago") {
			t.Errorf("in chat b, later: %+v", got)
		}
		if n, _ := s.store.Count(t.Context(), []articles.Shelf{"test:a", "test:b"}); n != 0 {
			t.Errorf("%d copies on private shelves", n)
		}
		// The page at the address has become another one, or less than it was.
		for name, f := range map[string]http.HandlerFunc{
			"moved": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page/1", http.StatusFound) },
			"stub": func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte(challenge))
			},
			"gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		} {
			s.answerWith(f)
			c.turn(2 * time.Hour)
			if got := s.mill(b, "a"); len(got) != 1 || got[0].Title != "Old mill gets a new roof" {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}

func TestAFailedRefreshIsNotTriedByEverybody(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		if _, err := s.in.AddLink(t.Context(), ingest.Link{URL: s.URL + "/mill"}); err != nil {
			t.Fatal(err)
		}
		s.answerWith(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
		c.turn(2 * time.Hour)
		for _, chat := range []string{"a", "b", "c", "a"} {
			if got := s.mill(b, chat); len(got) != 1 || len(got[0].Lead) == 0 {
				t.Errorf("chat %s: %+v", chat, got)
			}
		}
		if n := s.served.Load(); n != 2 {
			t.Errorf("the page was asked for %d times, want once more", n-1)
		}
	})
}

// A slow page keeps nobody: the stored answer comes at once, the chat is free
// again after a few seconds, and whoever asks then gets what came of it.
func TestASlowRefreshKeepsNoChat(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		first, err := s.in.AddLink(t.Context(), ingest.Link{URL: s.URL + "/mill"})
		if err != nil {
			t.Fatal(err)
		}
		free := make(chan struct{})
		s.answerWith(func(w http.ResponseWriter, _ *http.Request) {
			<-free
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(page("Old mill gets a new roof", "A storm has delayed the work.")))
		})
		c.turn(2 * time.Hour)
		start := time.Now()
		var asking sync.WaitGroup
		for _, chat := range []string{"a", "b"} { // one page is read for both
			asking.Go(func() {
				for a := range b.Answer(t.Context(), person(chat, chat, s.URL+"/mill")) {
					if took := time.Since(start); took > time.Second || len(a.Lead) == 0 {
						t.Errorf("chat %s, after %v: %+v", chat, took, a)
					}
				}
			})
		}
		asking.Wait()
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("the chats were kept for %v", took)
		}
		if n := s.served.Load(); n != 2 {
			t.Errorf("asked for %d times, want twice", n)
		}
		close(free)
		shelves := []articles.Shelf{articles.Common}
		for a := (articles.Article{}); a.Revision < 2; time.Sleep(10 * time.Millisecond) {
			if a, err = s.store.Article(t.Context(), shelves, first.Number); err != nil || time.Since(start) > 20*time.Second {
				t.Fatalf("revision %d, %v", a.Revision, err)
			}
		}
		if got := s.mill(b, "b"); len(got) != 1 || !strings.Contains(got[0].Note, "updated") {
			t.Errorf("afterwards: %+v", got)
		}
	})
}

// What is removed while its page is read again stays removed.
func TestARefreshDoesNotBringBackWhatWasRemoved(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		added := s.mill(b, "a")[0].Sources[0].Number
		asked, free := make(chan struct{}), make(chan struct{})
		s.answerWith(func(w http.ResponseWriter, _ *http.Request) {
			close(asked)
			<-free
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(page("Old mill gets a new roof", "A storm has delayed the work.")))
		})
		c.turn(2 * time.Hour)
		answered := make(chan []bot.Answer)
		go func() { answered <- s.mill(b, "a") }()
		<-asked
		if err := s.store.Delete(t.Context(), "test:a", added); err != nil {
			t.Fatal(err)
		}
		close(free)
		if got := <-answered; len(got) != 1 {
			t.Errorf("answers: %+v", got)
		}
		if n, err := s.store.Count(t.Context(), []articles.Shelf{"test:a"}); n != 0 || err != nil {
			t.Errorf("%d articles are back, %v", n, err)
		}
	})
}

func TestLinesOfSeveralLinksAreRefreshedToo(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		text := s.URL + "/mill " + s.URL + "/page/1"
		all(b, person("a", "a", text))
		s.changed.Store(true)
		c.turn(2 * time.Hour)
		got := all(b, person("a", "a", text))
		if len(got) != 2 || !strings.Contains(got[1].Note, "updated just now") || len(got[1].Items) != 2 {
			t.Errorf("%+v", got)
		}
	})
}

// One page, however its address is written, is fetched once and is one article.
func TestOnePageInManySpellings(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		first := s.mill(b, "a")[0].Sources[0].Number
		for _, link := range []string{
			"/mill/", "/mill#roof", "/mill?utm_source=x&fbclid=y", "/mill/?utm_medium=z#top", "/mill?",
		} {
			got := all(b, person("a", "a", strings.Replace(s.URL, "http", "HTTP", 1)+link))
			if len(got) != 1 || len(got[0].Sources) == 0 || got[0].Sources[0].Number != first {
				t.Errorf("%s: %+v", link, got)
			}
		}
		if n := s.served.Load(); n != 1 {
			t.Errorf("fetched %d times", n)
		}
	})
}

// A file says where it comes from, and that is all it can do with it.
func TestAFileDoesNotSpeakForAPage(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		forged := strings.Replace(page("Mill burns down", ""), "<head>", `<head><link rel="canonical" href="`+s.URL+`/mill">`, 1)
		send := person("a", "a", "")
		send.Files = []bot.File{upload("mill.html", forged)}
		file := all(b, send)
		if len(file) != 1 || file[0].Title != "Mill burns down" || file[0].Sources[0].URL != s.URL+"/mill" {
			t.Fatalf("the file: %+v", file)
		}
		got := s.mill(b, "a")
		if got[0].Title != "Old mill gets a new roof" || s.served.Load() != 1 {
			t.Errorf("the link after the file: %+v", got)
		}
		all(b, send)
		if got := s.mill(b, "a"); got[0].Title != "Old mill gets a new roof" || strings.Contains(got[0].Note, "updated") {
			t.Errorf("the link after both: %+v", got)
		}
	})
}

// A link that leads elsewhere from day to day is followed each time.
func TestALinkThatLeadsElsewhereIsFollowed(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		for _, want := range []string{"Old mill gets a new roof", "News from mill 2"} {
			if got := all(b, person("a", "a", s.URL+"/latest")); got[0].Title != want {
				t.Errorf("%q, want %q", got[0].Title, want)
			}
			s.changed.Store(true)
		}
	})
}

// What a feed said of an article stays when its page is read again.
func TestARefreshKeepsWhatAFeedSaid(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, c *clock) {
		published := time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)
		put, err := s.in.Store(t.Context(), articles.Article{
			URL: s.URL + "/mill", Title: "A roof for the mill", Publisher: "Wick Wire", Author: "Odo Marsh", Published: published,
			Body: "The council of Upper Wick decided on Monday to give the old mill a new roof.", Checked: c.now(),
			Quality: articles.Quality{Form: articles.FormPage, Words: 15, Paragraphs: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		c.turn(2 * time.Hour)
		if got := s.mill(b, "a"); len(got) != 2 {
			t.Fatalf("%+v", got)
		}
		a, err := s.store.Article(t.Context(), []articles.Shelf{articles.Common}, put.Number)
		if err != nil || a.Revision != 2 || a.Publisher != "Wick Wire" || a.Author != "Odo Marsh" || !a.Published.Equal(published) ||
			!strings.Contains(a.Body, "Owls") {
			t.Errorf("%+v, %v", a, err)
		}
		c.turn(2 * time.Hour)
		if got := s.mill(b, "a"); len(got) != 1 {
			t.Errorf("the same text is another revision: %+v", got)
		}
	})
}
