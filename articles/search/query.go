package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles/language"
)

// query is a topic in terms.
type query struct {
	// words are the asked words in order, each with its alternatives.
	words [][]string
	// phrases are runs of words, [from, to), that were quoted.
	phrases [][2]int
}

// parse reads a topic. Its language is uncertain: every word stands for its
// terms in the asker's language, in that of the topic and in English.
func parse(text, lang string) query {
	langs := likely(text, lang)
	if shouted(text) {
		text = strings.ToLower(text)
	}
	var q query
	quoted := false
	for rest := text; ; quoted = !quoted {
		end := strings.IndexFunc(rest, isQuote)
		part := rest
		if end >= 0 {
			part = rest[:end]
		}
		from := len(q.words)
		for _, word := range strings.Fields(part) {
			q.words = append(q.words, alternatives(word, langs)...)
		}
		if quoted && end >= 0 && len(q.words) > from {
			q.phrases = append(q.phrases, [2]int{from, len(q.words)})
		}
		if end < 0 {
			break
		}
		_, n := utf8.DecodeRuneInString(rest[end:])
		rest = rest[end+n:]
	}
	if len(q.words) == 0 { // nothing but function words
		for _, word := range strings.Fields(text) {
			q.words = append(q.words, terms(word, language.Unknown)...)
		}
	}
	return q
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '«', '»', '＂':
		return true
	}
	return false
}

// likely are the languages that a short text may be in, likeliest first: the
// asker's, unless it is not written like this, what the letters look like, and
// English.
func likely(text, lang string) []string {
	asker := language.Detect("", lang)
	guesses := []string{asker, language.Detect(text, ""), "en"}
	if script := scriptLanguages(text); len(script) > 0 {
		if !slices.Contains(script, asker) {
			guesses[0] = script[0]
		}
		guesses = append(guesses, script[0], asker)
	}
	var langs []string
	for _, l := range guesses {
		if l != language.Unknown && !slices.Contains(langs, l) {
			langs = append(langs, l)
		}
	}
	return langs
}

// scriptLanguages are the languages written in a text's letters, the one to
// assume first; none for the Latin ones, which tell nothing.
func scriptLanguages(text string) []string {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			return []string{"ru", "uk", "be", "bg", "sr", "mk", "kk"}
		case unicode.Is(unicode.Greek, r):
			return []string{"el"}
		case unicode.Is(unicode.Arabic, r):
			return []string{"ar", "fa", "ur"}
		case unicode.Is(unicode.Hebrew, r):
			return []string{"he"}
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return []string{"ja"}
		case unicode.Is(unicode.Hangul, r):
			return []string{"ko"}
		case unicode.Is(unicode.Han, r):
			return []string{"zh", "ja"}
		}
	}
	return nil
}

// alternatives are the terms of a word, in each of the languages: none for a
// function word, several for one that is joined.
func alternatives(word string, langs []string) [][]string {
	var all [][]string
	for i, lang := range langs {
		if function(word, lang) && (i == 0 || lang == "en") {
			return nil
		}
		if i == 0 {
			all = terms(word, lang)
			continue
		}
		other := terms(word, lang)
		if len(other) != len(all) {
			continue
		}
		for j := range all {
			if !slices.Contains(all[j], other[j][0]) {
				all[j] = append(all[j], other[j][0])
			}
		}
	}
	return all
}

// function tells a function word, which says nothing about a topic, unless it
// is written like an acronym.
func function(word, lang string) bool {
	return language.IsStop(language.Fold(word), lang) && strings.ToUpper(word) != word
}

// shouted tells a sentence in capitals, in which they say nothing.
func shouted(text string) bool {
	const sentence = 3 // words; fewer may all be acronyms
	return strings.ToUpper(text) == text && len(strings.Fields(text)) >= sentence
}

func terms(word, lang string) [][]string {
	var list [][]string
	for _, term := range language.Terms(word, lang) {
		list = append(list, []string{term})
	}
	return list
}

// terms are the first alternatives of the words.
func (q query) terms() []string {
	var list []string
	for _, word := range q.words {
		list = append(list, word[0])
	}
	return list
}

// all are all alternatives of all words.
func (q query) all() []string { return slices.Concat(q.words...) }

// lastWord splits what is being typed before its last word.
func lastWord(text string) (head, last string) {
	i := strings.LastIndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return "", text
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	return text[:i+n], text[i+n:]
}
