package stories

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	// fewNames is how many different names an article must have before they
	// can tell that another one is about something else.
	fewNames = 3
	// sameNames is the share of its names, rare ones counting more, that the
	// other must mention to tell the same story.
	sameNames = 0.2
	// leadWords is how far into an article its names are looked for.
	leadWords = 40
)

// names returns the terms that the beginning of an article writes as names:
// with a capital inside a sentence. Where scripts have no capitals there are
// none; where German writes all nouns so they are its nouns, which serves too.
func names(a articles.Article, r *rarities) []feature {
	var words []string
	for _, s := range []string{a.Title, a.Body} {
		if strings.ToUpper(s) == s {
			continue // capitals say nothing
		}
		within, left := false, leadWords
		for w := range strings.FieldsSeq(s) {
			if left--; left < 0 {
				break
			}
			first, _ := utf8.DecodeRuneInString(w)
			if within && unicode.IsUpper(first) {
				words = append(words, w)
			}
			last, _ := utf8.DecodeLastRuneInString(w)
			within = !strings.ContainsRune(".!?:\"”", last)
		}
	}
	var out []feature
	for _, w := range language.Terms(strings.Join(words, " "), a.Lang) {
		key := hash(w)
		out = append(out, feature{key: key, rarity: r.of(key)})
	}
	return merged(out)
}
