package main

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"briefly/adapters/memcache"
	"briefly/adapters/metrics"
	"briefly/adapters/rediscache/redistest"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/search"
	"briefly/articles/summarize"
)

// A look-up may take so long in the process, and so much longer in Redis than a
// bare GET of as many bytes. That holds in the long form, on a machine that does
// nothing else.
const (
	processHit = 2 * time.Microsecond
	overGET    = 60 * time.Microsecond
)

// unmindful is a process that remembers nothing itself, so that Redis is asked.
type unmindful struct{}

func (unmindful) Get(string) (any, bool) { return nil, false }
func (unmindful) Set(string, any)        {}

// TestCacheSpeed looks 200 topics up over 100,000 articles in each way, side by
// side: a topic is asked for in the process, in Redis, as the bare bytes in
// Redis, and without caches, before the next one is.
func TestCacheSpeed(t *testing.T) {
	size, asked := 200, 10
	if *long {
		size, asked = 100_000, 200
	}
	s := redistest.Start(t)
	a := newApp(t.TempDir(), s.URL(""))
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		next := news()
		var subjects []string
		for n := range size {
			e := next()
			if _, err := store.Put(t.Context(), e); err != nil {
				return err
			}
			if n%(size/asked) == 0 {
				subjects = append(subjects, strings.Join(e.Terms.Title[:2], " "))
			}
		}
		return a.withCaches(t.Context(), store, func(c *caches) error {
			return sideBySide(t, a, store, c, s.Client(""), subjects)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sideBySide(t *testing.T, a *app, store *sqlstore.Store, c *caches, client *redis.Client, subjects []string) error {
	t.Helper()
	near, err := memcache.New(a.config.Cache.Bytes)
	if err != nil {
		return err
	}
	defer near.Close()
	uncached := briefing.New(store, search.New(store), summarize.New())
	cached := func(near articles.Near, far articles.Far) *briefing.Cached {
		cache := articles.NewCache(articles.CacheOptions{
			Near: near, Far: far, Journal: c.Journal, Meter: metrics.New(), Lifetime: time.Hour, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		})
		t.Cleanup(cache.Close)
		return briefing.NewCached(uncached, cache)
	}
	inProcess, inRedis := cached(near, nil), cached(unmindful{}, c.redis)
	// A hit in the process is as short as the first reads of memory that it takes
	// from what the processor does not hold yet, so it is repeated more often.
	const repeats, often = 20, 1000
	var bytes int
	took := map[string][]time.Duration{}
	timed := func(how string, repeats int, f func() error) {
		start := time.Now()
		for range repeats {
			if err := f(); err != nil {
				t.Error(how, err)
			}
		}
		took[how] = append(took[how], time.Since(start)/time.Duration(repeats))
	}
	topic := func(b interface {
		Topic(ctx context.Context, q briefing.Question) (briefing.Briefing, error)
	}, text string) func() error {
		return func() error {
			q := briefing.Question{Text: text, Lang: "en", Shelves: []articles.Shelf{articles.Common}, Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Stories: 5}
			_, err := b.Topic(t.Context(), q)
			return err
		}
	}
	for _, text := range subjects {
		timed("uncached", 1, topic(uncached, text))
		if err := topic(inProcess, text)(); err != nil {
			return err
		}
		if err := topic(inRedis, text)(); err != nil {
			return err
		}
		var key string
		eventually(t, 5*time.Second, text+" is in redis", func() bool {
			keys := client.Keys(t.Context(), "*[[]*").Val()
			if len(keys) == 1 {
				key = keys[0]
			}
			return len(keys) == 1
		})
		timed("process", often, topic(inProcess, text))
		timed("redis", repeats, topic(inRedis, text))
		timed("bare GET", repeats, func() error {
			raw, err := client.Get(t.Context(), key).Bytes()
			bytes += len(raw)
			return err
		})
		client.FlushAll(t.Context())
	}
	mean := bytes / len(subjects) / repeats
	for how, all := range took {
		slices.Sort(all)
		t.Logf("%-8s p50 %8v p99 %8v", how, all[len(all)/2], all[len(all)*99/100])
	}
	half := func(how string) time.Duration { return took[how][len(subjects)/2] }
	t.Logf("%d topics, %d bytes each in redis, %v more than a bare GET", len(subjects), mean, half("redis")-half("bare GET"))
	if half("redis") > half("uncached") || *long && (half("process") > processHit || half("redis") > half("bare GET")+overGET) {
		t.Error("it takes too long")
	}
	return nil
}
