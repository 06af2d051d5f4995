package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// titleSeparator stands between a headline and the name of the site.
var titleSeparator = regexp.MustCompile(`\s+[|\-–—·•:»«/~>*_]+\s+|\s*[|»«]\s*`)

// headline finds the title of the article: the heading or the declared title
// that the others support most, without the name of the site.
func (c *claims) headline(all []block, sites []string) string {
	declared := c.declaredTitles(sites)
	best, most := "", 0.0
	consider := func(s string, weight float64) {
		n := normal(s)
		if n == "" || slices.Contains(sites, squeeze(s)) {
			return
		}
		support := 0.0
		for _, d := range declared {
			support += d.supports(n)
		}
		if support == 0 && weight < 1 { // a heading that nothing else repeats
			return
		}
		if !strings.Contains(n, " ") {
			weight -= .8 // single words name sections and sites
		}
		if support+weight > most {
			best, most = s, support+weight
		}
	}
	for i, h := range c.headings {
		weight := 3 - .02*float64(i)
		if atEnd(h, declared) {
			weight = .2
		}
		consider(c.withoutKicker(headingText(h, sites, declared), declared), weight)
	}
	for _, h := range c.item["headline"] {
		consider(h, .6)
	}
	n := 0
	for _, b := range all {
		if (b.tag == atom.H2 || b.tag == atom.H3) && n < 12 {
			consider(b.text, .4-.02*float64(n))
			n++
		}
	}
	for i, d := range declared {
		consider(d.cut, .3-.02*float64(i))
	}
	if best == "" && len(declared) > 0 {
		best = declared[0].cut
	}
	return best
}

// declaredTitle is a title that the page declares for others.
type declaredTitle struct {
	full   string // normal form
	cut    string // as written, without the name of the site
	weight float64
}

func (c *claims) declaredTitles(sites []string) []declaredTitle {
	var out []declaredTitle
	add := func(weight float64, titles ...string) {
		for _, t := range titles {
			if t != "" {
				out = append(out, declaredTitle{normal(t), cutSite(t, sites), weight})
				return
			}
		}
	}
	add(1, c.meta["og:title"]...)
	add(1, c.title)
	for i := range c.linked {
		if c.linked[i].headline != "" {
			add(1, c.linked[i].headline)
			break
		}
	}
	add(.3, c.meta["twitter:title"]...)
	return out
}

// supports says how much a declared title speaks for a candidate, given in its
// normal form.
func (d declaredTitle) supports(n string) float64 {
	switch {
	case d.full == n, normal(d.cut) == n:
		return d.weight
	case strings.Contains(n, " ") && contains(d.full, n):
		return .8 * d.weight * max(.3, float64(len(n))/float64(len(d.full)))
	case strings.Count(d.full, " ") > 1 && contains(n, d.full):
		return .5 * d.weight
	}
	return 0
}

// contains reports whether the words of b stand in a, both in normal form.
func contains(a, b string) bool { return strings.Contains(" "+a+" ", " "+b+" ") }

// atEnd reports whether h is what a declared title ends with, after a
// separator: there stands the site, not the headline.
func atEnd(h string, declared []declaredTitle) bool {
	n := normal(h)
	for _, d := range declared {
		if d.full != n && strings.HasSuffix(d.full, " "+n) && normal(d.cut) != n && !contains(normal(d.cut), n) {
			return true
		}
	}
	return false
}

// withoutKicker cuts what stands in a heading before or after a declared
// title: a section, a date, a label.
func (c *claims) withoutKicker(h string, declared []declaredTitle) string {
	n := normal(h)
	if slices.ContainsFunc(declared, func(d declaredTitle) bool { return d.full == n }) {
		return h
	}
	for _, d := range declared {
		cut := normal(d.cut)
		if d.weight == 1 && cut != n && strings.Count(cut, " ") > 1 && len(cut)*2 > len(n) && contains(n, cut) {
			return d.cut
		}
	}
	return h
}

// cutSite removes the name of the site, and other short last parts, from a
// declared title.
func cutSite(title string, sites []string) string {
	return cutParts(title, sites, true)
}

// headingText is a heading without the name of the site. A short last part
// after a dash belongs to the headline when the page declares the whole.
func headingText(h string, sites []string, declared []declaredTitle) string {
	n := normal(h)
	whole := !strings.ContainsAny(h, "|»«") && slices.ContainsFunc(declared, func(d declaredTitle) bool { return d.full == n })
	return cutParts(h, sites, !whole)
}

// cutParts removes the name of the site and, if short is set, a last part that
// is short.
func cutParts(title string, sites []string, short bool) string {
	seps := titleSeparator.FindAllStringIndex(title, -1)
	if len(seps) == 0 {
		return title
	}
	part := func(i, j int) string { // the parts i to j-1 with what is between
		from, to := 0, len(title)
		if i > 0 {
			from = seps[i-1][1]
		}
		if j <= len(seps) {
			to = seps[j-1][0]
		}
		return title[from:to]
	}
	lo, hi := 0, len(seps)+1
	for hi-lo > 1 && isSite(part(hi-1, hi), sites) {
		hi--
	}
	for hi-lo > 1 && isSite(part(lo, lo+1), sites) {
		lo++
	}
	if short && hi == len(seps)+1 && hi-lo > 1 && len(strings.Fields(part(hi-1, hi))) <= 3 && len(strings.Fields(part(lo, hi-1))) >= 3 {
		hi--
	}
	return strings.TrimSpace(part(lo, hi))
}

func isSite(part string, sites []string) bool {
	k := squeeze(part)
	return k != "" && slices.ContainsFunc(sites, func(s string) bool {
		return s == k || len(k) > 3 && len(s) > 3 && (strings.Contains(s, k) || strings.Contains(k, s))
	})
}
