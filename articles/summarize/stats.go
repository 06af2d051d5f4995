package summarize

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

// frequencies says in how many of a thousand articles of a language a word
// occurs: the common words only, cut to stemRunes. The command
// articles/summarize/train counted them.
//
//go:embed frequencies.txt
var frequencies string

// wordStats says how much a word of one language says.
type wordStats struct {
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
			all[word] = wordStats{current}
			continue
		}
		if f, err := strconv.ParseFloat(n, 64); err == nil && current != nil {
			current[word] = f
		}
	}
	return all
}

// rare is the frequency of what the table does not hold, in articles of a
// thousand.
const rare = 3

// idf is the inverse document frequency of a word cut to stemRunes. Where
// nothing is known of a language the length has to do: the shortest words say
// least in nearly all of them.
func (s wordStats) idf(word string) float64 {
	if s.perMille == nil {
		if len(word) < 3 {
			return 0.5
		}
		return math.Log(1000.0 / rare)
	}
	f, ok := s.perMille[word]
	if !ok {
		f = rare
	}
	return max(0, math.Log(1000/f)-0.35) // a word of seven articles in ten says nothing
}
