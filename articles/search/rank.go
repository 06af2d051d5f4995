package search

import (
	"math"
	"slices"

	"briefly/articles"
)

// BM25, with the title as so many repeats of its terms.
const (
	k1          = 1.3
	b           = 0.35
	titleWeight = 2.0
	// phraseWeight is what standing together is worth, as a share of the words'
	// own rarity.
	phraseWeight = 0.6
	// strictShare is how much of the topic an article must hold, measured by
	// the one that holds most: a late strike in a football match says nothing
	// about a dockers' strike that others write about.
	strictShare = 0.6
)

// rank scores candidates and sorts them, best first.
func (m *matcher) rank(found []articles.Candidate) []Hit {
	hits := make([]Hit, len(found))
	for i, c := range found {
		hits[i] = Hit{Candidate: c, Score: m.score(c)}
	}
	best(hits)
	return hits
}

// matcher scores candidates for a query.
type matcher struct {
	word   map[string][]int // term -> the words that it is an alternative of
	idf    []float64
	length float64 // average
	tf     []float64
}

func newMatcher(q query, stats articles.Stats) *matcher {
	m := &matcher{word: make(map[string][]int), length: max(stats.Length, 1), tf: make([]float64, len(q.words))}
	for i, word := range q.words {
		df := 0
		for _, term := range word {
			m.word[term] = append(m.word[term], i)
			df = max(df, stats.With[term])
		}
		m.idf = append(m.idf, idf(df, stats.Articles))
	}
	return m
}

// idf is what a term that df of n articles hold says about one of them.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+.5)/(float64(df)+.5))
}

func (m *matcher) score(c articles.Candidate) float64 {
	clear(m.tf)
	together := m.count(c.Terms.Title, titleWeight) + m.count(c.Terms.Body, 1)
	norm := k1 * (1 - b + b*float64(len(c.Terms.Title)+len(c.Terms.Body))/m.length)
	score, sum := 0.0, 0.0
	for i, tf := range m.tf {
		score += m.idf[i] * tf * (k1 + 1) / (tf + norm)
		sum += m.idf[i]
	}
	if len(m.tf) > 1 {
		score += phraseWeight * sum * together * (k1 + 1) / (together + norm)
	}
	return score
}

// count adds the terms of a field to the frequencies of the words, and returns
// how often all words stand together in their order.
func (m *matcher) count(terms []string, weight float64) (together float64) {
	next := 0
	for _, term := range terms {
		words := m.word[term]
		continued := false
		for _, i := range words {
			m.tf[i] += weight
			continued = continued || i == next
		}
		switch {
		case continued:
			next++
		case len(words) > 0 && words[0] == 0:
			next = 1
		default:
			next = 0
		}
		if next == len(m.tf) {
			together += weight
			next = 0
		}
	}
	return together
}

// quoted keeps the hits that hold every quoted phrase of a query.
func quoted(q query, hits []Hit) []Hit {
	return slices.DeleteFunc(hits, func(h Hit) bool {
		for _, p := range q.phrases {
			phrase := q.words[p[0]:p[1]]
			if !contains(h.Terms.Title, phrase) && !contains(h.Terms.Body, phrase) {
				return true
			}
		}
		return false
	})
}

// contains tells that the words stand together in their order.
func contains(terms []string, phrase [][]string) bool {
next:
	for i := range len(terms) - len(phrase) + 1 {
		for j, word := range phrase {
			if !slices.Contains(word, terms[i+j]) {
				continue next
			}
		}
		return true
	}
	return false
}

// share is the part of the topic that an article holds anywhere, each word
// counted by its rarity.
func (m *matcher) share(c articles.Candidate) float64 {
	clear(m.tf)
	m.count(c.Terms.Title, 1)
	m.count(c.Terms.Body, 1)
	held, all := 0.0, 0.0
	for i, tf := range m.tf {
		all += m.idf[i]
		if tf > 0 {
			held += m.idf[i]
		}
	}
	if all == 0 {
		return 0
	}
	return held / all
}
