package articles

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Library reads and lists.
type Library interface {
	Reader
	Lister
}

// CachedLibrary is a Library that remembers what it was asked. What it gives is
// shared and must not be changed.
type CachedLibrary struct {
	Library
	cache      *Cache
	article    *Cached[Article]
	articles   *Cached[[]Article]
	story      *Cached[Story]
	stories    *Cached[[]Story]
	publishers *Cached[[]Publisher]
	count      *Cached[int]
}

// NewCachedLibrary returns a CachedLibrary over another.
func NewCachedLibrary(l Library, c *Cache) *CachedLibrary {
	return &CachedLibrary{
		Library: l, cache: c,
		article: NewCached[Article](c, "article"), articles: NewCached[[]Article](c, "articles"),
		story: NewCached[Story](c, "story"), stories: NewCached[[]Story](c, "stories"),
		publishers: NewCached[[]Publisher](c, "publishers"), count: NewCached[int](c, "count"),
	}
}

// Article implements Reader.
func (l *CachedLibrary) Article(ctx context.Context, shelves []Shelf, n Number) (Article, error) {
	shelves = l.cache.Filled(shelves)
	return l.article.Get(ctx, shelves, "#"+strconv.FormatInt(int64(n), 10), func(ctx context.Context) (Article, []Tag, error) {
		a, err := l.Library.Article(ctx, shelves, n)
		return a, []Tag{ArticleTag(n)}, err
	})
}

// Articles implements Reader.
func (l *CachedLibrary) Articles(ctx context.Context, shelves []Shelf, ns []Number) ([]Article, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	shelves = l.cache.Filled(shelves)
	var rest strings.Builder
	tags := make([]Tag, len(ns))
	for i, n := range ns {
		rest.WriteByte('#')
		rest.WriteString(strconv.FormatInt(int64(n), 10))
		tags[i] = ArticleTag(n)
	}
	return l.articles.Get(ctx, shelves, rest.String(), func(ctx context.Context) ([]Article, []Tag, error) {
		found, err := l.Library.Articles(ctx, shelves, ns)
		return found, tags, err
	})
}

// ByURL implements Reader.
func (l *CachedLibrary) ByURL(ctx context.Context, shelves []Shelf, url string) (Article, error) {
	shelves = l.cache.Filled(shelves)
	return l.article.Get(ctx, shelves, url, func(ctx context.Context) (Article, []Tag, error) {
		a, err := l.Library.ByURL(ctx, shelves, url)
		return a, []Tag{URLTag(url), ArticleTag(a.Number)}, err
	})
}

// Story implements Reader.
func (l *CachedLibrary) Story(ctx context.Context, shelves []Shelf, id StoryID) (Story, error) {
	shelves = l.cache.Filled(shelves)
	return l.story.Get(ctx, shelves, strconv.FormatInt(int64(id), 10), func(ctx context.Context) (Story, []Tag, error) {
		s, err := l.Library.Story(ctx, shelves, id)
		tags := []Tag{StoryTag(id)}
		for _, n := range s.Articles {
			tags = append(tags, ArticleTag(n))
		}
		return s, tags, err
	})
}

// Stories implements Lister. A window begins with a full minute, so that those
// who ask within the same one share what they get.
func (l *CachedLibrary) Stories(ctx context.Context, q Query) ([]Story, error) {
	q.Shelves = l.cache.Filled(q.Shelves)
	q.Since, q.Until = q.Since.Truncate(time.Minute), q.Until.Truncate(time.Minute)
	rest := fmt.Sprint(q.Limit, " ", stamp(q.Since), " ", stamp(q.Until))
	return l.stories.Get(ctx, q.Shelves, rest, func(ctx context.Context) ([]Story, []Tag, error) {
		found, err := l.Library.Stories(ctx, q)
		return found, ShelfTags(q.Shelves), err
	})
}

// Publishers implements Lister.
func (l *CachedLibrary) Publishers(ctx context.Context, shelves []Shelf) ([]Publisher, error) {
	shelves = l.cache.Filled(shelves)
	return l.publishers.Get(ctx, shelves, "", func(ctx context.Context) ([]Publisher, []Tag, error) {
		found, err := l.Library.Publishers(ctx, shelves)
		return found, ShelfTags(shelves), err
	})
}

// Count implements Lister.
func (l *CachedLibrary) Count(ctx context.Context, shelves []Shelf) (int, error) {
	shelves = l.cache.Filled(shelves)
	return l.count.Get(ctx, shelves, "", func(ctx context.Context) (int, []Tag, error) {
		n, err := l.Library.Count(ctx, shelves)
		return n, ShelfTags(shelves), err
	})
}

// Filled returns those of the shelves on which anything lies. Whoever caches
// asks for these alone: those who see the same then share what they get, and
// what lies on a shelf that was empty a moment ago cannot come under the key of
// those who do not see it.
func (c *Cache) Filled(shelves []Shelf) []Shelf { return c.Journal.Filled(shelves) }

// ShelfTags are the tags of everything on some shelves.
func ShelfTags(shelves []Shelf) []Tag {
	tags := make([]Tag, len(shelves))
	for i, s := range shelves {
		tags[i] = ShelfTag(s)
	}
	return tags
}

// stamp is a time in a key; "-" is none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02T15:04")
}
