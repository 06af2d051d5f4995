package stories

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"briefly/articles"
)

// rarities says how much a term tells, by the share of a shelf's articles that
// do not hold it.
type rarities struct {
	articles float64
	with     map[string]int
}

// rarities reads the statistics of the terms of several texts.
func (g *Grouper) rarities(ctx context.Context, shelf articles.Shelf, texts ...articles.Terms) (rarities, error) {
	s, err := g.index.Stats(ctx, []articles.Shelf{shelf}, distinct(texts...))
	if err != nil {
		return rarities{}, fmt.Errorf("read word statistics: %w", err)
	}
	return rarities{articles: float64(s.Articles), with: s.With}, nil
}

// of is the inverse document frequency of a term, at least 0.
func (r rarities) of(term string) float64 {
	return max(0, math.Log((r.articles+2)/(float64(r.with[term])+1)))
}

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
	weight := func(w string) float64 { return r.of(w) * (1 + math.Log(count[w])) }
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(weight(b), weight(a)) })
	return words[:min(n, len(words))]
}
