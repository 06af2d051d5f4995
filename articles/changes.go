package articles

import "context"

// Change is something that came to, went from or changed on a shelf.
type Change struct {
	Seq    int64 // changes of a store are numbered in their order
	Shelf  Shelf
	Number Number  // of the article; 0: everything on the shelf
	Story  StoryID // that it is or was in
	URL    string  // canonical; empty when it has none or is gone
	Terms  []string
}

// Changes is a part of a store's log of changes.
type Changes struct {
	List []Change // oldest first
	Last int64    // the number of the last change there is; 0: none yet
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

// Tag names something that a change can touch and a cached value depends on, as
// a hash that is the same in every process. Two names with one tag cost a look-up.
type Tag uint64

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

func tag(kind, a, b string) Tag {
	h := uint64(fnvBasis)
	for _, part := range [...]string{kind, a, b} {
		for i := range len(part) {
			h = (h ^ uint64(part[i])) * fnvPrime
		}
		h = (h ^ 0xff) * fnvPrime // a byte that is in no text
	}
	return Tag(h)
}

func numberTag(kind string, n int64) Tag {
	h := uint64(tag(kind, "", ""))
	for range 8 {
		h = (h ^ uint64(n&0xff)) * fnvPrime
		n >>= 8
	}
	return Tag(h)
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
	for _, term := range c.Terms {
		all = append(all, TermTag(c.Shelf, term))
	}
	return all
}
