package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

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
	out := bufio.NewWriter(a.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	in := bufio.NewReader(a.in)
	s := summarize.New()
	for n := 1; ; n++ {
		line, readErr := in.ReadBytes('\n')
		if readErr != nil && readErr != io.EOF {
			return fmt.Errorf("read standard input: %w", readErr)
		}
		if len(line) > 1 {
			var rec summarizeRecord
			if err := json.Unmarshal(line, &rec); err != nil {
				a.log.Error("line refused", "line", n, "err", err)
			} else if err := c.one(ctx, s, rec, enc); err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return out.Flush()
		}
	}
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
