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
	pairWeight = 0.75
	// lonePair is how much a pair counts in the length of a text that alone has
	// it: most neighbours meet by chance.
	lonePair = 1.0 / 3
	// FNV-1a's numbers: a hash that is the same on every machine and run.
	hashOffset = 14695981039346656037
	hashPrime  = 1099511628211
)

// feature is a term or a pair of neighbouring terms of a text.
type feature struct {
	key    uint64
	rarity float32
	weight float32 // how often it stands there, then its share of the text
}

// text is an article as it is compared: each term and each pair once, by key.
// Pairs of neighbours tell names and phrases from words that merely occur, and
// make words of the syllables that Vietnamese separates by spaces.
type text struct {
	terms, pairs []feature
	title        []feature // the terms of the title
	figures      []figure
	words        int     // terms with their repeats
	length       float64 // of the vector of all features
}

// read turns terms into a text: what an article says often, in its title, and
// other articles rarely, weighs most. counted is how often the text itself is
// in the statistics, 0 or 1.
func read(t articles.Terms, r *rarities, counted int32) text {
	n := len(t.Title) + len(t.Body)
	out := text{terms: make([]feature, 0, n), pairs: make([]feature, 0, n), figures: figures(t), words: n}
	out.add(t.Title, titleWeight, r)
	out.add(t.Body, 1, r)
	out.terms, out.pairs = merged(out.terms), merged(out.pairs)
	weigh(out.terms)
	weigh(out.pairs)
	var squares float64
	for _, f := range out.terms {
		squares += float64(f.weight * f.weight)
	}
	for _, f := range out.pairs {
		if r.with[f.key] <= counted {
			f.weight *= lonePair
		}
		squares += float64(f.weight * f.weight)
	}
	out.length = math.Sqrt(squares)
	for _, w := range t.Title {
		key := hash(w)
		out.title = append(out.title, feature{key: key, rarity: r.of(key)})
	}
	return out
}

// add appends the features of a run of terms. No index counts pairs: one is as
// rare as its terms together, but no rarer than what only one article has.
func (t *text) add(terms []string, weight float32, r *rarities) {
	var last feature
	for i, w := range terms {
		key := hash(w)
		f := feature{key, r.of(key), weight}
		t.terms = append(t.terms, f)
		if i > 0 {
			t.pairs = append(t.pairs, feature{
				key:    pair(last.key, f.key),
				rarity: min(last.rarity+f.rarity, r.most()),
				weight: weight * pairWeight,
			})
		}
		last = f
	}
}

// merged adds up the weights of what is there several times.
func merged(features []feature) []feature {
	slices.SortFunc(features, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	out := features[:0]
	for _, f := range features {
		if n := len(out); n > 0 && out[n-1].key == f.key {
			out[n-1].weight += f.weight
			continue
		}
		out = append(out, f)
	}
	return out
}

// weigh dampens repetition and takes rarity into the weights.
func weigh(features []feature) {
	for i, f := range features {
		features[i].weight = f.rarity * damped(f.weight)
	}
}

// shared is the product of the weights of what two lists have in common, how
// many features that are, and what the one that adds most adds.
func shared(a, b []feature) (product float64, both int, most float64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].key < b[0].key:
			a = a[1:]
		case a[0].key > b[0].key:
			b = b[1:]
		default:
			one := float64(a[0].weight * b[0].weight)
			product, both, most = product+one, both+1, max(most, one)
			a, b = a[1:], b[1:]
		}
	}
	return product, both, most
}

// said is the share of some terms, rare ones counting more, that stand in a
// text; nothing is missing of no terms.
func said(terms []feature, in text) float64 {
	var all, there float32
	for _, f := range terms {
		all += f.rarity
		if _, ok := slices.BinarySearchFunc(in.terms, f.key, func(g feature, key uint64) int {
			return cmp.Compare(g.key, key)
		}); ok {
			there += f.rarity
		}
	}
	if all == 0 {
		return 1
	}
	return float64(there / all)
}

// damped lets the second mention say less than the first.
func damped(count float32) float32 {
	if count <= 1 {
		return count
	}
	return 1 + float32(math.Log(float64(count)))
}

func hash(s string) uint64 {
	h := uint64(hashOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// pair is the key of two neighbours.
func pair(a, b uint64) uint64 { return (a*31 + b) * hashPrime }

// fingerprint tells one revision of an article from another.
func fingerprint(t articles.Terms) uint64 {
	h := uint64(len(t.Title))
	for _, terms := range [][]string{t.Title, t.Body} {
		for _, w := range terms {
			h = (h ^ hash(w)) * hashPrime
		}
	}
	return h
}
