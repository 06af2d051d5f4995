package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"briefly/adapters/sandbox"
	"briefly/articles"
	"briefly/articles/extract"
)

// extractCmd reads files and prints what they say, without storing anything.
type extractCmd struct {
	JSON   bool     `name:"json" help:"Print one JSON object a file."`
	Format string   `enum:"auto,html,text,feed,opml" default:"auto" help:"What the files are: html, text, feed, opml (a list of feeds), or auto to look whether html or text."`
	Files  []string `arg:"" name:"file" help:"Files to read."`
}

// extracted is one line of the output.
type extracted struct {
	Path      string            `json:"path"`
	Error     string            `json:"error,omitempty"`
	Title     string            `json:"title,omitempty"`
	Author    string            `json:"author,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	URL       string            `json:"url,omitempty"`
	Published string            `json:"published,omitempty"`
	Language  string            `json:"language,omitempty"`
	Text      string            `json:"text,omitempty"`
	Quality   *articles.Quality `json:"quality,omitempty"`
}

// Run reads the files one after the other, in a process that can be stopped; a
// file that is refused is reported on its line and the rest go on.
func (c extractCmd) Run(ctx context.Context, a *app) error {
	return a.withReader(func(reader *sandbox.Pool) error {
		enc := json.NewEncoder(a.out)
		for _, path := range c.Files {
			if err := c.print(a.out, enc, c.row(ctx, a, reader, path)); err != nil {
				return fmt.Errorf("print %s: %w", path, err)
			}
		}
		return nil
	})
}

// row is what is printed about one file: as JSON, or in plain words.
type row interface {
	words() string
}

func (c extractCmd) row(ctx context.Context, a *app, reader *sandbox.Pool, path string) row {
	switch c.Format {
	case "feed":
		return readFeed(ctx, a, reader, path)
	case "opml":
		return readList(ctx, a, path)
	}
	r := extracted{Path: path}
	d, err := c.read(ctx, reader, path)
	if err != nil {
		r.Error = err.Error()
	} else {
		r.fill(d)
	}
	return r
}

// read reads one file as what --format says it is.
func (c extractCmd) read(ctx context.Context, reader *sandbox.Pool, path string) (extract.Document, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return extract.Document{}, err
	}
	in := extract.Input{Data: data}
	if c.Format == "html" || c.Format == "auto" && extract.IsPage(in) {
		return reader.Page(ctx, in)
	}
	return reader.Text(ctx, in)
}

func (r *extracted) fill(d extract.Document) {
	r.Title, r.Author, r.Publisher, r.URL = d.Title, d.Author, d.Publisher, d.URL
	r.Language, r.Text, r.Quality = d.Lang, d.Text, &d.Quality
	if !d.Published.IsZero() {
		r.Published = d.Published.Format(time.RFC3339)
	}
}

func (r extracted) words() string {
	if r.Error != "" {
		return r.Path + ": " + r.Error
	}
	return r.Title + "\n\n" + r.Text
}

func (c extractCmd) print(w io.Writer, enc *json.Encoder, r row) error {
	if c.JSON {
		return enc.Encode(r)
	}
	_, err := fmt.Fprintln(w, r.words())
	return err
}
