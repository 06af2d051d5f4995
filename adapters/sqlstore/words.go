package sqlstore

import (
	"slices"
	"strings"
	"unicode"

	"briefly/articles/language"
)

// titleWords are the words of a title that are worth proposing, as people
// write them, each once: no function words, no bare numbers.
func titleWords(title, lang string) []string {
	var words []string
	for _, s := range language.Words(title) {
		word := title[s.Start:s.End]
		if strings.ContainsFunc(word, unicode.IsLetter) && !language.IsStop(language.Fold(word), lang) && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}
