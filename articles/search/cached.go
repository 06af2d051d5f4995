package search

import (
	"context"
	"strconv"
	"strings"

	"briefly/articles"
)

// Cached is a Searcher that remembers what it found. What it gives is shared
// and must not be changed.
type Cached struct {
	*Searcher
	cache    *articles.Cache
	results  *articles.Cached[Result]
	complete *articles.Cached[[]string]
}

// NewCached returns a Cached over a Searcher.
func NewCached(s *Searcher, c *articles.Cache) *Cached {
	return &Cached{s, c, articles.NewCached[Result](c, "search"), articles.NewCached[[]string](c, "complete")}
}

// Search finds articles: see Searcher. One with bounds of time is not remembered.
func (c *Cached) Search(ctx context.Context, r Request) (Result, error) {
	if !r.Since.IsZero() || !r.Until.IsZero() {
		return c.Searcher.Search(ctx, r)
	}
	r.Shelves = c.cache.Filled(r.Shelves)
	r.Text = strings.Join(strings.Fields(r.Text), " ")
	rest := r.Lang + " " + strconv.Itoa(r.Limit) + " " + strconv.FormatBool(r.News) + " " + strconv.FormatBool(r.Strict) + " " + r.Text
	return c.results.Get(ctx, r.Shelves, rest, func(ctx context.Context) (Result, []articles.Tag, error) {
		found, err := c.Searcher.Search(ctx, r)
		tags := found.Tags(r.Shelves)
		found.Needs = Needs{}
		for i := range found.Hits { // their terms have done their part
			found.Hits[i].Terms = articles.Terms{}
			tags = append(tags, articles.ArticleTag(found.Hits[i].Number))
		}
		return found, tags, err
	})
}

// Complete proposes words: see Searcher.
func (c *Cached) Complete(ctx context.Context, shelves []articles.Shelf, prefix string, limit int) ([]string, error) {
	shelves = c.cache.Filled(shelves)
	return c.complete.Get(ctx, shelves, strconv.Itoa(limit)+" "+prefix, func(ctx context.Context) ([]string, []articles.Tag, error) {
		found, err := c.Searcher.Complete(ctx, shelves, prefix, limit)
		return found, articles.ShelfTags(shelves), err
	})
}
