package feeds

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	tokens "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text is what a Content or Summary says, as plain text with "\n\n" between its
// paragraphs.
func Text(content string) string {
	var paragraphs []string
	for part := range strings.SplitSeq(plain(content, "\n", false), "\n") {
		if p := oneLine(part); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// line is what HTML, or text that may be HTML, says in one line.
func line(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = plain(s, " ", true)
		if reference.MatchString(s) { // it was escaped twice
			s = plain(s, " ", true)
		}
	}
	return oneLine(s)
}

// reference is one that nobody means to show.
var reference = regexp.MustCompile(`&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});`)

// plain takes the tags out of HTML: those that end a line become a break.
// Strange ones stay when they may be words: "Vec<T>".
func plain(s, lineBreak string, strange bool) string {
	var b strings.Builder
	z := tokens.NewTokenizer(strings.NewReader(s))
	hidden := atom.Atom(0)
	for {
		kind := z.Next()
		if kind == tokens.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		switch kind {
		case tokens.TextToken:
			if hidden == 0 {
				b.WriteString(strings.Join(strings.Split(unescape(raw, nil), "\n"), " "))
			}
		case tokens.StartTagToken, tokens.EndTagToken, tokens.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case a == 0 && strange && kind != tokens.EndTagToken:
				b.WriteString(raw)
			case a == atom.Script, a == atom.Style:
				hidden = 0
				if kind == tokens.StartTagToken {
					hidden = a
				}
			case breaks(a):
				b.WriteString(lineBreak)
			}
		}
	}
}

// breaks reports whether the tags of an element end a line.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Br, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Tr, atom.Td, atom.Th, atom.Table, atom.Hr, atom.Pre,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Figure, atom.Figcaption, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Aside:
		return true
	}
	return false
}

var (
	tagPattern     = regexp.MustCompile(`</?([a-zA-Z][a-zA-Z0-9]*)[\s/>]`)
	escapedPattern = regexp.MustCompile(`&lt;/?([a-zA-Z][a-zA-Z0-9]*)[^<>]*?&gt;`)
)

// asHTML returns text of a feed that does not say whether it is HTML as HTML.
func asHTML(s string) string {
	s = strings.TrimSpace(s)
	switch {
	case names(tagPattern, s):
		return s
	case names(escapedPattern, s): // it was escaped twice
		return html.UnescapeString(s)
	case !strings.ContainsAny(s, "<>&"):
		return s
	}
	return escaped(unescape(s, nil))
}

// escaped is plain text as HTML.
func escaped(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>\n")
}

// names reports whether the pattern finds an element of HTML in s.
func names(p *regexp.Regexp, s string) bool {
	for _, m := range p.FindAllStringSubmatch(s, 8) {
		if atom.Lookup([]byte(strings.ToLower(m[1]))) != 0 {
			return true
		}
	}
	return false
}

// absoluteLinks returns HTML whose links and pictures have absolute addresses,
// as seen from base, or from otherwise when there is none.
func absoluteLinks(s string, base, otherwise *url.URL) string {
	if base == nil && otherwise == nil || !strings.ContainsRune(s, '<') {
		return s
	}
	most := len(s) + len(s)/2 + maxAddress // long addresses that are short inside could fill the memory
	var b strings.Builder
	z := tokens.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		if kind == tokens.ErrorToken {
			b.Write(z.Raw())
			return b.String()
		}
		raw := string(z.Raw())
		if kind != tokens.StartTagToken && kind != tokens.SelfClosingTagToken || b.Len() > most {
			b.WriteString(raw)
			continue
		}
		token, changed := z.Token(), false
		for i, a := range token.Attr {
			switch a.Key {
			case "href", "src", "poster", "cite", "data", "action", "longdesc", "background":
				if strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://") {
					break
				}
				if full := absolute(a.Val, base, otherwise); full != "" && full != a.Val {
					token.Attr[i].Val, changed = full, true
				}
			}
		}
		if changed {
			raw = token.String()
		}
		b.WriteString(raw)
	}
}
