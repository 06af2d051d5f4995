package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"briefly/articles"
	"briefly/articles/guard"
)

// Page reads an article from an HTML page. The error is a *Refusal when the
// page holds none.
func Page(ctx context.Context, in Input) (Document, error) {
	s, err := guard.Decode(in.Data, in.ContentType)
	if err == nil {
		err = guard.HTML(s)
	}
	if err != nil {
		return Document{}, refuse(err)
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return Document{}, refuse(err)
	}
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{ExcludeComments: true})
	if err != nil {
		return Document{}, &Refusal{Reason: Empty, Detail: err.Error()}
	}
	text := guard.Clean(r.ContentText)
	return Document{
		Title: r.Metadata.Title, Author: r.Metadata.Author, Publisher: r.Metadata.Sitename,
		URL: r.Metadata.URL, Lang: r.Metadata.Language, Published: r.Metadata.Date, Text: text,
		Quality: articles.Quality{Form: articles.FormPage, Words: len(strings.Fields(text))},
	}, nil
}

// refuse makes the refusal that belongs to an error of the guard or a parser.
func refuse(err error) error {
	for _, x := range []struct {
		err    error
		reason Reason
	}{
		{guard.ErrTooLarge, TooLarge},
		{guard.ErrTooDeep, TooDeep},
		{guard.ErrTooManyNodes, TooManyNodes},
		{guard.ErrNotText, NotText},
	} {
		if errors.Is(err, x.err) {
			return &Refusal{Reason: x.reason}
		}
	}
	return fmt.Errorf("read page: %w", err)
}
