package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"briefly/articles"
	"briefly/articles/language"
)

// importCmd stores ready records on the common shelf.
type importCmd struct {
	File string `arg:"" help:"JSON lines {id, title, text, url, published or date, publisher, lang}; - is standard input."`
}

// importRecord is one line of input.
type importRecord struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Date      string `json:"date"`
	Publisher string `json:"publisher"`
	Lang      string `json:"lang"`
}

// Run stores every line; one that cannot be read is refused, and the rest goes on.
func (c importCmd) Run(ctx context.Context, a *app) (err error) {
	in := a.in
	if c.File != "-" {
		if in, err = os.Open(c.File); err != nil {
			return err
		}
		defer in.Close() //nolint:errcheck // only read
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return eachRecord(a, in, func(r importRecord) error {
		if r.Title == "" && r.Text == "" {
			a.refuse(r.ID, errors.New("it has neither title nor text"))
			return nil
		}
		_, err := store.Put(ctx, r.entry(a.now()))
		if err != nil {
			return fmt.Errorf("import %s: %w", r.ID, err)
		}
		return nil
	})
}

// entry is the record as the store takes it.
func (r importRecord) entry(now time.Time) articles.Entry {
	published := r.Published
	if published == "" {
		published = r.Date
	}
	lang := language.Detect(r.Title+"\n"+r.Text, r.Lang)
	return articles.Entry{
		Article: articles.Article{
			Shelf: articles.Common, Key: r.ID, URL: r.URL, Title: r.Title, Publisher: r.Publisher,
			Published: parseDate(published), Added: now, Lang: lang, Body: r.Text,
			Quality: articles.Quality{Form: articles.FormRecord, Agreement: 1},
		},
		Terms: articles.Terms{Title: language.Terms(r.Title, lang), Body: language.Terms(r.Text, lang)},
	}
}
