package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/ingest"
	"briefly/articles/search"
	"briefly/articles/summarize"
)

// Words of invented news, the first the most frequent. Some are places, which
// are looked for under their other names too.
var newsWords = strings.Fields(`council harbour mayor China storm bridge election Germany school ferry strike Moscow
	flood museum Китай budget stadium Paris hospital tunnel Москва railway vaccine Norway glacier festival orchard
	Kenya lighthouse castle walrus violin comet marathon beehive lantern volcano parliament submarine teapot`)

// noon is when it all happens.
var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// asker asks the same with caches and without.
type asker struct {
	*testing.T
	cached   *briefing.Cached
	uncached *briefing.Briefer
	found    *search.Cached

	step    int
	looked  map[string]int          // topics, with the step at which what is remembered was looked up
	touched map[articles.Number]int // articles, with the step at which each came or changed
	gone    map[articles.Number]bool
}

// pick picks so many words, frequent ones more often.
func pick(random *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = newsWords[int(random.Float64()*random.Float64()*float64(len(newsWords)))]
	}
	return strings.Join(words, " ")
}

// Search searches for what is then remembered, and takes note of that.
func (k *asker) Search(ctx context.Context, r search.Request) (search.Result, error) {
	k.looked[r.Text] = k.step
	return k.found.Searcher.Search(ctx, r)
}

// compare asks about a topic. An article that came after what is remembered was
// looked up must be in it if it is in what is looked up now; one that is gone
// must not.
func (k *asker) compare(topic string) {
	k.Helper()
	q := briefing.Question{Text: topic, Lang: "en", Shelves: []articles.Shelf{articles.Common}, Now: noon, Stories: 5}
	want, err := k.uncached.Topic(k.Context(), q)
	got, err2 := k.cached.Topic(k.Context(), q)
	if err != nil || err2 != nil {
		k.Fatal(err, err2)
	}
	k.same("the answer", topic, got.Order, want.Order, k.looked[topic])
	r := search.Request{Text: topic, Lang: "en", Shelves: q.Shelves, Limit: 200, Now: noon}
	looked, err := k.found.Searcher.Search(k.Context(), r)
	found, err2 := k.found.Search(k.Context(), r)
	if err != nil || err2 != nil {
		k.Fatal(err, err2)
	}
	// What goes with a topic changes with every article: what holds none of its
	// words may be found far down, or later, and is refreshed in time.
	const top = 10
	k.same("the search", topic, numbers(found.Hits), numbers(looked.Hits[:min(top, len(looked.Hits))]), k.step-1)
}

func (k *asker) same(what, topic string, got, want []articles.Number, since int) {
	k.Helper()
	for _, n := range want {
		if k.touched[n] > since && !slices.Contains(got, n) {
			k.Errorf("%s to %q misses article %d: %v instead of %v", what, topic, n, got, want)
		}
	}
	for _, n := range got {
		if k.gone[n] {
			k.Errorf("%s to %q shows article %d, which is gone", what, topic, n)
		}
	}
}

// live lets articles come, change and go, and asks about topics after each.
func (k *asker) live(random *rand.Rand, store *sqlstore.Store, in *ingest.Ingester) {
	const before, steps = 40, 20
	topics := make([]string, 16)
	for i := range topics {
		topics[i] = pick(random, 1+i%4)
	}
	for k.step = range before + steps {
		key := fmt.Sprint("article ", k.step)
		if k.step > before && random.IntN(5) == 0 { // a known one changes
			key = fmt.Sprint("article ", random.IntN(k.step))
		}
		k.store(in, articles.Article{
			Key: key, Title: pick(random, 2) + " " + key, Publisher: "Town Crier", Published: noon.AddDate(0, 0, -random.IntN(40)),
			Body: "The " + pick(random, 5) + " told visitors about " + pick(random, 5) + " on the day after " + key + ".",
		})
		if k.step > before && random.IntN(6) == 0 {
			k.remove(store, articles.Number(1+random.IntN(k.step)))
		}
		if k.step > before {
			for _, topic := range topics {
				k.compare(topic)
			}
		}
	}
}

func (k *asker) store(in *ingest.Ingester, a articles.Article) {
	k.Helper()
	got, err := in.Store(k.Context(), a)
	if err != nil {
		k.Fatal(err)
	}
	k.touched[got.Number] = k.step
}

func (k *asker) remove(store *sqlstore.Store, n articles.Number) {
	k.Helper()
	switch err := store.Delete(k.Context(), articles.Common, n); {
	case err == nil:
		k.gone[n] = true
	case !errors.Is(err, articles.ErrNotFound):
		k.Fatal(err)
	}
}

// TestCachedAnswersMissNothing lets articles come, change and go at random, and
// compares what is answered about topics of one to four words with and without
// the cache. What is remembered is not refreshed meanwhile.
func TestCachedAnswersMissNothing(t *testing.T) {
	t.Parallel()
	seeds := 1
	if *long {
		seeds = 30
	}
	for seed := range seeds {
		missNothing(t, uint64(seed))
	}
}

func missNothing(t *testing.T, seed uint64) {
	t.Helper()
	a := &app{
		config:  config{Data: t.TempDir(), Cache: cacheConfig{Lifetime: time.Hour, Bytes: 1 << 26}},
		metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: func() time.Time { return noon },
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := a.ingester(store, nil, nil)
		return a.withCaches(t.Context(), store, func(c *caches) error {
			s := search.New(store)
			b := briefing.New(store, s, summarize.New())
			k := &asker{
				T: t, uncached: b, found: search.NewCached(s, c.Cache),
				looked: map[string]int{}, touched: map[articles.Number]int{}, gone: map[articles.Number]bool{},
			}
			k.cached = briefing.NewCached(briefing.New(store, k, summarize.New()), c.Cache)
			k.live(rand.New(rand.NewPCG(seed, 1)), store, in)
			known, looked := lookedUp(t, a.metrics, articles.Hit), lookedUp(t, a.metrics, articles.Miss)
			t.Logf("%.0f %% of the answers were remembered ones", 100*known/(known+looked))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
