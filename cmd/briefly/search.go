package main

import (
	"context"
	"errors"

	"briefly/articles"
	"briefly/articles/search"
)

// searchCmd searches the common shelf, all of its time.
type searchCmd struct {
	JSONL bool `name:"jsonl" required:"" help:"Read JSON lines {id, text} from standard input."`
	Limit int  `default:"10" help:"At most this many hits." placeholder:"N"`
}

// searchRecord is one line of input.
type searchRecord struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// searchResult is one line of output; the hits are named by their outside keys.
type searchResult struct {
	ID   string      `json:"id"`
	Hits []searchHit `json:"hits"`
}

type searchHit struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// Run answers every line.
func (c searchCmd) Run(ctx context.Context, a *app) (err error) {
	if c.Limit < 1 {
		return usageError{errors.New("--limit wants a positive number")}
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	s := search.New(store)
	encode, flush := a.writeLines()
	err = eachRecord(ctx, a, a.in, func(r searchRecord) error {
		found, err := s.Search(ctx, search.Request{Text: r.Text, Shelves: commonShelf, Limit: c.Limit})
		if err != nil {
			return err
		}
		result := searchResult{ID: r.ID, Hits: []searchHit{}}
		keys, err := store.Keys(ctx, commonShelf, numbers(found.Hits))
		if err != nil {
			return err
		}
		for _, h := range found.Hits {
			result.Hits = append(result.Hits, searchHit{ID: keys[h.Number], Score: h.Score})
		}
		return encode.Encode(result)
	})
	return errors.Join(err, flush())
}

// commonShelf is what the operator's commands see.
var commonShelf = []articles.Shelf{articles.Common}

func numbers(hits []search.Hit) []articles.Number {
	ns := make([]articles.Number, len(hits))
	for i, h := range hits {
		ns[i] = h.Number
	}
	return ns
}
