// Package guard stands in front of every parser: it decodes what came from
// outside and bounds it, so that no parser ever builds a tree that is too big
// or too deep, and no letter arrives that changes the text around it.
//
// It looks at bytes and tokens only and never builds a tree. What it lets
// through can still be slow to read; stopping that is left to the process that
// runs the reader.
package guard

import "errors"

// MaxBytes is the most that is read of one input, before and after decoding.
const MaxBytes = 10 << 20

var (
	// ErrTooLarge is returned for an input of more than MaxBytes.
	ErrTooLarge = errors.New("larger than 10 MB")
	// ErrNotText is returned for data that is text in no encoding.
	ErrNotText = errors.New("not text")
	// ErrTooDeep is returned for elements that are nested too deeply.
	ErrTooDeep = errors.New("elements nested too deeply")
	// ErrTooManyNodes is returned for a document whose tree would be too big.
	ErrTooManyNodes = errors.New("too many elements")
	// ErrTooMuchText is returned for a page with more text than an article has.
	ErrTooMuchText = errors.New("too much text for an article")
)
