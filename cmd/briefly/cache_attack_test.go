package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefly/adapters/rediscache/redistest"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/bot"
)

// metric is the line of a metric at /metrics; empty when there is none.
func metric(t *testing.T, a *app, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	a.metrics.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(w.Body.String()) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// eventually waits until something is so.
func eventually(t *testing.T, within time.Duration, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(within); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v still not: %s", within, what)
		}
	}
}

// arrives waits until something about a topic is in Redis. On a busy machine a
// write may be given up, or Redis left alone for a second, and then nothing
// brings it there but another change and another question.
func arrives(t *testing.T, w *loaded, topic string, so func() bool) {
	t.Helper()
	for try := range 10 {
		for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if so() {
				return
			}
		}
		tell(t, w.in, topic, 100+try)
		knows(t, w.bot, topic, 100+try)
	}
	t.Fatal("it does not come to redis")
}

// TestRedisIsEmptiedUnderLoad empties Redis fifty times a second while people
// ask and articles arrive: nothing fails and nothing is missed.
func TestRedisIsEmptiedUnderLoad(t *testing.T) {
	s := redistest.Start(t)
	a := newApp(t.TempDir(), s.URL(""))
	withTown(t, a, func(w *loaded) {
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		client := s.Client("")
		emptied := 0
		running.Go(func() {
			for ; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
				if client.FlushAll(ctx).Err() == nil {
					emptied++
				}
			}
		})
		got := w.ask(load{stored: 100, rate: 100, warm: 500 * time.Millisecond, run: 3 * time.Second})
		stop()
		running.Wait()
		t.Logf("emptied %d times: %v", emptied, got)
		if metric(t, a, `briefly_answer_seconds_count{command="summary",outcome="failed"}`) != "" || emptied < 20 {
			t.Errorf("answers failed, or redis was emptied %d times only", emptied)
		}
	})
}

// TestRedisComesBackWithOtherData puts other data under the keys that are in
// use: every answer is what it would be without Redis, in the process that
// looked it up, in one that has followed all changes, and in a new one.
func TestRedisComesBackWithOtherData(t *testing.T) {
	s := redistest.Start(t)
	client := s.Client("")
	values := func() map[string]string {
		all := map[string]string{}
		for _, k := range client.Keys(t.Context(), "*[[]*").Val() {
			all[k] = client.Get(t.Context(), k).Val()
		}
		return all
	}
	var older map[string]string
	replace := func(with func(k, now string) any) func() {
		return func() {
			for k, now := range values() {
				if err := client.Set(t.Context(), k, with(k, now), time.Hour).Err(); err != nil {
					t.Error(err)
				}
			}
		}
	}
	for _, f := range []struct {
		name  string
		spoil func()
	}{
		{"older", replace(func(k, now string) any {
			if then, ok := older[k]; ok {
				return then
			}
			return now
		})},
		{"garbage", replace(func(_, now string) any { return strings.Repeat("\xff\x00garbage", len(now)/8) })},
		{"the right version, then garbage", replace(func(_, now string) any { return now[:8] + strings.Repeat("\x9b\xff", 400) })},
		{"cut", replace(func(_, now string) any { return now[:len(now)/2] })},
		{"none", replace(func(_, _ string) any { return "" })},
		{"another version", replace(func(_, now string) any { return "\x00" + now[1:] })},
		{"huge", replace(func(_, now string) any { return now[:8] + strings.Repeat("x", 8<<20) })},
		{"other keys' values", func() {
			last := ""
			for k, v := range values() {
				client.Set(t.Context(), k, last, time.Hour)
				last = v
			}
		}},
		{"lists", func() {
			for k := range values() {
				client.Del(t.Context(), k)
				client.RPush(t.Context(), k, "x")
			}
		}},
	} {
		t.Run(f.name, func(t *testing.T) {
			client.FlushAll(t.Context())
			dir := t.TempDir()
			ask := func(w *loaded, who string, reports int) {
				t.Helper()
				for n := range reports {
					if !knows(t, w.bot, "walrus", n) {
						t.Errorf("%s misses report %d", who, n)
					}
				}
				if found := asJSON(t, answer(w.bot, person("b", "b", "/search teapot"))); strings.Contains(found, "walrus") {
					t.Errorf("%s tells of the walrus when asked about the teapot", who)
				}
			}
			withTown(t, newApp(dir, s.URL("")), func(here *loaded) {
				withTown(t, newApp(dir, s.URL("")), func(there *loaded) {
					tell(t, here.in, "walrus", 0)
					tell(t, here.in, "teapot", 0)
					ask(here, "the first", 1)
					arrives(t, here, "walrus", func() bool { older = values(); return len(older) >= 2 })
					tell(t, here.in, "walrus", 1)
					ask(here, "the first", 2)
					arrives(t, here, "walrus", func() bool {
						for k, v := range values() {
							if strings.HasSuffix(k, "walrus") && v != older[k] {
								return true
							}
						}
						return false
					})
					f.spoil()
					if err := there.caches.Journal.CatchUp(t.Context()); err != nil {
						t.Fatal(err)
					}
					ask(here, "the first", 2)
					ask(there, "one that followed", 2)
					withTown(t, newApp(dir, s.URL("")), func(later *loaded) { ask(later, "a later one", 2) })
				})
			})
		})
	}
}

