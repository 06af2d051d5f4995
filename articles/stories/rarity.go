package stories

import (
	"maps"
	"math"
	"slices"

	"briefly/articles"
)

// maxRemembered is how many terms and pairs are remembered of a shelf, at some
// 30 bytes each.
const maxRemembered = 500_000

// rarities says how much a term tells, by the share of articles that do not
// hold it.
type rarities struct {
	articles int
	with     map[uint64]int32 // how many articles hold a term or pair
	// whole is set when everything was counted beforehand; otherwise each
	// article is counted when it is learnt.
	whole bool
}

// of is the inverse document frequency of a term, at least 0.
func (r *rarities) of(key uint64) float32 { return r.at(r.with[key]) }

// most is the rarity of a term that no article holds.
func (r *rarities) most() float32 { return r.at(0) }

func (r *rarities) at(with int32) float32 {
	return max(0, float32(math.Log(float64(r.articles+1)/(float64(with)+0.5))))
}

// count takes in an article. Where there is too much, what only one article
// had is forgotten.
func (r *rarities) count(t articles.Terms) {
	r.articles++
	keys := make([]uint64, 0, 2*(len(t.Title)+len(t.Body)))
	for _, terms := range [][]string{t.Title, t.Body} {
		var last uint64
		for i, w := range terms {
			key := hash(w)
			keys = append(keys, key)
			if i > 0 {
				keys = append(keys, pair(last, key))
			}
			last = key
		}
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		r.with[key]++
	}
	if len(r.with) > maxRemembered {
		maps.DeleteFunc(r.with, func(_ uint64, n int32) bool { return n < 2 })
	}
}
