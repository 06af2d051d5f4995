package feeds

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// Limits of a list of feeds: far above what people follow.
const (
	// MaxOutlines is how many feeds of a list are read.
	MaxOutlines = 5000
	// maxFolders is how many folders may lie inside each other.
	maxFolders = 16
	// maxOutlineDepth is how deeply elements may be nested until the rest of
	// the list is given up.
	maxOutlineDepth = 10_000
	// maxLineErrors is how many entries that cannot be taken are told of.
	maxLineErrors = 100
)

// Outline is a feed in a list of feeds (OPML 2.0, opml.org/spec2.opml).
type Outline struct {
	Title   string   // as its owner named it, may be empty
	XMLURL  string   // of the feed: http or https, without a password
	HTMLURL string   // of the site, may be empty
	Path    []string // the folders it lies in, from the outermost inwards
	Line    int      // where it stands, from 1
}

// LineError says why an entry of a list was left out.
type LineError struct {
	Line   int    // from 1
	Title  string // may be empty
	Reason string
}

func (e LineError) Error() string {
	if e.Title == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("line %d, %q: %s", e.Line, e.Title, e.Reason)
}

// ReadOPML returns the feeds of a list in their order, each address once, and
// what had to be left out. Whether an address may be fetched is decided by who
// fetches it. The error is a *Refusal: it is no list, or one without feeds.
func ReadOPML(in Input) (list []Outline, left []LineError, err error) {
	defer func() {
		if p := recover(); p != nil {
			list, left, err = nil, nil, &Refusal{Reason: Crashed, Detail: fmt.Sprint(p)}
		}
	}()
	text, err := decode(in)
	if err != nil {
		return nil, nil, err
	}
	t, err := newTags(context.Background(), text)
	if err != nil {
		return nil, nil, err
	}
	r := outlines{tags: t, lines: map[string]int{}}
	r.limit = maxOutlineDepth
	if err := r.read(); err != nil {
		return nil, nil, err
	}
	if len(r.list) == 0 && len(r.left) == 0 {
		return nil, nil, &Refusal{Reason: NotList, Detail: "none of its outlines names a feed", Line: r.line}
	}
	return r.list, r.left, nil
}

// outlines is a list of feeds while it is being read.
type outlines struct {
	*tags
	list    []Outline
	left    []LineError
	lines   map[string]int // where each address stands
	folders []folder
	deep    int // the depth of the outermost folder that is nested too deeply, 0: none
	beyond  int // feeds beyond MaxOutlines
}

// folder is an open outline that is no feed.
type folder struct {
	name  string
	depth int
}

func (r *outlines) read() error {
	for {
		if err := r.next(); err != nil {
			return err
		}
		switch {
		case r.kind == atEnd:
			r.end()
			return nil
		case r.kind == atClose:
			r.shut()
		case r.kind == atStart && len(r.open) == 1 && r.open[0].tag != "opml":
			return &Refusal{Reason: NotList, Detail: "its root is <" + oneLine(clip(r.open[0].tag)) + ">", Line: r.line}
		case r.kind == atStart && r.open[len(r.open)-1].tag == "outline":
			r.outline(r.open[len(r.open)-1].attrs)
		}
	}
}

// shut leaves the folders that have ended.
func (r *outlines) shut() {
	for len(r.folders) > 0 && r.folders[len(r.folders)-1].depth > len(r.open) {
		r.folders = r.folders[:len(r.folders)-1]
	}
	if r.deep > len(r.open) {
		r.deep = 0
	}
}

// end notes what the end of the list shows.
func (r *outlines) end() {
	if r.beyond > 0 {
		r.miss("", fmt.Sprintf("%d more feeds than the %d that a list may have", r.beyond, MaxOutlines))
	}
	if len(r.open) > 0 {
		r.miss("", "the list ends too early")
	}
}

func (r *outlines) miss(title, reason string) {
	if len(r.left) < maxLineErrors {
		r.left = append(r.left, LineError{Line: r.line, Title: title, Reason: reason})
	}
}

// outline reads the outline that has just started: a feed or a folder.
func (r *outlines) outline(attrs map[string]string) {
	title := oneLine(clip(or(attrs["text"], attrs["title"])))
	address, given := attrs["xmlurl"]
	kind := strings.ToLower(attrs["type"])
	if !given && (kind == "rss" || kind == "atom") {
		address, given = attrs["url"], true
	}
	switch {
	case !given:
		r.enter(title)
	case r.deep > 0:
		r.miss(title, "it lies in too many folders")
	default:
		r.feed(title, address, attrs["htmlurl"])
	}
}

// enter opens a folder.
func (r *outlines) enter(name string) {
	switch {
	case r.closes:
	case len(r.folders) < maxFolders:
		r.folders = append(r.folders, folder{name, len(r.open)})
	case r.deep == 0:
		r.deep = len(r.open)
	}
}

// feed takes a feed in, unless there is something wrong with it.
func (r *outlines) feed(title, address, site string) {
	address = strings.TrimSpace(address)
	if reason := addressFault(address); reason != "" {
		r.miss(title, reason)
		return
	}
	if line, known := r.lines[address]; known {
		r.miss(title, fmt.Sprintf("the same feed as on line %d", line))
		return
	}
	if len(r.list) == MaxOutlines {
		r.beyond++
		return
	}
	r.lines[address] = r.line
	var path []string
	for _, f := range r.folders {
		if f.name != "" {
			path = append(path, f.name)
		}
	}
	if addressFault(site) != "" {
		site = ""
	}
	r.list = append(r.list, Outline{Title: title, XMLURL: address, HTMLURL: site, Path: path, Line: r.line})
}

// addressFault says what is wrong with an address, never showing a password.
func addressFault(address string) string {
	u, err := url.Parse(address)
	switch {
	case address == "":
		return "its address is empty"
	case err != nil || address != oneLine(address):
		return "its address cannot be read"
	case u.Scheme != "http" && u.Scheme != "https":
		return "its address is not one of the web"
	case u.Host == "":
		return "its address names no host"
	case u.User != nil:
		return "its address holds a password"
	}
	return ""
}

// WriteOPML writes a list of feeds under a title. Folders stand where their
// first feed does.
func WriteOPML(w io.Writer, title string, list []Outline) error {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n<head><title>" + attribute(title) + "</title></head>\n<body>\n")
	writeFolder(&b, list, 0)
	b.WriteString("</body>\n</opml>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// writeFolder writes outlines whose paths are the same up to depth.
func writeFolder(b *bytes.Buffer, list []Outline, depth int) {
	indent := strings.Repeat("  ", depth+1)
	for len(list) > 0 {
		o := list[0]
		if len(o.Path) <= depth {
			fmt.Fprintf(b, "%s<outline type=\"rss\" text=\"%s\" title=\"%s\" xmlUrl=\"%s\"", indent, attribute(o.Title), attribute(o.Title), attribute(o.XMLURL))
			if o.HTMLURL != "" {
				fmt.Fprintf(b, " htmlUrl=\"%s\"", attribute(o.HTMLURL))
			}
			b.WriteString("/>\n")
			list = list[1:]
			continue
		}
		var inside, others []Outline
		for _, other := range list {
			if len(other.Path) > depth && slices.Equal(other.Path[:depth+1], o.Path[:depth+1]) {
				inside = append(inside, other)
			} else {
				others = append(others, other)
			}
		}
		fmt.Fprintf(b, "%s<outline text=\"%s\">\n", indent, attribute(o.Path[depth]))
		writeFolder(b, inside, depth+1)
		b.WriteString(indent + "</outline>\n")
		list = others
	}
}

// attribute escapes a value.
func attribute(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
