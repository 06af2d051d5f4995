package compare_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"briefly/adapters/rediscache"
	"briefly/adapters/rediscache/redistest"
	"briefly/articles"
)

// canary is the password of the Redis server: nobody may read it anywhere.
const canary = "canary-4711"

// A look-up may take so much longer at the moment of a fault, and once Redis is
// left alone.
const (
	atTheFault = 250 * time.Millisecond
	leftAlone  = 5 * time.Millisecond
	usedAgain  = 5 * time.Second
)

// still is a store in which nothing changes.
type still struct{}

func (still) Changes(context.Context, int64) (articles.Changes, error) {
	return articles.Changes{}, nil
}

func (still) Filled(context.Context) ([]articles.Shelf, error) { return nil, nil }

// forgetful is a process that remembers nothing itself, so that Redis is always
// asked.
type forgetful struct{}

func (forgetful) Get(string) (any, bool) { return nil, false }
func (forgetful) Set(string, any)        {}

// counter counts look-ups that Redis answered.
type counter struct{ hits atomic.Int64 }

func (c *counter) Looked(_ string, at articles.Level, effect articles.Effect, _ time.Duration) {
	if at == articles.LevelFar && effect == articles.Hit {
		c.hits.Add(1)
	}
}

// logged is a log that several goroutines write to.
type logged struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

// town asks the same through Redis and without it, side by side, so that a busy
// machine is slow for both.
type town struct {
	*testing.T
	with, without *articles.Cached[string]
	counter       counter
}

func newTown(t *testing.T, far articles.Far) *town {
	t.Helper()
	w := &town{T: t}
	cached := func(far articles.Far, m articles.Meter) *articles.Cached[string] {
		j, err := articles.NewJournal(t.Context(), still{})
		if err != nil {
			t.Fatal(err)
		}
		c := articles.NewCache(articles.CacheOptions{
			Near: forgetful{}, Far: far, Journal: j, Meter: m, Lifetime: time.Hour, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		})
		t.Cleanup(c.Close)
		return articles.NewCached[string](c, "topic")
	}
	w.with, w.without = cached(far, &w.counter), cached(nil, nil)
	return w
}

// phase asks for a while and returns the 99th percentiles of the look-ups that
// may use Redis and of those that do not.
func (w *town) phase(last time.Duration) (with, without time.Duration) {
	w.Helper()
	return w.phaseWhile(last, func() bool { return true })
}

// phaseWhile is phase of those look-ups alone at whose beginning something was so.
func (w *town) phaseWhile(last time.Duration, so func() bool) (with, without time.Duration) {
	w.Helper()
	var mu sync.Mutex
	var running sync.WaitGroup
	var took [2][]time.Duration
	end := time.Now().Add(last)
	for asker := range 4 {
		running.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				for i, c := range []*articles.Cached[string]{w.with, w.without} {
					start, counts := time.Now(), so()
					if _, err := c.Get(w.Context(), []articles.Shelf{articles.Common}, fmt.Sprint(asker, n%20), look); err != nil {
						w.Errorf("somebody sees %v", err)
					}
					mu.Lock()
					if counts {
						took[i] = append(took[i], time.Since(start))
					}
					mu.Unlock()
				}
			}
		})
	}
	running.Wait()
	return p99(took[0]), p99(took[1])
}

// look is a look-up in the store.
func look(ctx context.Context) (string, []articles.Tag, error) {
	time.Sleep(time.Millisecond)
	return strings.Repeat("what is known ", 100), nil, ctx.Err()
}

func p99(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)*99/100]
}

// proxied puts a proxy before a server.
func proxied(t *testing.T, addr string) *toxiproxy.Proxy {
	t.Helper()
	p := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "redis", "127.0.0.1:0", addr)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p
}

// TestFaultsOnTheWayToRedis spoils the connection to Redis in the ways of
// networks: nobody sees an error or waits for long, Redis is used again soon
// after, and the password stays secret.
func TestFaultsOnTheWayToRedis(t *testing.T) {
	s := redistest.Start(t, "--requirepass", canary)
	for _, f := range []struct{ name, toxic string }{
		{"slow", `{"name":"x","type":"latency","attributes":{"latency":1000}}`},
		{"reset", `{"name":"x","type":"reset_peer","attributes":{"timeout":0}}`},
		{"black hole", `{"name":"x","type":"timeout","attributes":{"timeout":0}}`},
		{"trickle", `{"name":"x","type":"bandwidth","attributes":{"rate":1}}`},
		{"pings only", `{"name":"x","type":"bandwidth","attributes":{"rate":20}}`},
	} {
		t.Run(f.name, func(t *testing.T) {
			p := proxied(t, s.Addr)
			log := &logged{}
			c, err := rediscache.Open(rediscache.Options{
				URL: "redis://:" + canary + "@" + p.Listen, Store: "0123",
				Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { c.Close() }) //nolint:errcheck // the test is over
			w := newTown(t, c)
			for begun := time.Now(); w.counter.hits.Load() == 0 && time.Since(begun) < usedAgain; { // a busy machine is slow at first
				w.phase(200 * time.Millisecond)
			}
			normal, _ := w.phase(500 * time.Millisecond)
			if w.counter.hits.Load() == 0 {
				t.Fatal("redis is not used")
			}
			if _, err := p.Toxics.AddToxicJson(strings.NewReader(f.toxic)); err != nil {
				t.Fatal(err)
			}
			during, _ := w.phase(500 * time.Millisecond)
			if !c.Down() {
				t.Error("redis is not left alone")
			}
			// A Redis that answers pings is tried again, and that costs somebody a wait.
			alone, beside := w.phaseWhile(2*time.Second, c.Down)
			if err := p.Toxics.RemoveToxic(t.Context(), "x"); err != nil {
				t.Fatal(err)
			}
			mended, hits := time.Now(), w.counter.hits.Load()
			for w.counter.hits.Load() == hits && time.Since(mended) < usedAgain {
				w.phase(50 * time.Millisecond)
			}
			again := time.Since(mended)
			after, _ := w.phase(500 * time.Millisecond)
			t.Logf("p99 before %v, at the fault %v, left alone %v (without redis %v), afterwards %v; used again after %v",
				normal, during, alone, beside, after, again.Round(10*time.Millisecond))
			if during > normal+atTheFault || alone > max(normal, beside)+leftAlone || again >= usedAgain {
				t.Error("somebody notices")
			}
			if _, err := rediscache.Examine(t.Context(), "redis://:"+canary+"-wrong@"+p.Listen); err == nil || strings.Contains(err.Error(), canary) {
				t.Error("doctor shows the password, or does not mind a wrong one")
			}
			if strings.Contains(log.String(), canary) {
				t.Errorf("the log shows the password:\n%s", log)
			}
		})
	}
}
