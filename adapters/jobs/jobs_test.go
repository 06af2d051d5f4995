package jobs

import (
	"testing"
	"time"

	"briefly/articles"
)

func TestJobsReadFeeds(t *testing.T) {
	s := newSites(t)
	f := &testFeed{}
	f.entries.Store(25)
	url := s.add(0, f)
	r := testRig(t, s.at, time.Now, Limits{})
	stop := r.run(t)
	defer stop()
	time.Sleep(300 * time.Millisecond) // it is running and idle
	r.subscribe(t, []string{url}, time.Now())
	begin := time.Now()
	await(t, "20 articles", 10*time.Second, func() bool {
		n, err := r.store.Count(t.Context(), []articles.Shelf{articles.Common})
		return err == nil && n == 20
	})
	t.Logf("seen after %s", time.Since(begin))
	await(t, "claim given back", 5*time.Second, func() bool {
		all, err := r.store.Claim(t.Context(), time.Now().Add(48*time.Hour), time.Now().Add(49*time.Hour), false, 1)
		return err == nil && len(all) == 1
	})
}
