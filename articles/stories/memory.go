package stories

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"briefly/articles"
)

// Memory is an index that lives as long as the process, for grouping what is
// in no store. It may be shared by any number of goroutines.
type Memory struct {
	mu      sync.RWMutex
	shelves map[articles.Shelf]*memoryShelf
}

// memoryShelf is one shelf: its statistics, and what lies on it in the order
// it was added.
type memoryShelf struct {
	counted  int            // articles
	terms    int            // of the counted articles together
	with     map[string]int // term -> how many of the counted articles hold it
	articles []articles.Candidate
	holders  map[string][]int // term -> which of the articles hold it, ascending
}

// NewMemory returns an empty index.
func NewMemory() *Memory { return &Memory{shelves: map[articles.Shelf]*memoryShelf{}} }

// shelf returns a shelf for writing.
func (m *Memory) shelf(name articles.Shelf) *memoryShelf {
	s := m.shelves[name]
	if s == nil {
		s = &memoryShelf{with: map[string]int{}, holders: map[string][]int{}}
		m.shelves[name] = s
	}
	return s
}

// Count takes a text into the shelf's statistics. It is apart from Add, so that
// the statistics of a batch may be complete before its first article is placed.
func (m *Memory) Count(name articles.Shelf, t articles.Terms) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.shelf(name)
	s.counted++
	s.terms += len(t.Title) + len(t.Body)
	for _, w := range distinct(t) {
		s.with[w]++
	}
}

// Add puts an article on its shelf, to be found from now on.
func (m *Memory) Add(c articles.Candidate) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.shelf(c.Shelf)
	for _, w := range distinct(c.Terms) {
		s.holders[w] = append(s.holders[w], len(s.articles))
	}
	s.articles = append(s.articles, c)
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
		out.Articles += s.counted
		length += s.terms
		for _, t := range terms {
			if n := s.with[t]; n > 0 {
				out.With[t] += n
			}
		}
	}
	if out.Articles > 0 {
		out.Length = float64(length) / float64(out.Articles)
	}
	return out, nil
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
	words := map[int]int{}
	for _, alternatives := range q.Words {
		once := map[int]bool{}
		for _, t := range alternatives {
			for _, at := range s.holders[t] {
				once[at] = true
			}
		}
		for at := range once {
			words[at]++
		}
	}
	var out []held
	for at, n := range words {
		c := &s.articles[at]
		if (!q.All || n == len(q.Words)) && within(c, q.Query) {
			out = append(out, held{c, n})
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
