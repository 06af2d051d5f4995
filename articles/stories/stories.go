// Package stories decides which story an article belongs to: whether something
// stored already tells the same news, or even in the same words.
//
// It looks at words only and works in one pass: an article joins the story of
// the articles nearest to it, or starts one. What it compares with comes from
// an index and is bounded, so that placing an article costs the same in a large
// store. Cutting texts into terms belongs to package language, keeping the
// result to the store.
package stories

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"briefly/articles"
)

// Index is what a Grouper asks of a store.
type Index interface {
	Candidates(ctx context.Context, m articles.Match) ([]articles.Candidate, error)
	Stats(ctx context.Context, shelves []articles.Shelf, terms []string) (articles.Stats, error)
}

const (
	// window is how far apart two articles about one event may lie.
	window = 72 * time.Hour
	// maxWords is how many of an article's most telling terms are looked up.
	maxWords = 20
	// maxCandidates is how many articles are compared with a new one.
	maxCandidates = 40
	// sameStory is how far an article's likeness to the nearest one must stand
	// out for the two to tell one story.
	sameStory = 0.16
	// sameText is the likeness from which one article repeats another.
	sameText = 0.75
	// What is usual is measured on the articles of other stories: a few may be
	// about something close to this one, those behind them are not.
	closeArticles, usualArticles = 10, 20
	// usualWeight is how much of the usual likeness does not count.
	usualWeight = 1.5
)

// Match says where an article belongs.
type Match struct {
	// Story is the story it joins, 0 when it starts one.
	Story articles.StoryID
	// Nearest is the article most like it, 0 when there is none.
	Nearest articles.Number
	// Similarity is how like the nearest article it is, 0 to 1.
	Similarity float64
	// Duplicate is whether it repeats the nearest article.
	Duplicate bool
	// Reason says in a few English words why it joined or stayed apart.
	Reason string
}

// Grouper places articles into the stories of an index. It may be shared by
// any number of goroutines.
type Grouper struct {
	index, statistics Index
	memory            memory
}

// New returns a Grouper over the index.
func New(index Index) *Grouper { return NewBatch(index, index) }

// NewBatch returns a Grouper over the index that takes its word statistics from
// elsewhere: from the whole of a batch, of which the index holds what is placed.
func NewBatch(index, statistics Index) *Grouper {
	return &Grouper{index: index, statistics: statistics}
}

// Place says which story of its own shelf an article belongs to. It uses the
// entry's Terms and the Article's Shelf, Number and When; an undated article
// that is not stored yet needs Added set. Nothing is written.
func (g *Grouper) Place(ctx context.Context, e articles.Entry) (Match, error) {
	found, err := g.candidates(ctx, e)
	if err != nil {
		return Match{}, fmt.Errorf("find articles like this one: %w", err)
	}
	texts := []articles.Terms{e.Terms}
	for _, c := range found {
		texts = append(texts, c.Terms)
	}
	r, err := g.rarities(ctx, e.Article.Shelf, texts...)
	if err != nil {
		return Match{}, err
	}
	vectors := weigh(texts, r)
	likenesses := make([]likeness, len(found))
	for i, c := range found {
		likenesses[i] = likeness{number: c.Number, story: c.Story, cosine: vectors[0].cosine(vectors[i+1])}
	}
	slices.SortStableFunc(likenesses, func(a, b likeness) int { return cmp.Compare(b.cosine, a.cosine) })
	return judge(likenesses), nil
}

// likeness is how like a candidate is to the article that is placed.
type likeness struct {
	number articles.Number
	story  articles.StoryID
	cosine float64
}

// judge draws the conclusion from the likenesses, most like first.
func judge(found []likeness) Match {
	if len(found) == 0 || found[0].cosine == 0 {
		return Match{Reason: "no article like it"}
	}
	best := found[0]
	usual := usualLikeness(found)
	m := Match{Story: best.story, Nearest: best.number, Similarity: best.cosine}
	switch {
	case best.cosine >= sameText:
		m.Duplicate = true
		m.Reason = fmt.Sprintf("repeats #%d: likeness %.2f", m.Nearest, m.Similarity)
	case best.cosine-usualWeight*usual >= sameStory:
		m.Reason = fmt.Sprintf("tells the same as #%d: likeness %.2f, usual %.2f", m.Nearest, m.Similarity, usual)
	default:
		m.Story = 0
		m.Reason = fmt.Sprintf("not like enough to #%d: likeness %.2f, usual %.2f", m.Nearest, m.Similarity, usual)
	}
	return m
}

// usualLikeness is how like articles are that merely are about the same kind of
// thing, in the same kind of words. A few articles say little about that.
func usualLikeness(found []likeness) float64 {
	var sum float64
	others, counted := 0, 0
	for _, l := range found {
		if l.story == found[0].story {
			continue
		}
		others++
		if others > closeArticles && counted < usualArticles {
			sum += l.cosine
			counted++
		}
	}
	return sum / float64(max(counted, usualArticles/2))
}

// candidates finds the articles of the time around e that share its most telling
// terms, without e itself.
func (g *Grouper) candidates(ctx context.Context, e articles.Entry) ([]articles.Candidate, error) {
	r, err := g.rarities(ctx, e.Article.Shelf, e.Terms)
	if err != nil {
		return nil, err
	}
	m := articles.Match{
		Query: articles.Query{Shelves: []articles.Shelf{e.Article.Shelf}, Limit: maxCandidates},
	}
	held, err := g.held(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, w := range telling(held, r, maxWords) {
		m.Words = append(m.Words, []string{w})
	}
	if len(m.Words) == 0 {
		return nil, nil
	}
	if when := e.Article.When(); !when.IsZero() {
		m.Since, m.Until = when.Add(-window), when.Add(window)
	}
	found, err := g.index.Candidates(ctx, m)
	return slices.DeleteFunc(found, func(c articles.Candidate) bool {
		return e.Article.Number != 0 && c.Number == e.Article.Number
	}), err
}

// held returns those of e's terms that articles of the index hold: no other
// finds anything.
func (g *Grouper) held(ctx context.Context, e articles.Entry) (articles.Terms, error) {
	r, err := g.index.Stats(ctx, []articles.Shelf{e.Article.Shelf}, distinct(e.Terms))
	keep := func(terms []string) (kept []string) {
		for _, w := range terms {
			if r.With[w] > 0 {
				kept = append(kept, w)
			}
		}
		return kept
	}
	return articles.Terms{Title: keep(e.Terms.Title), Body: keep(e.Terms.Body)}, err
}
