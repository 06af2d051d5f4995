package sqlstore

import "briefly/articles/language"

// titleWords are the words of a title as people write them.
func titleWords(title string) []string {
	spans := language.Words(title)
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = title[s.Start:s.End]
	}
	return words
}
