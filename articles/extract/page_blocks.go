package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a run of text that a browser would set apart: a paragraph, a
// heading, a list item, a cell.
type block struct {
	text  string // white space collapsed, never empty
	tag   atom.Atom
	place place
	runes int
	words int
	links int // runes that stand inside links
	bold  int // runes that are emphasised
	marks int // runes that are digits or punctuation
}

// place is where a block stands in the page: what its ancestors are and what
// their classes hint at.
type place struct {
	within within // the kinds of elements around it
	hints  hints  // what class names and ids around it say
	near   hints  // what those of the two nearest elements say
	depth  int
	// element is the nearest block element, outer the one around that; kind
	// is a number for the element's name and class.
	element, outer *html.Node
	kind           uint64
}

// blocks lists the blocks of a tree in document order.
func blocks(root *html.Node) []block {
	w := walker{}
	w.walk(root, place{}, style{})
	w.flush()
	return w.out
}

// style is what holds for the text inside an inline element.
type style struct{ link, bold bool }

// walker collects the block it stands in.
type walker struct {
	out  []block
	text strings.Builder
	now  block
	// space: white space is due before the next letter; breaks: line breaks
	// since the last letter, of which two end a block.
	space  bool
	breaks int
}

func (w *walker) walk(n *html.Node, p place, s style) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data, s)
		return
	case html.ElementNode:
		if invisible(n) {
			return
		}
		switch n.DataAtom {
		case atom.Br:
			w.br()
			return
		case atom.A:
			s.link = true
		case atom.B, atom.Strong, atom.Em, atom.I:
			s.bold = true
		}
		if !inline(n) {
			w.flush()
			defer w.flush()
			p = p.enter(n)
			w.now.tag, w.now.place = n.DataAtom, p
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, p, s)
		if c.Type == html.ElementNode && !inline(c) {
			w.now.tag, w.now.place = n.DataAtom, p
		}
	}
}

// write adds text to the block, white space collapsed.
func (w *walker) write(text string, s style) {
	for _, r := range text {
		if unicode.IsSpace(r) {
			w.space = true
			continue
		}
		if w.space && w.text.Len() > 0 {
			w.text.WriteByte(' ')
			w.now.words++
		}
		w.space, w.breaks = false, 0
		w.text.WriteRune(r)
		w.now.runes++
		if s.link {
			w.now.links++
		}
		if s.bold {
			w.now.bold++
		}
		if r < utf8.RuneSelf && !('a' <= r|0x20 && r|0x20 <= 'z') || unicode.IsPunct(r) {
			w.now.marks++
		}
	}
}

// br is a space; two in a row end the block, as in pages that have no
// paragraphs.
func (w *walker) br() {
	w.space = true
	if w.breaks++; w.breaks == 2 {
		tag, p := w.now.tag, w.now.place
		w.flush()
		w.now.tag, w.now.place = tag, p
	}
}

func (w *walker) flush() {
	if w.text.Len() > 0 {
		w.now.text = w.text.String()
		w.now.words++
		w.out = append(w.out, w.now)
		w.text.Reset()
	}
	w.now = block{}
	w.space, w.breaks = false, 0
}

// invisible reports whether an element shows no text of the page.
func invisible(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe,
		atom.Object, atom.Select, atom.Textarea, atom.Button, atom.Audio, atom.Video, atom.Canvas, atom.Map:
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" && hiddenStyle(a.Val) {
			return true
		}
	}
	return false
}

func hiddenStyle(s string) bool {
	s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// inline reports whether an element's text flows on in the line around it.
func inline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del,
		atom.Dfn, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q,
		atom.Ruby, atom.Rb, atom.Rt, atom.Rp, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub,
		atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}
