package stories

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"briefly/articles"
)

// Memory is an index that lives as long as the process, for grouping what is
// in no store. It may be shared by any number of goroutines.
type Memory struct {
	mu      sync.RWMutex
	shelves map[articles.Shelf]*memoryShelf
}

// memoryShelf is what lies on one shelf, in the order it was added.
type memoryShelf struct {
	articles []articles.Candidate
	holders  map[string][]int // term -> which of the articles hold it, ascending
	terms    int              // of all articles together
	numbered map[articles.Number]int
	last     articles.Number
}

// NewMemory returns an empty index.
func NewMemory() *Memory { return &Memory{shelves: map[articles.Shelf]*memoryShelf{}} }

// Add puts an article on its shelf.
func (m *Memory) Add(c articles.Candidate) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.shelves[c.Shelf]
	if s == nil {
		s = &memoryShelf{holders: map[string][]int{}, numbered: map[articles.Number]int{}}
		m.shelves[c.Shelf] = s
	}
	for _, terms := range [][]string{c.Terms.Title, c.Terms.Body} {
		for _, w := range terms {
			if h := s.holders[w]; len(h) == 0 || h[len(h)-1] != len(s.articles) {
				s.holders[w] = append(h, len(s.articles))
			}
		}
	}
	s.numbered[c.Number] = len(s.articles)
	s.last = max(s.last, c.Number)
	s.articles = append(s.articles, c)
	s.terms += len(c.Terms.Title) + len(c.Terms.Body)
}

// Stats returns the statistics of the shelves for the given terms. Its error
// is always nil.
func (m *Memory) Stats(_ context.Context, shelves []articles.Shelf, terms []string) (articles.Stats, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	out := articles.Stats{With: make(map[string]int, len(terms))}
	length := 0
	for _, name := range shelves {
		s := m.shelves[name]
		if s == nil {
			continue
		}
		out.Articles += len(s.articles)
		length += s.terms
		for _, t := range terms {
			if n := len(s.holders[t]); n > 0 {
				out.With[t] += n
			}
		}
	}
	if out.Articles > 0 {
		out.Length = float64(length) / float64(out.Articles)
	}
	return out, nil
}

// Last returns the highest number given so far. Its error is always nil.
func (m *Memory) Last(context.Context) (last articles.Number, _ error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, s := range m.shelves {
		last = max(last, s.last)
	}
	return last, nil
}

// Numbered returns the articles of a shelf with numbers n, from <= n < to. Its
// error is always nil.
func (m *Memory) Numbered(_ context.Context, shelf articles.Shelf, from, to articles.Number) ([]articles.Candidate, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	s := m.shelves[shelf]
	if s == nil {
		return nil, nil
	}
	var found []articles.Candidate
	for n := from; n < to; n++ {
		if at, ok := s.numbered[n]; ok {
			found = append(found, s.articles[at])
		}
	}
	return found, nil
}

// Within returns the articles of a shelf that are of a time, newest first. Its
// error is always nil.
func (m *Memory) Within(_ context.Context, shelf articles.Shelf, since, until time.Time, limit int) ([]articles.Candidate, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	s := m.shelves[shelf]
	if s == nil {
		return nil, nil
	}
	var found []articles.Candidate
	for _, c := range s.articles {
		if when := c.When(); !when.Before(since) && when.Before(until) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b articles.Candidate) int {
		return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.Number, a.Number))
	})
	return found[:min(len(found), limit)], nil
}

// Candidates returns the articles that hold most of the asked words, or all of
// them; of equals, and where m.Newest asks for it, the newest first. Its only
// error is that of ctx.
func (m *Memory) Candidates(ctx context.Context, q articles.Match) ([]articles.Candidate, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []held
	for _, name := range q.Shelves {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s := m.shelves[name]; s != nil {
			out = append(out, s.holding(q)...)
		}
	}
	slices.SortFunc(out, func(a, b held) int {
		if c := b.words - a.words; c != 0 && !q.Newest {
			return c
		}
		if c := b.When().Compare(a.When()); c != 0 {
			return c
		}
		return cmp.Compare(b.Number, a.Number)
	})
	found := make([]articles.Candidate, min(len(out), q.Limit))
	for i := range found {
		found[i] = *out[i].Candidate
	}
	return found, nil
}

// held is an article and how many of the asked words it holds.
type held struct {
	*articles.Candidate
	words int
}

// holding finds the articles of a shelf that hold one word, or all.
func (s *memoryShelf) holding(q articles.Match) []held {
	words := make([]int, len(s.articles)) // how many words each article holds
	last := make([]int, len(s.articles))  // the last of them, counted from 1
	var found []int
	for i, alternatives := range q.Words {
		for _, t := range alternatives {
			for _, at := range s.holders[t] {
				if last[at] == 0 {
					found = append(found, at)
				}
				if last[at] <= i {
					last[at] = i + 1
					words[at]++
				}
			}
		}
	}
	var out []held
	for _, at := range found {
		c := &s.articles[at]
		if (!q.All || words[at] == len(q.Words)) && within(c, q.Query) {
			out = append(out, held{c, words[at]})
		}
	}
	return out
}

// within reports whether an article lies in a query's time. An undated one may
// be of any time.
func within(c *articles.Candidate, q articles.Query) bool {
	when := c.When()
	return when.IsZero() || (q.Since.IsZero() || !when.Before(q.Since)) && (q.Until.IsZero() || when.Before(q.Until))
}
