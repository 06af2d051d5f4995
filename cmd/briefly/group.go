package main

import (
	"context"
	"errors"
	"fmt"

	"briefly/articles"
	"briefly/articles/language"
	"briefly/articles/stories"
)

// groupCmd sorts records into stories: one JSON object a line in, one a line
// out.
type groupCmd struct {
	JSONL bool `name:"jsonl" required:"" help:"Read JSON lines {id, title, text, published | date, lang} from standard input."`
}

// groupRecord is one line of input.
type groupRecord struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Published string `json:"published"`
	Date      string `json:"date"`
	Lang      string `json:"lang"`
}

// groupResult is one line of output. Story is the same for the articles of one
// story and means nothing else.
type groupResult struct {
	ID    string           `json:"id"`
	Story articles.StoryID `json:"story"`
}

// Run reads every line, for the word statistics, and then places the articles
// in their order. A line that cannot be read is reported and the rest goes on.
func (c groupCmd) Run(ctx context.Context, a *app) error {
	var ids []string
	var entries []articles.Entry
	err := eachRecord(ctx, a, a.in, func(rec groupRecord) error {
		ids = append(ids, rec.ID)
		e := rec.entry(articles.Number(len(ids)))
		entries = append(entries, e)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	enc, flush := a.writeLines()
	return errors.Join(c.place(ctx, entries, func(i int, story articles.StoryID) error {
		return enc.Encode(groupResult{ID: ids[i], Story: story})
	}), flush())
}

// place tells each entry's story; a new story is named after its first article.
func (c groupCmd) place(ctx context.Context, entries []articles.Entry, tell func(int, articles.StoryID) error) error {
	index := stories.NewMemory()
	grouper := stories.NewBatch(index, articles.Common, func(yield func(articles.Terms) bool) {
		for _, e := range entries {
			if !yield(e.Terms) {
				return
			}
		}
	})
	for i, e := range entries {
		m, err := grouper.Place(ctx, e)
		if err != nil {
			return fmt.Errorf("group article %d: %w", i+1, err)
		}
		if m.Story == 0 {
			m.Story = articles.StoryID(e.Article.Number)
		}
		index.Add(articles.Candidate{
			Number: e.Article.Number, Story: m.Story, Lang: e.Article.Lang,
			Published: e.Article.Published, Terms: e.Terms,
		})
		if err := tell(i, m.Story); err != nil {
			return fmt.Errorf("write story: %w", err)
		}
	}
	return nil
}

func (rec groupRecord) entry(n articles.Number) articles.Entry {
	published := rec.Published
	if published == "" {
		published = rec.Date
	}
	lang := language.Detect(rec.Title+"\n"+rec.Text, rec.Lang)
	return articles.Entry{
		Article: articles.Article{Number: n, Title: rec.Title, Body: rec.Text, Lang: lang, Published: parseLocalDate(published, lang)},
		Terms:   articles.Terms{Title: language.Terms(rec.Title, lang), Body: language.Terms(rec.Text, lang)},
	}
}
