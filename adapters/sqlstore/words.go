package sqlstore

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles/language"
)

const (
	// nameRepeats is how often a name must stand in a body to be proposed.
	nameRepeats = 2
	// mostNames bounds how many names of a body are proposed.
	mostNames = 8
)

// proposable are the words that an article offers to somebody who is typing,
// as people write them, each once: those of its title without function words
// and bare numbers, and the names that its body repeats.
func proposable(title, body, lang string) []string {
	words := titleWords(title, lang)
	most := len(words) + mostNames
	for _, name := range names(body) {
		if len(words) < most && !slices.Contains(words, name) && !language.IsStop(language.Fold(name), lang) {
			words = append(words, name)
		}
	}
	return words
}

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

// names are the words of a body that stand in it several times with a capital
// that no beginning of a sentence gave them.
func names(body string) []string {
	count := make(map[string]int)
	var list []string
	begins := true
	for field := range strings.FieldsSeq(body) {
		first, _ := utf8.DecodeRuneInString(field)
		if unicode.IsUpper(first) && !begins {
			word := strings.TrimRightFunc(field, func(r rune) bool { return !unicode.IsLetter(r) })
			word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
			if utf8.RuneCountInString(word) > 1 && !strings.ContainsFunc(word, unicode.IsPunct) {
				if count[word]++; count[word] == nameRepeats {
					list = append(list, word)
				}
			}
		}
		begins = strings.ContainsAny(field[len(field)-1:], ".!?:\"")
	}
	return list
}
