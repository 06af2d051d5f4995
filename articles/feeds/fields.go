package feeds

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"briefly/articles/guard"
)

// How much an element is worth when several say the same: what the format
// itself provides beats what an extension does.
const (
	weak = iota // of an extension that is about something else, a picture or a sound
	fair        // of a general extension
	good        // of the format
	best        // of an extension that is made for it
)

func newItem(self element) item {
	t := item{lang: self.lang, base: self.base}
	if about := self.attrs["rdf:about"]; about != "" {
		t.guid, t.guidIsLink = about, true
	}
	return t
}

// fill adds what an element inside an entry says.
func (t *item) fill(f field, isAtom bool) {
	switch f.name {
	case "title":
		t.title.offer(f.line(isAtom), good, nil)
	case "dc:title":
		t.title.offer(f.line(false), fair, nil)
	case "media:title", "itunes:title":
		t.title.offer(f.line(false), weak, nil)
	case "media:group", "media:content":
		t.title.offer(line(f.parts["media:title"]), weak, nil)
		t.summary.offer(asHTML(f.parts["media:description"]), weak, f.base)
	case "link":
		t.fillLink(f)
	case "feedburner:origlink":
		t.link.offer(f.text, best, f.base)
	case "guid":
		t.guid = strings.TrimSpace(f.text)
		t.guidIsLink = !strings.EqualFold(f.attrs["ispermalink"], "false")
	case "id":
		t.guid, t.guidIsLink = strings.TrimSpace(f.text), false
	case "dc:language", "language":
		t.lang = strings.TrimSpace(f.text)
	case "source":
		t.fillSource(f)
	default:
		t.fillText(f, isAtom)
	}
}

func (t *item) fillText(f field, isAtom bool) {
	switch f.name {
	case "content:encoded", "xhtml:body":
		t.content.offer(f.html(false), best, f.base)
		t.lang = or(f.own, t.lang)
	case "content", "body", "fullitem":
		t.content.offer(f.html(isAtom), good, f.base)
		t.lang = or(f.own, t.lang)
	case "description", "summary":
		t.summary.offer(f.html(isAtom), good, f.base)
	case "dc:description", "dcterms:abstract":
		t.summary.offer(f.html(false), fair, f.base)
	case "media:description", "itunes:summary", "itunes:subtitle":
		t.summary.offer(f.html(false), weak, f.base)
	case "author", "dc:creator", "dc:author":
		t.authors = add(t.authors, f.person())
	case "itunes:author":
		if len(t.authors) == 0 {
			t.authors = add(t.authors, f.person())
		}
	case "category", "dc:subject":
		t.tags = add(t.tags, line(or(f.attrs["label"], f.attrs["term"], f.text)))
	default:
		t.fillDate(f)
	}
}

func (t *item) fillDate(f field) {
	switch f.name {
	case "pubdate", "published":
		t.published.offer(f.text, good, nil)
	case "issued", "dcterms:issued", "dcterms:created", "created":
		t.published.offer(f.text, fair, nil)
	case "dc:date":
		t.published.offer(f.text, fair, nil)
	case "updated", "modified", "lastbuilddate":
		t.updated.offer(f.text, good, nil)
	case "dcterms:modified":
		t.updated.offer(f.text, fair, nil)
	}
}

// fillLink reads RSS's <link>address</link> and Atom's <link rel= href=>.
func (t *item) fillLink(f field) {
	href, rel := f.attrs["href"], strings.ToLower(f.attrs["rel"])
	switch {
	case href == "":
		t.link.offer(f.text, good, f.base)
	case rel == "" || rel == "alternate":
		rank := fair
		if kind := f.attrs["type"]; kind == "" || strings.Contains(kind, "html") {
			rank = good
		}
		t.link.offer(href, rank, f.base)
	}
}

// fillSource reads where a feed that gathers from others has an entry from.
func (t *item) fillSource(f field) {
	if title := f.parts["title"]; title != "" {
		t.source = line(title)
		return
	}
	if len(f.parts) == 0 {
		t.source = line(f.text)
	}
}

