package main

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// part is some lines with what they are.
type part struct {
	lines []string
	body  bool
}

func assemble(like example, form string, parts ...part) example {
	e := example{name: like.name, form: form, site: like.site}
	for _, p := range parts {
		for _, l := range p.lines {
			e.lines = append(e.lines, l)
			e.body = append(e.body, p.body)
		}
	}
	return e
}

// cut splits an example into what stands before its article, the article with
// all between, and what stands after.
func (e example) cut() (before, inside, after []string, body []bool) {
	first, last := slices.Index(e.body, true), -1
	if first < 0 {
		return e.lines, nil, nil, nil
	}
	for i, b := range e.body {
		if b {
			last = i
		}
	}
	return e.lines[:first], e.lines[first : last+1], e.lines[last+1:], e.body[first : last+1]
}

// cropped keeps some of what stands around the article: as somebody does who
// marks a part of a page and copies it.
func cropped(e example, rng *rand.Rand) example {
	before, inside, after, body := e.cut()
	if inside == nil {
		return e
	}
	before = before[len(before)-some(len(before), rng):]
	after = after[:some(len(after), rng)]
	out := assemble(e, "cropped", part{before, false}, part{inside, true}, part{after, false})
	copy(out.body[len(before):], body)
	return out
}

// some is a number up to n, small ones as often as large ones.
func some(n int, rng *rand.Rand) int {
	switch rng.IntN(4) {
	case 0:
		return min(n, rng.IntN(4))
	case 1:
		return min(n, rng.IntN(20))
	}
	return rng.IntN(n + 1)
}

// grafted puts a ready article into the place of another one's page.
func grafted(article, page example, rng *rand.Rand) example {
	c := cropped(page, rng)
	before, _, after, _ := c.cut()
	return assemble(page, "grafted", part{before, false}, part{article.lines, true}, part{after, false})
}

// begged puts an appeal of ours behind an article, a banner before it and
// headlines after it, and now and then an appeal into its middle.
func begged(e example, rng *rand.Rand, headlines []string) example {
	before, inside, after, body := e.cut()
	if len(inside) < 2 {
		return e
	}
	a := appeals[rng.IntN(len(appeals))]
	before = before[len(before)-min(len(before), rng.IntN(4)):]
	after = after[:min(len(after), rng.IntN(6))]
	at := len(inside)
	if rng.IntN(4) == 0 {
		at = 1 + rng.IntN(len(inside)-1)
	}
	var top, low []string
	if rng.IntN(3) > 0 {
		top = append(top, a.banners[rng.IntN(len(a.banners))])
	}
	low = append(low, named(a.text[rng.IntN(len(a.text)):], inside, rng)...)
	for range rng.IntN(4) {
		low = append(low, a.buttons[rng.IntN(len(a.buttons))])
	}
	var teasers []string
	for range rng.IntN(5) {
		teasers = append(teasers, headlines[rng.IntN(len(headlines))])
	}
	out := assemble(e, "begged", part{top, false}, part{before, false}, part{inside[:at], true},
		part{low, false}, part{inside[at:], true}, part{teasers, false}, part{after, false})
	copy(out.body[len(top)+len(before):], body[:at])
	copy(out.body[len(top)+len(before)+at+len(low):], body[at:])
	return out
}

// named writes some of the article's own words into an appeal in place of the
// paper's name: papers are called after the places that they write about.
func named(appeal, article []string, rng *rand.Rand) []string {
	words := strings.Fields(article[rng.IntN(len(article))])
	pick := func() string { return words[rng.IntN(len(words))] }
	r := strings.NewReplacer("Harbour", pick(), "Valley", pick(), "coast", pick(), "valley", pick(), "Hafenbote", pick(), "Портовый", pick())
	out := make([]string, len(appeal))
	for i, l := range appeal {
		out[i] = r.Replace(l)
	}
	return out
}

// titled puts a headline above a ready article.
func titled(e example, headline string) example {
	return assemble(e, "titled", part{[]string{headline}, false}, part{e.lines, true})
}

// headlines are short lines before articles that look like titles.
func headlines(examples []example) []string {
	var out []string
	for _, e := range examples {
		before, _, _, _ := e.cut()
		for _, l := range before[max(0, len(before)-8):] {
			if n := len(strings.Fields(l)); n >= 5 && n <= 16 && !strings.HasSuffix(l, ".") {
				out = append(out, l)
			}
		}
	}
	return out
}
