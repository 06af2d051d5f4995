package stories

import (
	"context"
	"fmt"
	"maps"
	"math"

	"briefly/articles"
)

// maxRemembered is how many terms are remembered of a shelf, at some 30 bytes
// each.
const maxRemembered = 200_000

// rarities says how much a term tells, by the share of articles that do not
// hold it.
type rarities struct {
	articles int
	with     map[uint64]int32
}

func newRarities() *rarities { return &rarities{with: map[uint64]int32{}} }

// of is the inverse document frequency of a term, at least 0.
func (r *rarities) of(key uint64) float32 { return r.at(r.with[key]) }

// most is the rarity of a term that no article holds.
func (r *rarities) most() float32 { return r.at(0) }

func (r *rarities) at(with int32) float32 {
	return max(0, float32(math.Log(float64(r.articles+1)/(float64(with)+0.5))))
}

// count takes in an article. Where there are too many terms, those that only
// one article had are forgotten.
func (r *rarities) count(t articles.Terms) {
	r.articles++
	for key := range keys(t) {
		r.with[key]++
	}
	if len(r.with) > maxRemembered {
		maps.DeleteFunc(r.with, func(_ uint64, n int32) bool { return n < 2 })
	}
}

// ask makes the terms of an article known from elsewhere.
func (r *rarities) ask(ctx context.Context, from Statistics, shelf articles.Shelf, t articles.Terms) error {
	var unknown []string
	for key, w := range keys(t) {
		if _, ok := r.with[key]; !ok {
			unknown = append(unknown, w)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	s, err := from.Stats(ctx, []articles.Shelf{shelf}, unknown)
	if err != nil {
		return fmt.Errorf("read word statistics: %w", err)
	}
	r.articles = s.Articles
	for _, w := range unknown {
		r.with[hash(w)] = int32(min(s.With[w], math.MaxInt32))
	}
	return nil
}

// keys are the terms of an article by key, each once.
func keys(t articles.Terms) map[uint64]string {
	out := make(map[uint64]string, len(t.Title)+len(t.Body))
	for _, terms := range [][]string{t.Title, t.Body} {
		for _, w := range terms {
			out[hash(w)] = w
		}
	}
	return out
}
