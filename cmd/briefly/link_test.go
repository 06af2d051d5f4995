package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/fetch"
	"briefly/adapters/sqlstore"
	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
	"briefly/bot"
)

// withSite runs do with a bot that may read the site, at a clock that can be
// turned.
func withSite(t *testing.T, do func(*site, *bot.Bot, *clock)) {
	t.Helper()
	s := newSite(t)
	var options fetch.Options
	options.Limits.Total = time.Minute
	for _, server := range []*httptest.Server{s.Server, s.slow} {
		at := netip.MustParseAddrPort(server.Listener.Addr().String())
		options.Allow = append(options.Allow, at.String())
		options.Ports = append(options.Ports, at.Port())
	}
	c := &clock{at: scriptNow}
	a := &app{
		config: config{Data: t.TempDir(), Locale: "en", Fetch: options},
		log:    slog.New(slog.DiscardHandler), now: c.now,
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		f, err := fetch.New(a.config.Fetch)
		if err != nil {
			return err
		}
		in := a.ingester(store, inProcess{}, f)
		s.store, s.in = store, in
		return a.withRefresher(t.Context(), in, func(r bot.Refresher) error {
			do(s, a.newBot(store, in, a.feeds(store, in), r, unlimited{}, &caches{}), c)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inProcess reads documents in the process of the test.
type inProcess struct{}

func (inProcess) Page(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Page(ctx, in)
}

func (inProcess) Text(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Text(ctx, in)
}

func (inProcess) Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	return feeds.Parse(ctx, in)
}

var _ ingest.Reader = inProcess{}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func all(b *bot.Bot, r bot.Request) []bot.Answer {
	var got []bot.Answer
	for a := range b.Answer(context.Background(), r) {
		got = append(got, a)
	}
	return got
}

func TestUnreadableLinksStillGetAnAnswer(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		const file = "send me the file"
		for path, want := range map[string]struct{ reason, help string }{
			"/gone": {"taken away for good.", ""}, "/nothing": {"does not exist.", "spelled"}, "/photo": {"another kind of file.", ""},
			"/broken": {"has a fault", "later"}, "/challenge": {"robot", file}, "/guarded": {"robot", file},
			"/forbidden": {"does not let programs", file}, "/paywall": {"subscribers", file},
		} {
			got := all(b, person("p", "p", s.URL+path))
			if len(got) != 1 || !strings.Contains(got[0].Note, want.reason) || !strings.Contains(got[0].Note, want.help) {
				t.Errorf("%s: %+v", path, got)
			}
			if offers := strings.Contains(got[0].Note, file); offers != (want.help == file) {
				t.Errorf("%s: %q", path, got[0].Note)
			}
			member := person("group", "p", s.URL+path)
			member.Admin = func(context.Context) (bool, error) { return false, nil }
			if got := all(b, member); strings.Contains(got[0].Note, file) {
				t.Errorf("%s: somebody who may not add is told to: %q", path, got[0].Note)
			}
		}
		secret := all(b, person("p", "p", strings.Replace(s.URL, "://", "://me:hunter2@", 1)+"/mill"))
		if !strings.Contains(secret[0].Note, "a name or a password") || strings.Contains(fmt.Sprint(secret), "hunter2") || s.served.Load() != 0 {
			t.Errorf("a link with a password: %+v", secret)
		}
		if got := all(b, person("p", "p", s.URL+"/paywall")); got[0].Title != "Harvest fair draws record crowd" {
			t.Errorf("the headline is lost: %q", got[0].Title)
		}
		if got := all(b, person("p", "p", s.URL+"/forbidden")); got[0].Title != "Market square of Upper Wick to be paved" {
			t.Errorf("the headline of a refused page is lost: %q", got[0].Title)
		}
		if got := all(b, person("p", "p", s.URL+"/denied")); got[0].Title != "127.0.0.1" {
			t.Errorf("an obstacle is the headline: %q", got[0].Title)
		}
		if got := all(b, person("p", "p", s.URL+"/новости/мэр-открыл-мост")); got[0].Title != "Мэр открыл мост" {
			t.Errorf("the headline in another charset: %q", got[0].Title)
		}
		for _, inside := range []string{"http://127.0.0.1:1/admin", "http://10.0.0.7/", "http://169.254.169.254/latest/meta-data/"} {
			got := all(b, person("p", "p", inside))
			if len(got) != 1 || !strings.Contains(got[0].Note, "private network") {
				t.Errorf("%s: %+v", inside, got)
			}
		}
		quoted := person("p", "p", "")
		quoted.Quoted = s.URL + "/gone " + strings.Repeat("The ferry returned to the harbour on Monday after nine weeks of repairs, the port authority said. ", 1) +
			strings.Repeat("It will sail four times a day until the end of September, and fares stay as they were last year for everybody. ", 1) +
			"Two new engines replace those that had failed in a storm in March, and they burn a third less fuel, according to the yard. " +
			"Islanders waited on the quay with flags."
		if got := all(b, quoted); len(got[0].Lead) == 0 || got[0].Sources[0].Title == "" {
			t.Errorf("the forwarded text is not summarised: %+v", got)
		}
	})
}

func TestSeveralLinksGetALineEach(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		var links []string
		for i := range 7 {
			links = append(links, fmt.Sprintf("%s/page/%d", s.URL, i))
		}
		links[1] = s.URL + "/gone"
		got := all(b, person("p", "p", strings.Join(links, " ")+"?token=hunter2 "+links[0]+"#again"))
		if len(got) != 1 || len(got[0].Items) != 5 {
			t.Fatalf("%+v", got)
		}
		if !strings.Contains(got[0].Items[1].Gist, "taken away") || got[0].Items[0].Title != "News from mill 0" {
			t.Errorf("%+v", got[0].Items)
		}
		bare := func(link string) string { return strings.TrimPrefix(link, "http://") }
		if !strings.HasSuffix(got[0].Note, bare(links[5])+", "+bare(links[6])) {
			t.Errorf("the rest is not named: %q", got[0].Note)
		}
	})
}