// TestCopiesOfAStoreShareNothing runs two copies of a data file on one Redis, as
// somebody does who tries something out: an answer of one is none of the other.
func TestCopiesOfAStoreShareNothing(t *testing.T) {
	s := redistest.Start(t)
	dir, copied := t.TempDir(), t.TempDir()
	withTown(t, newApp(dir, s.URL("")), func(here *loaded) {
		tell(t, here.in, "teapot", 0)
		if err := here.store.Backup(t.Context(), filepath.Join(copied, sqlstore.File)); err != nil {
			t.Fatal(err)
		}
		withTown(t, newApp(copied, s.URL("")), func(there *loaded) {
			tell(t, there.in, "walrus", 4711)
			if !knows(t, there.bot, "walrus", 4711) {
				t.Fatal("the copy does not know what came to it")
			}
			arrives(t, there, "walrus", func() bool {
				return len(s.Client("").Keys(t.Context(), "*walrus").Val()) > 0
			})
			for n := range 20 { // as many changes as the copy has had, and more
				tell(t, here.in, "beehive", n)
			}
			if knows(t, here.bot, "walrus", 4711) {
				t.Error("it knows what only came to the copy")
			}
		})
	})
}

// TestClocksJump sets the clock of one of two processes back and forth: both
// find what was added, and nobody is refused for it.
func TestClocksJump(t *testing.T) {
	s := redistest.Start(t)
	dir := t.TempDir()
	var ahead atomic.Int64
	here := newApp(dir, s.URL(""))
	// Without a monotonic reading, as after a machine was asleep.
	here.now = func() time.Time { return time.Now().Round(0).Add(time.Duration(ahead.Load())) }
	withTown(t, here, func(here *loaded) {
		limiter := here.caches.limiter(here.app.now)
		withTown(t, newApp(dir, s.URL("")), func(there *loaded) {
			for n, jump := range []time.Duration{0, time.Hour, -time.Hour, -48 * time.Hour, 365 * 24 * time.Hour, 4 * time.Second, 0} {
				ahead.Store(int64(jump))
				knows(t, here.bot, "walrus", n)
				knows(t, there.bot, "walrus", n)
				from := []*loaded{here, there}[n%2]
				tell(t, from.in, "walrus", n)
				if !knows(t, from.bot, "walrus", n) {
					t.Errorf("%v ahead: report %d is not found where it was added", jump, n)
				}
				for _, w := range []*loaded{here, there} {
					eventually(t, 2*time.Second, fmt.Sprintf("%v ahead: report %d is found", jump, n), func() bool { return knows(t, w.bot, "walrus", n) })
				}
				if ok, _ := limiter.Allow(person("c", "c", "walrus")); !ok {
					t.Errorf("%v ahead: refused", jump)
				}
			}
		})
	})
}

// TestNothingIsRemembered runs two processes with CACHE_TTL=0: they share the
// limits and nothing else, and each finds at once what the other adds.
func TestNothingIsRemembered(t *testing.T) {
	s := redistest.Start(t)
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("CACHE_TTL", "0")
	t.Setenv("REDIS_URL", s.URL(""))
	cfg, err := readConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	process := func(do func(*loaded)) {
		a := newApp(dir, "")
		a.config = cfg
		withTown(t, a, do)
		if got := metric(t, a, `briefly_lookups_total{effect="miss",kind="search",level="process"}`); got != "" {
			t.Errorf("%s look-ups went to the cache", got)
		}
	}
	process(func(here *loaded) {
		process(func(there *loaded) {
			for n, w := range []*loaded{here, there, here, there} {
				tell(t, w.in, "walrus", n)
				if !knows(t, here.bot, "walrus", n) || !knows(t, there.bot, "walrus", n) {
					t.Errorf("report %d is not found at once", n)
				}
			}
			allowed := 0
			limiters := []bot.Limiter{here.caches.limiter(time.Now), there.caches.limiter(time.Now)}
			for n := range 2 * bot.PersonRate.Burst {
				if ok, _ := limiters[n%2].Allow(person("c", "c", "walrus")); ok {
					allowed++
				}
			}
			if allowed > bot.PersonRate.Burst+2 { // some comes back meanwhile
				t.Errorf("%d are allowed in two processes", allowed)
			}
		})
	})
	for _, k := range s.Client("").Keys(t.Context(), "*").Val() {
		if !strings.Contains(k, ":limit:") {
			t.Errorf("%s is in redis", k)
		}
	}
}

