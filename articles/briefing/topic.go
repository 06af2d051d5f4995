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

const (
	// mostHits bounds how many articles one briefing looks at.
	mostHits = 60
	// overview is how many hits over all time are looked at to choose a window:
	// where a topic has fewer, they are all it has.
	overview = 200
	// closeToBest is the share of the best article's score from which another
	// counts as an answer too when a window is chosen.
	closeToBest = 0.5

	week, month = 7 * 24 * time.Hour, 30 * 24 * time.Hour
)

// Topic answers what is happening with a topic.
func (b *Briefer) Topic(ctx context.Context, q Question) (Briefing, error) {
	br, _, err := b.topic(ctx, q)
	return br, err
}

// topic also returns what was found.
func (b *Briefer) topic(ctx context.Context, q Question) (Briefing, search.Result, error) {
	found, widened, err := b.find(ctx, &q)
	if err != nil {
		return Briefing{}, found, fmt.Errorf("search for a topic: %w", err)
	}
	bd := newBuild(q)
	bd.Suggestions = found.Suggestions
	if !found.Known || len(found.Hits) == 0 {
		return bd.Briefing, found, nil
	}
	bd.As, bd.Widened = found.As, widened
	if err := b.tell(ctx, bd, found.Hits[:min(len(found.Hits), mostHits)]); err != nil {
		return Briefing{}, found, err
	}
	return bd.Briefing, found, nil
}

// find searches for the question's topic in its window. When none was asked for,
// it is the last week, if that has enough for a lead; otherwise the smallest
// window that holds an article about as good as the best there is. It sets the
// question's Back to the window and says whether that is wider than the first.
// The needs are those of all searches made.
func (b *Briefer) find(ctx context.Context, q *Question) (found search.Result, widened bool, err error) {
	if q.Fixed {
		found, err = b.search(ctx, q, q.Back, mostHits)
		return found, false, err
	}
	found, err = b.search(ctx, q, week, mostHits)
	if err != nil || found.Known && len(found.Hits) >= leadAim {
		q.Back = week
		return found, false, err
	}
	all, err := b.search(ctx, q, 0, overview)
	all.Needs = all.Needs.Join(found.Needs)
	if err != nil || !all.Known || len(all.Hits) == 0 {
		return all, false, err
	}
	enough := closeToBest * slices.MaxFunc(all.Hits, func(x, y search.Hit) int { return cmp.Compare(x.Score, y.Score) }).Score
	for i, back := range []time.Duration{week, month} {
		from := since(*q, back)
		if !slices.ContainsFunc(all.Hits, func(h search.Hit) bool { return h.Score >= enough && !h.When().Before(from) }) {
			continue
		}
		q.Back = back
		if len(all.Hits) >= overview { // the window may hold more than was seen
			found, err = b.search(ctx, q, back, mostHits)
			found.Known = true // the topic is, whatever part of it the window shows
			found.Needs = found.Needs.Join(all.Needs)
			return found, i > 0, err
		}
		all.Hits = slices.DeleteFunc(all.Hits, func(h search.Hit) bool { return h.When().Before(from) })
		return all, i > 0, nil
	}
	q.Back = 0
	return all, true, nil
}

// search looks so far back for articles that hold the topic's words.
func (b *Briefer) search(ctx context.Context, q *Question, back time.Duration, limit int) (search.Result, error) {
	return b.searcher.Search(ctx, search.Request{
		Text: q.Text, Lang: q.Lang, Shelves: q.Shelves, Since: since(*q, back), Now: q.Now, News: true, Strict: true, Limit: limit,
	})
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

// tell fills a briefing: the lead over the best articles, and the first stories.
func (b *Briefer) tell(ctx context.Context, bd *build, hits []search.Hit) error {
	all := storiesOf(hits)
	shown := all[:min(len(all), bd.Question.Stories)]
	bd.LeftOut = len(all) - len(shown)
	read, err := b.read(ctx, bd, hits, shown)
	if err != nil {
		return err
	}
	var best []ranked
	for _, h := range hits[:min(len(hits), leadArticles)] {
		if a, ok := read[h.Number]; ok {
			best = append(best, ranked{a, slices.IndexFunc(all, func(s told) bool { return slices.Contains(s.articles, h.Number) })})
		}
	}
	if err := b.topicLead(ctx, bd, ownLanguageFirst(best, bd.Lang)); err != nil {
		return err
	}
	for _, s := range all {
		bd.Order = append(bd.Order, s.articles[0])
	}
	for _, s := range shown {
		var its []articles.Article
		for _, n := range s.articles {
			if a, ok := read[n]; ok {
				its = append(its, a)
			}
		}
		if len(its) > 0 {
			bd.story(s.id, "", its)
		}
	}
	return nil
}

// read reads what a briefing is made of: the best hits and some articles of
// each story that is shown.
func (b *Briefer) read(ctx context.Context, bd *build, hits []search.Hit, shown []told) (map[articles.Number]articles.Article, error) {
	const most = 8 // of one story
	var wanted []articles.Number
	for _, h := range hits[:min(len(hits), leadArticles)] {
		wanted = append(wanted, h.Number)
	}
	for _, s := range shown {
		wanted = append(wanted, s.articles[:min(len(s.articles), most)]...)
	}
	slices.Sort(wanted)
	found, err := b.library.Articles(ctx, bd.Shelves, slices.Compact(wanted))
	if err != nil {
		return nil, fmt.Errorf("read what was found: %w", err)
	}
	read := make(map[articles.Number]articles.Article, len(found))
	for _, a := range found {
		read[a.Number] = a
	}
	return read, nil
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
