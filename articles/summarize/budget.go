package summarize

import (
	"math"
	"strings"

	"briefly/articles"
)

// budget is what is left of a summary's limits.
type budget struct {
	sentences, words int
}

// unlimited is how long a summary gets when the request names no limit: enough
// for people, little enough to be a summary.
const unlimited = 3

func newBudget(r articles.SummaryRequest) *budget {
	b := &budget{sentences: r.MaxSentences, words: r.MaxWords}
	if b.sentences <= 0 && b.words <= 0 {
		b.sentences = unlimited
	}
	if b.sentences <= 0 {
		b.sentences = math.MaxInt
	}
	if b.words <= 0 {
		b.words = math.MaxInt
	}
	return b
}

// take spends the budget on a sentence and reports whether there was enough.
func (b *budget) take(text string) bool {
	n := len(strings.Fields(text))
	if b.sentences < 1 || n > b.words {
		return false
	}
	b.sentences--
	b.words -= n
	return true
}
