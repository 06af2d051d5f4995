package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"briefly/articles/guard"
)

// Key is what tells the entry from the others of its feed and finds it again
// when the feed is read once more: its guid, else its link, else a hash of its
// title and text. It means nothing outside its feed: many feeds count "1", "2".
// An entry with none of them has the key of the empty text.
func (e Entry) Key() string {
	switch {
	case e.GUID != "":
		return e.GUID
	case e.Link != "":
		return e.Link
	}
	text := e.Content
	if text == "" {
		text = e.Summary
	}
	sum := sha256.Sum256([]byte(e.Title + "\x00" + text))
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// item is an entry while it is being read.
type item struct {
	title, link, content, summary choice
	published, updated            choice // dates as they were given
	guid                          string
	guidIsLink                    bool
	lang, source                  string
	authors, tags                 []string
	base                          *url.URL // what the document says of its links, nil when it says nothing
}

// choice is the best of what several elements say of the same thing, and the
// first among equals.
type choice struct {
	value string
	rank  int
	base  *url.URL // of the links in it
}

func (c *choice) offer(value string, rank int, base *url.URL) {
	value = strings.TrimSpace(value)
	if value != "" && (c.value == "" || rank > c.rank) {
		*c = choice{value, rank, base}
	}
}

// head is what a feed says of itself, while it is being read.
type head struct {
	feed        Feed
	items       []item
	text        int // bytes in items
	title       choice
	description choice
	site        choice
}

// full reports whether there is no room for another entry, which is then counted
// as left out.
func (h *head) full() bool {
	if len(h.items) < MaxEntries {
		return false
	}
	h.feed.Left++
	return true
}

// keep adds an entry, without its texts when there are too many already.
func (h *head) keep(t item) {
	size := len(t.content.value) + len(t.summary.value)
	if h.text+size > maxText {
		t.content, t.summary, size = choice{}, choice{}, 0
	}
	h.text += size
	h.items = append(h.items, t)
}

// finish makes the feed of what was read: what depends on all of it is done
// here.
func (h *head) finish(place string) Feed {
	var from *url.URL
	if place != "" {
		from = resolve(nil, place)
	}
	f := h.feed
	f.Title, f.Description = h.title.value, h.description.value
	f.Site = absolute(h.site.value, h.site.base, from)
	site := from
	if f.Site != "" {
		site = resolve(from, f.Site)
	}
	for i := range h.items {
		f.Entries = append(f.Entries, h.items[i].entry(site, or(h.items[i].lang, f.Lang)))
		h.items[i] = item{} // its text is not needed twice
	}
	tellApart(f.Entries)
	return f
}

// tellApart takes away what careless feeds give to all their entries alike,
// lest they be taken for one: a guid that several pages share, and then a link
// that several headlines share.
func tellApart(entries []Entry) {
	shared := func(key, other func(e *Entry) string) map[string]bool {
		first, several := map[string]string{}, map[string]bool{}
		for i := range entries {
			e := &entries[i]
			k, o := key(e), other(e)
			if k == "" || o == "" {
				continue
			}
			if before, known := first[k]; known && before != o {
				several[k] = true
			}
			first[k] = o
		}
		return several
	}
	guids := shared(func(e *Entry) string { return e.GUID }, func(e *Entry) string { return e.Link })
	for i := range entries {
		if guids[entries[i].GUID] {
			entries[i].GUID = ""
		}
	}
	links := shared(func(e *Entry) string {
		if e.GUID != "" {
			return ""
		}
		return e.Link
	}, func(e *Entry) string { return e.Title })
	for i := range entries {
		if e := &entries[i]; e.GUID == "" && links[e.Link] {
			e.Link = ""
		}
	}
}

// entry is the finished entry. Links that nobody gave a base are seen from the
// site.
func (t *item) entry(site *url.URL, lang string) Entry {
	e := Entry{
		GUID:      guard.Clean(t.guid),
		Title:     t.title.value,
		Author:    strings.Join(t.authors, ", "),
		Lang:      lang,
		Published: date(t.published.value, lang),
		Updated:   date(t.updated.value, lang),
		Source:    t.source,
		Tags:      t.tags,
	}
	e.Link = absolute(t.link.value, t.link.base, site)
	if e.Link == "" && t.guidIsLink && strings.Contains(t.guid, "/") { // many forget to say that "17" is no link
		e.Link = absolute(t.guid, t.base, site)
	}
	near := site // what stands in an article is seen from its page
	if page := resolve(nil, e.Link); page != nil && e.Link != "" {
		near = page
	}
	e.Content = guard.Clean(absoluteLinks(t.content.value, t.content.base, near))
	e.Summary = guard.Clean(absoluteLinks(t.summary.value, t.summary.base, near))
	return e
}

// absolute returns an address of the web as seen from base, from otherwise when
// there is none; empty when it is none.
func absolute(address string, base, otherwise *url.URL) string {
	if address == "" || len(address) > maxAddress {
		return ""
	}
	if base == nil || !base.IsAbs() {
		if base != nil && otherwise != nil {
			otherwise = otherwise.ResolveReference(base)
		}
		base = otherwise
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return guard.Clean(u.String())
}

// add appends what is not there yet.
func add(list []string, value string) []string {
	if value == "" || slices.Contains(list, value) || len(list) >= maxNames {
		return list
	}
	return append(list, value)
}

// maxNames is how many authors or tags of an entry are kept.
const maxNames = 32
