package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"briefly/articles"
	"briefly/articles/summarize"
)

// summarizeCmd summarises records: one JSON object a line in, one a line out.
type summarizeCmd struct {
	JSONL     bool `name:"jsonl" required:"" help:"Read JSON lines {id, title, text | articles, topic, lang} from standard input."`
	Sentences int  `help:"At most this many sentences." placeholder:"N"`
	Words     int  `help:"At most this many words." placeholder:"N"`
}

// summarizeRecord is one line of input: one text, or several articles.
type summarizeRecord struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	Articles []struct {
		Title     string `json:"title"`
		Text      string `json:"text"`
		Published string `json:"published"`
		Date      string `json:"date"`
	} `json:"articles"`
	Topic string `json:"topic"`
	Lang  string `json:"lang"`
}

// summarizeResult is one line of output.
type summarizeResult struct {
	ID        string              `json:"id"`
	Summary   string              `json:"summary"`
	Sentences []articles.Sentence `json:"sentences"`
}

// Run summarises every line. A line that cannot be read is reported and the
// rest goes on.
func (c summarizeCmd) Run(ctx context.Context, a *app) error {
	if c.Sentences < 0 || c.Words < 0 {
		return usageError{errors.New("--sentences and --words want positive numbers")}
	}
	enc, flush := a.writeLines()
	z := summarize.New()
	err := eachRecord(ctx, a, a.in, func(rec summarizeRecord) error { return c.one(ctx, z, rec, enc) })
	return errors.Join(err, flush())
}

// one summarises one record.
func (c summarizeCmd) one(ctx context.Context, s articles.Summarizer, rec summarizeRecord, enc *json.Encoder) error {
	sum, err := s.Summarize(ctx, rec.request(c.Sentences, c.Words))
	if err != nil {
		return err
	}
	if sum.Sentences == nil {
		sum.Sentences = []articles.Sentence{} // "sentences" is always a list
	}
	err = enc.Encode(summarizeResult{ID: rec.ID, Summary: sum.Text(), Sentences: sum.Sentences})
	if err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}

func (rec summarizeRecord) request(sentences, words int) articles.SummaryRequest {
	r := articles.SummaryRequest{Topic: rec.Topic, MaxSentences: sentences, MaxWords: words}
	for _, x := range rec.Articles {
		published := x.Published
		if published == "" {
			published = x.Date
		}
		r.Articles = append(r.Articles, articles.Article{
			Title: x.Title, Body: x.Text, Lang: rec.Lang, Published: parseDate(published),
		})
	}
	if len(r.Articles) == 0 {
		r.Articles = []articles.Article{{Title: rec.Title, Body: rec.Text, Lang: rec.Lang}}
	}
	return r
}
