package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	// spellingWords is how many words of titles a misspelt one is compared with.
	spellingWords = 4000
	// mostSuggestions bounds the proposals for one topic.
	mostSuggestions = 3
)

// suggest proposes the topic with words that nothing holds replaced by ones
// that are written much like them, taken from the titles on the shelves. A
// first letter is rarely mistaken.
func (s *Searcher) suggest(ctx context.Context, shelves []articles.Shelf, text, lang string) ([]string, error) {
	fields := strings.Fields(text)
	langs := likely(text, lang)
	proposals := []string{""}
	mended := false
	for _, field := range fields {
		choices := []string{field}
		strange, err := s.strange(ctx, shelves, field, langs)
		if err != nil {
			return nil, err
		}
		if strange {
			near, err := s.near(ctx, shelves, language.Fold(field))
			if err != nil {
				return nil, err
			}
			if len(near) == 0 {
				return nil, nil // the topic would stay unknown
			}
			choices, mended = near, true
		}
		proposals = combine(proposals, choices)
	}
	if !mended {
		return nil, nil
	}
	return proposals, nil
}

// combine continues each proposal with each choice, likeliest first.
func combine(proposals, choices []string) []string {
	var all []string
	for _, c := range choices {
		for _, p := range proposals {
			all = append(all, strings.TrimSpace(p+" "+c))
		}
	}
	return all[:min(len(all), mostSuggestions)]
}

// strange tells a word that no article on the shelves holds.
func (s *Searcher) strange(ctx context.Context, shelves []articles.Shelf, field string, langs []string) (bool, error) {
	words := alternatives(field, langs)
	if len(words) == 0 {
		return false, nil
	}
	stats, err := s.index.Stats(ctx, shelves, slices.Concat(words...))
	return !holds(stats, words), err
}

// near are words of titles that differ from a folded one by a slip or two,
// nearest first.
func (s *Searcher) near(ctx context.Context, shelves []articles.Shelf, folded string) ([]string, error) {
	_, first := utf8.DecodeRuneInString(folded)
	words, err := s.index.Vocabulary(ctx, shelves, folded[:first], spellingWords)
	if err != nil {
		return nil, err
	}
	slips := 1
	if utf8.RuneCountInString(folded) > 5 {
		slips = 2
	}
	type choice struct {
		word  articles.Word
		slips int
	}
	var choices []choice
	for _, w := range words {
		if d := language.Distance(folded, language.Fold(w.Text), slips); d <= slips {
			choices = append(choices, choice{w, d})
		}
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		return cmp.Or(cmp.Compare(a.slips, b.slips), cmp.Compare(b.word.Articles, a.word.Articles))
	})
	var near []string
	for _, c := range choices[:min(len(choices), mostSuggestions)] {
		near = append(near, c.word.Text)
	}
	return near, nil
}
