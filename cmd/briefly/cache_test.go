package main

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/rediscache/redistest"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

// withProcess runs do with a bot as a process of its own would have it over a
// data folder.
func withProcess(t *testing.T, dir, redis string, do func(*bot.Bot, *ingest.Ingester)) {
	t.Helper()
	a := &app{
		config:  config{Data: dir, Cache: cacheConfig{Redis: redis, Lifetime: time.Hour, Bytes: 1 << 24}},
		metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: time.Now,
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := a.ingester(store, nil, nil)
		return a.withCaches(t.Context(), store, func(c *caches) error {
			do(a.newBot(store, in, a.feeds(store, in), nil, unlimited{}, c), in)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tell stores an article about a topic.
func tell(t *testing.T, in *ingest.Ingester, topic string, n int) {
	t.Helper()
	text := fmt.Sprintf("The %s was seen near the harbour for the time number %d, several fishermen told the council.", topic, n)
	if _, err := in.Store(t.Context(), articles.Article{Title: fmt.Sprintf("%s seen, report %d", topic, n), Body: text, Publisher: "Town Crier"}); err != nil {
		t.Fatal(err)
	}
}

// knows reports whether an answer about a topic shows report n.
func knows(t *testing.T, b *bot.Bot, topic string, n int) bool {
	t.Helper()
	found := asJSON(t, answer(b, person("b", "b", "/search "+topic)))
	return strings.Contains(found, fmt.Sprintf("report %d\"", n))
}

// TestAdditionsAreFoundEverywhere adds articles in one process and asks in two:
// at once where it was added, within two seconds elsewhere, with Redis and
// without, and while it is lost.
func TestAdditionsAreFoundEverywhere(t *testing.T) {
	for _, redis := range []bool{false, true} {
		t.Run(fmt.Sprintf("redis %v", redis), func(t *testing.T) {
			t.Parallel()
			url := ""
			var s *redistest.Server
			if redis {
				s = redistest.Start(t)
				url = s.URL("")
			}
			dir := t.TempDir()
			withProcess(t, dir, url, func(here *bot.Bot, in *ingest.Ingester) {
				withProcess(t, dir, url, func(there *bot.Bot, _ *ingest.Ingester) {
					for n := range 4 {
						if n == 2 && redis {
							s.Kill()
						}
						knows(t, here, "walrus", n) // what is remembered now is wrong in a moment
						knows(t, there, "walrus", n)
						tell(t, in, "walrus", n)
						added := time.Now()
						if !knows(t, here, "walrus", n) {
							t.Errorf("report %d is not found where it was added", n)
						}
						for !knows(t, there, "walrus", n) {
							if time.Since(added) > 2*time.Second {
								t.Fatalf("report %d is not found elsewhere after 2 s", n)
							}
							time.Sleep(10 * time.Millisecond)
						}
					}
				})
			})
		})
	}
}

// TestNobodyNoticesRedis strikes Redis while people ask: every answer stays what
// it is without, and none takes much longer.
func TestNobodyNoticesRedis(t *testing.T) {
	s := redistest.Start(t)
	for _, f := range []struct {
		name         string
		strike, mend func()
	}{
		{"frozen", s.Pause, s.Resume},
		{"full", func() { s.Do(t.Context(), "CONFIG", "SET", "maxmemory", "1") }, func() { s.Do(t.Context(), "CONFIG", "SET", "maxmemory", "0") }},
		{"emptied", func() { s.Do(t.Context(), "FLUSHALL") }, func() {}},
		{"killed", s.Kill, s.Again},
	} {
		t.Run(f.name, func(t *testing.T) {
			withProcess(t, t.TempDir(), s.URL(""), func(b *bot.Bot, in *ingest.Ingester) {
				for n := range 40 {
					tell(t, in, fmt.Sprint("walrus", n), n)
				}
				before := rate(t, b, 0, 10)
				f.strike()
				during := rate(t, b, 10, 25)
				after := rate(t, b, 25, 40)
				f.mend()
				t.Logf("slowest before %v, at the fault %v, afterwards %v", before, during, after)
				if during > before+250*time.Millisecond {
					t.Errorf("at the fault an answer took %v, before %v", during, before)
				}
			})
		})
	}
}

// rate asks about topics that nobody asked about before, each twice, and returns
// the slowest answer.
func rate(t *testing.T, b *bot.Bot, from, to int) time.Duration {
	t.Helper()
	var took []time.Duration
	for n := from; n < to; n++ {
		for range 2 {
			start := time.Now()
			if !knows(t, b, fmt.Sprint("walrus", n), n) {
				t.Errorf("report %d is not found", n)
			}
			took = append(took, time.Since(start))
		}
	}
	return slices.Max(took)
}
