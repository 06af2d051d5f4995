package stories

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"briefly/articles"
)

// rarities says how much a term tells, by the share of a shelf's articles that
// do not hold it.
type rarities struct {
	articles float64
	with     map[string]int
}

// of is the inverse document frequency of a term, at least 0.
func (r rarities) of(term string) float64 {
	return max(0, math.Log((r.articles+1)/(float64(r.with[term])+0.5)))
}

// most is the rarity of a term that no article holds.
func (r rarities) most() float64 { return r.of("") }

// maxRemembered is how many terms' statistics are kept between two articles:
// some 10 MB.
const maxRemembered = 100_000

// memory keeps the word statistics of shelves, as most terms of an article
// stand in the one before, too, and counting them costs the index most.
type memory struct {
	mu      sync.Mutex
	shelves map[articles.Shelf]rarities
	terms   int // of all shelves together
}

// known returns what is kept of the terms of the texts, and the other terms.
func (m *memory) known(shelf articles.Shelf, texts []articles.Terms) (r rarities, unknown []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.shelves[shelf]
	r = rarities{articles: kept.articles, with: make(map[string]int, 100*len(texts))}
	for _, text := range texts {
		for _, terms := range [][]string{text.Title, text.Body} {
			for _, t := range terms {
				if _, seen := r.with[t]; seen {
					continue
				}
				n, ok := kept.with[t]
				if !ok {
					unknown = append(unknown, t)
				}
				r.with[t] = n
			}
		}
	}
	return r, unknown
}

// learn keeps statistics. What was kept of a shelf before is forgotten when
// its size was another, everything when it is too much.
func (m *memory) learn(shelf articles.Shelf, size float64, terms []string, with map[string]int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shelves == nil || m.terms+len(terms) > maxRemembered {
		m.shelves, m.terms = map[articles.Shelf]rarities{}, 0
	}
	kept := m.shelves[shelf]
	if kept.with == nil || kept.articles != size {
		m.terms -= len(kept.with)
		kept = rarities{articles: size, with: map[string]int{}}
		m.shelves[shelf] = kept
	}
	before := len(kept.with)
	for _, t := range terms {
		kept.with[t] = with[t]
	}
	m.terms += len(kept.with) - before
}

// rarities reads the statistics of the terms of several texts.
func (g *Grouper) rarities(ctx context.Context, shelf articles.Shelf, texts ...articles.Terms) (rarities, error) {
	r, unknown := g.memory.known(shelf, texts)
	s, err := g.statistics.Stats(ctx, []articles.Shelf{shelf}, unknown)
	if err != nil {
		return rarities{}, fmt.Errorf("read word statistics: %w", err)
	}
	size := r.articles
	if !near(size, float64(s.Articles)) {
		size, unknown = float64(s.Articles), distinct(texts...)
		if s, err = g.statistics.Stats(ctx, []articles.Shelf{shelf}, unknown); err != nil {
			return rarities{}, fmt.Errorf("read word statistics: %w", err)
		}
	}
	g.memory.learn(shelf, size, unknown, s.With)
	for _, t := range unknown {
		r.with[t] = s.With[t]
	}
	r.articles = size
	return r, nil
}

// near reports whether statistics of a shelf of size a will do when it has
// size b: less than a twentieth apart.
func near(a, b float64) bool { return math.Abs(a-b) <= b/20 }

// distinct lists the terms of texts, each once, in the order of their first
// appearance.
func distinct(texts ...articles.Terms) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range texts {
		for _, terms := range [][]string{t.Title, t.Body} {
			for _, w := range terms {
				if !seen[w] {
					seen[w] = true
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// telling returns the n terms that tell most about a text: rare ones, said
// often or in the title.
func telling(t articles.Terms, r rarities, n int) []string {
	count := map[string]float64{}
	for _, w := range t.Title {
		count[w] += titleWeight
	}
	for _, w := range t.Body {
		count[w]++
	}
	words := distinct(t)
	for _, w := range words {
		count[w] = r.of(w) * damped(count[w])
	}
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return words[:min(n, len(words))]
}
