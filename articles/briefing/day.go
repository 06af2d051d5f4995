package briefing

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"briefly/articles"
)

// Day answers what is happening: the stories that most publishers tell.
func (b *Briefer) Day(ctx context.Context, q Question) (Briefing, error) {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	var found []articles.Story
	tried := 0
	for _, back := range windows(q, day, week) {
		var err error
		found, err = b.library.Stories(ctx, articles.Query{Shelves: q.Shelves, Since: since(q, back), Limit: mostHits})
		if err != nil {
			return Briefing{}, fmt.Errorf("list the stories of a day: %w", err)
		}
		tried++
		q.Back = back
		if len(found) > 0 {
			break
		}
	}
	byWeight(found, q.Now)
	bd := newBuild(q)
	bd.Widened = tried > 1 && len(found) > 0
	if err := b.tellDay(ctx, bd, found); err != nil {
		return Briefing{}, err
	}
	return bd.Briefing, nil
}

// byWeight orders stories by how much they matter today: how many publishers
// tell them, and their momentum, which is how much has been written and how
// lately.
func byWeight(found []articles.Story, now time.Time) {
	const halfLife = 12 * time.Hour
	weight := func(s articles.Story) float64 {
		age := max(0, now.Sub(s.Last))
		momentum := math.Log1p(float64(len(s.Articles))) * math.Exp2(-float64(age)/float64(halfLife))
		return float64(len(s.Publishers)) + momentum
	}
	slices.SortStableFunc(found, func(a, b articles.Story) int { return cmp.Compare(weight(b), weight(a)) })
}

// tellDay shows the first stories, each with a sentence in the lead as far as
// the lead has room.
func (b *Briefer) tellDay(ctx context.Context, bd *build, found []articles.Story) error {
	shown := found[:min(len(found), bd.Question.Stories)]
	bd.LeftOut = len(found) - len(shown)
	byStory := make([][]articles.Article, len(shown))
	words := leadWords
	for i, s := range shown {
		read, err := b.library.Articles(ctx, bd.Shelves, newestFirst(s.Articles))
		if err != nil {
			return fmt.Errorf("read the articles of a story: %w", err)
		}
		byStory[i] = read
		if len(bd.Lead) < leadSentences {
			words -= bd.leadSentence(read, words)
		}
	}
	for i, read := range byStory {
		if len(read) > 0 {
			bd.story(shown[i].ID, shown[i].Headline, read)
		}
	}
	for _, s := range found {
		if len(s.Articles) > 0 {
			bd.Order = append(bd.Order, s.Articles[len(s.Articles)-1])
		}
	}
	return nil
}

// newestFirst returns the newest few of a story's articles.
func newestFirst(ns []articles.Number) []articles.Number {
	const most = 8
	var out []articles.Number
	for i := len(ns) - 1; i >= 0 && len(out) < most; i-- {
		out = append(out, ns[i])
	}
	return out
}

// leadSentence adds the first sentence of the summary of the first article that
// has one short enough, and returns how many words it took.
func (b *build) leadSentence(read []articles.Article, words int) int {
	for _, a := range read {
		if len(a.Summary.Sentences) == 0 {
			continue
		}
		s := a.Summary.Sentences[0]
		n := len(strings.Fields(s.Prefix + s.Text))
		if n > words || len(s.Sources) == 0 {
			continue
		}
		b.Lead = append(b.Lead, Sentence{Text: s.Text, Prefix: s.Prefix, Sources: []int{b.cite(a, s.Sources[0].Span)}})
		return n
	}
	return 0
}
