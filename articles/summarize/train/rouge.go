package main

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// grams counts the runs of n words of a text.
type grams map[string]int

// tokens are the words that ROUGE compares: lower case, English ones stemmed.
func tokens(text, lang string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	if lang == "en" {
		for i, w := range words {
			if len(w) > 3 {
				words[i] = english.Stem(w, true)
			}
		}
	}
	return words
}

func countGrams(words []string, n int) (grams, int) {
	g := grams{}
	total := 0
	for i := 0; i+n <= len(words); i++ {
		g[strings.Join(words[i:i+n], " ")]++
		total++
	}
	return g, total
}

// rouge is ROUGE-N (Lin 2004) as an F1 score.
func rouge(candidate, reference []string, n int) float64 {
	c, nc := countGrams(candidate, n)
	r, nr := countGrams(reference, n)
	hit := 0
	for k, v := range c {
		hit += min(v, r[k])
	}
	if hit == 0 {
		return 0
	}
	p, q := float64(hit)/float64(nc), float64(hit)/float64(nr)
	return 2 * p * q / (p + q)
}
