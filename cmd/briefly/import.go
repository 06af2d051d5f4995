package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"briefly/adapters/sqlstore"
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
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		ingester := a.ingester(store, nil)
		return eachRecord(a, in, func(r importRecord) error {
			if r.Title == "" && r.Text == "" {
				a.refuse(r.ID, errors.New("it has neither title nor text"))
				return nil
			}
			if _, err := ingester.Store(ctx, r.article()); err != nil {
				return fmt.Errorf("import %s: %w", r.ID, err)
			}
			return nil
		})
	})
}

// article is the record as it is stored, on the common shelf. A date that
// cannot be read means undated.
func (r importRecord) article() articles.Article {
	published := r.Published
	if published == "" {
		published = r.Date
	}
	return articles.Article{
		Key: r.ID, URL: r.URL, Title: r.Title, Publisher: r.Publisher,
		Published: parseDate(published), Lang: language.Detect(r.Title+"\n"+r.Text, r.Lang), Body: r.Text,
	}
}
