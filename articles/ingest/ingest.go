// Package ingest is the way in: it takes a document or a ready article through
// reading, summarising and grouping into the store. What each of those does is
// theirs; the order, and that nothing is stored half, is decided here.
package ingest

import (
	"context"
	"fmt"
	"path"
	"strings"
	"sync"
	"time"

	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/language"
	"briefly/articles/stories"
)

// Limits of the summary that is kept with each article.
const (
	summarySentences = 3
	summaryWords     = 70
)

// Reader turns bytes into a document or a feed; packages extract and feeds do
// it, in a process of its own where bytes cannot be trusted. Page and Text return
// an *extract.Refusal for what is no article, Feed a *feeds.Refusal for what is no
// feed.
type Reader interface {
	Page(ctx context.Context, in extract.Input) (extract.Document, error)
	Text(ctx context.Context, in extract.Input) (extract.Document, error)
	Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error)
}

// Grouper says which story an article belongs to.
type Grouper interface {
	Place(ctx context.Context, e articles.Entry) (stories.Match, error)
}

// Document is something to read.
type Document struct {
	extract.Input
	Shelf   articles.Shelf
	AddedBy string
	Name    string // file name; its ending says what it is when the type does not
}

// Result is the receipt with the article as it is stored.
type Result struct {
	articles.Stored
	Article articles.Article
}

// Options is what an Ingester works with. Reader is needed for documents,
// Fetcher and Links for links.
type Options struct {
	Reader     Reader
	Fetcher    Fetcher
	Summarizer articles.Summarizer
	Grouper    Grouper
	Writer     articles.Writer
	Links      articles.Links
	Now        func() time.Time
}

// Ingester adds articles. It is safe for concurrent use: reading and
// summarising run side by side, grouping and storing one after the other.
type Ingester struct {
	Options
	mu         sync.Mutex
	placing    chan struct{} // held while an entry of a feed gets its article
	sampleGone bool
}

// New returns an Ingester.
func New(o Options) *Ingester { return &Ingester{Options: o, placing: make(chan struct{}, 1)} }

// Add reads a document that somebody saved and stores what it says: an article
// that is claimed. The error is an *extract.Refusal when it holds none.
func (in *Ingester) Add(ctx context.Context, d Document) (Result, error) {
	if feeds.Looks(d.Data) {
		return Result{}, fmt.Errorf("read %s: %w", d.Name, &extract.Refusal{Reason: extract.NotText, Detail: "a saved feed: add its address"})
	}
	a, err := in.read(ctx, d)
	if err != nil {
		return Result{}, err
	}
	a.Claimed = true
	return in.Store(ctx, a)
}

// read is the article that a document holds.
func (in *Ingester) read(ctx context.Context, d Document) (articles.Article, error) {
	read := in.Reader.Text
	switch {
	case isMail(d):
		read = in.readMail
	case isPage(d):
		read = in.Reader.Page
	}
	doc, err := read(ctx, d.Input)
	if err != nil {
		return articles.Article{}, fmt.Errorf("read %s: %w", d.Name, err)
	}
	return articles.Article{
		Shelf:     d.Shelf,
		URL:       doc.URL,
		Title:     doc.Title,
		Author:    doc.Author,
		Publisher: doc.Publisher,
		Published: doc.Published,
		Lang:      doc.Lang,
		Body:      doc.Text,
		Quality:   doc.Quality,
		AddedBy:   d.AddedBy,
	}, nil
}

func isMail(d Document) bool {
	return strings.HasPrefix(d.ContentType, "message/rfc822") || strings.EqualFold(path.Ext(d.Name), ".eml")
}

// isPage decides by type, then by name, then by how the bytes begin.
func isPage(d Document) bool {
	if strings.Contains(d.ContentType, "html") {
		return true
	}
	switch strings.ToLower(path.Ext(d.Name)) {
	case ".html", ".htm", ".xhtml":
		return true
	case ".txt", ".md":
		return false
	}
	head := strings.ToLower(strings.TrimSpace(string(d.Data[:min(len(d.Data), 512)])))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// Store summarises, groups and stores a ready article.
func (in *Ingester) Store(ctx context.Context, a articles.Article) (Result, error) {
	e, err := in.Prepare(ctx, a)
	if err != nil {
		return Result{}, err
	}
	return in.Put(ctx, e)
}

// Prepare does with a ready article what needs no other article: it is the
// part that may run side by side when the order of a batch is to be kept.
func (in *Ingester) Prepare(ctx context.Context, a articles.Article) (articles.Entry, error) {
	a.URL = Canonical(a.URL)
	if a.Lang == "" || a.Lang == "und" {
		a.Lang = language.Detect(a.Title+"\n\n"+a.Body, "")
	}
	if a.Quality.Form == "" {
		a.Quality = articles.Quality{
			Form: articles.FormRecord, Agreement: 1,
			Words: len(strings.Fields(a.Body)), Paragraphs: len(strings.Split(a.Body, "\n\n")),
		}
	}
	var err error
	a.Summary, err = in.Summarizer.Summarize(ctx, articles.SummaryRequest{
		Articles: []articles.Article{a}, MaxSentences: summarySentences, MaxWords: summaryWords,
	})
	if err != nil {
		return articles.Entry{}, fmt.Errorf("summarise: %w", err)
	}
	terms := articles.Terms{Title: language.Terms(a.Title, a.Lang), Body: language.Terms(a.Body, a.Lang)}
	return articles.Entry{Article: a, Terms: terms}, nil
}

// Put groups and stores what was prepared, one article at a time: what is
// grouped next must see what was stored before.
func (in *Ingester) Put(ctx context.Context, e articles.Entry) (Result, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	e.Article.Added = in.Now()
	match, err := in.Grouper.Place(ctx, e)
	if err != nil {
		return Result{}, fmt.Errorf("group: %w", err)
	}
	e.Story = match.Story
	e.Article.Placement = articles.Placement{
		Nearest: match.Nearest, Likeness: match.Similarity, Joined: match.Story != 0, Duplicate: match.Duplicate,
	}
	stored, err := in.Writer.Put(ctx, e)
	if err != nil {
		return Result{}, fmt.Errorf("store: %w", err)
	}
	a := e.Article
	a.Number, a.Revision, a.Story = stored.Number, stored.Revision, stored.Story
	if err := in.dropSample(ctx, a.Shelf); err != nil {
		return Result{}, err
	}
	return Result{Stored: stored, Article: a}, nil
}

// dropSample takes the sample edition away once a real article is there.
func (in *Ingester) dropSample(ctx context.Context, added articles.Shelf) error {
	if in.sampleGone || added == articles.Sample {
		return nil
	}
	if _, err := in.Writer.Clear(ctx, articles.Sample); err != nil {
		return fmt.Errorf("drop the sample edition: %w", err)
	}
	in.sampleGone = true
	return nil
}
