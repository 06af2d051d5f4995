package briefing

import (
	"context"
	"errors"
	"fmt"

	"briefly/articles"
)

// Limits of the summary of one article that was asked for by itself.
const (
	articleSentences = 5
	articleWords     = 130
)

// Article answers what one article says, and who else tells its story.
// articles.ErrNotFound when there is none with that number.
func (b *Briefer) Article(ctx context.Context, q Question, n articles.Number) (Briefing, error) {
	a, err := b.library.Article(ctx, q.Shelves, n)
	if err != nil {
		return Briefing{}, fmt.Errorf("read article %d: %w", n, err)
	}
	bd := newBuild(q)
	bd.Partial, bd.Paragraphs, bd.Words = a.Quality.Partial, a.Quality.Paragraphs, a.Quality.Words
	s, err := b.summarizer.Summarize(ctx, articles.SummaryRequest{
		Articles: []articles.Article{a}, Lang: q.Lang, MaxSentences: articleSentences, MaxWords: articleWords,
	})
	if err != nil {
		return Briefing{}, fmt.Errorf("summarise article %d: %w", n, err)
	}
	bd.lead([]articles.Article{a}, s)
	if len(bd.Lead) == 0 { // too short to summarise: a headline alone
		bd.cite(a, articles.Span{})
	}
	if err := b.related(ctx, bd, a); err != nil {
		return Briefing{}, err
	}
	return bd.Briefing, nil
}

// related lists the other articles of the same story.
func (b *Briefer) related(ctx context.Context, bd *build, a articles.Article) error {
	if a.Story == 0 {
		return nil
	}
	story, err := b.library.Story(ctx, bd.Shelves, a.Story)
	if errors.Is(err, articles.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read story %d: %w", a.Story, err)
	}
	others, err := b.library.Articles(ctx, bd.Shelves, newestFirst(story.Articles))
	if err != nil {
		return fmt.Errorf("read the articles of story %d: %w", a.Story, err)
	}
	for _, o := range others {
		if o.Number != a.Number && len(bd.Stories) < bd.Question.Stories {
			bd.story(story.ID, o.Title, []articles.Article{o})
		}
	}
	return nil
}
