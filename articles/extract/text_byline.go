package extract

import (
	"regexp"
	"strings"
	"time"

	"briefly/articles/extract/internal/lines"
	"briefly/articles/language"
)

// bylineWords begin a byline, in several languages.
var bylineWords = regexp.MustCompile(`^(?i:by|von|par|por|di|door|av|af|texte?:|author:|autore?:|auteur:|автор:|текст:|作者[:：]|文[/／])\s*(.+)$`)

// aName is two to four words with capitals, particles aside.
var aName = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?: (?:(?:d[eiu]|da|del|della|van|von|der|den|bin|al|el|la|le) )*\p{Lu}[\p{L}.'’-]*){1,3}$|^\p{Han}{2,4}$`)

// byline returns author and date when one of the lines between a title and its
// body gives them and hardly anything else.
func byline(ls []string) (author string, published time.Time) {
	for _, l := range ls {
		if lines.Units(l) > 120 {
			continue
		}
		if author == "" {
			author = authorOf(l)
		}
		if published.IsZero() {
			published = dateOf(l)
		}
	}
	return author, published
}

var nameEnds = regexp.MustCompile(`\s*(?:[|,•·(\d]|\s[-–—]\s).*$`)

var nameJoins = regexp.MustCompile(`\s+(?:and|und|et|y|e|en|och|og|и|та|&)\s+|,\s+`)

func authorOf(l string) string {
	m := bylineWords.FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	var names []string
	for _, n := range nameJoins.Split(m[1], 4) {
		n = strings.TrimSpace(nameEnds.ReplaceAllString(n, ""))
		if at := strings.LastIndex(n, " "); strings.Count(n, " ") > 1 && language.Month(n[at+1:], "") != 0 {
			n = n[:at] // of the date that follows the name
		}
		if !aName.MatchString(n) || glued(n) {
			break
		}
		names = append(names, n)
	}
	return strings.Join(names, ", ")
}

// glued reports whether a small letter stands before a capital late in a word:
// a name and a label that a page set side by side.
func glued(s string) bool {
	return gluedWords.MatchString(s)
}

var gluedWords = regexp.MustCompile(`\p{L}{3}\p{Ll}\p{Lu}`)

// dayAndMonth is a date that means two days, in Europe and in America.
var dayAndMonth = regexp.MustCompile(`(?:^|\D)(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(?:19|20)\d\d`)

// dateOf returns the date that a short line gives, zero when it gives none or
// one that could mean two days.
func dateOf(l string) time.Time {
	if m := dayAndMonth.FindStringSubmatch(l); m != nil && strings.TrimLeft(m[1], "0") != strings.TrimLeft(m[2], "0") {
		return time.Time{}
	}
	t, ok := writtenDate(l, "")
	if !ok {
		return time.Time{}
	}
	return t
}
