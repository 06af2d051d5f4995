package rediscache_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/rediscache"
	"briefly/adapters/rediscache/redistest"
	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNothingIsSkippedWhereEverythingIsRequired(t *testing.T) {
	if _, err := exec.LookPath("redis-server"); err != nil && os.Getenv("BRIEFLY_REQUIRE_SHARED") != "" {
		t.Error(err)
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

// open opens a cache; its log is returned too.
func open(t testing.TB, url string) (*rediscache.Cache, *logged) {
	t.Helper()
	log := &logged{}
	c, err := rediscache.Open(rediscache.Options{
		URL: url, Store: "0123", Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c, log
}

func TestKeepsValuesForTheirLifetime(t *testing.T) {
	s := redistest.Start(t)
	c, _ := open(t, s.URL(""))
	ctx := t.Context()
	want := articles.Kept[briefing.Briefing]{
		Value: briefing.Briefing{
			Lead:    []briefing.Sentence{{Text: "Наводнение 🌊", On: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), Sources: []int{0}}},
			Sources: []briefing.Source{{Number: 12, Title: "Flood", Span: articles.Span{Start: 3, End: 9}}},
			Order:   []articles.Number{12, 3}, Suggestions: []string{"flood"},
		},
		Seq: 7, Tags: []articles.Tag{articles.ArticleTag(12)}, Made: time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC),
	}
	if err := c.Set(ctx, "topic[*] flood", &want, time.Minute); err != nil {
		t.Fatal(err)
	}
	var got articles.Kept[briefing.Briefing]
	found, err := c.Get(ctx, "topic[*] flood", &got)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	got.Made, got.Value.Lead[0].On = got.Made.UTC(), got.Value.Lead[0].On.UTC()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if found, err := c.Get(ctx, "topic[*] fire", &got); found || err != nil {
		t.Errorf("what is not there: %v, %v", found, err)
	}
	client := s.Client("")
	ttl, err := client.TTL(ctx, "briefly:v1:0123:topic[*] flood").Result()
	if err != nil || ttl <= 0 || ttl > time.Minute {
		t.Errorf("it is kept for %v, %v", ttl, err)
	}
	// Another type, another version, and bytes that are none.
	var other articles.Kept[[]articles.Article]
	if found, err := c.Get(ctx, "topic[*] flood", &other); found || err != nil {
		t.Errorf("a value of another type: %v, %v", found, err)
	}
	whole, err := client.Get(ctx, "briefly:v1:0123:topic[*] flood").Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for i, data := range [][]byte{nil, []byte("short"), append([]byte("01234567"), whole[8:]...), append(bytes.Clone(whole[:8]), 0xff, 0xff), whole[:len(whole)/2]} {
		if err := client.Set(ctx, "briefly:v1:0123:broken", data, 0).Err(); err != nil {
			t.Fatal(err)
		}
		if found, _ := c.Get(ctx, "broken", &got); found {
			t.Errorf("broken value %d was found", i)
		}
	}
}

func TestRefusesAddressesWithoutShowingThem(t *testing.T) {
	for _, url := range []string{"redis://:canary\x7f@host", "http://:canary@host", "redis://:canary@host/x", "canary"} {
		if err := rediscache.Check(url); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v", url, err)
		}
	}
	for _, url := range []string{"", "redis://localhost", "rediss://u:p@host:6380/2", "unix:///run/redis.sock?db=1"} {
		if err := rediscache.Check(url); err != nil {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestUnixSocketPasswordAndNumber(t *testing.T) {
	socket := t.TempDir() + "/redis.sock"
	s := redistest.Start(t, "--unixsocket", socket, "--requirepass", "canary")
	for _, url := range []string{s.URL("canary") + "/2", "unix://:canary@" + socket + "?db=2"} {
		c, _ := open(t, url)
		v := articles.Kept[int]{Value: 5}
		if err := c.Set(t.Context(), "n", &v, time.Minute); err != nil {
			t.Fatal(err)
		}
		v.Value = 0
		if found, err := c.Get(t.Context(), "n", &v); !found || err != nil || v.Value != 5 {
			t.Errorf("%v %v %v", found, err, v)
		}
	}
	if err := s.Client("canary").Get(t.Context(), "briefly:v1:0123:n").Err(); err == nil {
		t.Error("it is in the first database")
	}
	c, log := open(t, s.URL("canary-wrong"))
	v := articles.Kept[int]{}
	if _, err := c.Get(t.Context(), "n", &v); err == nil || strings.Contains(err.Error()+log.String(), "canary") {
		t.Errorf("with a wrong password: %v\n%s", err, log)
	}
}

// faults are what happens to Redis, and how it ends.
var faults = []struct {
	name   string
	args   []string
	strike func(t *testing.T, s *redistest.Server)
	mend   func(t *testing.T, s *redistest.Server)
	reads  bool // it still answers reads
}{
	{name: "frozen",
		strike: func(_ *testing.T, s *redistest.Server) { s.Pause() },
		mend:   func(_ *testing.T, s *redistest.Server) { s.Resume() }},
	{name: "killed",
		strike: func(_ *testing.T, s *redistest.Server) { s.Kill() },
		mend:   func(_ *testing.T, s *redistest.Server) { s.Again() }},
	{name: "full", reads: true,
		strike: func(t *testing.T, s *redistest.Server) { s.Do(t.Context(), "CONFIG", "SET", "maxmemory", "1") },
		mend:   func(t *testing.T, s *redistest.Server) { s.Do(t.Context(), "CONFIG", "SET", "maxmemory", "0") }},
	{name: "emptied", reads: true,
		strike: func(t *testing.T, s *redistest.Server) { s.Do(t.Context(), "FLUSHALL") },
		mend:   func(*testing.T, *redistest.Server) {}},
	{name: "loading", args: []string{"--enable-debug-command", "yes", "--key-load-delay", "3000", "--rdbcompression", "no"},
		strike: func(t *testing.T, s *redistest.Server) {
			s.Do(t.Context(), "DEBUG", "POPULATE", 1000)
			s.Do(t.Context(), "SAVE")
			s.Kill()
			s.Again() // it answers -LOADING for about three seconds
		},
		mend: func(t *testing.T, s *redistest.Server) {
			for s.Client("").Ping(t.Context()).Err() != nil {
				time.Sleep(50 * time.Millisecond)
			}
		}},
}

// keep sets a value, again and again where a busy machine lets it wait too long.
func keep(t *testing.T, c *rediscache.Cache, key string, v any) {
	t.Helper()
	var err error
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err = c.Set(t.Context(), key, v, time.Hour); err == nil {
			return
		}
	}
	t.Fatal(err)
}

// TestFaults strikes a server that is in use: nobody waits longer than patience
// allows at first and noticeably afterwards, and it is used again within five
// seconds of its return.
func TestFaults(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			s := redistest.Start(t, f.args...)
			c, log := open(t, s.URL(""))
			v := articles.Kept[string]{Value: "kept"}
			keep(t, c, "k", &v)
			f.strike(t, s)
			slowest, errs := use(t, c, 200*time.Millisecond)
			if limit := 150 * time.Millisecond; slowest > limit {
				t.Errorf("at first somebody waited for %v", slowest)
			}
			if !f.reads {
				if errs == 0 || !c.Down() {
					t.Errorf("%d errors, left alone: %v", errs, c.Down())
				}
				if slowest, _ = use(t, c, 200*time.Millisecond); slowest > 100*time.Millisecond {
					t.Errorf("left alone, somebody waited for %v", slowest)
				}
			}
			f.mend(t, s)
			back := time.Now()
			for c.Set(t.Context(), "k", &v, time.Hour) != nil {
				if time.Since(back) > 5*time.Second {
					t.Fatal("not used again after 5 s")
				}
				time.Sleep(20 * time.Millisecond)
			}
			if found, err := c.Get(t.Context(), "k", &v); !found || err != nil {
				t.Errorf("afterwards: %v, %v", found, err)
			}
			if n := strings.Count(log.String(), "level=WARN"); n > 1 {
				t.Errorf("%d warnings within a minute:\n%s", n, log)
			}
		})
	}
}

