package jobs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"briefly/adapters/sqlstore"
	"briefly/articles"
)

// What a child process is told: where its store and its feeds are, and since
// when its clock is running fast.
const (
	childDir  = "BRIEFLY_TEST_FEEDS_DIR"
	childPort = "BRIEFLY_TEST_FEEDS_PORT"
	childFrom = "BRIEFLY_TEST_FEEDS_FROM"
)

// readForEver reads the feeds of a store until it is killed.
func readForEver() error {
	port, err := strconv.ParseUint(os.Getenv(childPort), 10, 16)
	if err != nil {
		return err
	}
	from, err := strconv.ParseInt(os.Getenv(childFrom), 10, 64)
	if err != nil {
		return err
	}
	c := &clock{began: time.Unix(0, from), from: time.Unix(0, from), speed: killSpeed}
	ctx := context.Background()
	r, err := newRig(ctx, os.Getenv(childDir), uint16(port), c.now, inProcess{}, killLimits)
	if err != nil {
		return err
	}
	return errors.Join(r.runner.Run(ctx), errors.New("the jobs have ended"))
}

// killSpeed makes an hour half a second.
const killSpeed = 7200

var killLimits = Limits{Feeds: 8, Slow: 4, Timeout: 5 * time.Second, Claim: 2 * killSpeed * time.Second, Poll: 50 * time.Millisecond}

// killFeeds is how many feeds are read while processes die.
const killFeeds = 12

// TestKill kills a process at random moments while it reads feeds that change
// all the time.
func TestKill(t *testing.T) {
	kills := 10
	if *long {
		kills = 100
	}
	s := newSites(t)
	c := fastClock(killSpeed)
	all := make([]*testFeed, killFeeds)
	var urls []string
	for i := range all {
		all[i] = &testFeed{plain: i%3 == 0}
		all[i].entries.Store(5)
		urls = append(urls, s.add(i, all[i]))
	}
	dir := t.TempDir()
	store, err := sqlstore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	(&rig{store: store}).subscribe(t, urls, c.now())
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	acknowledged := make(map[string]bool)
	for range kills {
		killOne(t, s, c, dir)
		for _, f := range all {
			f.entries.Add(rand.Int64N(3))
		}
		there := titles(t, dir)
		for title := range acknowledged {
			if there[title] == 0 {
				t.Fatalf("%s was there and is not any more", title)
			}
		}
		for title, n := range there {
			if acknowledged[title] = true; n > 1 {
				t.Fatalf("%s is there %d times", title, n)
			}
		}
	}
	finish(t, s, c, dir, all)
	t.Logf("%d kills, %d articles seen between them", kills, len(acknowledged))
}

// killOne starts a process, and kills it a moment after its first request.
func killOne(t *testing.T, s *sites, c *clock, dir string) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir, childPort+"="+strconv.Itoa(int(s.at.Port())), childFrom+"="+strconv.FormatInt(c.began.UnixNano(), 10))
	child.Stderr = os.Stderr
	before := s.reads.Load()
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "request of a child", 30*time.Second, func() bool { return s.reads.Load() > before })
	time.Sleep(time.Duration(rand.Int64N(int64(300 * time.Millisecond))))
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child was not killed: %v", err)
	}
}

// titles counts the articles of a store by their titles.
func titles(t *testing.T, dir string) map[string]int {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.Newest(t.Context(), articles.Query{Shelves: []articles.Shelf{articles.Common}, Limit: 1 << 20})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	there := make(map[string]int)
	for _, a := range list {
		there[a.Title]++
	}
	return there
}

// finish lets the jobs run undisturbed and checks that every entry that was ever
// shown arrives, once.
func finish(t *testing.T, s *sites, c *clock, dir string, all []*testFeed) {
	t.Helper()
	r, err := newRig(t.Context(), dir, s.at.Port(), c.now, inProcess{}, killLimits)
	if err != nil {
		t.Fatal(err)
	}
	stop := r.run(t)
	want := int64(0)
	for _, f := range all {
		want += f.entries.Load()
	}
	count := func() int64 {
		n, err := r.store.Count(t.Context(), []articles.Shelf{articles.Common})
		if err != nil {
			t.Error(err)
		}
		return int64(n)
	}
	await(t, fmt.Sprint("end of ", want, " articles"), time.Minute, func() bool { return count() >= want })
	list, err := r.store.Feeds(t.Context(), []articles.Shelf{articles.Common})
	if err != nil {
		t.Error(err)
	}
	for _, f := range list {
		if h := f.Health; h.Parked != "" || h.Left > 0 || h.Failures > 0 || c.now().Sub(h.Next) > 10*killSpeed*time.Second {
			t.Errorf("a feed is stuck: %+v", h)
		}
	}
	stop()
	if err := r.store.Close(); err != nil {
		t.Error(err)
	}
	there := titles(t, dir)
	for i, f := range all {
		for n := int64(1); n <= f.entries.Load(); n++ {
			if title := fmt.Sprintf("News %d of %s", n, host(i)); there[title] != 1 {
				t.Errorf("%s is there %d times", title, there[title])
			}
		}
	}
}