// TestManyLinksAtOnce sends 200 links from 50 people through the inbox: each
// chat is answered in its order, and those with fast pages do not wait for
// those with slow ones, which come only after them.
func TestManyLinksAtOnce(t *testing.T) {
	withSite(t, func(s *site, b *bot.Bot, _ *clock) {
		const people, slow, each = 50, 2, 4
		before := runtime.NumGoroutine()
		var mu sync.Mutex
		order, fast, most := map[string][]string{}, 0, 0
		start := time.Now()
		inbox := newMemoryInbox()
		d := bot.NewDrain("test", inbox, func(_ context.Context, u bot.Update) error {
			got := all(b, person(u.Chat, u.Chat, string(u.Payload)))
			mu.Lock()
			defer mu.Unlock()
			if len(got) != 1 || len(got[0].Lead) == 0 {
				t.Errorf("%s: %+v", u.Payload, got)
			}
			most = max(most, runtime.NumGoroutine())
			order[u.Chat] = append(order[u.Chat], u.ID)
			if strings.Contains(string(u.Payload), "/fast/") {
				if fast++; fast == (people-slow)*each {
					t.Logf("%d fast pages took %v", fast, time.Since(start))
					close(s.fastDone)
				}
			}
			return nil
		}, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { _ = d.Run(ctx) })
		for i := range each {
			for p := range people {
				link := fmt.Sprintf("%s/fast/%d-%d", s.URL, p, i)
				if p < slow {
					link = fmt.Sprintf("%s/?%d-%d", s.slow.URL, p, i)
				}
				u := bot.Update{ID: fmt.Sprintf("%02d-%d", p, i), Chat: fmt.Sprint(p), Payload: []byte(link)}
				if _, err := d.Take(ctx, u); err != nil {
					t.Fatal(err)
				}
			}
		}
		for inbox.waiting() > 0 && time.Since(start) < 2*time.Minute {
			time.Sleep(20 * time.Millisecond)
		}
		stop()
		run.Wait()
		for chat, ids := range order {
			if len(ids) != each || !slices.IsSorted(ids) {
				t.Errorf("chat %s was answered as %v", chat, ids)
			}
		}
		t.Logf("at most %d goroutines, %d before", most, before)
		if len(order) != people || most > before+300 {
			t.Errorf("%d people were answered, with %d goroutines", len(order), most)
		}
	})
}
