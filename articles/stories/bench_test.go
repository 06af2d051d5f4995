package stories_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/stories"
)

// generated makes n articles of a year, as many a day: 250 terms each, drawn
// from a vocabulary of 60,000 in which a term's share falls with its rank, and
// every third article retells the one before it in other words by half.
func generated(n int) []articles.Entry {
	rng := rand.New(rand.NewPCG(4, 2))
	ranks := rand.NewZipf(rng, 1.07, 20, 60_000)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	draw := func(k int) []string {
		out := make([]string, k)
		for i := range out {
			out[i] = fmt.Sprintf("w%d", ranks.Uint64())
		}
		return out
	}
	out := make([]articles.Entry, n)
	for i := range out {
		t := articles.Terms{Title: draw(8), Body: draw(242)}
		if i%3 == 2 {
			before := out[i-1].Terms
			t.Title = append(t.Title[:4:4], before.Title[4:]...)
			t.Body = append(t.Body[:121:121], before.Body[121:]...)
		}
		at := start.Add(time.Duration(i) * 365 * 24 * time.Hour / time.Duration(n))
		out[i] = articles.Entry{
			Article: articles.Article{Number: articles.Number(i + 1), Published: at, Added: at},
			Terms:   t,
		}
	}
	return out
}

// BenchmarkPlace places articles one after the other at the end of an index of
// 10,000 and 100,000 and reports the slowest of 50 and of 100.
func BenchmarkPlace(b *testing.B) {
	for _, size := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			entries := generated(size + 1000)
			index := stories.NewMemory()
			for _, e := range entries[:size] {
				index.Add(candidate(e, articles.StoryID(e.Article.Number)))
			}
			grouper := stories.New(index)
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				e := entries[size+i%1000]
				began := time.Now()
				if _, err := grouper.Place(context.Background(), e); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			at := func(share float64) float64 {
				return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
			}
			b.ReportMetric(at(0.5), "p50-ms")
			b.ReportMetric(at(0.99), "p99-ms")
		})
	}
}

func candidate(e articles.Entry, story articles.StoryID) articles.Candidate {
	return articles.Candidate{
		Number: e.Article.Number, Shelf: e.Article.Shelf, Story: story,
		Published: e.Article.Published, Added: e.Article.Added, Terms: e.Terms,
	}
}
