package summarize

import (
	"cmp"
	"slices"

	"briefly/articles"
)

// The summary of several articles is made from the beginnings of all of them:
// there each tells what happened before it comes to its own details.
const (
	poolLead     = 3   // sentences of each article
	poolMore     = 8   // sentences of each when those leave room
	poolArticles = 200 // of more articles the newest are looked at
)

// What speaks for a sentence of the pool, as multiples of its likeness to the
// pool as a whole, and what being like a sentence that was taken speaks
// against it.
const (
	poolPlace  = 0.6 // of the first sentence; the second has half, and so on
	poolTopic  = 0.3 // of likeness to the topic
	poolRepeat = 1.0
)

// several prepares the choice from several articles.
func (s *Summarizer) several(r articles.SummaryRequest) picker {
	rd := s.reader(r.Articles[0])
	topic := rd.vector(r.Topic)
	p := picker{several: true, cost: poolRepeat, depths: []int{poolLead, poolMore}}
	for _, i := range chronological(r.Articles) {
		units := s.another(rd, r.Articles[i]).read(i, r.Articles[i].Body)
		p.units = append(p.units, units[:min(len(units), poolMore)]...)
	}
	whole := newDocument(rd.vocabulary, p.units, nil, topic)
	for i := range p.units {
		u := &p.units[i]
		p.scores = append(p.scores, dotDense(u.terms, whole.centroid)+
			poolPlace/float64(1+u.index)+poolTopic*dot(u.terms, topic))
	}
	return p
}

// chronological returns the places of the articles, oldest first and undated
// ones last, in the order of the request where dates do not decide.
func chronological(as []articles.Article) []int {
	order := make([]int, len(as))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := as[i].Published, as[j].Published
		if a.IsZero() || b.IsZero() {
			return cmp.Compare(rank(a.IsZero()), rank(b.IsZero()))
		}
		return a.Compare(b)
	})
	return order[max(0, len(order)-poolArticles):]
}

// rank puts what is undated last.
func rank(undated bool) int {
	if undated {
		return 1
	}
	return 0
}
