package stories

import (
	"time"

	"briefly/articles"
)

// daySize is from how many articles on the earlier half of a day is forgotten.
const daySize = 1000

// told is an article as the grouper knows it.
type told struct {
	text
	print  uint64          // of its terms
	number articles.Number // 0: it is gone
	story  articles.StoryID
	when   time.Time
}

// posting says how much a term weighs in one article of a day.
type posting struct {
	at     int32
	weight float32
}

// batch finds articles by their terms.
type batch struct {
	articles []told
	holders  map[uint64][]posting
}

func newBatch() *batch { return &batch{holders: map[uint64][]posting{}} }

func (b *batch) add(a told) {
	at := int32(len(b.articles))
	for _, f := range a.terms {
		b.holders[f.key] = append(b.holders[f.key], posting{at, f.weight})
	}
	b.articles = append(b.articles, a)
}

// like returns, for each article, the product of its terms' weights with those
// of a text.
func (b *batch) like(t text) []float32 {
	out := make([]float32, len(b.articles))
	for _, f := range t.terms {
		for _, p := range b.holders[f.key] {
			out[p.at] += p.weight * f.weight
		}
	}
	return out
}

// day is what a shelf tells of one day: an older batch, which may be nil, and
// the one that is being filled.
type day struct {
	batches [2]*batch
	newest  articles.Number // the highest that was added
	used    int             // when it was last looked at, in turns
}

func (d *day) add(a told) {
	if d.batches[1] == nil || len(d.batches[1].articles) >= daySize {
		d.batches = [2]*batch{d.batches[1], newBatch()}
	}
	d.batches[1].add(a)
	d.newest = max(d.newest, a.number)
}

func (d *day) size() (n int) {
	for _, b := range d.batches {
		if b != nil {
			n += len(b.articles)
		}
	}
	return n
}
