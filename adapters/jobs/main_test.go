package jobs

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/fetch"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
	"briefly/articles/stories"
	"briefly/articles/summarize"
)

var long = flag.Bool("long", os.Getenv("BRIEFLY_LONG") != "", "run what takes minutes: 1,000 feeds, 100 kills")

func TestMain(m *testing.M) {
	if os.Getenv(childDir) != "" {
		fmt.Fprintln(os.Stderr, readForEver())
		os.Exit(1)
	}
	flag.Parse()
	goleak.VerifyTestMain(m)
}

// inProcess reads feeds and pages in the process of the test.
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

// clock runs faster than the clock on the wall.
type clock struct {
	began, from time.Time
	speed       int64
}

func fastClock(speed int64) *clock {
	return &clock{began: time.Now(), from: time.Now(), speed: speed}
}

func (c *clock) now() time.Time {
	return c.from.Add(time.Duration(c.speed) * time.Since(c.began))
}

// rig is everything between the feeds on loopback and the store.
type rig struct {
	store  *sqlstore.Store
	feeds  *ingest.Feeds
	fetch  *fetch.Client
	runner *Runner
}

// newRig makes one over a folder. The port is that of the feeds.
func newRig(ctx context.Context, dir string, port uint16, now func() time.Time, reader ingest.Reader, l Limits) (*rig, error) {
	store, err := sqlstore.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	fetcher, err := fetch.New(fetch.Options{
		Allow: []string{"127.0.0.0/8"}, Ports: []uint16{port},
		Limits: fetch.Limits{Total: 9 * time.Second, Gap: time.Nanosecond}, // a silent server is given up after half of that
	})
	if err != nil {
		return nil, err
	}
	in := ingest.New(ingest.Options{
		Reader: reader, Fetcher: fetcher, Summarizer: summarize.New(), Grouper: stories.New(store), Writer: store, Links: store, Now: now,
	})
	quiet := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	r := &rig{store: store, fetch: fetcher, feeds: ingest.NewFeeds(in, ingest.FeedOptions{Store: store, Log: quiet, Random: rand.Float64})}
	r.runner, err = New(ctx, Options{DB: store.Writer(), Claimer: store, Visitor: r.feeds, Log: quiet, Now: now, Limits: l})
	return r, err
}

// run runs the jobs until the function that it returns is called.
func (r *rig) run(t testing.TB) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := r.runner.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}

func testRig(t testing.TB, at netip.AddrPort, now func() time.Time, l Limits) *rig {
	t.Helper()
	r, err := newRig(t.Context(), t.TempDir(), at.Port(), now, inProcess{}, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.close(t) })
	return r
}

// subscribe adds feeds that nobody has read yet.
func (r *rig) subscribe(t testing.TB, urls []string, now time.Time) {
	t.Helper()
	for _, url := range urls {
		_, _, err := r.store.AddFeed(t.Context(), articles.Feed{URL: url, Added: now}, articles.Secret{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// await waits until done says so, and fails after a while.
func await(t testing.TB, what string, within time.Duration, done func() bool) {
	t.Helper()
	for end := time.Now().Add(within); !done(); {
		if time.Now().After(end) {
			t.Fatalf("after %s still no %s", within, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
