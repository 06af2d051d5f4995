package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"briefly/articles"
)

const (
	countTerm  = `SELECT doc FROM term_counts WHERE term = $1`
	sizeColumn = `SELECT id, articles, terms, changes FROM shelves WHERE id IN `
)

// countsKept bounds how many counts are kept, at about 60 bytes each.
const countsKept = 300_000

// counts remembers how many articles of a shelf hold a term. Counting a
// frequent term walks its whole list in the index, and grouping asks for
// thousands of terms for each article that comes in. What it remembers is
// exact: each shelf in the database counts its changes, our own are followed
// one by one, and after a change that somebody else made a shelf starts anew.
type counts struct {
	mu      sync.Mutex
	shelves map[int64]*shelfCounts
	kept    int
}

type shelfCounts struct {
	changes int64 // the state of the shelf that the counts are of
	with    map[string]int
}

func newCounts() *counts { return &counts{shelves: make(map[int64]*shelfCounts)} }

// delta is what one change does to the counts of a shelf.
type delta struct {
	shelf   int64
	changes int64 // of the shelf, with this change
	by      int
	terms   []string // distinct
}

// apply follows the changes of a committed transaction.
func (c *counts) apply(deltas []delta) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range deltas {
		s := c.shelves[d.shelf]
		if s == nil || s.changes != d.changes-1 {
			continue // the next reader sees that it is behind
		}
		s.changes = d.changes
		for _, term := range d.terms {
			if n, ok := s.with[term]; ok {
				s.with[term] = n + d.by
			}
		}
	}
}

// known returns the counts that are known for a state of a shelf, and the
// terms whose counts are not.
func (c *counts) known(shelf, changes int64, terms []string, with map[string]int) (missing []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.shelves[shelf]
	if s == nil || s.changes != changes {
		return terms
	}
	for _, term := range terms {
		if n, ok := s.with[term]; ok {
			with[term] += n
		} else {
			missing = append(missing, term)
		}
	}
	return missing
}

// learn keeps counts for a state of a shelf, unless newer ones are kept.
func (c *counts) learn(shelf, changes int64, with map[string]int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept+len(with) > countsKept {
		clear(c.shelves)
		c.kept = 0
	}
	s := c.shelves[shelf]
	if s == nil || s.changes < changes {
		if s != nil {
			c.kept -= len(s.with)
		}
		s = &shelfCounts{changes: changes, with: make(map[string]int, len(with))}
		c.shelves[shelf] = s
	}
	if s.changes > changes {
		return
	}
	c.kept -= len(s.with)
	for term, n := range with {
		s.with[term] = n
	}
	c.kept += len(s.with)
}

// size is a shelf as its row counts it.
type size struct {
	shelf, changes  int64
	articles, terms int
}

func scanSize(rows *sql.Rows) (x size, err error) {
	return x, rows.Scan(&x.shelf, &x.articles, &x.terms, &x.changes)
}

// Stats counts articles and terms on the shelves: see articles.Index.
func (s *Store) Stats(ctx context.Context, names []articles.Shelf, terms []string) (articles.Stats, error) {
	shelves, err := s.shelves(ctx, names)
	if err != nil || len(shelves) == 0 {
		return articles.Stats{With: map[string]int{}}, err
	}
	stats, err := s.stats(ctx, shelves, distinct(terms))
	if err != nil {
		return stats, fmt.Errorf("count terms: %w", err)
	}
	return stats, nil
}

// stats reads sizes and what counts are missing from one state of the store.
func (s *Store) stats(ctx context.Context, shelves map[int64]articles.Shelf, terms []string) (articles.Stats, error) {
	stats := articles.Stats{With: make(map[string]int, len(terms))}
	sizesOf := sizeColumn + `(` + marks(1, len(shelves)) + `)`
	r, err := s.snapshot(ctx, sizesOf, countTerm)
	if err != nil {
		return stats, err
	}
	defer r.Rollback() //nolint:errcheck // it only read
	sizes, err := collect(ctx, r, scanSize, sizesOf, ids(shelves)...)
	if err != nil {
		return stats, err
	}
	total := 0
	for _, x := range sizes {
		stats.Articles += x.articles
		total += x.terms
		missing := s.counts.known(x.shelf, x.changes, terms, stats.With)
		if len(missing) == 0 {
			continue
		}
		counted, err := r.countTerms(ctx, x.shelf, missing)
		if err != nil {
			return stats, err
		}
		s.counts.learn(x.shelf, x.changes, counted)
		for term, n := range counted {
			stats.With[term] += n
		}
	}
	if stats.Articles > 0 {
		stats.Length = float64(total) / float64(stats.Articles)
	}
	return stats, nil
}

// snapshot is one state of the store to read from.
type snapshot struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
}

// snapshot begins to read, with the given queries. They are prepared before,
// as that may take a connection of its own.
func (s *Store) snapshot(ctx context.Context, queries ...string) (snapshot, error) {
	r := snapshot{prepared: make(map[string]*sql.Stmt, len(queries))}
	for _, query := range queries {
		p, err := s.prepare(ctx, query)
		if err != nil {
			return r, err
		}
		r.prepared[query] = p
	}
	var err error
	r.Tx, err = s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	return r, err
}

func (r snapshot) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return r.StmtContext(ctx, r.prepared[query]).QueryContext(ctx, args...)
}

// countTerms counts the articles of a shelf that hold each term.
func (r snapshot) countTerms(ctx context.Context, shelf int64, terms []string) (map[string]int, error) {
	with := make(map[string]int, len(terms))
	for _, term := range terms {
		found, err := collect(ctx, r, scanCount,
			countTerm, string(appendToken(nil, shelf, there, term)))
		if err != nil {
			return nil, err
		}
		with[term] = 0
		for _, n := range found {
			with[term] = n
		}
	}
	return with, nil
}
