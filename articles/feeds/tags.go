package feeds

import (
	"context"
	"html"
	"net/url"
	"strings"

	tokens "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxDepth is how deeply the elements of a feed may be nested. Feeds need
	// about ten levels, markup inside an entry some more.
	maxDepth = 128
	// maxAttributes is how many attributes of an element are looked at. The
	// root of a busy feed declares about thirty namespaces.
	maxAttributes = 256
)

// tags walks through the tags of an XML document as those who write feeds by
// hand need it: what is not well-formed is read as well as it can be, an end
// tag closes what was left open inside its element, and one without a start is
// passed over. Names are in lower case.
type tags struct {
	ctx      context.Context
	limit    int               // of the depth
	entities map[string]string // that the document declares
	z        *tokens.Tokenizer
	seen     int               // tokens
	line     int               // where the current token ends
	spaces   map[string]string // prefix to the usual prefix of its namespace
	root     string            // the namespace of the root, when it is none that is known
	open     []element         // from the root inwards
	closes   bool              // the current element closes itself: its end comes next
	again    bool              // the current token is to be delivered once more

	// The current token.
	kind kind
	text string // of a text, decoded
	raw  string // as it stands in the document
}

type kind int

const (
	atNothing kind = iota // before the first token
	atEnd                 // of the document
	atStart               // the new element is the last of open
	atText
	atClose // of one element or several, which have left open
)

// element is an open element.
type element struct {
	name  string // with the usual prefix of its namespace; without for RSS and Atom
	tag   string // as it stands in the document
	space string // what an unprefixed name inside means
	attrs map[string]string
	base  *url.URL // of its links, nil when nobody said
	lang  string   // of the element or those around it
	own   string   // of the element alone
}

// newTags returns tags before the first one. The error is a *Refusal.
func newTags(ctx context.Context, text string) (*tags, error) {
	text, entities, err := splitDoctype(text)
	if err != nil {
		return nil, err
	}
	t := &tags{ctx: ctx, entities: entities, limit: maxDepth, z: tokens.NewTokenizer(strings.NewReader(text)), line: 1, spaces: map[string]string{}}
	t.z.AllowCDATA(true)
	return t, nil
}

// next moves to the next token. Comments and the like are passed over.
func (t *tags) next() error {
	if t.again {
		t.again = false
		return nil
	}
	if t.closes {
		t.closes = false
		t.kind, t.raw = atClose, ""
		t.open = t.open[:len(t.open)-1]
		return nil
	}
	for {
		if t.seen++; t.seen%1024 == 0 && t.ctx.Err() != nil {
			return t.ctx.Err()
		}
		kind := t.z.Next()
		if kind == tokens.ErrorToken {
			t.kind = atEnd
			return nil
		}
		raw := t.z.Raw()
		t.line += countLines(raw)
		switch kind {
		case tokens.TextToken:
			t.kind, t.raw = atText, string(raw)
			t.text = textOf(t.raw, t.entities)
			return nil
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			t.kind, t.raw = atStart, string(raw)
			t.closes = kind == tokens.SelfClosingTagToken
			t.start()
			if len(t.open) > t.limit {
				return &Refusal{Reason: TooDeep, Line: t.line}
			}
			return nil
		case tokens.EndTagToken:
			name, _ := t.z.TagName()
			if i := t.find(string(name)); i >= 0 {
				t.kind, t.raw = atClose, string(raw)
				t.open = t.open[:i]
				return nil
			}
		}
	}
}

func countLines(b []byte) (n int) {
	for _, c := range b {
		if c == '\n' {
			n++
		}
	}
	return n
}

// find returns the innermost open element of that name, or -1.
func (t *tags) find(tag string) int {
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i].tag == tag {
			return i
		}
	}
	return -1
}

// start opens the element of the current tag.
func (t *tags) start() {
	t.z.NextIsNotRawText() // <title> and <script> are as good as any in XML
	name, more := t.z.TagName()
	e := element{tag: string(name)}
	if len(t.open) > 0 {
		parent := t.open[len(t.open)-1]
		e.space, e.base, e.lang = parent.space, parent.base, parent.lang
	}
	for n := 0; more && n < maxAttributes; n++ {
		var key, value []byte
		key, value, more = t.z.TagAttr()
		e.attribute(t, string(key), strings.TrimSpace(string(value)))
	}
	if len(t.open) == 0 && canonical[e.space] == "" {
		t.root = e.space
	}
	e.name = t.resolve(e)
	t.open = append(t.open, e)
}

func (e *element) attribute(t *tags, key, value string) {
	prefix, declared := strings.CutPrefix(key, "xmlns:")
	switch {
	case key == "xmlns":
		e.space = value
	case declared:
		if usual, known := canonical[strings.ToLower(value)]; known {
			t.spaces[prefix] = usual
		}
	case key == "xml:base":
		e.base = resolve(e.base, value)
	case key == "xml:lang":
		e.lang, e.own = value, value
	default:
		if e.attrs == nil {
			e.attrs = map[string]string{}
		}
		e.attrs[key] = value
	}
}

