package briefing

import (
	"context"
	"fmt"
	"time"

	"briefly/articles"
	"briefly/articles/search"
)

// mostHits bounds how many articles one briefing looks at.
const mostHits = 60

// Topic answers what is happening with a topic.
func (b *Briefer) Topic(ctx context.Context, q Question) (Briefing, error) {
	const week, month = 7 * 24 * time.Hour, 30 * 24 * time.Hour
	var found search.Result
	tried := 0
	for _, back := range windows(q, week, month) {
		var err error
		found, err = b.searcher.Search(ctx, search.Request{
			Text: q.Text, Lang: q.Lang, Shelves: q.Shelves, Since: since(q, back), Now: q.Now, News: true, Limit: mostHits,
		})
		if err != nil {
			return Briefing{}, fmt.Errorf("search for a topic: %w", err)
		}
		tried++
		q.Back = back
		if found.Known && len(found.Hits) > 0 {
			break
		}
	}
	bd := newBuild(q)
	bd.Suggestions = found.Suggestions
	if !found.Known || len(found.Hits) == 0 {
		return bd.Briefing, nil
	}
	bd.As = found.As
	bd.Widened = tried > 1
	if err := b.tell(ctx, bd, storiesOf(found.Hits)); err != nil {
		return Briefing{}, err
	}
	return bd.Briefing, nil
}

// told is a story as far as a search found it: its articles, best first.
type told struct {
	id       articles.StoryID
	articles []articles.Number
}

// storiesOf groups hits by story, in the order of each story's best hit.
func storiesOf(hits []search.Hit) []told {
	var all []told
	at := map[articles.StoryID]int{}
	for _, h := range hits {
		i, ok := at[h.Story]
		if !ok || h.Story == 0 {
			i = len(all)
			at[h.Story] = i
			all = append(all, told{id: h.Story})
		}
		all[i].articles = append(all[i].articles, h.Number)
	}
	return all
}

// tell fills a briefing with the lead over the first stories and the list of
// them.
func (b *Briefer) tell(ctx context.Context, bd *build, all []told) error {
	for _, s := range all {
		bd.Order = append(bd.Order, s.articles[0])
	}
	shown := all[:min(len(all), bd.Question.Stories)]
	bd.LeftOut = len(all) - len(shown)
	byStory := make([][]articles.Article, len(shown))
	for i, s := range shown {
		const most = 8 // articles that are read of one story
		read, err := b.library.Articles(ctx, bd.Shelves, s.articles[:min(len(s.articles), most)])
		if err != nil {
			return fmt.Errorf("read the articles of a story: %w", err)
		}
		byStory[i] = read
	}
	if err := b.topicLead(ctx, bd, byStory); err != nil {
		return err
	}
	for i, read := range byStory {
		if len(read) > 0 {
			bd.story(shown[i].id, "", read)
		}
	}
	return nil
}

// topicLead chooses the sentences that answer the question: from the best
// article of each of the first stories, then from the others of the best story.
func (b *Briefer) topicLead(ctx context.Context, bd *build, byStory [][]articles.Article) error {
	const most = 4 // articles
	var from []articles.Article
	for rank := 0; len(from) < most; rank++ {
		any := false
		for _, read := range byStory {
			if rank < len(read) && len(from) < most {
				from = append(from, read[rank])
				any = true
			}
		}
		if !any {
			break
		}
	}
	if len(from) == 0 {
		return nil
	}
	s, err := b.summarizer.Summarize(ctx, articles.SummaryRequest{
		Articles: from, Topic: bd.Text, Lang: bd.Lang,
		MaxSentences: leadSentences, MaxWords: leadWords - leadSentences*dateWords,
	})
	if err != nil {
		return fmt.Errorf("summarise a topic: %w", err)
	}
	bd.lead(from, s)
	bd.dateLead()
	return nil
}

// dateWords is what a sentence's date takes of the lead's words: "On 14 Nov:".
const dateWords = 3
