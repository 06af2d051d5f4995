// Package search turns what somebody typed into ranked articles, and proposes
// what they may have meant. It asks an articles.Index for candidates and ranks
// them itself, so that every store answers alike; what a shelf is, which
// sentences answer and what is said about the result is left to others.
package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"briefly/articles"
)

// Request is a search.
type Request struct {
	Text    string // what was typed; "quoted words" must stand together
	Lang    string // the asker's language, BCP 47; empty when unknown
	Shelves []articles.Shelf
	// Since and Until bound what is searched, as in articles.Query.
	Since, Until time.Time
	Limit        int       // at most this many hits; must be positive
	News         bool      // newer articles are worth more
	Now          time.Time // for News
}

// Hit is an article that was found.
type Hit struct {
	articles.Candidate
	Score float64 // comparable within one result only
}

// Result is what a search found.
type Result struct {
	Hits []Hit // best first
	// Known tells that the hits are about the topic: its telling words stand
	// together in some of them.
	Known bool
	// As are other names under which the topic was looked for and found, as
	// people write them: "China" for "Китай".
	As []string
	// Suggestions are searches that would find something, for a word that
	// nothing has.
	Suggestions []string
	// Terms are the search terms of the topic, folded and stemmed.
	Terms []string
}

// Searcher searches an index. Its methods may be called from many goroutines.
type Searcher struct{ index articles.Index }

// New returns a searcher of an index.
func New(index articles.Index) *Searcher { return &Searcher{index} }

const (
	// firstLook is how many articles with all of the words are ranked.
	firstLook = 600
	// secondLook is how many articles with any of the words join them.
	secondLook = 600
	// enough articles with all words make those with some of them needless.
	enough = 200
)

// Search finds articles. A topic of no words finds nothing.
func (s *Searcher) Search(ctx context.Context, r Request) (Result, error) {
	q := parse(r.Text, r.Lang)
	result := Result{Terms: q.terms()}
	if len(q.words) == 0 || r.Limit < 1 {
		return result, nil
	}
	found, err := s.candidates(ctx, r, q)
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	stats, err := s.index.Stats(ctx, r.Shelves, q.all())
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	m := newMatcher(q, stats)
	result.Hits = m.rank(found)
	result.Known = m.covered(result.Hits)
	if len(result.Hits) > r.Limit {
		result.Hits = result.Hits[:r.Limit]
	}
	return result, nil
}

// candidates asks for what has all words, then, when that is little, for what
// has any.
func (s *Searcher) candidates(ctx context.Context, r Request, q query) ([]articles.Candidate, error) {
	m := articles.Match{
		Query: articles.Query{Shelves: r.Shelves, Since: r.Since, Until: r.Until, Limit: firstLook},
		Words: q.words, All: true,
	}
	found, err := s.index.Candidates(ctx, m)
	if err != nil || len(q.words) == 1 || len(found) >= enough {
		return found, err
	}
	m.All, m.Limit = false, secondLook
	more, err := s.index.Candidates(ctx, m)
	if err != nil {
		return nil, err
	}
	return unite(found, more), nil
}

// unite adds the candidates that are not there yet.
func unite(found, more []articles.Candidate) []articles.Candidate {
	have := make(map[articles.Number]bool, len(found))
	for _, c := range found {
		have[c.Number] = true
	}
	for _, c := range more {
		if !have[c.Number] {
			found = append(found, c)
		}
	}
	return found
}

// best sorts hits, best first; equals newest first.
func best(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.When().Compare(a.When()), cmp.Compare(b.Number, a.Number))
	})
}

// Complete proposes words of titles on the shelves that continue what is being
// typed: the whole text with its last word completed, most frequent first.
func (s *Searcher) Complete(ctx context.Context, shelves []articles.Shelf, prefix string, limit int) ([]string, error) {
	head, last := lastWord(prefix)
	words, err := s.index.Vocabulary(ctx, shelves, last, limit)
	if err != nil {
		return nil, fmt.Errorf("complete: %w", err)
	}
	proposals := make([]string, len(words))
	for i, w := range words {
		proposals[i] = head + w.Text
	}
	return proposals, nil
}
