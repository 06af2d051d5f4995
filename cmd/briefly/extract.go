package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"briefly/articles"
	"briefly/articles/extract"
)

// extractCmd reads files and prints what they say, without storing anything.
type extractCmd struct {
	JSON   bool     `name:"json" help:"Print one JSON object a file."`
	Format string   `enum:"auto,html,text" default:"auto" help:"What the files are: html, text, or auto to look."`
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

// Run reads the files one after the other; a file that is refused is reported
// on its line and the rest go on.
func (c extractCmd) Run(ctx context.Context, a *app) error {
	enc := json.NewEncoder(a.out)
	for _, path := range c.Files {
		row := extracted{Path: path}
		data, err := os.ReadFile(path)
		if err == nil {
			var d extract.Document
			d, err = extract.Page(ctx, extract.Input{Data: data})
			row.Title, row.Author, row.Publisher, row.URL = d.Title, d.Author, d.Publisher, d.URL
			row.Language, row.Text, row.Quality = d.Lang, d.Text, &d.Quality
			if !d.Published.IsZero() {
				row.Published = d.Published.Format(time.RFC3339)
			}
		}
		if err != nil {
			row = extracted{Path: path, Error: err.Error()}
		}
		if err := c.print(a.out, enc, row); err != nil {
			return fmt.Errorf("print %s: %w", path, err)
		}
	}
	return nil
}

func (c extractCmd) print(w io.Writer, enc *json.Encoder, row extracted) error {
	if c.JSON {
		return enc.Encode(row)
	}
	if row.Error != "" {
		_, err := fmt.Fprintf(w, "%s: %s\n", row.Path, row.Error)
		return err
	}
	_, err := fmt.Fprintf(w, "%s\n\n%s\n", row.Title, row.Text)
	return err
}
