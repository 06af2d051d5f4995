package rediscache_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"briefly/adapters/memcache"
	"briefly/adapters/metrics"
	"briefly/adapters/rediscache/redistest"
	"briefly/articles"
	"briefly/articles/briefing"
)

// noChanges is a store in which nothing changes.
type noChanges struct{}

func (noChanges) Changes(context.Context, int64) (articles.Changes, error) {
	return articles.Changes{}, nil
}

func (noChanges) Filled(context.Context) ([]articles.Shelf, error) {
	return []articles.Shelf{articles.Common}, nil
}

// forgetful keeps nothing in the process, so that every look-up goes to Redis.
type forgetful struct{}

func (forgetful) Get(string) (any, bool) { return nil, false }
func (forgetful) Set(string, any)        {}

// usual is a briefing as a topic has it: four sentences, five stories, fifteen
// sources, about 9 KB.
func usual() briefing.Briefing {
	day := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	var b briefing.Briefing
	for i := range 4 {
		b.Lead = append(b.Lead, briefing.Sentence{Text: strings.Repeat("words of it ", 14), Sources: []int{i}})
	}
	for i := range 5 {
		b.Stories = append(b.Stories, briefing.Story{
			Number: articles.Number(200_000 + i), Headline: strings.Repeat("headline ", 8), Gist: strings.Repeat("gist of it ", 14),
			URL: fmt.Sprint("https://example.org/article/with/path/", i), Lang: "en", Published: day, Added: day, Sources: []int{1, 2, 3},
		})
	}
	for i := range 15 {
		b.Sources = append(b.Sources, briefing.Source{
			Number: articles.Number(200_000 + i), Revision: 1, Key: fmt.Sprint(i), Title: strings.Repeat("headline ", 8),
			Publisher: "Publisher", URL: fmt.Sprint("https://example.org/article/with/path/", i), Lang: "en", Published: day, Added: day,
		})
	}
	for i := range 40 {
		b.Order = append(b.Order, articles.Number(200_000+i))
	}
	return b
}

// BenchmarkHit is a hit in the process, a hit in Redis, and a bare GET of the
// same size, side by side.
func BenchmarkHit(b *testing.B) {
	s := redistest.Start(b)
	far, _ := open(b, s.URL(""))
	near, err := memcache.New(1 << 24)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(near.Close)
	journal, err := articles.NewJournal(b.Context(), noChanges{})
	if err != nil {
		b.Fatal(err)
	}
	look := func(context.Context) (briefing.Briefing, []articles.Tag, error) {
		var tags []articles.Tag
		for n := range 60 {
			tags = append(tags, articles.ArticleTag(articles.Number(n)))
		}
		return usual(), tags, nil
	}
	run := func(name string, near articles.Near, far articles.Far) {
		c := articles.NewCache(articles.CacheOptions{
			Near: near, Far: far, Journal: journal, Meter: metrics.New(), Lifetime: time.Hour, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		})
		defer c.Close()
		cached := articles.NewCached[briefing.Briefing](c, "topic")
		get := func() {
			if _, err := cached.Get(b.Context(), []articles.Shelf{articles.Common}, "en UTC 5 - harbour ferry", look); err != nil {
				b.Fatal(err)
			}
		}
		get()
		time.Sleep(50 * time.Millisecond) // until it is in Redis
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				get()
			}
		})
	}
	run("process", near, nil)
	run("redis", forgetful{}, far)
	client := s.Client("")
	keys, err := client.Keys(b.Context(), "*topic*").Result()
	if err != nil || len(keys) != 1 {
		b.Fatal(keys, err)
	}
	size := client.StrLen(b.Context(), keys[0]).Val()
	b.Run("bare GET", func(b *testing.B) {
		b.ReportMetric(float64(size), "bytes")
		for b.Loop() {
			if err := client.Get(b.Context(), keys[0]).Err(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
