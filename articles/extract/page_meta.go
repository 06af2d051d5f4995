package extract

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"briefly/articles/guard"
)

// describe fills in everything about a page but its text and its author. all
// are the blocks of the page, from its address, which may be empty.
func describe(c *claims, all []block, from *url.URL) Document {
	address := c.address(from)
	sites := c.sites(address)
	d := Document{URL: address, Lang: c.language(), Publisher: guard.Clean(c.publisher(address))}
	d.Title = guard.Clean(c.headline(all, sites))
	d.Published = c.published(all, d.Title, address, d.Lang)
	return d
}

// address is the canonical URL of the page. A canonical link that leads to the
// front page of a site is a mistake, not an address.
func (c *claims) address(from *url.URL) string {
	for _, s := range append([]string{c.canonical}, c.meta["og:url"]...) {
		u, err := from.Parse(s)
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && (len(u.Path) > 1 || len(from.Path) <= 1) {
			u.Fragment = ""
			return u.String()
		}
	}
	return from.String()
}

// language is the declared language, empty when it is missing or no language.
func (c *claims) language() string {
	for _, s := range append([]string{c.lang}, append(c.meta["content-language"], c.meta["og:locale"]...)...) {
		if t, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-")); err == nil && t != language.Und {
			return t.String()
		}
	}
	return ""
}

// publisher is the name of the site, its host without "www." when it has none.
func (c *claims) publisher(address string) string {
	for _, s := range c.meta["og:site_name"] {
		if len(s) < 60 {
			return s
		}
	}
	for i := range c.linked {
		if o := &c.linked[i]; o.article() && o.publisher != "" {
			return o.publisher
		}
	}
	for _, s := range c.meta["application-name"] {
		return s
	}
	return host(address)
}

// sites are the normal forms of the names that the site goes by.
func (c *claims) sites(address string) []string {
	names := append([]string{host(address)}, c.meta["og:site_name"]...)
	names = append(names, c.meta["application-name"]...)
	for _, o := range c.linked {
		names = append(names, o.publisher)
		switch o.kind {
		case "WebSite", "Organization", "NewsMediaOrganization":
			names = append(names, o.name)
		}
	}
	if parts := strings.Split(host(address), "."); len(parts) > 1 {
		names = append(names, parts[len(parts)-2])
		if len(parts) > 2 {
			names = append(names, parts[len(parts)-3])
		}
	}
	var out []string
	for _, n := range names {
		if k := squeeze(n); len(k) > 2 {
			out = append(out, k)
		}
	}
	return out
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// normal returns the words of s in lower case with single spaces between them:
// texts that read alike have the same normal form.
func normal(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(norm.NFC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}

// squeeze is normal without spaces: "The Daily" is "thedaily" in a host name.
func squeeze(s string) string { return strings.ReplaceAll(normal(s), " ", "") }
