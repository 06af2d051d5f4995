package extract

import (
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// reader finds the article in a page. It may change the tree it is given.
type reader func(root *html.Node, page *url.URL) reading

// reading is what a reader found: a tree that holds what it would keep, nil
// when it found nothing, and who it thinks wrote it.
type reading struct {
	root   *html.Node
	byline string
}

// readers are the libraries whose choices are votes.
var readers = [...]reader{trafilaturaReader, readabilityReader}

// trafilaturaReader takes rather more than less. It works on a copy.
func trafilaturaReader(root *html.Node, page *url.URL) reading {
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		OriginalURL:      page,
		Focus:            trafilatura.FavorRecall,
		ExcludeComments:  true,
		HtmlDateOverride: &htmldate.Result{}, // dates are found elsewhere
	})
	if err != nil {
		return reading{}
	}
	return reading{r.ContentNode, strings.ReplaceAll(r.Metadata.Author, "; ", ", ")}
}

// readabilityReader takes what looks like one column of text. It changes root.
func readabilityReader(root *html.Node, page *url.URL) reading {
	p := readability.NewParser()
	p.DisableJSONLD = true
	a, err := p.ParseAndMutate(root, page)
	if err != nil {
		return reading{}
	}
	return reading{a.Node, a.Byline()}
}
