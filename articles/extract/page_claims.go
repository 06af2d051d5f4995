package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// claims are what a page says about itself, each list in the order of the page.
type claims struct {
	lang      string
	canonical string
	title     string              // of the title element
	meta      map[string][]string // by name, property or itemprop in lower case
	item      map[string][]string // microdata: itemprop of other elements
	headings  []string            // h1
	authors   []string            // rel=author and the like
	times     []stamp             // time elements
	linked    []linked            // JSON-LD objects that have a type
	source    string              // of the page, with what is not read as HTML
}

// stamp is a time element.
type stamp struct {
	value     string // datetime or text
	text      string
	published bool // itemprop or class says that it is the date of publication
	byArticle bool // inside an article element
	modified  bool
}

// enough is how many values of a kind are kept. Honest pages have fewer.
const enough = 40

// longest is how long a title, a name or a date may be, in bytes.
const longest = 400

// claimed collects what a page says about itself.
func claimed(root *html.Node) *claims {
	c := &claims{meta: map[string][]string{}, item: map[string][]string{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			c.element(n)
		}
	}
	return c
}

func (c *claims) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		c.lang = attr(n, "lang")
		return
	case atom.Title:
		if c.title == "" && n.Namespace == "" {
			c.title = line(n)
		}
		return
	case atom.Meta:
		c.metaElement(n)
		return
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") && c.canonical == "" {
			c.canonical = strings.TrimSpace(attr(n, "href"))
		}
		return
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			c.linked = append(c.linked, linkedData(n.FirstChild.Data)...)
			c.linked = c.linked[:min(len(c.linked), enough)]
		}
		return
	case atom.H1:
		if t := line(n); t != "" && len(c.headings) < enough {
			c.headings = append(c.headings, t)
		}
	case atom.Time:
		c.timeElement(n)
	}
	c.property(n)
}

func (c *claims) metaElement(n *html.Node) {
	content := strings.Join(strings.Fields(attr(n, "content")), " ")
	if content == "" || len(content) > longest {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if k := strings.ToLower(strings.TrimSpace(attr(n, key))); k != "" && len(c.meta[k]) < enough {
			c.meta[k] = append(c.meta[k], content)
		}
	}
}

// property reads microdata and links to authors.
func (c *claims) property(n *html.Node) {
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			for k := range strings.FieldsSeq(strings.ToLower(a.Val)) {
				if len(c.item[k]) < enough {
					c.item[k] = append(c.item[k], itemValue(n))
				}
			}
		case "rel":
			if strings.EqualFold(a.Val, "author") && len(c.authors) < enough {
				c.authors = append(c.authors, line(n))
			}
		}
	}
}

// itemValue is the value of a microdata property: html.spec.whatwg.org, "values".
func itemValue(n *html.Node) string {
	for _, key := range []string{"content", "datetime"} {
		if v := attr(n, key); v != "" && len(v) <= longest {
			return v
		}
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && attr(c, "itemprop") == "name" {
			if v := attr(c, "content"); v != "" {
				return v
			}
			return line(c)
		}
	}
	return line(n)
}

func (c *claims) timeElement(n *html.Node) {
	if len(c.times) == enough {
		return
	}
	s := stamp{value: attr(n, "datetime"), text: line(n)}
	words := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class") + " " + attr(n, "pubdate"))
	for _, a := range n.Attr {
		if a.Key == "pubdate" {
			s.published = true
		}
	}
	s.published = s.published || strings.Contains(words, "publish") || strings.Contains(words, "entry-date")
	s.modified = strings.Contains(words, "modified") || strings.Contains(words, "update")
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article {
			s.byArticle = true
		}
	}
	c.times = append(c.times, s)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// line returns the text of an element as one line.
func line(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if b.Len() > longest {
			break
		}
		if c.Type == html.TextNode && (c.Parent == n || !invisible(c.Parent)) {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	s := strings.Join(strings.Fields(b.String()), " ")
	return strings.ToValidUTF8(s[:min(len(s), longest)], "")
}
