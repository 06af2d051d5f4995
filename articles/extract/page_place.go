package extract

import (
	"hash/fnv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// within is the set of elements, of those that tell something, around a block.
type within uint32

// hints is the set of hints, by their place in hintWords, in class names and
// ids around a block.
type hints uint64

// elements that tell something about the text inside them; the order is that
// of the bits of within.
var telling = [...]atom.Atom{
	atom.Article, atom.Main, atom.Section, atom.Aside, atom.Nav, atom.Header, atom.Footer, atom.Figure,
	atom.Figcaption, atom.Blockquote, atom.Form, atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Address,
}

// hintWords are what class names and ids are made of, in the English that web
// designers of all languages use.
var hintWords = [...]string{
	"article", "content", "body", "story", "post", "entry", "text", "main",
	"comment", "share", "social", "related", "recommend", "promo", "newsletter", "subscri",
	"sidebar", "footer", "header", "nav", "menu", "author", "byline", "bio",
	"caption", "credit", "tag", "meta", "date", "teaser", "widget", "ad",
	"banner", "cookie", "popup", "title", "headline", "summary", "lead", "intro",
	"copyright", "breadcrumb", "more", "list", "gallery", "video", "image", "source",
	"quote", "note", "box", "info", "disclaimer", "tool", "topic", "follow",
	"login", "search", "signup", "donat", "card", "latest", "popular", "print",
}

// enter returns the place inside element n of a block that stands in p.
func (p place) enter(n *html.Node) place {
	p.depth++
	p.outer, p.element = p.element, n
	p.kind = kindOf(n)
	for i, a := range telling {
		if n.DataAtom == a {
			p.within |= 1 << i
		}
	}
	var h hints
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" {
			h |= hintsOf(a.Val)
		}
	}
	p.near = h
	p.hints |= h
	return p
}

// kindOf numbers elements by their name and class: what is set alike is meant
// alike.
func kindOf(n *html.Node) uint64 {
	h := fnv.New64a()
	h.Write([]byte(n.Data))
	for _, a := range n.Attr {
		if a.Key == "class" {
			h.Write([]byte(a.Val))
		}
	}
	return h.Sum64()
}

// hintsOf finds the hints in a class attribute or an id. What is short must be
// a word of its own: "ad" does not stand in "shadow".
func hintsOf(value string) hints {
	const long = 400 // bytes; longer values are generated, not written
	if len(value) > long {
		value = value[:long]
	}
	var h hints
	value = strings.ToLower(value)
	for i, w := range hintWords {
		at := strings.Index(value, w)
		if at < 0 {
			continue
		}
		if len(w) <= 3 && !alone(value, w) {
			continue
		}
		h |= 1 << i
	}
	return h
}

// alone reports whether w stands in value between characters that are not
// letters, a plural s allowed.
func alone(value, w string) bool {
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if part == w || part == w+"s" {
			return true
		}
	}
	return false
}
