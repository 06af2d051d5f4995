package extract

import (
	"strings"
	"unicode"

	"briefly/articles/extract/internal/lines"
)

// titleReach is how far above the body its title is looked for, in lines.
const titleReach = 30

// findTitle returns the line that is the title of the lines that are kept, -1
// when there is none: the one above the body, or its first line, that is built
// like a headline and says what the body says.
func findTitle(ls []string, keep []bool) int {
	first := 0
	for first < len(ls) && !keep[first] {
		first++
	}
	if first == len(ls) {
		return -1
	}
	var body []string
	for i := first; i < len(ls) && len(body) < 60; i++ {
		if keep[i] {
			body = append(body, ls[i])
		}
	}
	best, title := minTitle, -1
	words := lines.Vocabulary(body, maxVocabulary)
	for i := max(0, first-titleReach); i <= first; i++ {
		if i == first {
			if len(body) < 2 {
				break
			}
			words = lines.Vocabulary(body[1:], maxVocabulary)
		}
		if s := titleScore(ls, i, first, words); s >= best {
			best, title = s, i
		}
	}
	return title
}

// maxVocabulary is how many words of a body its title is compared with.
const maxVocabulary = 4000

// minTitle is the least score of a title.
const minTitle = 1.2

// titleScore is how much line i, above a body that begins at line first, looks
// like its title.
func titleScore(ls []string, i, first int, body map[string]bool) float64 {
	l := ls[i]
	n, page := lines.Worded(l)
	units := lines.Units(l)
	if units < 8 || units > 220 || n < 2 {
		return 0
	}
	s := 3 * lines.Shared(l, body) * min(1, float64(n)/5) // two words are soon found in any text
	switch {
	case units >= 28 && units <= 120:
		s += 1
	case units >= 18 && units <= 160:
		s += .5
	}
	if lines.Sentence(l) && !strings.HasSuffix(l, "?") && !strings.HasSuffix(l, "!") {
		s -= 1.5
		if i == first {
			return 0
		}
	}
	if lines.Notice(l) || page > .3 || glued(l) {
		s -= 1
	}
	if a, d := byline([]string{l}); a != "" || !d.IsZero() {
		s -= 1.5
	}
	for k, other := range ls[:min(len(ls), 400)] {
		if k != i && strings.EqualFold(other, l) {
			s += .3
			break
		}
	}
	if first-i <= 1 {
		s += .4
	}
	return s - .04*float64(first-i)
}

// siteMarks stand between a headline and the name of its site.
var siteMarks = []string{" | ", " » ", " :: ", " - ", " – ", " — ", " · "}

// trimSite takes the name of the site off a title: its last part, when that
// part is also said outside the article.
func trimSite(ls []string, keep []bool, title int) string {
	t := ls[title]
	for _, mark := range siteMarks {
		at := strings.LastIndex(t, mark)
		if at < 0 || len(strings.Fields(t[:at])) < 2 {
			continue
		}
		site := letters(t[at+len(mark):])
		if len(site) < 3 || len(strings.Fields(t[at:])) > 6 {
			continue
		}
		for i, l := range ls {
			if i != title && !keep[i] && lines.Units(l) < 120 && strings.Contains(letters(l), site) {
				return strings.TrimSpace(t[:at])
			}
		}
	}
	return t
}

// letters is s in lower case without anything but letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
