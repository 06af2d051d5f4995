package feeds

import (
	"context"
	"errors"
	"html"
	"net/url"
	"strings"

	tokens "golang.org/x/net/html"
)

const (
	// maxDepth is how deeply the elements of a feed may be nested. Feeds need
	// about ten levels, markup inside an entry some more.
	maxDepth = 128
	// maxToken is how long a tag, a text or a comment may be, in bytes. The
	// longest articles have a tenth of it.
	maxToken = 2 << 20
	// maxTag is how long a tag may be, in bytes, to be kept in an article: what
	// is longer holds a picture in its address.
	maxTag = 16 << 10
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
	raw  string // of a tag, as it stands in the document; empty when it is too long
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
	t.z.SetMaxBuf(maxToken)
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
			if errors.Is(t.z.Err(), tokens.ErrBufferExceeded) {
				return &Refusal{Reason: TooLarge, Detail: "a tag or a text of more than 2 MB", Line: t.line}
			}
			return nil
		}
		raw := t.z.Raw()
		t.line += countLines(raw)
		switch kind {
		case tokens.TextToken:
			t.kind, t.raw = atText, ""
			t.text = textOf(string(raw), t.entities)
			return nil
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			t.kind, t.raw = atStart, ""
			if len(raw) <= maxTag {
				t.raw = string(raw) // before the tokenizer decodes it in place
			}
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
// included, and those of the document itself, up to the length that a field may
// have. Unlike a browser it leaves the others alone: in an address,
// "&copy=1" is no sign.
func unescape(s string, entities map[string]string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 || b.Len() > maxField {
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

// resolve returns an address as seen from base, base itself when it is none or
// so long that links seen from it could fill the memory.
func resolve(base *url.URL, address string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > maxBase {
		return base
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if len(u.Path) > maxBase {
		return base
	}
	return u
}
