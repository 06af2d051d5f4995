package guard

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxDepth is how deeply the elements of a page may be nested.
	// golang.org/x/net/html gives up above 512; honest pages stay below 100.
	maxDepth = 400
	// maxTables is how many tables may lie inside each other. go-trafilatura's
	// time doubles with each level or two; pages of the table-layout days have
	// up to a dozen.
	maxTables = 16
	// maxNodes bounds the tree; four attributes count as a node. A node takes
	// about 130 bytes, and both readers of pages copy the tree up to four times.
	maxNodes = 36_000
	// maxPaths bounds the sum of the depths of all nodes: readers climb from
	// every paragraph to the root, more than once. The heaviest honest pages
	// have a quarter of it.
	maxPaths = 2_000_000
	// maxPage is how long a page may be after Slim, in bytes: ten times the
	// longest of the field.
	maxPage = 4 << 20
	// maxText is how much text a page may have, in bytes, scripts and the like
	// aside. It is five times that of the longest pages of the field.
	maxText = 1 << 20
)

// HTML returns ErrTooDeep, ErrTooManyNodes or ErrTooMuchText when parsing s
// would build a tree that is nested too deeply, has too many nodes or too much
// text, and nil otherwise. It
// follows the tree that a browser would build closely enough for honest pages,
// unclosed paragraphs and list items included, and overestimates the others.
func HTML(s string) error {
	if len(s) > maxPage {
		return ErrTooMuchText
	}
	t := tree{}
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxText)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if errors.Is(z.Err(), html.ErrBufferExceeded) {
				return ErrTooMuchText
			}
			return nil
		case html.TextToken:
			t.node()
			t.text += len(z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attributes := z.TagName()
			t.open(atom.Lookup(name))
			for ; attributes; t.attributes++ {
				_, _, attributes = z.TagAttr()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			t.close(atom.Lookup(name))
		default:
			t.node()
		}
		if err := t.check(); err != nil {
			return err
		}
	}
}

// tree counts what a parser would build.
type tree struct {
	nodes      int
	attributes int
	paths      int // the sum of the nodes' depths
	text       int // bytes
	tables     int
	formatting int         // open formatting elements: each new block gets copies of those left open
	stack      []atom.Atom // open elements; 0 for every unknown one
}

func (t *tree) check() error {
	switch {
	case len(t.stack) > maxDepth || t.tables > maxTables:
		return ErrTooDeep
	case t.nodes+t.attributes/4 > maxNodes || t.paths > maxPaths:
		return ErrTooManyNodes
	case t.text > maxText:
		return ErrTooMuchText
	}
	return nil
}

// node counts a node where the tree now stands.
func (t *tree) node() {
	t.nodes++
	t.paths += len(t.stack)
}

func (t *tree) open(a atom.Atom) {
	t.node()
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Option, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Rp, atom.Rt:
		t.endImplied(a)
	}
	if formats(a) {
		t.formatting++
	} else {
		t.nodes += t.formatting
	}
	if a == atom.Table {
		t.tables++
	}
	t.stack = append(t.stack, a)
}

// endImplied closes the element of the same kind that a new one ends.
func (t *tree) endImplied(a atom.Atom) {
	for i := len(t.stack) - 1; i >= 0; i-- {
		switch t.stack[i] {
		case a:
			t.cut(i)
			return
		case atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Select, atom.Div, atom.Body, atom.Article, atom.Section:
			return
		}
	}
}

func (t *tree) close(a atom.Atom) {
	for i := len(t.stack) - 1; i >= 0; i-- {
		if t.stack[i] == a {
			t.cut(i)
			return
		}
		if cell(t.stack[i]) && !tabular(a) { // such an end tag does not reach out of a cell
			break
		}
	}
	if formats(a) && t.formatting > 0 { // it ends an element that was reopened
		t.formatting--
	}
}

func cell(a atom.Atom) bool { return a == atom.Td || a == atom.Th || a == atom.Caption }

func tabular(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption:
		return true
	}
	return false
}

// cut closes the elements from i on. Formatting elements are reopened by a
// parser unless their own end tag closed them.
func (t *tree) cut(i int) {
	if formats(t.stack[i]) {
		t.formatting--
	}
	for _, a := range t.stack[i:] {
		if a == atom.Table {
			t.tables--
		}
	}
	t.stack = t.stack[:i]
}

// formats reports whether a is one of the "formatting" elements of
// html.spec.whatwg.org/multipage/parsing.html.
func formats(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}
