package feeds

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Likely reports whether an address looks like that of a feed, or is a site's
// front page, which may name one. Only what is behind it tells.
func Likely(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return true
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".xml", ".rss", ".atom", ".rdf", ".json":
		return true
	}
	parts := strings.FieldsFunc(strings.ToLower(u.Path+"&"+u.RawQuery), func(r rune) bool { return strings.ContainsRune("/&=-_.", r) })
	return slices.ContainsFunc(parts, func(p string) bool {
		return p == "feed" || p == "feeds" || p == "rss" || p == "rss2" || p == "atom"
	})
}

// Looks reports whether a document begins like a feed or a list of feeds, so that
// it is not read as a page whatever its server or its name calls it. Only Parse
// and ReadOPML tell.
func Looks(data []byte) bool {
	const head = 4 << 10
	text := string(bytes.ToLower(bytes.ReplaceAll(data[:min(len(data), head)], []byte{0}, nil))) // UTF-16 too
	text = strings.TrimLeft(text, "\ufeff\ufffd \t\r\n")                                         // a byte order mark, too
	for skipped := true; skipped; {
		skipped = false
		for _, part := range [][2]string{{"<?", "?>"}, {"<!--", "-->"}, {"<!doctype", ">"}} {
			if strings.HasPrefix(text, part[0]) {
				_, after, _ := strings.Cut(text, part[1])
				text, skipped = strings.TrimLeft(after, " \t\r\n"), true
			}
		}
	}
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf", "<opml"} {
		if rest, ok := strings.CutPrefix(text, root); ok && (rest == "" || strings.ContainsRune(" \t\r\n>", rune(rest[0]))) {
			return true
		}
	}
	return strings.HasPrefix(text, "{") && strings.Contains(text, "jsonfeed.org/version/")
}
