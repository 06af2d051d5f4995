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
	// FNV-1a's numbers: a hash that is the same on every machine and run.
	hashOffset = 14695981039346656037
	hashPrime  = 1099511628211
)

// feature is a term or a pair of neighbouring terms of a text.
type feature struct {
	key    uint64
	rarity float64
	weight float64 // how often it stands there, then its share of the text
}

// vector is a text as its features, each once, by key; its length is 1.
type vector []feature

// weigh turns terms into a vector: what an article says often, in its title,
// and other articles rarely, weighs most. Pairs of neighbours tell names and
// phrases from words that merely occur, and make words of the syllables that
// Vietnamese separates by spaces.
func weigh(t articles.Terms, r rarities) vector {
	v := make(vector, 0, 2*(len(t.Title)+len(t.Body)))
	v = v.appended(t.Title, titleWeight, r)
	v = v.appended(t.Body, 1, r)
	slices.SortFunc(v, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return v.merged().scaled()
}

// appended adds the features of a run of terms.
func (v vector) appended(terms []string, weight float64, r rarities) vector {
	var last feature
	for i, t := range terms {
		f := feature{key: hash(t), rarity: r.of(t), weight: weight}
		v = append(v, f)
		if i > 0 {
			// A pair is about as rare as its words allow: no index counts pairs.
			v = append(v, feature{
				key:    (last.key*31 + f.key) * hashPrime,
				rarity: math.Sqrt(last.rarity * f.rarity),
				weight: weight,
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

// scaled dampens repetition, takes rarity into the weights and brings the
// vector to length 1.
func (v vector) scaled() vector {
	var sum float64
	for i, f := range v {
		v[i].weight = f.rarity * (1 + math.Log(f.weight))
		sum += v[i].weight * v[i].weight
	}
	if sum == 0 {
		return nil
	}
	length := math.Sqrt(sum)
	for i := range v {
		v[i].weight /= length
	}
	return v
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
