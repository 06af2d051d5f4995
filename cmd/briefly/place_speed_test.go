package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/stories"
)

var long = flag.Bool("long", os.Getenv("BRIEFLY_LONG") != "", "place articles into a store of 100,000")

// news makes articles as a large store meets them: one every five minutes, a
// title of 8 words and a body of 200 from a vocabulary of 200,000 in which word
// number k is about 1/(20+k) as frequent as the first; every third retells half
// of the one before it.
func news() func() articles.Entry {
	random := rand.New(rand.NewPCG(7, 11))
	zipf := rand.NewZipf(random, 1.07, 20, 200_000)
	draw := func(n int) []string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("w%d", zipf.Uint64())
		}
		return words
	}
	n := 0
	var before articles.Terms
	return func() articles.Entry {
		n++
		t := articles.Terms{Title: draw(8), Body: draw(200)}
		if n%3 == 0 {
			copy(t.Title[4:], before.Title)
			copy(t.Body[100:], before.Body)
		}
		before = t
		return articles.Entry{Terms: t, Article: articles.Article{
			Key: fmt.Sprint(n), Lang: "en", Title: strings.Join(t.Title, " "), Body: strings.Join(t.Body, " "),
			Published: time.Date(2026, 1, 1, 0, 5*n, 0, 0, time.UTC),
		}}
	}
}

// TestPlaceSpeed adds 1,000 articles to stores of 10,000 and 100,000 and
// reports what placing each of them takes, by the clock and of the processor.
func TestPlaceSpeed(t *testing.T) {
	if !*long {
		t.Skip("takes minutes: -long")
	}
	store, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	next, stored := news(), 0
	put := func(e articles.Entry) {
		t.Helper()
		if _, err := store.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		stored++
	}
	for _, size := range []int{10_000, 100_000} {
		for stored < size {
			put(next())
		}
		grouper := stories.New(store)
		var clock, cpu []time.Duration
		for range 1000 {
			e := next()
			began, used := time.Now(), processor(t)
			m, err := grouper.Place(t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			clock, cpu = append(clock, time.Since(began)), append(cpu, processor(t)-used)
			e.Story = m.Story
			put(e)
		}
		first := clock[0]
		slices.Sort(clock)
		slices.Sort(cpu)
		t.Logf("%d articles: p50 %s p99 %s by the clock, p50 %s p99 %s of the processor, the first %s",
			size, clock[500], clock[990], cpu[500], cpu[990], first)
		if cpu[990] > 5*time.Millisecond {
			t.Errorf("%d articles: placing one takes %s", size, cpu[990])
		}
	}
}

// processor is the time that this process has used.
func processor(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
