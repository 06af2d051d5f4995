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
	window = 5 * 24 * time.Hour
	// maxWords is how many of an article's most telling terms are looked up.
	maxWords = 12
	// maxCandidates is how many articles are compared with a new one.
	maxCandidates = 40
	// sameStory is the likeness from which two articles tell one story.
	sameStory = 0.15
	// sameText is the likeness from which one article repeats another.
	sameText = 0.6
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
	index Index
}

// New returns a Grouper over the index.
func New(index Index) *Grouper { return &Grouper{index: index} }

// Place says which story of its own shelf an article belongs to. It uses the
// entry's Terms and the Article's Shelf, Number and When; an undated article
// that is not stored yet needs Added set. Nothing is written.
func (g *Grouper) Place(ctx context.Context, e articles.Entry) (Match, error) {
	near, err := g.near(ctx, e)
	if err != nil {
		return Match{}, fmt.Errorf("find articles like this one: %w", err)
	}
	texts := []articles.Terms{e.Terms}
	for _, c := range near {
		texts = append(texts, c.Terms)
	}
	r, err := g.rarities(ctx, e.Article.Shelf, texts...)
	if err != nil {
		return Match{}, err
	}
	own := weigh(e.Terms, r)
	var best Match
	for _, c := range near {
		if s := own.cosine(weigh(c.Terms, r)); s > best.Similarity {
			best.Nearest, best.Similarity, best.Story = c.Number, s, c.Story
		}
	}
	return best.judged(), nil
}

// near finds the articles of the time around e that share its most telling
// terms, without e itself.
func (g *Grouper) near(ctx context.Context, e articles.Entry) ([]articles.Candidate, error) {
	r, err := g.rarities(ctx, e.Article.Shelf, e.Terms)
	if err != nil {
		return nil, err
	}
	m := articles.Match{
		Query: articles.Query{Shelves: []articles.Shelf{e.Article.Shelf}, Limit: maxCandidates},
	}
	for _, w := range telling(e.Terms, r, maxWords) {
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

// judged draws the conclusion from the likeness to the nearest article.
func (m Match) judged() Match {
	switch {
	case m.Nearest == 0:
		m.Reason = "no article like it"
	case m.Similarity >= sameText:
		m.Duplicate = true
		m.Reason = fmt.Sprintf("repeats #%d (likeness %.2f)", m.Nearest, m.Similarity)
	case m.Similarity >= sameStory:
		m.Reason = fmt.Sprintf("tells the same as #%d (likeness %.2f)", m.Nearest, m.Similarity)
	default:
		m.Story = 0
		m.Reason = fmt.Sprintf("not like enough to #%d (likeness %.2f)", m.Nearest, m.Similarity)
	}
	return m
}
