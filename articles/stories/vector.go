package stories

import (
	"cmp"
	"math"
	"slices"

	"briefly/articles"
)

const (
	// titleWeight is how many times a term of the title counts.
	titleWeight = 2
	// pairWeight is how many times a pair of neighbours counts.
	pairWeight = 0.5
	// loneWeight is what is left of that for a pair that no other text has.
	loneWeight = 0.5
	// FNV-1a's numbers: a hash that is the same on every machine and run.
	hashOffset = 14695981039346656037
	hashPrime  = 1099511628211
)

// feature is a term or a pair of neighbouring terms of a text.
type feature struct {
	key    uint64
	rarity float64
	weight float64 // how often it stands there, then its share of the text
	pair   bool
}

// vector is a text as its features, each once, by key.
type vector []feature

// weigh turns texts that are to be compared into vectors of length 1: what an
// article says often, in its title, and other articles rarely, weighs most.
// Pairs of neighbours tell names and phrases from words that merely occur, and
// make words of the syllables that Vietnamese separates by spaces; those that only
// one of the texts has are mostly chance.
func weigh(texts []articles.Terms, r rarities) []vector {
	vectors := make([]vector, len(texts))
	with := make(map[uint64]int, 200*len(texts)) // pair -> how many texts hold it
	for i, t := range texts {
		v := make(vector, 0, 2*(len(t.Title)+len(t.Body)))
		v = v.appended(t.Title, titleWeight, r)
		v = v.appended(t.Body, 1, r)
		slices.SortFunc(v, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
		vectors[i] = v.merged()
		for _, f := range vectors[i] {
			if f.pair {
				with[f.key]++
			}
		}
	}
	for _, v := range vectors {
		for i, f := range v {
			if f.pair && with[f.key] < 2 {
				v[i].weight *= loneWeight
			}
		}
		v.scale()
	}
	return vectors
}

// appended adds the features of a run of terms.
func (v vector) appended(terms []string, weight float64, r rarities) vector {
	var last feature
	for i, t := range terms {
		f := feature{key: hash(t), rarity: r.of(t), weight: weight}
		v = append(v, f)
		if i > 0 {
			// No index counts pairs: one is as rare as its words together, but
			// no rarer than what only one article has.
			v = append(v, feature{
				key:    (last.key*31 + f.key) * hashPrime,
				rarity: min(last.rarity+f.rarity, r.most()),
				weight: weight * pairWeight,
				pair:   true,
			})
		}
		last = f
	}
	return v
}

// merged adds up the weights of equal neighbours.
func (v vector) merged() vector {
	out := v[:0]
	for _, f := range v {
		if n := len(out); n > 0 && out[n-1].key == f.key {
			out[n-1].weight += f.weight
			continue
		}
		out = append(out, f)
	}
	return out
}

// scale dampens repetition, takes rarity into the weights and brings the
// vector to length 1, if it has any.
func (v vector) scale() {
	var sum float64
	for i, f := range v {
		v[i].weight = f.rarity * damped(f.weight)
		sum += v[i].weight * v[i].weight
	}
	if sum == 0 {
		return
	}
	length := math.Sqrt(sum)
	for i := range v {
		v[i].weight /= length
	}
}

// damped lets the second mention say less than the first.
func damped(count float64) float64 {
	if count < 1 {
		return count
	}
	return 1 + math.Log(count)
}

// cosine is how like two texts are, 0 to 1.
func (v vector) cosine(w vector) float64 {
	var sum float64
	for len(v) > 0 && len(w) > 0 {
		switch {
		case v[0].key < w[0].key:
			v = v[1:]
		case v[0].key > w[0].key:
			w = w[1:]
		default:
			sum += v[0].weight * w[0].weight
			v, w = v[1:], w[1:]
		}
	}
	return min(sum, 1)
}

func hash(s string) uint64 {
	h := uint64(hashOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}
