package sandbox

import (
	"errors"

	"briefly/articles/extract"
	"briefly/articles/feeds"
)

// What goes over the pipes, as gob: the parent sends a setup and then
// requests, the child answers with ready and then replies.
type (
	setup struct{ Memory int64 }

	ready struct{ OK bool }

	request struct {
		Kind  kind
		Input extract.Input
	}

	reply struct {
		Document extract.Document
		Feed     feeds.Feed
		Refusal  *extract.Refusal
		NotFeed  *feeds.Refusal
		Error    string
	}
)

// kind is what a request wants read.
type kind int

const (
	page kind = iota
	text      // saved from a page
	feed
)

// document is what the reader of a page or a text returned in the child.
func (r reply) document() (extract.Document, error) {
	if r.Refusal != nil {
		return r.Document, r.Refusal
	}
	return r.Document, r.err()
}

// feed is what the reader of a feed returned in the child.
func (r reply) feed() (feeds.Feed, error) {
	if r.NotFeed != nil {
		return r.Feed, r.NotFeed
	}
	return r.Feed, r.err()
}

func (r reply) err() error {
	if r.Error != "" {
		return errors.New(r.Error)
	}
	return nil
}

// failed packs the error of a reader, which may be nil.
func (r reply) failed(err error) reply {
	if err == nil || errors.As(err, &r.Refusal) || errors.As(err, &r.NotFeed) {
		return r
	}
	r.Error = err.Error()
	return r
}
