// Package briefing answers a question with a Briefing: the stories, the
// sentences and the sources behind one answer. Every place that shows answers
// shows Briefings; how they look is the business of those places, and finding,
// summarising and storing that of the packages it asks.
package briefing

import (
	"context"
	"time"

	"briefly/articles"
	"briefly/articles/search"
)

// Limits of a lead: a few sentences that are read at a glance.
const (
	leadSentences = 4
	leadWords     = 90
)

// Question is what somebody wants to know.
type Question struct {
	Text    string // the topic; unused for a day or an article
	Lang    string // the asker's language, BCP 47
	Shelves []articles.Shelf
	// Back is how far to look back; 0 is over everything. Unless Fixed, Back is
	// chosen here and widens while there is nothing in it.
	Back    time.Duration
	Fixed   bool
	Now     time.Time
	Stories int // how many stories to show
}

// Briefing is the answer to a Question. Without a lead nothing is known, and
// Suggestions may say what was meant.
type Briefing struct {
	Question
	Lead    []Sentence
	Stories []Story
	Sources []Source
	// Order is every story that was found, best first, each by the article that
	// speaks for it; Stories shows its beginning.
	Order []articles.Number

	Articles    int // how many articles stand behind the stories shown
	Publishers  int // and how many publishers
	From, To    time.Time
	Newest      time.Time // of all that was found
	LeftOut     int       // stories found but not shown
	Widened     bool      // Back is wider than the question's first window
	Sample      bool      // some of it is from the sample edition
	Own         bool      // some of it lies on a shelf that not everybody sees
	As          []string  // other names that were looked for
	Suggestions []string  // spellings that would find something
	// Partial is why only a beginning of the article could be read; Paragraphs
	// and Words are how much was. Only in the briefing of one article.
	Partial    string
	Paragraphs int
	Words      int
}

// Sentence is a sentence of the lead, in its article's own words.
type Sentence struct {
	Text    string
	Prefix  string    // added words, with their own space at the end
	On      time.Time // the day it was written, set when the lead spans several days
	Differs bool      // gives another number for the fact of the sentence before
	Sources []int     // indexes into Briefing.Sources
}

// Story is one story as a list shows it, by the article that speaks for it.
type Story struct {
	ID        articles.StoryID
	Number    articles.Number
	Headline  string
	Gist      string
	URL       string
	Lang      string    // BCP 47, "und" when unknown
	Published time.Time // zero: undated
	Added     time.Time
	Sources   []int // indexes into Briefing.Sources
}

// Source is an article, or the part of one that a sentence stands for.
type Source struct {
	Number    articles.Number
	Revision  int
	Key       string
	Title     string
	Publisher string
	URL       string
	Lang      string    // BCP 47, "und" when unknown
	Published time.Time // zero: undated
	Added     time.Time
	articles.Span
}

// Library is what is read of the store.
type Library interface {
	Article(ctx context.Context, shelves []articles.Shelf, n articles.Number) (articles.Article, error)
	Articles(ctx context.Context, shelves []articles.Shelf, ns []articles.Number) ([]articles.Article, error)
	Story(ctx context.Context, shelves []articles.Shelf, id articles.StoryID) (articles.Story, error)
	Stories(ctx context.Context, q articles.Query) ([]articles.Story, error)
}

// Searcher finds articles.
type Searcher interface {
	Search(ctx context.Context, r search.Request) (search.Result, error)
}

// Briefer makes briefings. It is safe for concurrent use.
type Briefer struct {
	library    Library
	searcher   Searcher
	summarizer articles.Summarizer
}

// New returns a Briefer.
func New(l Library, s Searcher, z articles.Summarizer) *Briefer {
	return &Briefer{library: l, searcher: s, summarizer: z}
}

// windows are how far to look back, one after the other, while there is
// nothing to find; the last is everything.
func windows(q Question, first ...time.Duration) []time.Duration {
	if q.Fixed {
		return []time.Duration{q.Back}
	}
	return append(first, 0)
}

// since is the beginning of a window; the zero time for everything.
func since(q Question, back time.Duration) time.Time {
	if back == 0 {
		return time.Time{}
	}
	return q.Now.Add(-back)
}
