package summarize

import (
	"cmp"
	"slices"
	"time"

	"briefly/articles"
)

// The summary of several articles is made from the beginnings of all of them:
// there each tells what happened before it comes to its own details.
const (
	poolLead     = 4   // sentences of each article
	poolMore     = 8   // sentences of each when those leave room
	poolArticles = 200 // of more articles the newest are looked at
)

// What speaks for a sentence of the pool, as multiples of its likeness to the
// pool as a whole, and what being like a sentence that was taken speaks
// against it.
const (
	poolPlace  = 0.5 // of the first sentence; the second has half, and so on
	poolTopic  = 0.3 // of likeness to the topic
	poolNext   = 0.1 // of the sentence behind one that was taken: it reads on
	poolRepeat = 1.0
)

// Of what goes on for longer than longRunning people want to hear how it began
// and how it stands. Its articles tell what is new each time, so that their own
// beginnings say less about the whole.
const (
	longRunning = 30 * 24 * time.Hour

	longPlace  = 0.2
	longBegin  = 0.5 // of the oldest article
	longNewest = 0.3 // of the newest, in proportion of those before
)

// several prepares the choice from several articles.
func (s *Summarizer) several(r articles.SummaryRequest) picker {
	rd := s.reader(r.Articles[0])
	rd.pairs = true
	topic := rd.vocabulary.vector(rd.vocabulary.withPairs(rd.vocabulary.words(r.Topic)))
	p := picker{several: true, cost: poolRepeat, next: poolNext, depths: []int{poolLead, poolMore}}
	for _, i := range chronological(r.Articles) {
		units := s.another(rd, r.Articles[i]).read(i, r.Articles[i].Body)
		p.units = append(p.units, units[:min(len(units), poolMore)]...)
	}
	whole := newDocument(rd.vocabulary, p.units, nil, topic)
	long := span(r.Articles) > longRunning
	for i := range p.units {
		u := &p.units[i]
		p.scores = append(p.scores, dotDense(u.terms, whole.centroid)+poolTopic*dot(u.terms, topic)+p.place(i, long))
	}
	return p
}

// place is what speaks for a sentence because of where it stands.
func (p *picker) place(i int, long bool) float64 {
	u := &p.units[i]
	if !long {
		return poolPlace / float64(1+u.index)
	}
	place := longPlace/float64(1+u.index) + longNewest*float64(i)/float64(len(p.units))
	if u.article == p.units[0].article {
		place += longBegin
	}
	return place
}

// span is the time between the oldest and the newest of the articles with a
// date.
func span(as []articles.Article) time.Duration {
	var oldest, newest time.Time
	for _, a := range as {
		if t := a.Published; !t.IsZero() {
			if oldest.IsZero() || t.Before(oldest) {
				oldest = t
			}
			if t.After(newest) {
				newest = t
			}
		}
	}
	return newest.Sub(oldest)
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
