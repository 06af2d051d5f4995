package jobs

import (
	"sync/atomic"
	"testing"
	"time"

	"briefly/articles"
)

// turned is a clock that is turned on by hand and runs on meanwhile.
type turned struct{ by atomic.Int64 }

func (c *turned) now() time.Time       { return time.Now().Add(time.Duration(c.by.Load())) }
func (c *turned) turn(d time.Duration) { c.by.Add(int64(d)) }

// BenchmarkUnchanged reads many feeds that have not changed, from the claim to
// the stored visit.
func BenchmarkUnchanged(b *testing.B) {
	const many = 1000
	s := newSites(b)
	var urls []string
	for i := range many {
		f := &testFeed{}
		f.entries.Store(1)
		urls = append(urls, s.add(i, f))
	}
	c := &turned{}
	r := testRig(b, s.at, c.now, Limits{})
	r.subscribe(b, urls, c.now())
	stop := r.run(b)
	defer stop()
	await(b, "end of the first round", time.Minute, func() bool { return r.read(b, c) == many })
	for b.Loop() {
		c.turn(25 * time.Hour)
		await(b, "end of a round", time.Minute, func() bool { return r.read(b, c) == many })
	}
	b.ReportMetric(float64(many*b.N)/b.Elapsed().Seconds(), "feeds/s")
}

// read counts the feeds that were read within the last hours and are not being
// read now.
func (r *rig) read(b *testing.B, c *turned) int {
	b.Helper()
	var n int
	err := r.store.Writer().QueryRowContext(b.Context(), `SELECT count(*) FROM feeds WHERE read > $1 AND claimed = 0 AND waiting = 0`,
		c.now().Add(-12*time.Hour).Unix()).Scan(&n)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkNew brings new articles, from the claim of their feeds to the store.
func BenchmarkNew(b *testing.B) {
	const many, fresh = 100, 5
	s := newSites(b)
	var urls []string
	all := make([]*testFeed, many)
	for i := range all {
		all[i] = &testFeed{}
		urls = append(urls, s.add(i, all[i]))
	}
	c := &turned{}
	r := testRig(b, s.at, c.now, Limits{})
	r.subscribe(b, urls, c.now())
	stop := r.run(b)
	defer stop()
	await(b, "end of the first round", time.Minute, func() bool { return r.read(b, c) == many })
	want := 0
	for b.Loop() {
		for _, f := range all {
			f.entries.Add(fresh)
		}
		want += many * fresh
		c.turn(25 * time.Hour)
		await(b, "new article", time.Minute, func() bool {
			n, err := r.store.Count(b.Context(), []articles.Shelf{articles.Common})
			return err == nil && n >= want
		})
	}
	b.ReportMetric(float64(want)/b.Elapsed().Seconds(), "articles/s")
}
