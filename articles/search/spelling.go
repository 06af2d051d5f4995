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
// first letter is rarely mistaken. Where nothing is like such a word, it is the
// topic without it that somebody may have written about.
func (s *Searcher) suggest(ctx context.Context, r Request) ([]string, error) {
	langs := likely(r.Text, r.Lang)
	proposals, mended := []string{""}, false
	var held []string
	fields := strings.Fields(r.Text)
	for _, field := range fields {
		choices := []string{field}
		words := alternatives(field, langs)
		strange, err := s.strange(ctx, r.Shelves, words)
		if err != nil {
			return nil, err
		}
		if strange && len(proposals) > 0 {
			if choices, err = s.near(ctx, r.Shelves, language.Fold(field)); err != nil {
				return nil, err
			}
			mended = true
		} else if len(words) > 0 && !strange {
			held = append(held, field)
		}
		proposals = combine(proposals, choices)
	}
	switch {
	case !mended:
		return nil, nil
	case len(proposals) > 0:
		return proposals, nil
	}
	return s.narrowed(ctx, r, held)
}

// narrowed proposes the part of a topic that something is written about, if
// that is several words.
func (s *Searcher) narrowed(ctx context.Context, r Request, held []string) ([]string, error) {
	const several = 2
	if len(held) < several {
		return nil, nil
	}
	r.Text = strings.Join(held, " ")
	m, err := s.match(ctx, r, variants(r.Text, r.Lang))
	if err != nil || !m.known {
		return nil, err
	}
	return []string{r.Text}, nil
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

// strange tells a word, in its terms, that no article on the shelves holds.
func (s *Searcher) strange(ctx context.Context, shelves []articles.Shelf, words [][]string) (bool, error) {
	if len(words) == 0 {
		return false, nil
	}
	stats, err := s.index.Stats(ctx, shelves, slices.Concat(words...))
	return !holds(stats, words), err
}

// near are words of titles that differ from a folded one by a slip or two,
// nearest first.
func (s *Searcher) near(ctx context.Context, shelves []articles.Shelf, folded string) ([]string, error) {
	return s.like(ctx, shelves, folded, func(word string) string { return word })
}

// begins is near for words that may not have been typed to their end.
func (s *Searcher) begins(ctx context.Context, shelves []articles.Shelf, folded string) ([]string, error) {
	typed := utf8.RuneCountInString(folded)
	return s.like(ctx, shelves, folded, func(word string) string {
		runes := []rune(word)
		return string(runes[:min(len(runes), typed)])
	})
}

// like are words of titles of which a part differs from a folded word by a slip
// or two, nearest first.
func (s *Searcher) like(ctx context.Context, shelves []articles.Shelf, folded string, part func(word string) string) ([]string, error) {
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
		if d := language.Distance(folded, part(language.Fold(w.Text)), slips); d <= slips {
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