// about adds what an element outside the entries says.
func (h *head) about(f field, isAtom bool) {
	switch f.name {
	case "title":
		h.title.offer(f.line(isAtom), good, nil)
	case "dc:title":
		h.title.offer(f.line(false), fair, nil)
	case "description", "subtitle", "tagline":
		h.description.offer(f.line(isAtom), good, nil)
	case "dc:description", "itunes:summary", "itunes:subtitle", "info":
		h.description.offer(f.line(false), fair, nil)
	case "link":
		href, rel := f.attrs["href"], strings.ToLower(f.attrs["rel"])
		switch {
		case href == "":
			h.site.offer(f.text, best, f.base)
		case rel == "" || rel == "alternate":
			h.site.offer(href, good, f.base)
		}
	case "language":
		h.feed.Lang = strings.TrimSpace(f.text)
	case "dc:language":
		h.feed.Lang = or(h.feed.Lang, strings.TrimSpace(f.text))
	case "ttl":
		if minutes, err := strconv.Atoi(strings.TrimSpace(f.text)); err == nil && minutes > 0 {
			h.feed.TTL = time.Duration(min(minutes, maxTTL)) * time.Minute
		}
	}
}

// maxTTL is the longest TTL that is believed, in minutes.
const maxTTL = 7 * 24 * 60

// or returns the first value that is not empty.
func or(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// isText reports whether a construct of Atom is text that may look like HTML
// and is none.
func (f field) isText(isAtom bool) bool {
	kind, mode := strings.ToLower(f.attrs["type"]), strings.ToLower(f.attrs["mode"])
	if kind == "text" || kind == "text/plain" {
		return isAtom
	}
	return isAtom && kind == "" && mode == ""
}

// line is the field as one line of plain text.
func (f field) line(isAtom bool) string {
	switch {
	case f.markup != "":
		return line(f.markup)
	case f.isText(isAtom):
		return oneLine(f.value())
	}
	return line(f.value())
}

// html is the field as HTML.
func (f field) html(isAtom bool) string {
	switch {
	case f.markup != "":
		return f.markup
	case f.isText(isAtom):
		return escaped(f.value())
	}
	return asHTML(f.value())
}

// value is the text of the field, unpacked.
func (f field) value() string {
	if strings.EqualFold(f.attrs["mode"], "base64") || packed(f.attrs["type"]) {
		if b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(f.text), "")); err == nil {
			return strings.ToValidUTF8(string(b), "\ufffd")
		}
	}
	return f.text
}

// packed reports whether Atom packs what has a media type: all but text and XML
// (RFC 4287, 4.1.3.3).
func packed(kind string) bool {
	kind = strings.ToLower(kind)
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "xml") && !strings.Contains(kind, "html")
}

// person is the name of the person that the field is about. Mail addresses are
// left out: they are not ours to show.
func (f field) person() string {
	if name := f.parts["name"]; name != "" {
		return line(name)
	}
	if len(f.parts) > 0 {
		return ""
	}
	return personName(f.text)
}

// personName reads "mail (Name)", "Name <mail>" and "Name".
func personName(s string) string {
	s = line(s)
	if !strings.Contains(s, "@") {
		return s
	}
	if i, j := strings.IndexByte(s, '('), strings.LastIndexByte(s, ')'); i >= 0 && j > i && !strings.Contains(s[i:j], "@") {
		return strings.TrimSpace(s[i+1 : j])
	}
	var name []string
	for word := range strings.FieldsSeq(s) {
		if !strings.Contains(word, "@") {
			name = append(name, word)
		}
	}
	return strings.Trim(strings.Join(name, " "), " ,;()<>\"")
}

// oneLine is text with its spaces in order and nothing in it that spills.
func oneLine(s string) string {
	return strings.Join(strings.Fields(guard.Clean(s)), " ")
}
