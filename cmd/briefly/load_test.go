package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/ingest"
	"briefly/articles/search"
	"briefly/articles/summarize"
	"briefly/bot"
)

var loadTime = flag.Duration("load", 5*time.Minute, "how long the long form of TestLoad warms up, and then measures")

// lookedUp is how many look-ups of topics ended in the process, and how.
func lookedUp(t *testing.T, m *metrics.Metrics, effect articles.Effect) (n float64) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	_, after, _ := strings.Cut(w.Body.String(), fmt.Sprintf("briefly_lookups_total{effect=%q,kind=\"topic\",level=%q} ", effect, articles.LevelNear))
	if after == "" {
		return 0
	}
	if _, err := fmt.Sscan(after, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// load is a town's worth of questions.
type load struct {
	stored, rate int
	warm, run    time.Duration
}

// TestLoad asks about 10,000 topics of two words, a place and what happens
// there, the n-th of them 1/n^1.1 as often as the first, while an article about
// three of them arrives each second: how many answers come from the process,
// that none misses an article two seconds after it came, and, in the long form,
// that all are answered as fast as they are asked.
func TestLoad(t *testing.T) {
	l := load{stored: 300, rate: 200, warm: time.Second, run: 3 * time.Second}
	if *long {
		l = load{stored: 20_000, rate: 1000, warm: *loadTime, run: *loadTime}
	}
	withTown(t, newApp(t.TempDir(), ""), func(w *loaded) {
		got := w.ask(l)
		t.Log(got)
		if !*long {
			return
		}
		if got.hits < 0.9*(got.hits+got.misses) {
			t.Error("fewer than 90 % of the answers come from the process")
		}
		if float64(got.answered) < 0.99*float64(got.asked) {
			t.Error("it does not keep up")
		}
	})
}

// newApp is a process over a data folder, and a Redis unless its address is
// empty.
func newApp(dir, redis string) *app {
	return &app{
		config:  config{Data: dir, Cache: cacheConfig{Redis: redis, Lifetime: 10 * time.Minute, Bytes: 64 << 20}},
		metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: time.Now,
	}
}

// loaded is a process that is asked, and what it would answer without caches.
type loaded struct {
	*testing.T
	app      *app
	store    *sqlstore.Store
	caches   *caches
	bot      *bot.Bot
	in       *ingest.Ingester
	uncached *briefing.Briefer
	came     int
}

func withTown(t *testing.T, a *app, do func(*loaded)) {
	t.Helper()
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := a.ingester(store, nil, nil)
		return a.withCaches(t.Context(), store, func(c *caches) error {
			do(&loaded{
				T: t, app: a, store: store, caches: c, bot: a.newBot(store, in, a.feeds(store, in), nil, unlimited{}, c), in: in,
				uncached: briefing.New(store, search.New(store), summarize.New()),
			})
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// outcome is what was measured after the warm-up.
type outcome struct {
	hits, misses    float64         // of look-ups in the process
	asked, answered int             // answered before the end
	took            []time.Duration // from when a question was due to its answer
	cpu             time.Duration   // of everything, the asking included
}

func (o outcome) String() string {
	slices.Sort(o.took)
	return fmt.Sprintf("%.1f %% of %.0f answers from the process; %d of %d questions answered in time, p50 %v, p99 %v, %.2f ms of CPU each",
		100*o.hits/(o.hits+o.misses), o.hits+o.misses, o.answered, o.asked,
		o.took[len(o.took)/2], o.took[len(o.took)*99/100], o.cpu.Seconds()*1000/float64(max(1, o.answered)))
}

const topics = 10_000

// topic is the n-th topic: a hundred share a place.
func topic(n int) string { return fmt.Sprintf("place%d topic%d", n%100, n) }

// arrive stores an article about three topics. Somebody asked about it before.
func (w *loaded) arrive(random *rand.Rand) (own string, number articles.Number, about []string) {
	w.came++
	own = fmt.Sprint("arrival", w.came)
	for range 3 {
		about = append(about, topic(random.IntN(topics)))
	}
	title := own + " " + strings.Join(about, " ")
	text := "The council spoke about " + title + " at length on Monday, the mayor told several visitors."
	got, err := w.in.Store(context.Background(), articles.Article{Title: title, Body: text, Publisher: "Town Crier"})
	if err != nil {
		w.Error(err)
	}
	return own, got.Number, about
}

// ask asks for as long as the load says.
func (w *loaded) ask(l load) outcome {
	random := rand.New(rand.NewPCG(1, 2))
	for range l.stored {
		w.arrive(random)
	}
	var running sync.WaitGroup
	defer running.Wait()
	over := make(chan struct{})
	running.Go(func() { w.arrivals(random, over) })
	defer close(over)
	w.questions(l, l.warm)
	hits, misses, cpu := lookedUp(w.T, w.app.metrics, articles.Hit), lookedUp(w.T, w.app.metrics, articles.Miss), processor(w.T)
	got := w.questions(l, l.run)
	got.hits, got.misses = lookedUp(w.T, w.app.metrics, articles.Hit)-hits, lookedUp(w.T, w.app.metrics, articles.Miss)-misses
	got.cpu = processor(w.T) - cpu
	return got
}

// questions asks at the load's rate, whatever becomes of the answers, and
// returns after the time when those that were begun are answered.
func (w *loaded) questions(l load, last time.Duration) outcome {
	random := rand.New(rand.NewPCG(3, uint64(last)))
	upTo := make([]float64, topics)
	for n := range upTo {
		upTo[n] = upTo[max(n-1, 0)] + math.Pow(float64(n+1), -1.1)
	}
	const atOnce, people = 64, 1000
	var mu sync.Mutex
	var running sync.WaitGroup
	got := outcome{asked: int(last.Seconds() * float64(l.rate))}
	places, begin := make(chan struct{}, atOnce), time.Now()
	for n := range got.asked {
		due := begin.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
		time.Sleep(time.Until(due))
		if time.Since(begin) > last {
			break
		}
		about, who := sort.SearchFloat64s(upTo, random.Float64()*upTo[topics-1]), fmt.Sprint("p", random.IntN(people))
		places <- struct{}{}
		running.Go(func() {
			answer(w.bot, person(who, who, "/summary "+topic(about)))
			<-places
			mu.Lock()
			defer mu.Unlock()
			got.took = append(got.took, time.Since(due))
			if time.Since(begin) <= last {
				got.answered++
			}
		})
	}
	running.Wait()
	return got
}

// arrivals lets an article arrive each second, and looks for it two seconds
// later: by a word that nobody knew before, and under its topics, wherever it
// is found without caches.
func (w *loaded) arrivals(random *rand.Rand, over <-chan struct{}) {
	var running sync.WaitGroup
	defer running.Wait()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-over:
			return
		case <-tick.C:
		}
		answer(w.bot, person("b", "b", fmt.Sprint("arrival", w.came+1))) // that there is none is remembered
		own, number, about := w.arrive(random)
		running.Go(func() {
			time.Sleep(2 * time.Second)
			if !strings.Contains(asJSON(w.T, answer(w.bot, person("b", "b", own))), own+" ") {
				w.Errorf("%s is not found after 2 s", own)
			}
			for _, text := range about {
				q := briefing.Question{Text: text, Lang: "en", Shelves: []articles.Shelf{articles.Common}, Now: time.Now(), Stories: 5}
				want, err := w.uncached.Topic(w.Context(), q)
				got, err2 := w.bot.Briefer.Topic(w.Context(), q)
				if err != nil || err2 != nil {
					w.Error(err, err2)
				}
				if slices.Contains(want.Order, number) && !slices.Contains(got.Order, number) {
					w.Errorf("%q misses %s after 2 s", text, own)
				}
			}
		})
	}
}
