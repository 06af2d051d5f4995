package jobs

import (
	"testing"
	"time"

	"briefly/adapters/sqlstore"
	"briefly/articles"
)

// TestJobsSeeWhatOthersAdd adds a feed through another store on the same file,
// as another process does.
func TestJobsSeeWhatOthersAdd(t *testing.T) {
	s := newSites(t)
	f := &testFeed{}
	f.entries.Store(25)
	url := s.add(0, f)
	dir := t.TempDir()
	r, err := newRig(t.Context(), dir, s.at.Port(), time.Now, inProcess{}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.close(t)
	defer r.run(t)()
	time.Sleep(300 * time.Millisecond) // it is running and idle
	other, err := sqlstore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	(&rig{store: other}).subscribe(t, []string{url}, time.Now())
	(&rig{store: other}).close(t)
	begin := time.Now()
	await(t, "a visit", 20*time.Second, func() bool { return s.reads.Load() > 0 })
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("it took %s until the feed was read", took)
	}
	await(t, "20 articles", 20*time.Second, func() bool { return r.count(t) == 20 })
}

// TestJobsDrain ends the jobs while one server is answering and another is not:
// what can be finished is, the rest is free at once for whoever comes next.
func TestJobsDrain(t *testing.T) {
	s := newSites(t)
	f := &testFeed{wait: time.Second}
	f.entries.Store(5)
	urls := []string{s.add(0, f), s.add(1, &testFeed{hang: true})}
	r := testRig(t, s.at, time.Now, Limits{})
	r.subscribe(t, urls, time.Now())
	stop := r.run(t)
	await(t, "requests", 10*time.Second, func() bool { return s.now.Load() == 2 })
	begin := time.Now()
	stop()
	if took := time.Since(begin); took > 8*time.Second {
		t.Errorf("ending took %s", took)
	}
	if n := r.count(t); n != 5 {
		t.Errorf("%d articles", n)
	}
	now := time.Now()
	free, err := r.store.Claim(t.Context(), now, now.Add(time.Minute), true, 10)
	if err != nil || len(free) != 1 {
		t.Errorf("%d feeds are free, %v", len(free), err)
	}
}

func (r *rig) count(t testing.TB) int {
	t.Helper()
	n, err := r.store.Count(t.Context(), []articles.Shelf{articles.Common})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (r *rig) close(t testing.TB) {
	t.Helper()
	if err := r.store.Close(); err != nil {
		t.Error(err)
	}
}
