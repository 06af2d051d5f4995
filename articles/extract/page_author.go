package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// byWords introduce the one who wrote: "by", "author" and their like.
const byWords = `written by|posted by|published by|reported by|story by|words by|text by|by|authors?|` +
	`von|vom|autor|autorin|autoren|verfasst von|geschrieben von|veröffentlicht von|erstellt von|publiziert von|` +
	`par|auteure?s?|por|publicado por|escrito por|autora|autores|di|scritto da|autore|door|av|af|skribent|` +
	`автор|от|przez|oleh|penulis|tác giả|yazan|作者|記者|记者|기자`

var (
	byStart  = regexp.MustCompile(`(?i)^[^\pL\pN]*(?:` + byWords + `)(?:\s*[:：]\s*|\s+)(.*)$`)
	byInside = regexp.MustCompile(`(?i)[\s|•·–—-](?:by|von|par|por|door|av|af|oleh)\s+(\pL.*)$`)
	byAlone  = regexp.MustCompile(`(?i)^[^\pL\pN]*(?:` + byWords + `)\s*[:：]?$`)
	nameEnd  = regexp.MustCompile(`(?i)\s*(?:[|•·–—,;(\[»:]|\s[-/]\s|/|\d|\s(?:on|am|vom|le|el|op|den|pe|em|il|at|um|für|for|updated|published|posted|follow|veröffentlicht|publicado|stand|in|aus|auf|from|is|ist)(?:\s|$)).*$`)
)

// author finds who wrote the article: names that two sources agree on, else
// those of the source that is right most often. The site's own name is taken
// only when nobody else is named. bylines are what the readers found.
func (c *claims) author(all []block, sites, bylines []string) string {
	count := map[string]int{}
	var people, site []string
	for _, names := range append(c.authorSources(all), eachName(bylines)...) {
		var kept []string
		own := false
		for _, n := range names {
			if n = plainName(n); !plausible(n) || slices.Contains(kept, n) {
				continue
			}
			own = own || slices.Contains(sites, squeeze(n))
			kept = append(kept, n)
		}
		s := strings.Join(kept, ", ")
		count[normal(s)]++
		switch {
		case s == "":
		case own:
			site = append(site, s)
		default:
			people = append(people, s)
		}
	}
	for _, s := range people {
		if count[normal(s)] > 1 {
			return s
		}
	}
	for _, found := range [][]string{people, site} {
		if len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// authorSources lists what each source says, the one that is right most often
// first.
func (c *claims) authorSources(all []block) [][]string {
	var sources [][]string
	for i := range c.linked {
		if o := &c.linked[i]; o.article() && len(o.authors) > 0 {
			sources = append(sources, o.authors)
			break
		}
	}
	sources = append(sources, first(names(c.authors)))
	if label := c.meta["twitter:label1"]; len(label) > 0 && byAlone.MatchString(label[0]) {
		sources = append(sources, c.meta["twitter:data1"])
	}
	sources = append(sources, first(names(c.item["author"])))
	for _, key := range []string{"author", "parsely-author", "dc.creator", "dc:creator", "sailthru.author", "citation_author", "byl", "article:author"} {
		sources = append(sources, c.meta[key])
	}
	near, text := bylines(all)
	return append(sources, first(near), first(text))
}

func first(names []string) []string { return names[:min(len(names), 1)] }

// names cuts each text down to the name that it starts with.
func names(texts []string) []string {
	var out []string
	for _, t := range texts {
		if n := nameIn(t); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// nameIn returns the name in a visible byline: without "by" before and dates,
// places and offices after it.
func nameIn(s string) string {
	for range 2 {
		if m := byStart.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
	}
	return strings.Trim(nameEnd.ReplaceAllString(s, ""), " ,;:|-–—.")
}

// plainName tidies a declared name: no "by" before it, no office after it.
func plainName(s string) string {
	if m := byStart.FindStringSubmatch(s); m != nil && len(m[1]) > 3 {
		s = m[1]
	}
	if name, office, ok := strings.Cut(s, ","); ok && !strings.Contains(strings.TrimSpace(office), " ") {
		s = name
	}
	return strings.Trim(s, " ,;:|-–—.\u200b")
}

// bylines finds names in the short blocks of a page: those that stand in
// elements made for authors, and those that are written like a byline.
func bylines(all []block) (near, text []string) {
	const byline, author, comment = 1 << 22, 1 << 21, 1 << 8 // of hintWords
	const short = 90                                         // runes
	for i, b := range all {
		if b.place.hints&comment != 0 || b.runes > short {
			continue
		}
		if byAlone.MatchString(b.text) {
			if i+1 < len(all) && isName(nameIn(all[i+1].text)) {
				near = append(near, nameIn(all[i+1].text))
			}
			continue
		}
		written := byStart.MatchString(b.text)
		switch n := nameIn(b.text); {
		case b.place.near&(byline|author) != 0 && isName(n):
			near = append(near, n)
		case written && b.tag != atom.H1 && b.tag != atom.H2 && isName(n):
			text = append(text, n)
		default:
			if m := byInside.FindStringSubmatch(b.text); m != nil && strings.ContainsAny(b.text, "0123456789") && isName(nameIn(m[1])) {
				text = append(text, nameIn(m[1]))
			}
		}
	}
	return near, text
}

// isName reports whether s is written like the name of a person: two to five
// words, the first and the last with a capital, or in a script without them.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || len(s) > 60 || strings.ContainsAny(s, "0123456789?!@…\"“”„©") {
		return false
	}
	for _, w := range []string{words[0], words[len(words)-1]} {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLetter(r) || unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// plausible reports whether s can be somebody's name.
func plausible(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || digits > 2 || len(s) > 80 || len(strings.Fields(s)) > 7 || strings.Contains(s, "@") || strings.Contains(s, "://") {
		return false
	}
	switch squeeze(s) {
	case "admin", "administrator", "webmaster", "editor", "staff", "unknown", "anonymous", "author", "name":
		return false
	}
	return true
}

// eachName makes a source of each byline.
func eachName(bylines []string) [][]string {
	var out [][]string
	for _, b := range bylines {
		if n := nameIn(b); n != "" && !strings.Contains(b, ", ") {
			out = append(out, []string{n})
		} else {
			out = append(out, strings.Split(b, ", "))
		}
	}
	return out
}