// use uses a cache from several goroutines for a time.
func use(t *testing.T, c *rediscache.Cache, for_ time.Duration) (slowest time.Duration, errs int64) {
	t.Helper()
	var most, failed atomic.Int64
	var wg sync.WaitGroup
	end := time.Now().Add(for_)
	for range 4 {
		wg.Go(func() {
			for time.Now().Before(end) {
				start := time.Now()
				var v articles.Kept[string]
				if _, err := c.Get(t.Context(), "k", &v); err != nil {
					failed.Add(1)
				}
				if took := int64(time.Since(start)); took > most.Load() {
					most.Store(took)
				}
				time.Sleep(time.Millisecond)
			}
		})
	}
	wg.Wait()
	return time.Duration(most.Load()), failed.Load()
}

func TestAnnouncementsReachOtherProcesses(t *testing.T) {
	s := redistest.Start(t)
	here, _ := open(t, s.URL(""))
	there, _ := open(t, s.URL(""))
	heard := make(chan struct{}, 100)
	var listening sync.WaitGroup
	listening.Go(func() { there.Listen(t.Context(), func() { heard <- struct{}{} }) })
	t.Cleanup(listening.Wait)
	hear := func(what string) {
		t.Helper()
		select {
		case <-heard:
		case <-time.After(5 * time.Second):
			t.Fatalf("%s was not heard", what)
		}
	}
	hear("the beginning")
	here.Announce()
	hear("a change")
	s.Kill()
	here.Announce()
	s.Again()
	hear("the return of redis")
}

