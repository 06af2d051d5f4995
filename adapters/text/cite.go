package text

import (
	"slices"

	"briefly/bot"
)

// Cite numbers the sources of a lead for its readers. It returns the articles
// that the sentences cite, in the order in which they are first cited, each
// once even when several of its passages are cited; and for each sentence the
// numbers of what it cites, which start at 1. Citations of sources that do not
// exist are left out.
func Cite(a bot.Answer) (cited []bot.Source, numbers [][]int) {
	numbers = make([][]int, len(a.Lead))
	for i, sentence := range a.Lead {
		for _, at := range sentence.Sources {
			if at < 0 || at >= len(a.Sources) {
				continue
			}
			n := slices.IndexFunc(cited, func(s bot.Source) bool { return sameArticle(s, a.Sources[at]) })
			if n < 0 {
				n = len(cited)
				cited = append(cited, a.Sources[at])
			}
			if !slices.Contains(numbers[i], n+1) {
				numbers[i] = append(numbers[i], n+1)
			}
		}
	}
	return cited, numbers
}

// sameArticle reports whether two sources are passages of one text. Sources
// without a number are told apart by all they have.
func sameArticle(a, b bot.Source) bool {
	if a.Number > 0 || b.Number > 0 {
		return a.Number == b.Number && a.Revision == b.Revision
	}
	return a == b
}
