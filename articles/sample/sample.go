// Package sample holds the edition that ships with the program: a few invented
// publishers telling the same invented stories, so that a bot without any
// source of its own has something to show. Nothing in it is real, and its
// addresses lie in a domain that is reserved for examples.
//
// Storing the edition, marking it as a sample and dropping it belong to others.
package sample

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"briefly/articles"
)

//go:embed edition.jsonl
var edition []byte

// record is one line of the edition.
type record struct {
	Key       string `json:"key"`
	Hours     int    `json:"hours"` // how long ago it was published
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
	Author    string `json:"author"`
	Lang      string `json:"lang"`
	Title     string `json:"title"`
	Body      string `json:"body"`
	// Story is the same for articles that tell one story.
	Story string `json:"story"`
}

// Edition returns the articles of the edition as if they had been published in
// the three days before now. They lie on the sample shelf and have neither
// number, summary nor story.
func Edition(now time.Time) ([]articles.Article, error) {
	records, err := read()
	if err != nil {
		return nil, fmt.Errorf("read the sample edition: %w", err)
	}
	out := make([]articles.Article, len(records))
	for i, r := range records {
		out[i] = r.article(now)
	}
	return out, nil
}

func read() ([]record, error) {
	var out []record
	for lines := json.NewDecoder(bytes.NewReader(edition)); ; {
		var r record
		err := lines.Decode(&r)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("article %d: %w", len(out)+1, err)
		}
		out = append(out, r)
	}
}

func (r record) article(now time.Time) articles.Article {
	return articles.Article{
		Shelf:     articles.Sample,
		Key:       r.Key,
		URL:       r.URL,
		Title:     r.Title,
		Author:    r.Author,
		Publisher: r.Publisher,
		Published: now.Add(-time.Duration(r.Hours) * time.Hour).Truncate(time.Minute),
		Lang:      r.Lang,
		Body:      r.Body,
	}
}