// TestImportBesideAServer imports much in one process while another answers: it
// answers all questions, and finds each article two seconds after it came.
func TestImportBesideAServer(t *testing.T) {
	records := 600
	if *long {
		records = 20_000
	}
	var lines bytes.Buffer
	for n := range records {
		about := topic(n % 50)
		err := json.NewEncoder(&lines).Encode(importRecord{
			ID: fmt.Sprint(n), Title: fmt.Sprintf("import%d %s", n, about), Publisher: "Town Crier",
			Text: fmt.Sprintf("The council spoke about import%d and %s at length on Monday, the mayor told several visitors.", n, about),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	input := filepath.Join(t.TempDir(), "input.jsonl")
	if err := os.WriteFile(input, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	a := newApp(dir, "")
	withTown(t, a, func(w *loaded) {
		for n := range records {
			if n%(records/20) == 0 { // that there is none is remembered
				answer(w.bot, person("b", "b", fmt.Sprint("import", n)))
			}
		}
		importing := newApp(dir, "")
		importing.err = &printed{}
		done := make(chan error, 1)
		go func() { done <- importCmd{File: input}.Run(t.Context(), importing) }()
		asked, slowest := 0, time.Duration(0)
		var err error
		for running := true; running; asked++ {
			select {
			case err = <-done:
				running = false
			default:
			}
			start := time.Now()
			answer(w.bot, person("b", "b", "/summary "+topic(asked%50)))
			slowest = max(slowest, time.Since(start))
		}
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, 2*time.Second, "the last record is found", func() bool {
			return strings.Contains(asJSON(t, answer(w.bot, person("b", "b", fmt.Sprint("import", records-1)))), fmt.Sprint("import", records-1, " "))
		})
		for n := range records {
			if n%(records/20) == 0 && !strings.Contains(asJSON(t, answer(w.bot, person("b", "b", fmt.Sprint("import", n)))), fmt.Sprintf("import%d ", n)) {
				t.Errorf("record %d is not found", n)
			}
		}
		t.Logf("%d questions meanwhile, the slowest answered in %v", asked, slowest)
		if metric(t, a, `briefly_answer_seconds_count{command="summary",outcome="failed"}`) != "" {
			t.Error("some answers failed")
		}
	})
}

// TestProcessesSeeEachOther adds, removes and forgets in each of four processes
// on one data file: all of them know within two seconds, and so does Redis.
func TestProcessesSeeEachOther(t *testing.T) {
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
			var all []*loaded
			var open func(n int)
			open = func(n int) {
				if n == 0 {
					seeEachOther(t, all, s)
					return
				}
				withTown(t, newApp(dir, url), func(w *loaded) {
					all = append(all, w)
					open(n - 1)
				})
			}
			open(4)
		})
	}
}

func seeEachOther(t *testing.T, all []*loaded, s *redistest.Server) {
	t.Helper()
	const chat = "471147114711"
	everywhere := func(what string, so func(w *loaded) bool) {
		t.Helper()
		since := time.Now()
		for _, w := range all {
			eventually(t, max(time.Millisecond, 2*time.Second-time.Since(since)), what, func() bool { return so(w) })
		}
	}
	own := func(w *loaded) bool {
		return strings.Contains(asJSON(t, answer(w.bot, person(chat, chat, "/search quokka"))), "quokka seen")
	}
	for n, w := range all {
		tell(t, w.in, "walrus", n)
		everywhere("what was added is known", func(w *loaded) bool { return knows(t, w.bot, "walrus", n) })
		got, err := w.in.Store(t.Context(), articles.Article{
			Shelf: "test:" + chat, Title: fmt.Sprint("quokka seen ", n), Publisher: "Town Crier",
			Body: "A quokka was seen near the harbour on Monday, several fishermen told the council about it.",
		})
		if err != nil {
			t.Fatal(err)
		}
		everywhere("what was added to a chat is known there", own)
		if n%2 == 0 {
			answer(w.bot, person(chat, chat, fmt.Sprint("/remove #", got.Number)))
		} else {
			answer(w.bot, person(chat, chat, "/forget yes"))
		}
		everywhere("what went from the chat is unknown", func(w *loaded) bool { return !own(w) })
		if err := w.store.Delete(t.Context(), articles.Common, articles.Number(2*n+1)); err != nil {
			t.Fatal(err)
		}
		everywhere("what was removed is unknown", func(w *loaded) bool { return !knows(t, w.bot, "walrus", n) })
	}
	for _, w := range all {
		if metric(t, w.app, `briefly_change_lag_seconds_bucket{le="2"}`) != metric(t, w.app, "briefly_change_lag_seconds_count") {
			t.Error("some changes were known after two seconds only")
		}
	}
	if s == nil {
		return
	}
	eventually(t, 10*time.Second, "nothing of what was removed is in redis", func() bool {
		for _, k := range s.Client("").Keys(t.Context(), "*[[]*").Val() {
			if strings.Contains(s.Client("").Get(t.Context(), k).Val(), "was seen near the harbour") {
				return false
			}
		}
		return true
	})
}
