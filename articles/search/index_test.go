package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"briefly/articles"
	"briefly/articles/language"
)

// shelfIndex is an index in memory that looks at every article.
type shelfIndex struct{ articles []indexed }

// indexed is an article with its title as people read it.
type indexed struct {
	articles.Candidate
	title string
}

func newIndex() *shelfIndex { return &shelfIndex{} }

// add puts an article on a shelf, each a day older than the one before it. An
// empty language is told by the text.
func (x *shelfIndex) add(shelf articles.Shelf, lang, title, body string) articles.Number {
	if lang == "" {
		lang = language.Detect(title+"\n"+body, "")
	}
	n := articles.Number(len(x.articles) + 1)
	x.articles = append(x.articles, indexed{articles.Candidate{
		Number: n, Shelf: shelf, Lang: lang, Published: noon.AddDate(0, 0, -int(n)),
		Terms: articles.Terms{Title: language.Terms(title, lang), Body: language.Terms(body, lang)},
	}, title})
	return n
}

// holds tells whether an article has one of some terms.
func (a indexed) holds(terms []string) bool {
	return slices.ContainsFunc(terms, func(term string) bool {
		return slices.Contains(a.Terms.Title, term) || slices.Contains(a.Terms.Body, term)
	})
}

// Candidates are the articles that hold most of the words, newest of equals first.
func (x *shelfIndex) Candidates(ctx context.Context, m articles.Match) ([]articles.Candidate, error) {
	words := make(map[articles.Number]int)
	var found []articles.Candidate
	for _, a := range x.articles {
		if !slices.Contains(m.Shelves, a.Shelf) || !m.Until.IsZero() && !a.When().Before(m.Until) || a.When().Before(m.Since) {
			continue
		}
		for _, word := range m.Words {
			if a.holds(word) {
				words[a.Number]++
			}
		}
		if n := words[a.Number]; n == len(m.Words) || n > 0 && !m.All {
			found = append(found, a.Candidate)
		}
	}
	slices.SortFunc(found, func(a, b articles.Candidate) int {
		if c := cmp.Compare(words[b.Number], words[a.Number]); c != 0 && !m.Newest {
			return c
		}
		return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.Number, a.Number))
	})
	return found[:min(len(found), m.Limit)], ctx.Err()
}

func (x *shelfIndex) Stats(_ context.Context, shelves []articles.Shelf, terms []string) (articles.Stats, error) {
	stats := articles.Stats{With: make(map[string]int)}
	for _, a := range x.articles {
		if !slices.Contains(shelves, a.Shelf) {
			continue
		}
		length := float64(len(a.Terms.Title) + len(a.Terms.Body))
		stats.Articles++
		stats.Length += (length - stats.Length) / float64(stats.Articles)
		for _, term := range slices.Compact(slices.Sorted(slices.Values(terms))) {
			if a.holds([]string{term}) {
				stats.With[term]++
			}
		}
	}
	return stats, nil
}

func (x *shelfIndex) Vocabulary(_ context.Context, shelves []articles.Shelf, prefix string, limit int) ([]articles.Word, error) {
	var words []articles.Word
	for _, a := range x.articles {
		if !slices.Contains(shelves, a.Shelf) {
			continue
		}
		for w := range strings.FieldsSeq(a.title) {
			same := func(o articles.Word) bool { return o.Text == w }
			if i := slices.IndexFunc(words, same); i >= 0 {
				words[i].Articles++
			} else if strings.HasPrefix(language.Fold(w), language.Fold(prefix)) {
				words = append(words, articles.Word{Text: w, Articles: 1})
			}
		}
	}
	slices.SortStableFunc(words, func(a, b articles.Word) int { return b.Articles - a.Articles })
	return words[:min(len(words), limit)], nil
}
