package feeds

import (
	"net/url"
	"path"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// maxFound is how many feeds of a page are told of.
const maxFound = 20

// Found is a feed that a page names.
type Found struct {
	URL   string // absolute
	Title string // one line, may be empty
	Type  string // the media type that the page gives
}

// Discover returns the feeds that a page names in its link elements, in the
// order of the page, those of comments last.
func Discover(page Input) []Found {
	text, err := decode(page)
	if err != nil {
		return nil
	}
	var base *url.URL
	if page.URL != "" {
		base = resolve(nil, page.URL)
	}
	var main, comments []Found
	z := tokens.NewTokenizer(strings.NewReader(text))
	for len(main)+len(comments) < maxFound {
		switch z.Next() {
		case tokens.ErrorToken:
			return append(main, comments...)
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
		default:
			continue
		}
		name, _ := z.TagName()
		switch string(name) {
		case "base":
			if href := attributes(z)["href"]; href != "" {
				base = resolve(base, href)
			}
		case "link":
			f, ok := found(attributes(z), base)
			known := func(other Found) bool { return other.URL == f.URL }
			switch {
			case !ok || slices.ContainsFunc(main, known) || slices.ContainsFunc(comments, known):
			case strings.Contains(f.URL, "/comments/"):
				comments = append(comments, f)
			default:
				main = append(main, f)
			}
		}
	}
	return append(main, comments...)
}

func attributes(z *tokens.Tokenizer) map[string]string {
	all := map[string]string{}
	for n, more := 0, true; more && n < maxAttributes; n++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, twice := all[string(key)]; !twice {
			all[string(key)] = strings.TrimSpace(string(value))
		}
	}
	return all
}

// found is the feed that a link element names.
func found(attrs map[string]string, base *url.URL) (Found, bool) {
	kind, _, _ := strings.Cut(strings.ToLower(attrs["type"]), ";")
	kind = strings.TrimSpace(kind)
	rel := strings.Fields(strings.ToLower(attrs["rel"]))
	switch kind {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/rss", "application/x.atom+xml", "application/x-atom+xml":
		if !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") {
			return Found{}, false
		}
	case "application/json", "application/xml", "text/xml": // many things: a feed when it is called one
		if !slices.Contains(rel, "alternate") || !strings.Contains(strings.ToLower(attrs["href"]+attrs["title"]), "feed") {
			return Found{}, false
		}
	default:
		if !slices.Contains(rel, "feed") {
			return Found{}, false
		}
	}
	f := Found{URL: absolute(attrs["href"], base, base), Title: line(attrs["title"]), Type: kind}
	return f, f.URL != ""
}

// Guesses returns where the feed of a site usually is: beside the page first,
// then at the root of the site, the most common places first.
func Guesses(site string) []string {
	u := resolve(nil, site)
	if u == nil || absolute(site, nil, nil) == "" {
		return nil
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	var all []string
	guess := func(folder, name string) {
		at := *u
		at.Path, at.RawPath = path.Join("/", folder, name), ""
		if s := at.String(); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if folder := strings.Trim(u.Path, "/"); folder != "" {
		if strings.Contains(path.Base(folder), ".") {
			folder = path.Dir(folder)
		}
		for _, name := range []string{"feed", "rss.xml", "atom.xml", "index.xml"} {
			guess(folder, name)
		}
	}
	for _, name := range []string{"feed", "rss.xml", "rss", "atom.xml", "feed.xml", "index.xml", "feed.json", "feeds/posts/default"} {
		guess("", name)
	}
	return all
}
