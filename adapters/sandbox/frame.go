package sandbox

import (
	"errors"

	"briefly/articles/extract"
)

// What goes over the pipes, as gob: the parent sends a setup and then
// requests, the child answers with ready and then replies.
type (
	setup struct{ Memory int64 }

	ready struct{ OK bool }

	request struct {
		Page  bool // else a saved text
		Input extract.Input
	}

	reply struct {
		Document extract.Document
		Refusal  *extract.Refusal
		Error    string
	}
)

// document is what the reader returned in the child.
func (r reply) document() (extract.Document, error) {
	switch {
	case r.Refusal != nil:
		return r.Document, r.Refusal
	case r.Error != "":
		return r.Document, errors.New(r.Error)
	}
	return r.Document, nil
}

// replyOf packs what a reader returned.
func replyOf(d extract.Document, err error) reply {
	var refusal *extract.Refusal
	switch {
	case err == nil:
		return reply{Document: d}
	case errors.As(err, &refusal):
		return reply{Document: d, Refusal: refusal}
	}
	return reply{Document: d, Error: err.Error()}
}
