package feeds

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
)

// maxField is how much text of one element is read, in bytes: more than any
// article has. The rest of it is left out.
const maxField = 1 << 20

// field is an element of a feed or an entry with all that is in it.
type field struct {
	element
	text   string            // of the element and of those inside it, decoded
	markup string            // the same as HTML; empty when it holds no elements
	parts  map[string]string // the texts of its children, the first of each name
}

// capture is a field while it is being read.
type capture struct {
	field
	text, markup strings.Builder
	nested       bool   // it holds elements: markup is kept, too
	child        string // the open child, and where its text starts
	childAt      int
}

// field reads the element that has just started, up to its end.
func (t *tags) field() (field, error) {
	depth := len(t.open)
	c := capture{field: field{element: t.open[depth-1]}}
	for !t.again {
		if err := t.next(); err != nil {
			return c.field, err
		}
		if len(t.open) <= depth || t.kind == atEnd {
			c.endChild()
		}
		if len(t.open) < depth || t.kind == atEnd {
			break
		}
		switch t.kind {
		case atText:
			c.addText(t.text)
		case atStart:
			if !t.reopened(depth) {
				c.addTag(t, len(t.open) == depth+1)
			}
		case atClose:
			c.addMarkup(plainTag(t.raw, "", false))
		case atNothing, atEnd: // handled above
		}
	}
	return c.finish(), nil
}

func (c *capture) addText(s string) {
	if c.text.Len()+len(s) > maxField {
		s = strings.ToValidUTF8(s[:max(0, maxField-c.text.Len())], "")
	}
	c.text.WriteString(s)
	if c.nested {
		c.addMarkup(html.EscapeString(s))
	}
}

func (c *capture) addMarkup(s string) {
	if c.markup.Len()+len(s) <= 2*maxField {
		c.markup.WriteString(s)
	}
}

// addTag adds the start tag of an element inside.
func (c *capture) addTag(t *tags, isChild bool) {
	inner := t.open[len(t.open)-1]
	if !c.nested {
		c.nested = true
		c.addMarkup(html.EscapeString(c.text.String()))
	}
	if isChild {
		c.child, c.childAt = inner.name, c.text.Len()
	}
	c.addMarkup(plainTag(t.raw, inner.tag, t.closes))
}

func (c *capture) endChild() {
	if c.child == "" {
		return
	}
	if c.parts == nil {
		c.parts = map[string]string{}
	}
	if c.parts[c.child] == "" && len(c.parts) < maxNames {
		c.parts[c.child] = strings.TrimSpace(c.text.String()[c.childAt:])
	}
	c.child = ""
}

func (c *capture) finish() field {
	c.field.text = c.text.String()
	if c.nested {
		c.field.markup = c.markup.String()
	}
	return c.field
}

// reopened reports whether the element that has just started is an entry, which
// is never inside the one that is open at depth: that one was left open. The
// start will be delivered once more, without it.
func (t *tags) reopened(depth int) bool {
	inner := t.open[len(t.open)-1]
	if inner.name != "item" && inner.name != "entry" {
		return false
	}
	t.open = append(t.open[:depth-1], inner)
	t.again = true
	return true
}

// plainTag returns a tag without the prefix of its name, and an element that
// closes itself with an end tag where HTML would take it for open.
func plainTag(raw, tag string, closes bool) string {
	if raw == "" { // too long, or the end of an element that closed itself
		return ""
	}
	name := strings.TrimLeft(raw, "</")
	lead := raw[:len(raw)-len(name)]
	end := strings.IndexAny(name, " \t\r\n/>")
	if end < 0 {
		end = len(name)
	}
	if i := strings.IndexByte(name[:end], ':'); i >= 0 {
		name = name[i+1:]
	}
	if !closes {
		return lead + name
	}
	_, local, prefixed := strings.Cut(tag, ":")
	if !prefixed {
		local = tag
	}
	switch atom.Lookup([]byte(local)) {
	case atom.Br, atom.Img, atom.Hr, atom.Input, atom.Wbr, atom.Source, atom.Col, atom.Area, atom.Embed, atom.Param, atom.Track:
		return lead + name
	}
	return lead + strings.TrimSuffix(name, "/>") + "></" + local + ">"
}
