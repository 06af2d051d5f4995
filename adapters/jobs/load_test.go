package jobs

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
)

// load is how many feeds of which kind are read, and how fast time goes by.
type load struct {
	feeds, slow, poisonous int
	speed                  int64
	last                   time.Duration // on the wall, the first round aside
	// grace is how long on the wall a visit may be held up by the machine, which
	// others use too: less than a server that never answers would hold it up.
	grace   time.Duration
	workers int // of each kind
}

// TestLoad reads many feeds, some of which are slow, or never answer, or break
// their reader: none of the others may be kept waiting.
func TestLoad(t *testing.T) {
	l := load{feeds: 120, slow: 24, poisonous: 3, speed: 600, last: 8 * time.Second, grace: 3 * time.Second, workers: 12}
	if *long {
		l = load{feeds: 1000, slow: 300, poisonous: 10, speed: 360, last: time.Minute, workers: Limits{}.orUsual().Feeds}
	}
	s := newSites(t)
	c := fastClock(l.speed)
	limits := Limits{Feeds: l.workers, Slow: l.workers, Claim: time.Minute * time.Duration(l.speed)}
	r, err := newRig(t.Context(), t.TempDir(), s.at.Port(), c.now, breakingReader{}, limits)
	if err != nil {
		t.Fatal(err)
	}
	defer r.close(t)
	w := &watch{Store: r.store, visits: map[articles.FeedID][]visited{}, tries: map[articles.FeedID]int{}}
	r.feeds.Store = w
	r.subscribe(t, l.sites(s), c.now())
	stop := r.run(t)
	await(t, "end of the first round", 2*time.Minute, func() bool { return w.count() == l.feeds })
	w.forget()
	usage := w.observe(t, l.last)
	stop()
	late, worst, visits := w.punctuality(l)
	t.Logf("%d feeds, %d slow, %d poisonous: %d visits of healthy ones, %d late, the worst at %.2f times its interval",
		l.feeds, l.slow, l.poisonous, visits, late, worst)
	t.Logf("at most %d requests at once, %d goroutines, %d descriptors, %d MB", s.most.Load(), usage.goroutines, usage.descriptors, usage.memory>>20)
	if visits == 0 || late > 0 {
		t.Errorf("%d of %d visits were late, the worst at %.2f times its interval", late, visits, worst)
	}
	w.poisonParked(t, l)
	atOnce := 2 * l.workers
	if s.most.Load() > int64(atOnce) || usage.descriptors > 2*atOnce+100 || usage.goroutines > 10*atOnce+100 || usage.memory > 250<<20 && *long {
		t.Errorf("%d requests at once, %+v", s.most.Load(), usage)
	}
}

// sites makes the feeds: first the poisonous ones, then the slow ones, of which
// every second never answers, then the healthy ones.
func (l load) sites(s *sites) []string {
	var urls []string
	for i := range l.feeds {
		f := &testFeed{plain: i%5 == 0}
		f.entries.Store(3)
		switch {
		case i < l.poisonous:
			f.broken = true
		case i < l.poisonous+l.slow:
			f.hang = i%2 == 0
			f.wait = 2500 * time.Millisecond
		}
		urls = append(urls, s.add(i, f))
	}
	return urls
}

// breakingReader breaks over brokenFeed.
type breakingReader struct{ inProcess }

func (b breakingReader) Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	if string(in.Data) == brokenFeed {
		return feeds.Feed{}, &feeds.Refusal{Reason: feeds.Crashed}
	}
	return b.inProcess.Feed(ctx, in)
}

// visited is when a feed was visited, and how long it was to wait for the next.
type visited struct {
	at       time.Time
	interval time.Duration
	well     bool
}

// watch is a store that remembers the visits.
type watch struct {
	*sqlstore.Store
	mu     sync.Mutex
	visits map[articles.FeedID][]visited
	tries  map[articles.FeedID]int // from the beginning
}

var _ ingest.FeedStore = (*watch)(nil)

func (w *watch) SaveVisit(ctx context.Context, r articles.FeedReport) error {
	w.mu.Lock()
	w.visits[r.Feed] = append(w.visits[r.Feed], visited{r.At, r.Health.Interval, r.Health.Failures == 0})
	w.tries[r.Feed]++
	w.mu.Unlock()
	return w.Store.SaveVisit(ctx, r)
}

// count is how many feeds were visited.
func (w *watch) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.visits)
}

// forget keeps the last visit of each feed only.
func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, all := range w.visits {
		w.visits[id] = all[len(all)-1:]
	}
}

// punctuality counts the visits of healthy feeds that came later than 1.2 times
// their interval, the machine's grace aside.
func (w *watch) punctuality(l load) (late int, worst float64, visits int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := articles.FeedID(l.poisonous + l.slow + 1); int(id) <= l.feeds; id++ {
		for i, v := range w.visits[id] {
			if i == 0 {
				continue
			}
			before := w.visits[id][i-1]
			share := float64(v.at.Sub(before.at)) / float64(before.interval)
			worst = max(worst, share)
			visits++
			if v.at.Sub(before.at) > before.interval*12/10+l.grace*time.Duration(l.speed) {
				late++
			}
		}
	}
	return late, worst, visits
}

func (w *watch) poisonParked(t *testing.T, l load) {
	t.Helper()
	all, err := w.Feeds(t.Context(), []articles.Shelf{articles.Common})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if poisonous := int(f.ID) <= l.poisonous; poisonous != (f.Health.Parked != "") {
			t.Errorf("feed %d, poisonous is %v: %+v", f.ID, poisonous, f.Health)
		}
		if int(f.ID) <= l.poisonous && w.tries[f.ID] != 3 {
			t.Errorf("a poisonous feed was tried %d times", w.tries[f.ID])
		}
	}
}

// usage is the most that was used of each.
type usage struct {
	goroutines, descriptors, memory int
}

// observe waits and looks at what the process uses, the servers of the test
// included.
func (*watch) observe(t *testing.T, d time.Duration) (u usage) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		u.goroutines = max(u.goroutines, runtime.NumGoroutine())
		if open, err := os.ReadDir("/proc/self/fd"); err == nil {
			u.descriptors = max(u.descriptors, len(open))
		}
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			continue // not on this system
		}
		fields := strings.Fields(string(status))
		if i := slices.Index(fields, "VmRSS:"); i >= 0 {
			kilobytes, err := strconv.Atoi(fields[i+1])
			if err != nil {
				t.Fatal(err)
			}
			u.memory = max(u.memory, kilobytes<<10)
		}
	}
	return u
}
