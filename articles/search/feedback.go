package search

import (
	"cmp"
	"context"
	"slices"

	"briefly/articles"
)

// Feedback in the manner of RM3: the best hits say what else is written about
// the topic, and articles that say it too come closer, or in.
const (
	feedbackHits  = 10
	feedbackTerms = 30
	// feedbackAsk is how many of these terms are asked of the index.
	feedbackAsk = 4
	// feedbackIn is in how many of the best hits a term must be.
	feedbackIn = 3
	// feedbackWeight is what all of them together weigh against the topic.
	feedbackWeight = 0.3
)

// expansion is a term that goes with the topic, and its share of their weight.
type expansion struct {
	term   string
	weight float64
}

// expand ranks again with what the best hits have in common, over more
// candidates. The terms are those that it asked the index for.
func (s *Searcher) expand(ctx context.Context, r Request, m *matcher, hits []Hit) (all []Hit, asked []string, err error) {
	top := hits[:min(len(hits), feedbackHits)]
	if len(top) < feedbackIn {
		return hits, nil, nil
	}
	common := m.common(top)
	stats, err := s.index.Stats(ctx, r.Shelves, common)
	if err != nil {
		return nil, nil, err
	}
	terms := m.weigh(top, common, stats)
	ask := articles.Match{Query: articles.Query{Shelves: r.Shelves, Since: r.Since, Until: r.Until, Limit: thirdLook * r.look()}}
	for _, x := range terms[:min(len(terms), feedbackAsk)] {
		ask.Words = append(ask.Words, []string{x.term})
		asked = append(asked, x.term)
	}
	found := make([]articles.Candidate, len(hits))
	for i, h := range hits {
		found[i] = h.Candidate
	}
	if len(ask.Words) > 0 {
		more, err := s.index.Candidates(ctx, ask)
		if err != nil {
			return nil, nil, err
		}
		found = unite(found, more)
	}
	e := newMatcher(single(terms), stats)
	for i, x := range terms {
		e.idf[i] *= x.weight
	}
	best0 := hits[0].Score
	all = m.rank(found)
	extra := make([]float64, len(all))
	top1 := 0.0
	for i, h := range all {
		extra[i] = e.score(h.Candidate)
		top1 = max(top1, extra[i])
	}
	for i := range all {
		all[i].Score = (1-feedbackWeight)*all[i].Score/best0 + feedbackWeight*extra[i]/top1
	}
	best(all)
	return all, asked, nil
}

// single is a query of single words.
func single(terms []expansion) query {
	var q query
	for _, x := range terms {
		q.words = append(q.words, []string{x.term})
	}
	return q
}

// common are the terms that several of the best hits hold.
func (m *matcher) common(top []Hit) []string {
	in := make(map[string]int)
	for _, h := range top {
		for _, term := range distinct(h.Terms) {
			in[term]++
		}
	}
	var list []string
	for term, n := range in {
		if n >= feedbackIn {
			list = append(list, term)
		}
	}
	slices.Sort(list)
	return list
}

func distinct(t articles.Terms) []string {
	all := slices.Concat(t.Title, t.Body)
	slices.Sort(all)
	return slices.Compact(all)
}

// weigh picks the terms that are most frequent in the best hits, better hits
// first, and rare elsewhere.
func (m *matcher) weigh(top []Hit, common []string, stats articles.Stats) []expansion {
	weight := make(map[string]float64, len(common))
	for _, term := range common {
		weight[term] = 0
	}
	for _, h := range top {
		size := float64(len(h.Terms.Title) + len(h.Terms.Body))
		for _, field := range [][]string{h.Terms.Title, h.Terms.Body} {
			for _, term := range field {
				if _, ok := weight[term]; ok {
					weight[term] += h.Score / size
				}
			}
		}
	}
	var list []expansion
	for term, w := range weight {
		list = append(list, expansion{term, w * idf(stats.With[term], stats.Articles)})
	}
	slices.SortFunc(list, func(a, b expansion) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	list = list[:min(len(list), feedbackTerms)]
	sum := 0.0
	for _, x := range list {
		sum += x.weight
	}
	for i := range list {
		list[i].weight /= sum
	}
	return list
}
