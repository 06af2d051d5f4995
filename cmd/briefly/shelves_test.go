package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/rediscache/redistest"
	"briefly/adapters/sandbox"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/bot"
)

// operators is how many articles the operator has added.
const operators = 3

// unlimited lets everybody ask at any rate.
type unlimited struct{}

func (unlimited) Allow(bot.Request) (ok, tell bool) { return true, false }

// upload is a file as an adapter hands it over.
func upload(name, text string) bot.File {
	return bot.File{Name: name, Size: int64(len(text)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

// person is somebody in a private chat, a group or the console.
func person(at, self string, text string) bot.Request {
	kind := bot.Private
	if at != self {
		kind = bot.Group
	}
	return bot.Request{
		At: bot.Place{Platform: "test", Chat: at}, Self: bot.Place{Platform: "test", Chat: self},
		Kind: kind, Locale: "en", Text: text,
		Admin: func(context.Context) (bool, error) { return true, nil },
	}
}

// TestNothingOfOneChatReachesAnother adds an article and a feed in chat A and asks every
// command, and every completion, in other places: no word of it may come back,
// and no answer may differ from what it was before. That holds with either level
// of the cache as without.
func TestNothingOfOneChatReachesAnother(t *testing.T) {
	t.Run("uncached", func(t *testing.T) { keepsApart(t, cacheConfig{}) })
	t.Run("process", func(t *testing.T) { keepsApart(t, cacheConfig{Lifetime: time.Hour, Bytes: 1 << 24}) })
	t.Run("redis", func(t *testing.T) {
		s := redistest.Start(t)
		keepsApart(t, cacheConfig{Lifetime: time.Hour, Bytes: 1 << 24, Redis: s.URL("")})
		kept, err := s.Client("").Keys(t.Context(), "*").Result()
		if err != nil || len(kept) == 0 {
			t.Fatalf("%d keys in redis, %v", len(kept), err)
		}
		for _, key := range kept {
			if strings.Contains(key, "test:a") {
				t.Errorf("%s has left the process", key)
			}
			value, _ := s.Client("").Get(t.Context(), key).Result() // limits are no texts
			if strings.Contains(value, "Zanzitown") || strings.Contains(value, "4711") {
				t.Errorf("%s holds the chat's article", key)
			}
		}
	})
}

func keepsApart(t *testing.T, cache cacheConfig) {
	a := &app{config: config{Data: t.TempDir(), Cache: cache}, metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: func() time.Time { return scriptNow }}
	reader, err := sandbox.New(sandbox.Options{Args: []string{sandboxArgument}})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	err = a.withStore(t.Context(), func(store *sqlstore.Store) error {
		return a.withCaches(t.Context(), store, func(c *caches) error { return askAround(t, a, store, reader, c) })
	})
	if err != nil {
		t.Fatal(err)
	}
}

func askAround(t *testing.T, a *app, store *sqlstore.Store, reader *sandbox.Pool, c *caches) error {
	t.Helper()
	in := a.ingester(store, reader, nil)
	for i := range operators {
		text := fmt.Sprintf("The tram number %d was late today, several visitors of the town complained to the council.", i)
		if _, err := in.Store(t.Context(), articles.Article{Title: fmt.Sprintf("Tram %d is late", i), Body: text, Publisher: "Town Crier"}); err != nil {
			return err
		}
	}
	b := a.newBot(store, in, a.feeds(store, in), nil, unlimited{}, c)
	others := []bot.Request{person("b", "b", ""), person("group", "a", ""), person("group", "b", ""), person("", "", "")}
	before := askEverything(t, b, others)
	text := "Quokkafest opens in Zanzitown\n\nThe Quokkafest opened in Zanzitown on the first day of spring, the mayor said. " +
		"About 4711 visitors came to see the Quokkafest, which lasts for three days.\n\nThe mayor of Zanzitown thanked all the helpers."
	add := person("a", "a", "/add")
	add.Files = []bot.File{upload("quokkafest.txt", text)}
	added := answer(b, add)
	if !strings.Contains(asJSON(t, added), "Quokkafest") {
		t.Fatalf("the article was not added: %+v", added)
	}
	found := answer(b, person("a", "a", "quokkafest"))
	if len(found.Lead) == 0 {
		t.Fatalf("chat A does not find its own article: %+v", found)
	}
	addFeedInTrouble(t, store, person("a", "a", "").At.Shelf())
	after := askEverything(t, b, others)
	for question, was := range before {
		if is := after[question]; is != was {
			t.Errorf("%s: the answer changed\nfrom %s\nto   %s", question, was, is)
		}
	}
	for question, is := range after {
		for _, secret := range []string{"uokkafest", "anzitown", "4711", "the mayor"} {
			if strings.Contains(strings.ReplaceAll(is, question, ""), secret) && !strings.Contains(question, secret) {
				t.Errorf("%s: %s", question, is)
			}
		}
	}
	if told := asJSON(t, answer(b, person("a", "a", "/sources"))); strings.Count(told, "Feed of Zanzitown") != 2 {
		t.Errorf("chat A is not told of its own feed: %s", told)
	}
	return nil
}

// addFeedInTrouble adds a feed of which its chat is to be told.
func addFeedInTrouble(t *testing.T, store *sqlstore.Store, shelf articles.Shelf) {
	t.Helper()
	until := scriptNow.Add(time.Minute)
	f, _, err := store.AddFeed(t.Context(), articles.Feed{
		Shelf: shelf, URL: "http://zanzitown.example/rss?key=4711", Title: "Feed of Zanzitown", AddedBy: "the mayor", Added: scriptNow,
	}, articles.Secret{User: "mayor", Password: "uokkafest"}, until)
	if err != nil {
		t.Fatal(err)
	}
	err = store.SaveVisit(t.Context(), articles.FeedReport{
		Feed: f.ID, Until: until, At: scriptNow, Notice: articles.FeedGone, Site: "http://zanzitown.example/",
		Health: articles.FeedHealth{Failures: 1, Failing: scriptNow, Error: "gone", Parked: "gone", Moved: "http://zanzitown.example/4711"},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// askEverything asks every command with arguments that would find chat A's
// article, and completes every parameter.
func askEverything(t *testing.T, b *bot.Bot, others []bot.Request) map[string]string {
	t.Helper()
	got := map[string]string{}
	arguments := []string{"", "quokkafest", "zanzitown mayor", "quokkafst", "visitors", "#%d", "%d", "since:all visitors", "1 do:undo", "1 do:follow"}
	for _, who := range others {
		for _, c := range b.Commands() {
			for _, text := range arguments {
				numbers := 1
				if strings.Contains(text, "%d") {
					numbers = 6 // chat A's article among them
				}
				for n := range numbers {
					r := who
					r.Text = "/" + c.Name + " " + text
					if numbers > 1 {
						r.Text = fmt.Sprintf(r.Text, n+1)
					}
					if c.Name == "remove" && r.At.Console() && n < operators {
						continue // the operator may remove these
					}
					got[fmt.Sprintf("%s by %s: %s", r.At, r.Self, r.Text)] = asJSON(t, answer(b, r))
				}
			}
			for _, p := range c.Params {
				for _, prefix := range []string{"", "q", "quok", "zan", "v"} {
					r := who
					r.Text = "/" + c.Name + " " + prefix
					got[fmt.Sprintf("%s by %s completes %s: %s", r.At, r.Self, p.Name, r.Text)] = asJSON(t, b.Complete(t.Context(), r, p.Name))
				}
			}
		}
	}
	return got
}

func answer(b *bot.Bot, r bot.Request) (last bot.Answer) {
	for a := range b.Answer(context.Background(), r) {
		last = a
	}
	return last
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
