// Package summarize chooses the sentences that tell what one article says, or
// what several articles about one thing say together.
//
// It only ever quotes: each sentence of a summary is a sentence of an article,
// at most without a named, harmless part (see trim), and carries its range of
// bytes. Words that are added stand apart, in the prefix. Storing, grouping and
// showing summaries are the business of others.
package summarize

import (
	"context"
	"fmt"

	"briefly/articles"
)

// Summarizer makes summaries. It holds no state that changes, so one may be
// shared by any number of goroutines.
type Summarizer struct{}

// New returns a Summarizer.
func New() *Summarizer { return &Summarizer{} }

// Summarize returns sentences of the request's articles in the order in which
// they should be read. The summary of articles without text is empty. The only
// error is that of ctx.
func (s *Summarizer) Summarize(ctx context.Context, r articles.SummaryRequest) (articles.Summary, error) {
	budget := newBudget(r)
	var sum articles.Summary
	for i, a := range r.Articles {
		if err := ctx.Err(); err != nil {
			return articles.Summary{}, fmt.Errorf("summarize: %w", err)
		}
		for _, c := range read(a.Body) {
			if !budget.take(c.text) {
				continue
			}
			sum.Sentences = append(sum.Sentences, articles.Sentence{
				Text:    c.text,
				Sources: []articles.Source{{Article: i, Span: c.span}},
			})
		}
	}
	return sum, nil
}
