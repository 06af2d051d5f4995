package bot

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles/ingest"
)

// maxLinks is how many links of one message are told apart; nobody means to send
// more.
const maxLinks = 100

// linksIn lists the links in texts, each page's once.
func linksIn(texts ...string) []string {
	var found []string
	seen := map[string]bool{}
	for _, text := range texts {
		for len(found) < maxLinks {
			u, rest, ok := nextLink(text)
			if !ok {
				break
			}
			text = rest
			if seen[u] {
				continue
			}
			spellings := append(ingest.Spellings(u), u)
			if !slices.ContainsFunc(spellings, func(s string) bool { return seen[s] }) {
				found = append(found, u)
			}
			for _, s := range spellings {
				seen[s] = true
			}
		}
	}
	return found
}

// nextLink finds the first link in a text and what follows it. A link may stand
// right behind other letters, as it does in languages without spaces.
func nextLink(text string) (link, rest string, ok bool) {
	const mark = "://"
	for {
		before, after, found := strings.Cut(text, mark)
		if !found {
			return "", "", false
		}
		for _, scheme := range []string{"https", "http"} {
			at := len(before) - len(scheme)
			if at < 0 || !strings.EqualFold(before[at:], scheme) {
				continue
			}
			end := linkEnd(after)
			u, err := url.Parse(scheme + mark + after[:end])
			if err == nil && u.Hostname() != "" {
				return u.String(), after[end:], true
			}
		}
		text = after
	}
}

// linkEnd is where a link ends of which s is the part behind "://": at what no
// link holds, at a bracket that was opened before it, and before punctuation
// that belongs to the sentence around it.
func linkEnd(s string) int {
	const openers, closers = "([{", ")]}"
	var open [len(openers)]int
	end := len(s)
	for i, r := range s {
		if endsLink(r) {
			end = i
			break
		}
		if k := strings.IndexRune(openers, r); k >= 0 {
			open[k]++
		}
		if k := strings.IndexRune(closers, r); k >= 0 {
			if open[k]--; open[k] < 0 {
				end = i
				break
			}
		}
	}
	return len(strings.TrimRight(s[:end], ".,;:!?#'’*_~"+openers))
}

// endsLink reports whether a rune is no part of any link: space, what cannot be
// seen, quotation marks, the signs that RFC 3986 leaves out and the punctuation
// of languages that put none of it into addresses.
func endsLink(r rune) bool {
	switch {
	case r == utf8.RuneError, unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return true
	case strings.ContainsRune("<>\"`\\^|«»‹›", r):
		return true
	case r == '’': // an apostrophe within a word
		return false
	case r >= 0x2018 && r <= 0x205e: // quotation marks, bullets, ellipses
		return true
	case r >= 0x3000 && r <= 0x303f: // 、。「」
		return unicode.IsPunct(r) || unicode.IsSymbol(r)
	case r >= 0xff00 && r <= 0xff65: // ！（），
		return unicode.IsPunct(r) || unicode.IsSymbol(r)
	}
	return false
}
