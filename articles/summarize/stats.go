package summarize

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"briefly/articles/language"
)

// frequencies says in how many of a thousand articles of a language a word
// occurs: the common words only, cut to stemRunes. The command
// articles/summarize/train counted them.
//
//go:embed frequencies.txt
var frequencies string

// wordStats says how much a word of one language says.
type wordStats struct {
	lang     string
	perMille map[string]float64 // nil: nothing is known of the language
}

// allStats is every language's table, read once.
type allStats map[string]wordStats

// readStats parses lines of "LANG", then "word perMille" for each word.
func readStats(table string) allStats {
	all := allStats{}
	var current map[string]float64
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		word, n, ok := strings.Cut(line, " ")
		if !ok {
			current = make(map[string]float64, 2048)
			all[word] = wordStats{word, current}
			continue
		}
		if f, err := strconv.ParseFloat(n, 64); err == nil && current != nil {
			current[word] = f
		}
	}
	return all
}

// of returns what is known of a language.
func (all allStats) of(lang string) wordStats {
	if s, ok := all[lang]; ok {
		return s
	}
	return wordStats{lang: lang}
}

// rare is the frequency of what the table does not hold, in articles of a
// thousand.
const rare = 3

// idf is the inverse document frequency of a word cut to stemRunes. Where no
// frequencies are known, function words say nothing and all others the same.
func (s wordStats) idf(word string) float64 {
	f, ok := s.perMille[word]
	if !ok {
		if s.perMille == nil && (len(word) < 2 || language.IsStop(language.Fold(word), s.lang)) {
			return 0
		}
		f = rare
	}
	const common = 0.35 // of a word that seven articles in ten hold
	return max(0, math.Log(1000/f)-common)
}
