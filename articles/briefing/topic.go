package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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
	if err := b.tell(ctx, bd, found.Hits); err != nil {
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
func (b *Briefer) tell(ctx context.Context, bd *build, hits []search.Hit) error {
	rank := make(map[articles.Number]int, len(hits))
	for i, h := range hits {
		rank[h.Number] = i
	}
	all := storiesOf(hits)
	for _, s := range all {
		bd.Order = append(bd.Order, s.articles[0])
	}
	shown := all[:min(len(all), bd.Question.Stories)]
	bd.LeftOut = len(all) - len(shown)
	byStory := make([][]articles.Article, len(shown))
	var best []ranked
	for i, x := range shown {
		const most = 8 // articles that are read of one story
		read, err := b.library.Articles(ctx, bd.Shelves, x.articles[:min(len(x.articles), most)])
		if err != nil {
			return fmt.Errorf("read the articles of a story: %w", err)
		}
		byStory[i] = read
		for _, a := range read {
			best = append(best, ranked{a, i})
		}
	}
	slices.SortStableFunc(best, func(x, y ranked) int {
		return cmp.Compare(rank[x.Number], rank[y.Number])
	})
	if err := b.topicLead(ctx, bd, ownLanguageFirst(best, bd.Lang)); err != nil {
		return err
	}
	for i, read := range byStory {
		if len(read) > 0 {
			bd.story(shown[i].id, "", read)
		}
	}
	return nil
}

// ownLanguageFirst moves the articles in the asker's language to the front.
func ownLanguageFirst(best []ranked, lang string) []ranked {
	slices.SortStableFunc(best, func(x, y ranked) int {
		return cmp.Compare(foreign(x.Lang, lang), foreign(y.Lang, lang))
	})
	return best
}

// foreign is 1 for an article in a language that is known not to be lang.
func foreign(of, lang string) int {
	if lang == "" || of == "" || of == "und" || of == lang {
		return 0
	}
	return 1
}
