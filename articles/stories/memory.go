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
		s = &memoryShelf{numbered: map[articles.Number]int{}}
		m.shelves[c.Shelf] = s
	}
	s.numbered[c.Number] = len(s.articles)
	s.last = max(s.last, c.Number)
	s.articles = append(s.articles, c)
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