// resolve returns the name of an element with the usual prefix of its
// namespace.
func (t *tags) resolve(e element) string {
	prefix, local, prefixed := strings.Cut(e.tag, ":")
	switch {
	case prefixed:
		if usual, known := t.spaces[prefix]; known {
			prefix = usual
		}
	case e.space == t.root:
		return e.tag
	default:
		usual, known := canonical[strings.ToLower(e.space)]
		if !known {
			usual = "?"
		}
		prefix, local = usual, e.tag
	}
	switch prefix {
	case native, "rss", "atom":
		return local
	}
	return prefix + ":" + local
}

// native stands for the namespaces of RSS and Atom themselves.
const native = "feed"

// canonical are the usual prefixes of the namespaces that feeds use, which are
// compared in lower case.
var canonical = map[string]string{
	"http://www.w3.org/2005/atom":                 native,
	"http://purl.org/atom/ns#":                    native,
	"http://purl.org/rss/1.0/":                    native,
	"http://channel.netscape.com/rdf/simple/0.9/": native,
	"http://my.netscape.com/rdf/simple/0.9/":      native,
	"http://backend.userland.com/rss":             native,
	"http://backend.userland.com/rss2":            native,
	"http://blogs.law.harvard.edu/tech/rss":       native,

	"http://www.w3.org/1999/02/22-rdf-syntax-ns#":  "rdf",
	"http://purl.org/dc/elements/1.1/":             "dc",
	"http://purl.org/dc/elements/1.0/":             "dc",
	"http://purl.org/dc/terms/":                    "dcterms",
	"http://purl.org/rss/1.0/modules/content/":     "content",
	"http://purl.org/rss/1.0/modules/syndication/": "sy",
	"http://search.yahoo.com/mrss":                 "media",
	"http://search.yahoo.com/mrss/":                "media",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":   "itunes",
	"http://rssnamespace.org/feedburner/ext/1.0":   "feedburner",
	"http://www.w3.org/1999/xhtml":                 "xhtml",
}

// field is an element of a feed or an entry with all that is in it.
type field struct {
	element
	text   string            // of the element and of those inside it, decoded
	markup string            // the same as HTML; empty when it holds no elements
	parts  map[string]string // the texts of its children, the first of each name

}

// field reads the element that has just started, up to its end.
func (t *tags) field() (field, error) {
	depth := len(t.open)
	f := field{element: t.open[depth-1]}
	var text, markup strings.Builder
	child, childAt, nested := "", 0, false
	for {
		if err := t.next(); err != nil {
			return f, err
		}
		if child != "" && (len(t.open) <= depth || t.kind == atEnd) {
			if f.parts == nil {
				f.parts = map[string]string{}
			}
			if f.parts[child] == "" {
				f.parts[child] = strings.TrimSpace(text.String()[childAt:])
			}
			child = ""
		}
		if len(t.open) < depth || t.kind == atEnd {
			break
		}
		switch t.kind {
		case atText:
			text.WriteString(t.text)
			markup.WriteString(html.EscapeString(t.text))
		case atStart:
			if t.reopened(depth) {
				break
			}
			inner := t.open[len(t.open)-1]
			nested = true
			if len(t.open) == depth+1 {
				child, childAt = inner.name, text.Len()
			}
			markup.WriteString(plainTag(t.raw, inner.tag, t.closes))
		case atClose:
			if t.raw != "" {
				markup.WriteString(plainTag(t.raw, "", false))
			}
		case atNothing, atEnd: // handled above
		}
		if t.again {
			break
		}
	}
	f.text = text.String()
	if nested {
		f.markup = markup.String()
	}
	return f, nil
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

// textOf decodes the text between two tags.
func textOf(raw string, entities map[string]string) string {
	if inside, ok := strings.CutPrefix(raw, "<![CDATA["); ok {
		return strings.TrimSuffix(inside, "]]>")
	}
	return unescape(raw, entities)
}

// maxReference is longer than the longest named reference of HTML.
const maxReference = 40

// unescape decodes references that end with a semicolon, those of HTML
// included, and those of the document itself. Unlike a browser it leaves the others alone: in an address,
// "&copy=1" is no sign.
func unescape(s string, entities map[string]string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), maxReference)], ';')
		if end < 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		reference := s[:end+1]
		if strings.ContainsAny(reference[1:], "& \t\r\n<>=") {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		if value, declared := entities[reference[1:end]]; declared {
			b.WriteString(value)
		} else {
			b.WriteString(html.UnescapeString(reference))
		}
		s = s[end+1:]
	}
}

// resolve returns an address as seen from base, nil when it is none.
func resolve(base *url.URL, address string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return base
	}
	if base == nil {
		return u
	}
	return base.ResolveReference(u)
}
