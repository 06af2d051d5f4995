package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/rediscache/redistest"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

// printed is what several goroutines print.
type printed struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (p *printed) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.Write(text)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.String()
}

// TestRedisPasswordIsToldNobody breaks Redis in every way and collects whatever
// the program says meanwhile: log, answers, metrics, doctor and errors.
func TestRedisPasswordIsToldNobody(t *testing.T) {
	const canary = "canary-4711"
	s := redistest.Start(t, "--requirepass", canary)
	set := func(what string) func() {
		return func() {
			if err := s.Client(canary).ConfigSet(t.Context(), "maxmemory", what).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	nothing := func() {}
	for _, f := range []struct {
		name, url    string
		strike, mend func()
	}{
		{"well", s.URL(canary), nothing, nothing},
		{"refused", s.URL(canary + "-wrong"), nothing, nothing},
		{"unknown host", "redis://user:" + canary + "@nowhere.invalid:1", nothing, nothing},
		{"no encryption there", "rediss://:" + canary + "@" + s.Addr, nothing, nothing},
		{"full", s.URL(canary), set("1"), set("0")},
		{"emptied", s.URL(canary), func() { s.Client(canary).FlushAll(t.Context()) }, nothing},
		{"frozen", s.URL(canary), s.Pause, s.Resume},
		{"killed", s.URL(canary), s.Kill, s.Again},
	} {
		t.Run(f.name, func(t *testing.T) {
			said := &printed{}
			a := &app{
				config:  config{Data: t.TempDir(), Cache: cacheConfig{Redis: f.url, Lifetime: time.Hour, Bytes: 1 << 24}},
				metrics: metrics.New(), now: time.Now, out: said,
				log: slog.New(slog.NewTextHandler(said, &slog.HandlerOptions{Level: slog.LevelDebug})),
			}
			err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
				in := a.ingester(store, nil, nil)
				return a.withCaches(t.Context(), store, func(c *caches) error {
					b := a.newBot(store, in, a.feeds(store, in), nil, c.limiter(time.Now), c)
					for n := range 10 {
						if n == 3 {
							f.strike()
						}
						tell(t, in, "walrus", n)
						fmt.Fprintln(said, asJSON(t, answer(b, person("b", "b", "/search walrus"))), asJSON(t, answer(b, person("b", "b", fmt.Sprint("walrus ", n)))))
					}
					page := httptest.NewRecorder()
					a.metrics.Handler().ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/metrics", nil))
					fmt.Fprintln(said, page.Body)
					return nil
				})
			})
			fmt.Fprintln(said, err, doctorCmd{}.Run(t.Context(), a))
			f.mend()
			all := said.String()
			if !strings.Contains(all, "report 9") || !strings.Contains(all, "briefly_lookups_total") || !strings.Contains(all, " redis: ") {
				t.Fatalf("not everything was said:\n%s", all)
			}
			if i := strings.Index(all, canary); i >= 0 {
				t.Errorf("it tells the password: %s", all[max(0, i-200):i])
			}
		})
	}
}

// TestNothingOfAChatIsInRedis fills a chat's shelf, asks about it in every way,
// forgets it, and reads all of Redis before and after.
func TestNothingOfAChatIsInRedis(t *testing.T) {
	s := redistest.Start(t)
	const chat = "471147114711"
	withProcess(t, t.TempDir(), s.URL(""), func(b *bot.Bot, in *ingest.Ingester) {
		tell(t, in, "walrus", 1)
		if _, err := in.Store(t.Context(), articles.Article{
			Shelf: articles.Shelf("test:" + chat), Title: "Quokkafest of Kim", Publisher: "Zanzipress", AddedBy: "Kimberella",
			Body: "The Quokkafest opened in Zanzitown near a harbour on the first day of spring, several visitors told the council.",
		}); err != nil {
			t.Fatal(err)
		}
		everything := func() {
			for _, text := range []string{"quokkafest", "/summary", "/search quokkafest", "/sources", "/mydata", "#2", "/summary #2", "walrus"} {
				answer(b, person(chat, chat, text))
				answer(b, person(chat, "kim-4712", text))
			}
		}
		everything()
		if !strings.Contains(asJSON(t, answer(b, person(chat, chat, "/search quokkafest"))), "Quokkafest of Kim") {
			t.Fatal("the chat does not find its own article")
		}
		answer(b, person("other", "other", "walrus")) // this does go to Redis
		holdsNothing(t, s, chat, "kim-4712", "quokka", "zanzi", "kimberella")
		answer(b, person(chat, chat, "/forget yes"))
		if strings.Contains(asJSON(t, answer(b, person(chat, chat, "/search harbour"))), "Quokkafest of Kim") {
			t.Error("it is not forgotten")
		}
		answer(b, person(chat, chat, "/summary"))
		holdsNothing(t, s, chat, "kim-4712", "quokka", "zanzi", "kimberella")
	})
}

// holdsNothing reads every key and value in Redis, once it holds some.
func holdsNothing(t *testing.T, s *redistest.Server, private ...string) {
	t.Helper()
	client := s.Client("")
	var keys []string
	for wait := time.Now().Add(5 * time.Second); len(keys) == 0 && time.Now().Before(wait); time.Sleep(100 * time.Millisecond) {
		keys = client.Keys(context.Background(), "*").Val()
	}
	if len(keys) == 0 {
		t.Fatal("redis holds nothing at all")
	}
	for _, key := range keys {
		value, err := client.Get(t.Context(), key).Result()
		if err != nil {
			t.Errorf("read %s: %v", key, err)
		}
		for _, x := range private {
			if strings.Contains(strings.ToLower(key+value), x) {
				t.Errorf("%q is in redis, under %s", x, key)
			}
		}
	}
}
