package summarize

import (
	"math"

	"briefly/articles"
)

// budget is what is left of a summary's limits.
type budget struct {
	sentences, words int
}

// usual is how long a summary gets when the request names no limit.
const usual = 3

func newBudget(r articles.SummaryRequest) *budget {
	b := &budget{sentences: r.MaxSentences, words: r.MaxWords}
	if b.sentences <= 0 && b.words <= 0 {
		b.sentences = usual
	}
	if b.sentences <= 0 {
		b.sentences = math.MaxInt
	}
	if b.words <= 0 {
		b.words = math.MaxInt
	}
	return b
}

// fits reports whether there is room for a sentence of so many words.
func (b *budget) fits(words int) bool { return b.sentences > 0 && words <= b.words }

func (b *budget) spend(words int) {
	b.sentences--
	b.words -= words
}
