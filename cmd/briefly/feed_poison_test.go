package main

import (
	"context"
	"strings"

	"briefly/articles"
	"briefly/articles/feeds"
)

// poison is a text over which breakingSummarizer breaks.
const poison = "Poison."

// breakingSummarizer breaks over some articles.
type breakingSummarizer struct{ articles.Summarizer }

func (b breakingSummarizer) Summarize(ctx context.Context, r articles.SummaryRequest) (articles.Summary, error) {
	if strings.Contains(r.Articles[0].Body, poison) {
		panic("poisoned")
	}
	return b.Summarizer.Summarize(ctx, r)
}

// breakingReader breaks over every feed, once it is broken.
type breakingReader struct {
	inProcess
	broken bool
}

func (b *breakingReader) Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	if b.broken {
		return feeds.Feed{}, &feeds.Refusal{Reason: feeds.Crashed}
	}
	return b.inProcess.Feed(ctx, in)
}
