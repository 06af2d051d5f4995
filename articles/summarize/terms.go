package summarize

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// term is a word of a sentence as sentences are compared by: its number in the
// vocabulary and its weight.
type term struct {
	id     int32
	weight float64
}

// vocabulary numbers the words of one request and knows how much each of them
// says. Words are compared by their beginnings, which serves as a stemmer that
// costs nothing and knows no language.
type vocabulary struct {
	ids     map[string]int32
	pairs   map[[2]int32]int32
	idf     []float64 // by id; 0 for words that say nothing
	stats   wordStats
	scratch []byte
}

// stemRunes is how much of a word is compared.
const stemRunes = 6

func newVocabulary(stats wordStats) *vocabulary {
	return &vocabulary{ids: make(map[string]int32, 512), pairs: map[[2]int32]int32{}, stats: stats}
}

// id returns the number of a folded word.
func (v *vocabulary) id(word []byte) int32 {
	if id, ok := v.ids[string(word)]; ok {
		return id
	}
	id := int32(len(v.idf))
	w := string(word)
	v.ids[w] = id
	v.idf = append(v.idf, v.stats.idf(w))
	return id
}

// words returns the numbers of a text's words in order. Scripts that are
// written without spaces give pairs of characters instead.
func (v *vocabulary) words(text string) []int32 {
	var dst []int32
	word, runes := v.scratch[:0], 0
	var pending rune // the last character of a script without spaces
	flush := func() {
		if len(word) > 0 {
			dst = append(dst, v.id(word))
		}
		word, runes = word[:0], 0
	}
	for _, r := range text {
		if unspaced(r) {
			flush()
			if pending != 0 {
				word = utf8.AppendRune(utf8.AppendRune(word, pending), r)
				flush()
			}
			pending = r
			continue
		}
		pending = 0
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf:
			flush()
			continue
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			r = unicode.ToLower(r)
		default:
			flush()
			continue
		}
		if runes++; runes <= stemRunes {
			word = utf8.AppendRune(word, r)
		}
	}
	flush()
	v.scratch = word[:0]
	return dst
}

// pairWeight is what a pair of words says, as a share of what they say on
// average.
const pairWeight = 0.5

// withPairs returns words and the pairs of neighbours among them. Pairs tell
// names and phrases from words that merely occur, and make words of the
// syllables that Vietnamese separates by spaces.
func (v *vocabulary) withPairs(words []int32) []int32 {
	out := slices.Grow(slices.Clone(words), len(words))
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		weight := pairWeight * (v.idf[a] + v.idf[b]) / 2
		if weight == 0 {
			continue
		}
		id, ok := v.pairs[[2]int32{a, b}]
		if !ok {
			id = int32(len(v.idf))
			v.pairs[[2]int32{a, b}] = id
			v.idf = append(v.idf, weight)
		}
		out = append(out, id)
	}
	return out
}

// unspaced reports whether a script puts no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// vector weighs the words of a sentence by frequency and by what they say; the
// result is sorted by id, of unit length, and empty when no word says anything.
func (v *vocabulary) vector(words []int32) []term {
	sorted := slices.Clone(words)
	slices.Sort(sorted)
	terms := make([]term, 0, len(sorted))
	square := 0.0
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		if idf := v.idf[sorted[i]]; idf > 0 {
			w := float64(j-i) * idf
			terms = append(terms, term{sorted[i], w})
			square += w * w
		}
		i = j
	}
	scale(terms, square)
	return terms
}

func scale(terms []term, square float64) {
	if square <= 0 {
		return
	}
	inv := 1 / math.Sqrt(square)
	for i := range terms {
		terms[i].weight *= inv
	}
}

// dot is the product of two vectors sorted by id; the cosine of unit vectors.
func dot(a, b []term) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].id < b[0].id:
			a = a[1:]
		case a[0].id > b[0].id:
			b = b[1:]
		default:
			sum += a[0].weight * b[0].weight
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// overlap is the share of the shorter vector's words that the other has too,
// and the number of words in the shorter one.
func overlap(a, b []term) (share float64, size int) {
	size = min(len(a), len(b))
	if size == 0 {
		return 0, 0
	}
	common := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].id < b[0].id:
			a = a[1:]
		case a[0].id > b[0].id:
			b = b[1:]
		default:
			common++
			a, b = a[1:], b[1:]
		}
	}
	return float64(common) / float64(size), size
}