func TestSharedLimits(t *testing.T) {
	s := redistest.Start(t)
	one, _ := open(t, s.URL(""))
	two, _ := open(t, s.URL(""))
	now := func() time.Time { return time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC) }
	limits := []*rediscache.Limits{rediscache.NewLimits(one, bot.NewLimits(now), now), rediscache.NewLimits(two, bot.NewLimits(now), now)}
	who := func(chat string) bot.Request {
		p := bot.Place{Platform: "test", Chat: chat}
		return bot.Request{At: p, Self: p}
	}
	allowed, told := 0, 0
	for i := range 2 * bot.PersonRate.Burst {
		ok, tell := limits[i%2].Allow(who("4711"))
		if ok {
			allowed++
		}
		if tell {
			told++
		}
	}
	if allowed != bot.PersonRate.Burst || told != 1 {
		t.Errorf("%d allowed, %d told", allowed, told)
	}
	late, now0 := 0, now()
	for i := range 2 * bot.PersonRate.Burst { // asked in time, read after an outage
		r := who("patient")
		r.Asked = now0.Add(-time.Hour + time.Duration(i)*bot.PersonRate.Every)
		if ok, _ := limits[i%2].Allow(r); ok {
			late++
		}
	}
	if late != 2*bot.PersonRate.Burst {
		t.Errorf("%d of %d late questions are allowed", late, 2*bot.PersonRate.Burst)
	}
	if ok, _ := limits[0].Allow(who("other")); !ok {
		t.Error("somebody else is limited")
	}
	for range 100 {
		if ok, _ := limits[0].Allow(who("")); !ok {
			t.Fatal("the console is limited")
		}
	}
	keys, err := s.Client("").Keys(t.Context(), "*").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		ttl, err := s.Client("").PTTL(t.Context(), k).Result()
		if err != nil || ttl <= 0 || ttl > time.Minute+time.Second || strings.Contains(k, "4711") {
			t.Errorf("%s is kept for %v, %v", k, ttl, err)
		}
	}
	s.Kill()
	for i := range bot.PersonRate.Burst {
		if ok, _ := limits[0].Allow(who("4711")); !ok {
			t.Fatalf("without redis, question %d is refused", i)
		}
	}
	if ok, tell := limits[0].Allow(who("4711")); ok || !tell {
		t.Error("without redis there is no limit")
	}
}

func TestExamine(t *testing.T) {
	s := redistest.Start(t, "--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")
	h, err := rediscache.Examine(t.Context(), s.URL(""))
	if err != nil || h.Refuses() || h.Limit != 50<<20 || h.Used == 0 || h.Latency <= 0 || !strings.Contains(h.Version, ".") {
		t.Errorf("%+v, %v", h, err)
	}
	s.Do(t.Context(), "CONFIG", "SET", "maxmemory-policy", "noeviction")
	if h, err = rediscache.Examine(t.Context(), s.URL("")); err != nil || !h.Refuses() {
		t.Errorf("%+v, %v", h, err)
	}
	s.Kill()
	if _, err = rediscache.Examine(t.Context(), "redis://:canary@"+s.Addr); err == nil || strings.Contains(err.Error(), "canary") {
		t.Error(err)
	}
}

func TestDownIsAnError(t *testing.T) {
	c, _ := open(t, "redis://:canary@127.0.0.1:1")
	var v articles.Kept[int]
	var err error
	for range 5 {
		if _, err = c.Get(t.Context(), "k", &v); err == nil {
			t.Fatal("no error")
		}
		if strings.Contains(fmt.Sprint(err), "canary") {
			t.Fatal(err)
		}
	}
	if !errors.Is(err, rediscache.ErrDown) {
		t.Error(err)
	}
}
