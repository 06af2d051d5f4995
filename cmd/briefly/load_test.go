package main

import (
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

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
// there, the n-th of them 1/n^1.1 as often as the first, while an article about three of them arrives each second: how many
// answers come from the process, and that none misses an article two seconds
// after it came. The long form runs for five minutes after as long a warm-up.
func TestLoad(t *testing.T) {
	l := load{stored: 300, rate: 200, warm: time.Second, run: 3 * time.Second}
	if *long {
		l = load{stored: 20_000, rate: 1000, warm: 5 * time.Minute, run: 5 * time.Minute}
	}
	a := &app{
		config:  config{Data: t.TempDir(), Cache: cacheConfig{Lifetime: 10 * time.Minute, Bytes: 64 << 20}},
		metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: time.Now,
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := a.ingester(store, nil, nil)
		return a.withCaches(t.Context(), store, func(c *caches) error {
			l.ask(t, a.newBot(store, in, a.feeds(store, in), nil, unlimited{}, c), in, a.metrics)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

const topics = 10_000

// topic is the n-th topic: a hundred share a place.
func topic(n int) string { return fmt.Sprintf("place%d topic%d", n%100, n) }

func (l load) ask(t *testing.T, b *bot.Bot, in *ingest.Ingester, m *metrics.Metrics) {
	random := rand.New(rand.NewPCG(1, 2))
	came := 0
	arrive := func() string {
		came++
		words := fmt.Sprintf("arrival%d %s %s %s", came, topic(random.IntN(topics)), topic(random.IntN(topics)), topic(random.IntN(topics)))
		text := "The council spoke about " + words + " at length on Monday, the mayor told several visitors."
		if _, err := in.Store(t.Context(), articles.Article{Title: words, Body: text, Publisher: "Town Crier"}); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint("arrival", came)
	}
	for range l.stored {
		arrive()
	}
	upTo := make([]float64, topics)
	for n := range upTo {
		upTo[n] = upTo[max(n-1, 0)] + math.Pow(float64(n+1), -1.1)
	}
	var running sync.WaitGroup
	places := make(chan struct{}, 64)
	begin, asked, warm := time.Now(), 0, false
	var hits, misses float64 // of the warm-up
	for arrivals := 0; time.Since(begin) < l.warm+l.run; {
		since := time.Since(begin)
		if !warm && since > l.warm {
			warm = true
			hits, misses = lookedUp(t, m, articles.Hit), lookedUp(t, m, articles.Miss)
		}
		if int(since/time.Second) > arrivals {
			arrivals++
			own := arrive()
			running.Go(func() {
				time.Sleep(2 * time.Second)
				if !strings.Contains(asJSON(t, answer(b, person("b", "b", own))), own+" ") {
					t.Errorf("%s is not found after 2 s", own)
				}
			})
		}
		for ; asked < int(since.Seconds()*float64(l.rate)); asked++ {
			n := sort.SearchFloat64s(upTo, random.Float64()*upTo[topics-1])
			places <- struct{}{}
			running.Go(func() {
				answer(b, person("b", "b", "/summary "+topic(n)))
				<-places
			})
		}
		time.Sleep(time.Millisecond)
	}
	running.Wait()
	hits, misses = lookedUp(t, m, articles.Hit)-hits, lookedUp(t, m, articles.Miss)-misses
	t.Logf("%d questions; after the warm-up %.1f %% of %.0f answered from the process", asked, 100*hits/(hits+misses), hits+misses)
	if least := 0.9; *long && hits < least*(hits+misses) {
		t.Error("fewer than 90 %")
	}
}
