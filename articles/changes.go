package articles

import (
	"context"
	"time"
)

// Change is something that came to, went from or changed on a shelf.
type Change struct {
	Seq    int64 // changes of a store are numbered in their order
	Mark   int64 // tells it from the change of that number in a copy of the store
	Made   time.Time
	Shelf  Shelf
	Number Number   // of the article; 0: everything on the shelf
	Story  StoryID  // that it is or was in
	URL    string   // canonical; empty when it has none or is gone
	Terms  []string // none: it is gone
}

// Changes is a part of a store's log of changes.
type Changes struct {
	List []Change // oldest first
	Last int64    // the number of the last change there is; 0: none yet
	Mark int64    // that of the last change
	// Lost tells that the list is not all: there are too many, or the log does
	// not reach back so far.
	Lost bool
}

// ChangeLog is what a store remembers of its changes, so that caches in every
// process drop just what a change can have touched.
type ChangeLog interface {
	// Changes returns what changed after the change with number after.
	Changes(ctx context.Context, after int64) (Changes, error)
	// Filled lists the shelves on which anything lies.
	Filled(ctx context.Context) ([]Shelf, error)
}

// Tag says what of a change a cached value depends on.
type Tag struct {
	// Of is a hash of what can be touched, the same in every process. Two things
	// with one hash cost a look-up.
	Of uint64
	// Share is how much of what it takes to touch the value this is: at 1 it is
	// enough by itself.
	Share float32
}

// enough is a little less than 1: shares that come to it by their sum may miss
// it by rounding.
const enough = 1 - 1e-4

// Part is the tag as a share of what it takes.
func (t Tag) Part(share float64) Tag { return Tag{t.Of, float32(share)} }

// TermTag stands for the articles of a shelf that hold a term.
func TermTag(s Shelf, term string) Tag { return tag("term", string(s), term) }

// ShelfTag stands for everything on a shelf: any change touches it.
func ShelfTag(s Shelf) Tag { return tag("shelf", string(s), "") }

// ArticleTag stands for an article.
func ArticleTag(n Number) Tag { return numberTag("article", int64(n)) }

// StoryTag stands for a story.
func StoryTag(id StoryID) Tag { return numberTag("story", int64(id)) }

// URLTag stands for the article with a canonical URL.
func URLTag(url string) Tag { return tag("url", url, "") }

// wholeTag stands for a shelf as such: touched when all of it goes or moves.
func wholeTag(s Shelf) Tag { return tag("whole", string(s), "") }

// FNV-1a of 64 bits, datatracker.ietf.org/doc/html/draft-eastlake-fnv.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

func tag(kind, a, b string) Tag { return Tag{hash(kind, a, b), 1} }

func hash(kind, a, b string) uint64 {
	h := uint64(fnvBasis)
	for _, part := range [...]string{kind, a, b} {
		for i := range len(part) {
			h = (h ^ uint64(part[i])) * fnvPrime
		}
		h = (h ^ 0xff) * fnvPrime // a byte that is in no text
	}
	return h
}

func numberTag(kind string, n int64) Tag {
	h := hash(kind, "", "")
	for range 8 {
		h = (h ^ uint64(n&0xff)) * fnvPrime
		n >>= 8
	}
	return Tag{h, 1}
}

// tags are what a change touches.
func (c Change) tags() []Tag {
	all := make([]Tag, 0, len(c.Terms)+4)
	all = append(all, ShelfTag(c.Shelf))
	if c.Number == 0 {
		return append(all, wholeTag(c.Shelf))
	}
	all = append(all, ArticleTag(c.Number), StoryTag(c.Story))
	if c.URL != "" {
		all = append(all, URLTag(c.URL))
	}
	if len(c.Terms) == 0 { // its words have become rarer, whatever they were
		all = append(all, wholeTag(c.Shelf))
	}
	for _, term := range c.Terms {
		all = append(all, TermTag(c.Shelf, term))
	}
	return all
}
