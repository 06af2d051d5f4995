package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"golang.org/x/sync/errgroup"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
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
		// Records need no reader: nothing of them is a page.
		i := importer{app: a, in: a.ingester(store, nil, nil), bar: a.progress(-1)}
		defer i.bar.finish()
		return i.all(ctx, in)
	})
}

// importer stores records in their order. What needs no other article is done
// for several of them side by side.
type importer struct {
	*app
	in  *ingest.Ingester
	bar *progress
}

// prepared is an article on its way; done yields once.
type prepared struct {
	id   string
	done chan articles.Entry
}

func (i *importer) all(ctx context.Context, in io.Reader) error {
	side := runtime.GOMAXPROCS(0)
	queue := make(chan prepared, 4*side)
	reading, ctx := errgroup.WithContext(ctx)
	reading.Go(func() error {
		defer close(queue)
		preparing, ctx := errgroup.WithContext(ctx)
		preparing.SetLimit(side)
		err := eachRecord(ctx, i.app, in, func(r importRecord) error {
			if r.Title == "" && r.Text == "" {
				i.refuse(r.ID, errors.New("it has neither title nor text"))
				return nil
			}
			p := prepared{id: r.ID, done: make(chan articles.Entry, 1)}
			preparing.Go(func() error {
				e, err := i.in.Prepare(ctx, r.article())
				if err != nil {
					return fmt.Errorf("import %s: %w", r.ID, err)
				}
				p.done <- e
				return nil
			})
			select {
			case queue <- p:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		return errors.Join(preparing.Wait(), err)
	})
	reading.Go(func() error { return i.put(ctx, queue) })
	return reading.Wait()
}

// put stores what is prepared.
func (i *importer) put(ctx context.Context, queue <-chan prepared) error {
	for p := range queue {
		select {
		case e := <-p.done:
			if _, err := i.in.Put(ctx, e); err != nil {
				return fmt.Errorf("import %s: %w", p.id, err)
			}
			i.bar.step()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// article is the record as an article.
func (r importRecord) article() articles.Article {
	published := r.Published
	if published == "" {
		published = r.Date
	}
	return articles.Article{
		Shelf: articles.Common, Key: r.ID, URL: r.URL, Title: r.Title, Publisher: r.Publisher,
		Published: parseDate(published), Lang: r.Lang, Body: r.Text,
	}
}
