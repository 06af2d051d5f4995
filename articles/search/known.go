package search

// A topic is known when what was found is about it: the words that make it up,
// weighed by how telling they are, stand close together in some article. The
// words of "harry potter premiere" all occur in twenty years of trade news,
// and no article has them in one place.
const (
	// coverHits is how many of the best hits are looked at.
	coverHits = 50
	// closeBy is how many terms of a text are one place.
	closeBy = 24
	// coverShort is the share that must be covered of a topic of a few words,
	// coverLong that of a whole sentence, longTopic words and more, of which
	// nobody writes every word.
	coverShort, coverLong = 0.8, 0.4
	longTopic             = 12
)

// covered tells whether some of the best hits cover the topic.
func (m *matcher) covered(hits []Hit) bool {
	need, place := m.cover()
	for _, h := range hits[:min(len(hits), coverHits)] {
		if m.coverage(h, place) >= need {
			return true
		}
	}
	return false
}

// cover is the share of the topic that must stand in one place, and how many
// terms that is.
func (m *matcher) cover() (need float64, place int) {
	n := len(m.idf)
	if n <= 3 {
		return coverShort, closeBy
	}
	long := min(1, float64(n-3)/float64(longTopic-3))
	return coverShort - long*(coverShort-coverLong), closeBy * n / 3
}

// coverage is the largest share of the topic that stands within so many terms
// of an article. Its title belongs to the beginning of its body.
func (m *matcher) coverage(h Hit, place int) float64 {
	total := 0.0
	for _, x := range m.idf {
		total += x
	}
	if total == 0 {
		return 0
	}
	title := len(h.Terms.Title)
	at := func(i int) string {
		if i < title {
			return h.Terms.Title[i]
		}
		return h.Terms.Body[i-title]
	}
	inside := make([]int, len(m.idf))
	best, now := 0.0, 0.0
	for i := range title + len(h.Terms.Body) {
		for _, w := range m.word[at(i)] {
			if inside[w]++; inside[w] == 1 {
				now += m.idf[w]
			}
		}
		if i >= place {
			for _, w := range m.word[at(i-place)] {
				if inside[w]--; inside[w] == 0 {
					now -= m.idf[w]
				}
			}
		}
		best = max(best, now)
	}
	return best / total
}
