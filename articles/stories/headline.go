package stories

import (
	"strings"
	"unicode"
)

// Headline returns the most central of a story's titles: the one that shares
// most of its words with the others; the first of equals. Empty titles do not
// count; without any other the headline is empty.
func Headline(titles ...string) string {
	words := make([]map[string]bool, len(titles))
	for i, t := range titles {
		words[i] = wordSet(t)
	}
	best, most := "", -1.0
	for i, t := range titles {
		if len(words[i]) == 0 {
			continue
		}
		var shared float64
		for j := range titles {
			if j != i {
				shared += overlap(words[i], words[j])
			}
		}
		if shared > most {
			best, most = t, shared
		}
	}
	return best
}

// overlap is twice the number of shared words in the number of words of both.
func overlap(a, b map[string]bool) float64 {
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

func wordSet(title string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) {
		set[w] = true
	}
	return set
}
