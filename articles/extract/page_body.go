package extract

import (
	"net/url"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readPage asks the readers which of the blocks of a page they would keep. It
// changes the tree.
func readPage(root *html.Node, all []block, base *url.URL, title string) *page {
	prune(root)
	var kept [len(readers)]gramSet
	for i, read := range readers {
		kept[i] = said(read(root, base))
	}
	return newPage(all, kept, title)
}

// body returns the blocks of the article.
func (p *page) body() []block {
	var out []block
	for i, b := range p.blocks {
		if p.score(i, forest) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// prune takes out of a tree what no reader needs, so that their copies of it
// are smaller.
func prune(root *html.Node) {
	var next *html.Node
	for c := root.FirstChild; c != nil; c = next {
		next = c.NextSibling
		if c.Type == html.CommentNode || needless(c.DataAtom) {
			root.RemoveChild(c)
			continue
		}
		prune(c)
	}
}

func needless(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Svg, atom.Noscript, atom.Template:
		return true
	}
	return false
}
