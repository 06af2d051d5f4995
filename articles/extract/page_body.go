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
	var bylines []string
	for i, read := range readers {
		r := read(root, base)
		kept[i] = said(r.root)
		bylines = append(bylines, r.byline)
	}
	p := newPage(all, kept, title)
	p.bylines = bylines
	return p
}

// body returns the blocks of the article.
func (p *page) body() []block {
	var out []block
	p.chosen = make([]bool, len(p.blocks))
	for i, b := range p.blocks {
		if p.chosen[i] = p.score(i, forest) > 0; p.chosen[i] {
			out = append(out, b)
		}
	}
	return out
}

// prune takes out of a tree what no reader needs, so that their copies of it
// are smaller, and titles that are too long for any: one of them compares each
// heading with the title.
func prune(root *html.Node) {
	var next *html.Node
	for c := root.FirstChild; c != nil; c = next {
		next = c.NextSibling
		if needless(c) {
			root.RemoveChild(c)
			continue
		}
		prune(c)
	}
}

func needless(n *html.Node) bool {
	if n.Type == html.CommentNode {
		return true
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Svg, atom.Noscript, atom.Template:
		return true
	case atom.Title:
		return n.FirstChild != nil && len(n.FirstChild.Data) > longest
	case atom.Meta:
		return len(attr(n, "content")) > longest
	}
	return false
}
