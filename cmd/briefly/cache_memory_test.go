package main

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"briefly/adapters/memcache"
	"briefly/articles"
	"briefly/articles/briefing"
)

// TestCacheKnowsWhatItHolds remembers briefings over long articles and lets them
// go again: what becomes free is what the cache believed them to take.
func TestCacheKnowsWhatItHolds(t *testing.T) {
	withTown(t, newApp(t.TempDir(), ""), func(w *loaded) {
		all, believed := w.briefings(10, 60)
		holding := heapInUse()
		runtime.KeepAlive(all)
		took := holding - heapInUse()
		t.Logf("%d KB, believed to be %d KB", took>>10, believed>>10)
		if took < believed/4 || took > 2*believed {
			t.Error("the cache does not know what it holds")
		}
	})
}

// briefings makes briefings over so many long articles, each from a text that
// was read for it alone, and tells what a cache believes them to take.
func (w *loaded) briefings(articlesStored, many int) (all []*briefing.Briefing, believed int) {
	for n := range articlesStored {
		body := fmt.Sprintf("The walrus%d was seen near the harbour on Monday, several fishermen told the council. ", n) +
			strings.Repeat("The mayor and the council spoke at length about the budget of the town for the next year. ", 500)
		if _, err := w.in.Store(w.Context(), articles.Article{Title: fmt.Sprintf("walrus%d seen", n), Body: body, Publisher: "Town Crier"}); err != nil {
			w.Fatal(err)
		}
	}
	near, err := memcache.New(64 << 20)
	if err != nil {
		w.Fatal(err)
	}
	defer near.Close()
	for n := range many {
		q := briefing.Question{
			Text: fmt.Sprint("walrus", n%articlesStored), Lang: "en", Shelves: []articles.Shelf{articles.Common}, Now: time.Now(), Stories: 5,
		}
		br, err := w.uncached.Topic(w.Context(), q)
		if err != nil || len(br.Lead) == 0 {
			w.Fatal(br, err)
		}
		all = append(all, &br)
		near.Set(fmt.Sprint(n), &br)
	}
	return all, int(near.Bytes())
}

// heapInUse is what cannot be let go of, in bytes.
func heapInUse() int {
	runtime.GC()
	runtime.GC() // pools are emptied by the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
