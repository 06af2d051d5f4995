package extract

import (
	"net/url"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// reader finds the article in a page: it returns a tree that holds what it
// would keep, or nil. It may change the tree it is given.
type reader func(root *html.Node, page *url.URL) *html.Node

// readers are the libraries whose choices are votes.
var readers = [...]reader{trafilaturaReader, readabilityReader}

// trafilaturaReader takes rather more than less. It works on a copy.
func trafilaturaReader(root *html.Node, page *url.URL) *html.Node {
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		OriginalURL:      page,
		Focus:            trafilatura.FavorRecall,
		ExcludeComments:  true,
		HtmlDateOverride: &htmldate.Result{}, // dates are found elsewhere
	})
	if err != nil {
		return nil
	}
	return r.ContentNode
}

// readabilityReader takes what looks like one column of text. It changes root.
func readabilityReader(root *html.Node, page *url.URL) *html.Node {
	p := readability.NewParser()
	p.DisableJSONLD = true
	a, err := p.ParseAndMutate(root, page)
	if err != nil {
		return nil
	}
	return a.Node
}
