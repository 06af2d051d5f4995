// Package guard stands in front of every parser: it decodes what came from
// outside and bounds it, so that no parser ever builds a tree that is too big,
// too deep or in the wrong letters. What it lets through can still be slow to
// read; stopping that is left to the process that runs the reader.
package guard

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

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
)

// Decode returns data as UTF-8: by its byte order mark, by what contentType or
// the document itself declares, or else by what the bytes look like. Bytes
// that mean nothing become U+FFFD.
func Decode(data []byte, contentType string) (string, error) {
	if len(data) > MaxBytes {
		return "", ErrTooLarge
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		return strings.ToValidUTF8(string(rest), "\ufffd"), nil
	}
	e, _, certain := charset.DetermineEncoding(data, contentType)
	if !certain && utf8.Valid(data) {
		return string(data), nil
	}
	return decode(data, e)
}

func decode(data []byte, e encoding.Encoding) (string, error) {
	out, _, err := transform.Bytes(e.NewDecoder(), data)
	if err != nil {
		return "", err
	}
	if len(out) > MaxBytes {
		return "", ErrTooLarge
	}
	return string(out), nil
}
